import Kernel
import Places

/// All SQL about the friendliness of compounds.
struct FriendlinessStore: Sendable {
    /// Counts anew from this day on, of what is there.
    func countDays(from day: Int64, utcOffsetSeconds: Int64, in town: any Writing) throws {
        let offset = utcOffsetSeconds * 1000
        let since = Instant(seconds: day * 86_400 - utcOffsetSeconds)
        try town.run("DELETE FROM compound_day WHERE day >= \(day)")
        try town.run("DELETE FROM compound_wait WHERE day >= \(day)")
        try town.run(
            """
            INSERT INTO compound_day (place_id, day, let_in, refused)
            SELECT place_id, day, sum(CASE WHEN verdict = 'refused' THEN 0 ELSE 1 END),
                sum(CASE WHEN verdict = 'refused' THEN 1 ELSE 0 END)
            FROM (SELECT place_id, verdict, (at + \(offset)) / 86400000 AS day FROM pass_scan
                WHERE at >= \(since) AND undone_at IS NULL
                    AND verdict IN ('come-in', 'come-in-on-foot', 'refused')) looks
            GROUP BY place_id, day
            """)
        // From arriving, the first time, to the first look at a good pass after it.
        try town.run(
            """
            INSERT INTO compound_wait (place_id, day, seconds, number)
            SELECT place_id, day, seconds, count(*)
            FROM (SELECT place_id, (arrived + \(offset)) / 86400000 AS day,
                    CASE WHEN seen - arrived >= 1800000 THEN 1800 ELSE (seen - arrived) / 15000 * 15 END AS seconds
                FROM (SELECT place_id, account_id, seen, min(at) AS arrived
                    FROM (SELECT a.place_id, a.account_id, a.at, min(s.at) AS seen
                        FROM gate_arrival a JOIN pass_scan s ON s.account_id = a.account_id AND s.place_id = a.place_id
                            AND s.at >= a.at AND s.at <= a.at + \(Limits.waitSecondsMax * 1000)
                        WHERE a.at >= \(since) AND s.undone_at IS NULL AND s.verdict <> 'not-valid'
                        GROUP BY a.id, a.place_id, a.account_id, a.at) looked
                    GROUP BY place_id, account_id, seen) waited) lengths
            GROUP BY place_id, day, seconds
            """)
    }

    func dropDays(before day: Int64, in town: any Writing) throws {
        try town.run("DELETE FROM compound_day WHERE day < \(day)")
        try town.run("DELETE FROM compound_wait WHERE day < \(day)")
    }

    /// Of every compound where anything happened; the days that are counted, and reports upheld since a moment.
    func counts(since: Instant, in town: any Reading) throws -> [(place: ID<Place>, counts: VisitCounts)] {
        var found: [ID<Place>: VisitCounts] = [:]
        try town.each(
            "SELECT place_id, sum(let_in) AS let_in, sum(refused) AS refused FROM compound_day GROUP BY place_id"
        ) { row in
            let place: ID<Place> = try row.id("place_id")
            found[place, default: VisitCounts()].letIn = try row.int("let_in")
            found[place, default: VisitCounts()].refused = try row.int("refused")
        }
        for (place, waits) in try self.waits(in: town) {
            found[place, default: VisitCounts()].waitSeconds = Waits.median(waits)
            found[place, default: VisitCounts()].waits = waits.reduce(0) { $0 + $1.number }
        }
        try town.each(
            """
            SELECT place_id, count(*) AS number FROM blocked_report WHERE is_upheld = 1 AND closed_at >= \(since)
            GROUP BY place_id
            """
        ) { row in
            found[try row.id("place_id"), default: VisitCounts()].upheld = try row.int("number")
        }
        try town.each(
            """
            SELECT DISTINCT g.place_id FROM gate_policy q JOIN gate g ON g.id = q.gate_id
            WHERE q.state = 'standing' AND g.ended_at IS NULL
            """
        ) { row in
            let place: ID<Place> = try row.id("place_id")
            if found[place] != nil { found[place]?.hasPolicy = true }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func waits(in town: any Reading) throws -> [ID<Place>: [(seconds: Int, number: Int)]] {
        var waits: [ID<Place>: [(seconds: Int, number: Int)]] = [:]
        try town.each(
            "SELECT place_id, seconds, sum(number) AS number FROM compound_wait GROUP BY place_id, seconds"
        ) { row in
            waits[try row.id("place_id"), default: []].append((try row.int("seconds"), try row.int("number")))
        }
        return waits
    }

    func replace(_ records: [CompoundRecord], in town: any Writing) throws {
        try town.run("DELETE FROM friendliness")
        try town.runMany(records) { one in
            """
            INSERT INTO friendliness (place_id, score, let_in, refused, wait_seconds, waits, upheld, has_policy,
                made_at)
            VALUES (\(one.place), \(one.score), \(one.counts.letIn), \(one.counts.refused),
                \(one.counts.waitSeconds), \(one.counts.waits), \(one.counts.upheld), \(one.counts.hasPolicy),
                \(one.madeAt))
            """
        }
    }

    private static let columns: SQL = """
        f.place_id, f.score, f.let_in, f.refused, f.wait_seconds, f.waits, f.upheld, f.has_policy, f.made_at
        """

    func record(of place: ID<Place>, in town: any Reading) throws -> CompoundRecord? {
        try town.row("SELECT \(Self.columns) FROM friendliness f WHERE f.place_id = \(place)").map(record)
    }

    /// The least friendly first; those that say nothing yet last.
    func list(
        _ reach: BlockedReach, countMax: Int, in town: any Reading
    ) throws -> [(record: CompoundRecord, name: String, area: String?)] {
        try town.rows(
            """
            SELECT \(Self.columns), p.name, p.area_code FROM friendliness f JOIN place p ON p.id = f.place_id
            WHERE \(reach.condition(place: "f.place_id"))
            ORDER BY CASE WHEN f.score IS NULL THEN 1 ELSE 0 END, f.score, p.name, f.place_id LIMIT \(countMax)
            """
        ).map { (try record($0), try $0.text("name"), try $0.optionalText("area_code")) }
    }

    private func record(_ row: Row) throws -> CompoundRecord {
        CompoundRecord(
            place: try row.id("place_id"), score: try row.optionalInt64("score").map { Int($0) },
            counts: VisitCounts(
                letIn: try row.int("let_in"), refused: try row.int("refused"),
                waitSeconds: try row.optionalInt64("wait_seconds").map { Int($0) }, waits: try row.int("waits"),
                upheld: try row.int("upheld"), hasPolicy: try row.bool("has_policy")),
            madeAt: try row.instant("made_at"))
    }
}
