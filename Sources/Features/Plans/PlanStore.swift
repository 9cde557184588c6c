import Compounds
import Geo
import Kernel
import Places

/// All SQL about plans and their versions.
struct PlanStore: Sendable {
    private static let columns: SQL = "place_id, number, base, content, note, made_at, made_by"

    func head(of place: ID<Place>, in town: any Reading) throws -> PlanHead? {
        try town.row(
            """
            SELECT place_id, number, buildings, units, reachable_units, parking_spots, latitude, longitude, turn,
                verified_at, is_template
            FROM plan WHERE place_id = \(place)
            """
        ).map(head)
    }

    func version(_ number: Int, of place: ID<Place>, in town: any Reading) throws -> PlanVersion? {
        try town.row(
            "SELECT \(Self.columns) FROM plan_version WHERE place_id = \(place) AND number = \(number)"
        ).map(version)
    }

    func latest(of place: ID<Place>, in town: any Reading) throws -> PlanVersion? {
        try town.row(
            """
            SELECT \(Self.columns) FROM plan_version WHERE place_id = \(place)
            ORDER BY number DESC LIMIT 1
            """
        ).map(version)
    }

    /// What came with a key, and the hash of it.
    func version(key: String, in town: any Reading) throws -> (version: PlanVersion, sent: String)? {
        try town.row("SELECT \(Self.columns), sent FROM plan_version WHERE sending_key = \(key)").map {
            (try version($0), try $0.text("sent"))
        }
    }

    /// Newest first.
    func versions(of place: ID<Place>, in town: any Reading) throws -> [PlanVersionLine] {
        try town.rows(
            """
            SELECT number, note, made_at, made_by FROM plan_version WHERE place_id = \(place)
            ORDER BY number DESC LIMIT \(Limits.planVersionsShownMax)
            """
        ).map { row in
            PlanVersionLine(
                number: try row.int("number"), note: try row.text("note"), madeAt: try row.instant("made_at"),
                madeBy: try row.optionalText("made_by").flatMap { ID($0) })
        }
    }

    /// When this compound's plan was saved, the newest times.
    func moments(
        of place: ID<Place>, _ limit: RateLimit<PlanDrawing>, now: Instant, in town: any Reading
    ) throws -> [Instant] {
        try town.rows(
            """
            SELECT made_at FROM plan_version
            WHERE place_id = \(place) AND made_at > \(now.adding(seconds: -limit.seconds))
            ORDER BY number DESC LIMIT \(limit.timesMax)
            """
        ).map { try $0.instant("made_at") }
    }

    /// - Parameter key: what it was sent with, and the hash of what was sent; nil for what nobody sent.
    func add(_ some: [(version: PlanVersion, key: (text: String, sent: String)?)], in town: any Writing) throws {
        try town.runMany(some) { one in
            let version = one.version
            return """
                INSERT INTO plan_version (place_id, number, base, content, note, made_at, made_by, sending_key, sent)
                VALUES (\(version.place), \(version.number), \(version.base), \(version.content), \(version.note),
                    \(version.madeAt), \(version.madeBy), \(one.key?.text), \(one.key?.sent))
                """
        }
    }

    func save(_ heads: [PlanHead], in town: any Writing) throws {
        try town.runMany(heads) { head in
            """
            INSERT INTO plan (place_id, number, buildings, units, reachable_units, parking_spots, latitude, longitude,
                turn, verified_at, is_template)
            VALUES (\(head.place), \(head.number), \(head.counts.buildings), \(head.counts.units),
                \(head.counts.reachableUnits), \(head.counts.parkingSpots), \(head.placing?.corner.latitude),
                \(head.placing?.corner.longitude), \(head.placing?.turn), \(head.verifiedAt), \(head.isTemplate))
            ON CONFLICT (place_id) DO UPDATE SET number = excluded.number, buildings = excluded.buildings,
                units = excluded.units, reachable_units = excluded.reachable_units,
                parking_spots = excluded.parking_spots, latitude = excluded.latitude, longitude = excluded.longitude,
                turn = excluded.turn, verified_at = excluded.verified_at, is_template = excluded.is_template
            """
        }
    }

    /// The versions of a person, without what was drawn.
    func versions(
        by account: ID<Account>, in town: any Reading
    ) throws -> [(place: ID<Place>, number: Int, madeAt: Instant, note: String)] {
        try town.rows(
            """
            SELECT place_id, number, made_at, note FROM plan_version WHERE made_by = \(account)
            ORDER BY made_at, number
            """
        ).map { (try $0.id("place_id"), try $0.int("number"), try $0.instant("made_at"), try $0.text("note")) }
    }

    /// All that belongs to a compound's plan.
    func move(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws {
        try town.run("UPDATE plan SET place_id = \(new) WHERE place_id = \(old)")
        try town.run("UPDATE plan_version SET place_id = \(new) WHERE place_id = \(old)")
        try town.run("UPDATE plan_remark SET place_id = \(new) WHERE place_id = \(old)")
    }

    private func version(_ row: Row) throws -> PlanVersion {
        PlanVersion(
            place: try row.id("place_id"), number: try row.int("number"), base: try row.int("base"),
            content: try row.text("content"), note: try row.text("note"), madeAt: try row.instant("made_at"),
            madeBy: try row.optionalText("made_by").flatMap { ID($0) })
    }

    private func head(_ row: Row) throws -> PlanHead {
        var placing: PlanPlacing?
        if let latitude = try row.optionalDouble("latitude"), let longitude = try row.optionalDouble("longitude"),
            let turn = try row.optionalInt64("turn"),
            let corner = Coordinate(latitude: latitude, longitude: longitude)
        {
            placing = PlanPlacing(corner: corner, turn: Int(turn))
        }
        return PlanHead(
            place: try row.id("place_id"), number: try row.int("number"),
            counts: PlanCounts(
                buildings: try row.int("buildings"), units: try row.int("units"),
                reachableUnits: try row.int("reachable_units"), parkingSpots: try row.int("parking_spots")),
            placing: placing, verifiedAt: try row.optionalInstant("verified_at"),
            isTemplate: try row.bool("is_template"))
    }
}

/// Whose savings a limit counts: those of one compound.
enum PlanDrawing: Sendable {
    case compound

    /// Whoever draws all day saves every few minutes.
    static let limit = RateLimit(PlanDrawing.compound, 200, in: 86_400)
}
