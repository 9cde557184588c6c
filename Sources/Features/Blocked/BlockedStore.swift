import Accounts
import Compounds
import Kernel
import Places

/// All SQL about reports of being stopped.
struct BlockedStore: Sendable {
    private static let columns: SQL = """
        b.id, b.place_id, b.gate_id, b.account_id, b.trade, b.reason, b.words, b.reported_at, b.state, b.answer,
        b.improvement, b.answered_at, b.answered_by, b.objection, b.disputed_at, b.decision, b.is_upheld, b.closed_at,
        b.decided_by
        """
    private static let placed: SQL = """
        SELECT \(columns), p.name AS place_name, p.area_code, g.name AS gate_name
        FROM blocked_report b JOIN place p ON p.id = b.place_id LEFT JOIN gate g ON g.id = b.gate_id
        """

    func land(of place: ID<Place>, in town: any Reading) throws -> (name: String, area: String?)? {
        try town.row(
            """
            SELECT name, area_code FROM place
            WHERE id = \(place) AND kind = 'compound' AND archived_at IS NULL
            """
        ).map { (try $0.text("name"), try $0.optionalText("area_code")) }
    }

    func add(_ report: BlockedReport, key: String, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO blocked_report (id, sending_key, place_id, gate_id, account_id, trade, reason, words,
                reported_at, due_at, state, answer, improvement, objection, decision)
            VALUES (\(report.id), \(key), \(report.place), \(report.gate), \(report.account), \(report.trade),
                \(report.reason), \(report.words), \(report.reportedAt), \(report.dueAt), \(report.state), '', '',
                '', '')
            """)
    }

    /// - Returns: whether it still stood as it was read.
    func save(_ report: BlockedReport, from state: BlockedReport.State, in town: any Writing) throws -> Bool {
        try town.run(
            """
            UPDATE blocked_report SET state = \(report.state), answer = \(report.answer),
                improvement = \(report.improvement), answered_at = \(report.answeredAt),
                answered_by = \(report.answeredBy), objection = \(report.objection),
                disputed_at = \(report.disputedAt), decision = \(report.decision), is_upheld = \(report.isUpheld),
                closed_at = \(report.closedAt), decided_by = \(report.decidedBy)
            WHERE id = \(report.id) AND state = \(state)
            """) == 1
    }

    func report(key: String, in town: any Reading) throws -> BlockedReport? {
        try town.row("SELECT \(Self.columns) FROM blocked_report b WHERE b.sending_key = \(key)").map(report)
    }

    /// When this account reported, the newest times.
    func moments(
        of account: ID<Account>, _ limit: RateLimit<Reporter>, now: Instant, in town: any Reading
    ) throws -> [Instant] {
        try town.rows(
            """
            SELECT reported_at FROM blocked_report
            WHERE account_id = \(account) AND reported_at > \(now.adding(seconds: -limit.seconds))
            ORDER BY reported_at DESC LIMIT \(limit.timesMax)
            """
        ).map { try $0.instant("reported_at") }
    }

    /// One's own, newest first.
    func reports(of account: ID<Account>, countMax: Int, in town: any Reading) throws -> [PlacedReport] {
        try town.rows(
            "\(Self.placed) WHERE b.account_id = \(account) ORDER BY b.reported_at DESC, b.id DESC LIMIT \(countMax)"
        ).map(placed)
    }

    func placed(_ id: ID<BlockedReport>, of account: ID<Account>, in town: any Reading) throws -> PlacedReport? {
        try town.row("\(Self.placed) WHERE b.id = \(id) AND b.account_id = \(account)").map(placed)
    }

    func placed(_ id: ID<BlockedReport>, in town: any Reading) throws -> PlacedReport? {
        try town.row("\(Self.placed) WHERE b.id = \(id)").map(placed)
    }

    /// Answered before a moment, and nothing said since.
    func answered(before moment: Instant, in town: any Reading) throws -> [BlockedReport] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM blocked_report b
            WHERE b.state = 'answered' AND b.answered_at <= \(moment) ORDER BY b.id LIMIT \(Limits.blockedSettledMax)
            """
        ).map(report)
    }
}

// MARK: - Lists of staff

/// Whose compounds a list is about.
struct BlockedReach: Sendable {
    var places: [String]
    var areas: [String]
    /// Also compounds that lie in no area.
    var seesNowhere: Bool

