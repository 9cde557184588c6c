import Kernel
import Places

/// All SQL about what riders say of plans.
struct RemarkStore: Sendable {
    private static let columns: SQL = """
        r.id, r.place_id, r.number, r.part, r.part_name, r.kind, r.words, r.made_at, r.account_id, r.device, r.network,
        r.state, r.decided_at, r.decided_by, r.reason
        """

    func remark(key: String, in town: any Reading) throws -> PlanRemark? {
        try town.row("SELECT \(Self.columns) FROM plan_remark r WHERE r.sending_key = \(key)").map(remark)
    }

    func remark(_ id: ID<PlanRemark>, in town: any Reading) throws -> PlanRemark? {
        try town.row("SELECT \(Self.columns) FROM plan_remark r WHERE r.id = \(id)").map(remark)
    }

    func add(_ one: PlanRemark, key: String, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO plan_remark (id, sending_key, place_id, number, part, part_name, kind, words, made_at,
                account_id, device, network, state, reason)
            VALUES (\(one.id), \(key), \(one.place), \(one.number), \(one.part), \(one.partName), \(one.kind),
                \(one.words), \(one.madeAt), \(one.account), \(one.witness?.device), \(one.witness?.network),
                \(one.state), '')
            """)
    }

    /// Newest first.
    func remarks(of place: ID<Place>, in town: any Reading) throws -> [PlanRemark] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM plan_remark r WHERE r.place_id = \(place)
            ORDER BY r.made_at DESC, r.id DESC LIMIT \(Limits.remarksShownMax)
            """
        ).map(remark)
    }

    /// What waits, the oldest first.
    func waiting(of place: ID<Place>, in town: any Reading) throws -> [PlanRemark] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM plan_remark r WHERE r.place_id = \(place) AND r.state = 'waiting'
            ORDER BY r.made_at, r.id LIMIT \(Limits.remarksShownMax)
            """
        ).map(remark)
    }

    /// When this sender said something, the newest times.
    func moments(of limit: RateLimit<Remarker>, now: Instant, in town: any Reading) throws -> [Instant] {
        let sender: SQL
        switch limit.sender {
        case .device(let device): sender = "device = \(device)"
        case .network(let network): sender = "network = \(network)"
        }
        return try town.rows(
            """
            SELECT made_at FROM plan_remark WHERE \(sender) AND made_at > \(now.adding(seconds: -limit.seconds))
            ORDER BY made_at DESC LIMIT \(limit.timesMax)
            """
        ).map { try $0.instant("made_at") }
    }

    /// - Returns: whether it still waited.
    func decide(
        _ id: ID<PlanRemark>, _ state: PlanRemark.State, by person: ID<Account>, reason: String, in town: any Writing
    ) throws -> Bool {
        try town.run(
            """
            UPDATE plan_remark SET state = \(state), decided_at = \(town.now), decided_by = \(person),
                reason = \(reason)
            WHERE id = \(id) AND state = 'waiting'
            """) == 1
    }

    /// - Returns: how many lost their witness.
    func forgetWitnesses(before moment: Instant, in town: any Writing) throws -> Int {
        try town.run(
            """
            UPDATE plan_remark SET device = NULL, network = NULL WHERE device IS NOT NULL AND made_at <= \(moment)
            """)
    }

    func remarks(by account: ID<Account>, in town: any Reading) throws -> [PlanRemark] {
        try town.rows(
            "SELECT \(Self.columns) FROM plan_remark r WHERE r.account_id = \(account) ORDER BY r.made_at, r.id"
        ).map(remark)
    }

    /// How many this account decided.
    func decided(by account: ID<Account>, in town: any Reading) throws -> Int {
        try town.row("SELECT COUNT(*) AS number FROM plan_remark WHERE decided_by = \(account)")?.int("number") ?? 0
    }

    func forget(_ account: ID<Account>, in town: any Writing) throws {
        try town.run("UPDATE plan_remark SET account_id = NULL, words = '' WHERE account_id = \(account)")
    }

    /// Compounds with words that wait, the longest first.
    func waiting(
        own: [String], areas: [String], seesNowhere: Bool, in town: any Reading
    ) throws -> [WaitingRemarks] {
        let places: [SQL] = own.isEmpty ? [] : ["p.id IN \(list: own)"]
        let scope = places + SQL.within(areas, seesNowhere: seesNowhere)
        guard !scope.isEmpty else { return [] }
        return try town.rows(
            """
            SELECT p.id, p.name, COUNT(*) AS number, MIN(r.made_at) AS since
            FROM plan_remark r JOIN place p ON p.id = r.place_id
            WHERE r.state = 'waiting' AND p.archived_at IS NULL AND (\(SQL.joined(scope, by: " OR ")))
            GROUP BY p.id, p.name ORDER BY since, p.id LIMIT \(Limits.remarksShownMax)
            """
        ).map { row in
            WaitingRemarks(
                place: try row.id("id"), name: try row.text("name"), count: try row.int("number"),
                since: try row.instant("since"))
        }
    }

    private func remark(_ row: Row) throws -> PlanRemark {
        var witness: Witness?
        if let device = try row.optionalText("device"), let network = try row.optionalText("network") {
            witness = Witness(device: device, network: network)
        }
        return PlanRemark(
            id: try row.id("id"), place: try row.id("place_id"), number: try row.int("number"),
            part: try row.text("part"), partName: try row.text("part_name"), kind: try row.choice("kind"),
            words: try row.text("words"), madeAt: try row.instant("made_at"),
            account: try row.optionalText("account_id").flatMap { ID($0) }, witness: witness,
            state: try row.choice("state"), decidedAt: try row.optionalInstant("decided_at"),
            decidedBy: try row.optionalText("decided_by").flatMap { ID($0) }, reason: try row.text("reason"))
    }
}

/// What waits of one compound.
struct WaitingRemarks: Sendable, Equatable {
    var place: ID<Place>
    var name: String
    var count: Int
    var since: Instant
}
