import Chargers
import Kernel
import Places

/// All SQL about connectors.
struct ConnectorStore: Sendable {
    /// Longer lists are not written into a statement; all is read instead.
    static let listMax = 100

    /// The directory's entries of a feed, by the station's own identifier.
    func places(of feed: Feed, in town: any Reading) throws -> [String: ID<Place>] {
        var places: [String: ID<Place>] = [:]
        try town.each("SELECT id, source_key FROM place WHERE source = \(feed.source)") { row in
            places[try row.text("source_key")] = try row.id("id")
        }
        return places
    }

    func places(of source: String, in town: any Reading) throws -> [ID<Place>] {
        try town.rows("SELECT id FROM place WHERE source = \(source)").map { try $0.id("id") }
    }

    /// What is known of a feed's connectors: of these, or of all.
    func connectors(of feed: Feed, only keys: [String]? = nil, in town: any Reading) throws -> [String: Connector] {
        var connectors: [String: Connector] = [:]
        let which: SQL = keys.map { "AND connector_key IN \(list: $0)" } ?? ""
        try town.each(
            """
            SELECT connector_key, place_id, state, state_at FROM charger_connector
            WHERE feed = \(feed.name) \(which)
            """
        ) { row in
            connectors[try row.text("connector_key")] = Connector(
                place: try row.id("place_id"), state: try row.choice("state"), at: try row.optionalInstant("state_at"))
        }
        return connectors
    }

    /// How many slots each station of a feed has, by the station's own identifier.
    func slots(of feed: Feed, in town: any Reading) throws -> [String: (place: ID<Place>, total: Int)] {
        var slots: [String: (place: ID<Place>, total: Int)] = [:]
        try town.each(
            """
            SELECT place.source_key, place.id, charger.slots_total FROM place
            JOIN charger ON charger.place_id = place.id WHERE place.source = \(feed.source)
            """
        ) { row in
            slots[try row.text("source_key")] = (try row.id("id"), try row.int("slots_total"))
        }
        return slots
    }

    func add(_ connectors: [(key: String, place: ID<Place>)], to feed: Feed, in town: any Writing) throws {
        try town.runMany(connectors) { connector in
            """
            INSERT INTO charger_connector (feed, connector_key, place_id, state, state_at)
            VALUES (\(feed.name), \(connector.key), \(connector.place), \(ConnectorState.unknown), NULL)
            ON CONFLICT (feed, connector_key) DO UPDATE SET place_id = excluded.place_id
            """
        }
    }

    func remove(_ keys: [String], of feed: Feed, in town: any Writing) throws {
        try town.runMany(keys) { key in
            "DELETE FROM charger_connector WHERE feed = \(feed.name) AND connector_key = \(key)"
        }
    }

    func set(_ states: [(key: String, state: ConnectorState, at: Instant)], of feed: Feed, in town: any Writing) throws
    {
        try town.runMany(states) { state in
            """
            UPDATE charger_connector SET state = \(state.state), state_at = \(state.at)
            WHERE feed = \(feed.name) AND connector_key = \(state.key)
            """
        }
    }

    /// How many connectors of each place are free, and when the newest state was told; places of which nothing was
    /// ever told are left out.
    func counts(
        of places: Set<ID<Place>>, _ feed: Feed, in town: any Reading
    ) throws -> [(place: ID<Place>, free: Int, at: Instant)] {
        let which: SQL =
            places.count <= Self.listMax ? "AND place_id IN \(list: places.sorted())" : ""
        return try town.rows(
            """
            SELECT place_id, sum(CASE WHEN state = 'free' THEN 1 ELSE 0 END) AS free, max(state_at) AS told_at
            FROM charger_connector WHERE feed = \(feed.name) \(which) GROUP BY place_id
            HAVING max(state_at) IS NOT NULL
            """
        ).compactMap { row in
            let place: ID<Place> = try row.id("place_id")
            return places.contains(place) ? (place, try row.int("free"), try row.instant("told_at")) : nil
        }
    }
}

/// One connector as we know it.
struct Connector: Sendable, Equatable {
    var place: ID<Place>
    var state: ConnectorState
    var at: Instant?
}