    /// - Parameter place: the column of the compound; `p` is its entry.
    func condition(place: SQL = "b.place_id") -> SQL {
        let parts: [SQL] = ["\(place) IN \(list: places)"] + SQL.within(areas, seesNowhere: seesNowhere)
        return "(\(SQL.joined(parts, by: " OR ")))"
    }
}

extension BlockedStore {
    /// What is not closed first, by its deadline; then what is, newest first.
    func list(_ reach: BlockedReach, countMax: Int, in town: any Reading) throws -> [PlacedReport] {
        try town.rows(
            """
            \(Self.placed) WHERE \(reach.condition())
            ORDER BY CASE WHEN b.closed_at IS NULL THEN 0 ELSE 1 END, b.closed_at DESC, b.due_at, b.id
            LIMIT \(countMax)
            """
        ).map(placed)
    }

    func open(_ reach: BlockedReach, countMax: Int, in town: any Reading) throws -> [PlacedReport] {
        try town.rows(
            "\(Self.placed) WHERE b.state = 'open' AND \(reach.condition()) ORDER BY b.due_at, b.id LIMIT \(countMax)"
        ).map(placed)
    }

    /// Disputed, or open after its deadline.
    func undecided(
        _ reach: BlockedReach, now: Instant, countMax: Int, in town: any Reading
    ) throws -> [PlacedReport] {
        try town.rows(
            """
            \(Self.placed) WHERE (b.state = 'disputed' OR (b.state = 'open' AND b.due_at <= \(now)))
                AND \(reach.condition())
            ORDER BY b.due_at, b.id LIMIT \(countMax)
            """
        ).map(placed)
    }
}

// MARK: - Forgetting, moving, reading rows

extension BlockedStore {
    /// Takes the person out, with what they wrote in their own words.
    func forget(_ account: ID<Account>, in town: any Writing) throws {
        try town.run(
            "UPDATE blocked_report SET account_id = NULL, words = '', objection = '' WHERE account_id = \(account)")
    }

    /// - Returns: those that went along with their compound.
    func moveReports(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        let ids = try town.rows("SELECT id FROM blocked_report WHERE place_id = \(old) ORDER BY id").map {
            try $0.text("id")
        }
        try town.run("UPDATE blocked_report SET place_id = \(new) WHERE place_id = \(old)")
        return ids
    }

    func returnReports(_ ids: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing) throws {
        try town.run("UPDATE blocked_report SET place_id = \(old) WHERE place_id = \(new) AND id IN \(list: ids)")
    }

    /// How many this account answered or decided.
    func handled(by account: ID<Account>, in town: any Reading) throws -> Int {
        try town.row(
            """
            SELECT count(*) AS number FROM blocked_report
            WHERE answered_by = \(account) OR decided_by = \(account)
            """
        )?.int("number") ?? 0
    }

    /// - Returns: how many went.
    func lapse(closedBefore moment: Instant, in town: any Writing) throws -> Int {
        try town.run("DELETE FROM blocked_report WHERE closed_at < \(moment)")
    }

    private func placed(_ row: Row) throws -> PlacedReport {
        PlacedReport(
            report: try report(row), placeName: try row.text("place_name"),
            gateName: try row.optionalText("gate_name"), area: try row.optionalText("area_code"))
    }

    private func report(_ row: Row) throws -> BlockedReport {
        BlockedReport(
            id: try row.id("id"), place: try row.id("place_id"),
            gate: try row.optionalText("gate_id").flatMap { ID($0) },
            account: try row.optionalText("account_id").flatMap { ID($0) }, trade: try row.choice("trade"),
            reason: try row.choice("reason"), words: try row.text("words"),
            reportedAt: try row.instant("reported_at"), state: try row.choice("state"),
            answer: try row.text("answer"), improvement: try row.text("improvement"),
            answeredAt: try row.optionalInstant("answered_at"),
            answeredBy: try row.optionalText("answered_by").flatMap { ID($0) },
            objection: try row.text("objection"), disputedAt: try row.optionalInstant("disputed_at"),
            decision: try row.text("decision"), isUpheld: try row.optionalInt64("is_upheld").map { $0 == 1 },
            closedAt: try row.optionalInstant("closed_at"),
            decidedBy: try row.optionalText("decided_by").flatMap { ID($0) })
    }
}
