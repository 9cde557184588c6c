import Chargers
import Kernel
import Places

/// All SQL about feeds.
struct FeedStore: Sendable {
    static let changed = Topic(rawValue: "charger-feeds")

    private static let columns: SQL = """
        name, format, address, operator, operator_id, datum, vehicle, interval_seconds, tried_at, good_at, sites_at, \
        failure, failures, problems
        """

    func feeds(in town: any Reading) throws -> [Feed] {
        try town.rows("SELECT \(Self.columns) FROM charger_feed ORDER BY name").map(feed)
    }

    func feed(_ name: String, in town: any Reading) throws -> Feed? {
        try town.row("SELECT \(Self.columns) FROM charger_feed WHERE name = \(name)").map(feed)
    }

    func feed(ofOperator id: String, in town: any Reading) throws -> Feed? {
        try town.row("SELECT \(Self.columns) FROM charger_feed WHERE operator_id = \(id) AND operator_id <> ''").map(
            feed)
    }

    private func feed(_ row: Row) throws -> Feed {
        var feed = try Feed(
            name: try row.text("name"), format: try row.choice("format"), address: try row.text("address"),
            operator: try row.text("operator"), operatorID: try row.text("operator_id"),
            datum: try row.choice("datum"), vehicle: try row.choice("vehicle"),
            intervalSeconds: try row.int("interval_seconds"))
        feed.health.triedAt = try row.optionalInstant("tried_at")
        feed.health.goodAt = try row.optionalInstant("good_at")
        feed.health.sitesAt = try row.optionalInstant("sites_at")
        feed.health.failure = FeedFailure(rawValue: try row.text("failure"))
        feed.health.failures = try row.int("failures")
        feed.health.problems = try row.int("problems")
        return feed
    }

    /// Adds a feed, or changes what is configured of it; how it is doing stays.
    func save(_ feed: Feed, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO charger_feed (\(Self.columns), created_at)
            VALUES (\(feed.name), \(feed.format), \(feed.address), \(feed.operator), \(feed.operatorID),
                \(feed.datum.rawValue), \(feed.vehicle), \(feed.intervalSeconds), NULL, NULL, NULL, '', 0, 0,
                \(town.now))
            ON CONFLICT (name) DO UPDATE SET format = excluded.format, address = excluded.address,
                operator = excluded.operator, operator_id = excluded.operator_id, datum = excluded.datum,
                vehicle = excluded.vehicle, interval_seconds = excluded.interval_seconds
            """)
        try town.announce(Self.changed)
    }

    func remove(_ name: String, withPlaces: Bool, in town: any Writing) throws -> Int? {
        guard let feed = try feed(name, in: town) else { return nil }
        let count = withPlaces ? try town.run("DELETE FROM place WHERE source = \(feed.source)") : 0
        try town.run("DELETE FROM charger_feed WHERE name = \(name)")
        try town.announce(Self.changed)
        if count > 0 { try town.announce(PlaceStore.changed) }
        return count
    }

    /// Takes a feed that is due for this node; false when another node has taken it since it was read.
    func claim(_ feed: Feed, in town: any Writing) throws -> Bool {
        let before = feed.health.triedAt
        return try town.run(
            """
            UPDATE charger_feed SET tried_at = \(town.now)
            WHERE name = \(feed.name) AND COALESCE(tried_at, -1) = \(before?.milliseconds ?? -1)
            """) == 1
    }

    func record(
        _ name: String, failure: FeedFailure?, readSites: Bool, problems: Int, in town: any Writing
    ) throws {
        guard var health = try feed(name, in: town)?.health else { return }
        let before = health.failure
        health.failures = failure == nil ? 0 : health.failures + 1
        if failure == nil { health.goodAt = town.now }
        if failure == nil, readSites { health.sitesAt = town.now }
        try town.run(
            """
            UPDATE charger_feed SET tried_at = \(town.now), good_at = \(health.goodAt), sites_at = \(health.sitesAt),
                failure = \(failure?.rawValue ?? ""), failures = \(health.failures), problems = \(problems)
            WHERE name = \(name)
            """)
        if before != failure { try town.announce(Self.changed) }
    }

    /// Something good was pushed; how pulling goes is another matter.
    func recordPush(_ name: String, in town: any Writing) throws {
        try town.run("UPDATE charger_feed SET good_at = \(town.now) WHERE name = \(name)")
    }

    /// Remembers a pushed message; false when it has been here before.
    func remember(_ feed: String, timeStamp: String, sequence: String, in town: any Writing) throws -> Bool {
        let oldest = town.now.adding(seconds: -2 * Limits.feedMessageSecondsMax)
        try town.run("DELETE FROM charger_feed_message WHERE feed = \(feed) AND received_at < \(oldest)")
        return try town.run(
            """
            INSERT INTO charger_feed_message (feed, time_stamp, sequence, received_at)
            VALUES (\(feed), \(timeStamp), \(sequence), \(town.now)) ON CONFLICT DO NOTHING
            """) == 1
    }
}
