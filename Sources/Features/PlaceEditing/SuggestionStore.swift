import Kernel
import Places

/// All SQL about suggestions. Those that wait go with an entry when it is merged into another.
struct SuggestionStore: PlaceBelongings {
    let belongings = "suggestions"

    func moveBelongings(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        let ids = try waiting(of: old, in: town).map(\.id.description)
        try town.run("UPDATE place_suggestion SET place_id = \(new) WHERE id IN \(list: ids)")
        return ids
    }

    func returnBelongings(_ moved: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing) throws {
        try town.run("UPDATE place_suggestion SET place_id = \(old) WHERE place_id = \(new) AND id IN \(list: moved)")
    }

    private static let columns: SQL = """
        s.id, s.place_id, s.subject, s.text, s.value, s.received_at, s.key, s.account_id, s.device, s.network, \
        s.state, s.reason
        """

    func add(_ one: Suggestion, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO place_suggestion (id, place_id, subject, text, value, received_at, key, account_id, device,
                network, state, reason)
            VALUES (\(one.id), \(one.place), \(one.subject), \(one.text), \(one.value), \(one.receivedAt),
                \(one.key), \(one.account), \(one.witness?.device), \(one.witness?.network), 'waiting', '')
            """)
    }

    func suggestion(key: String, in town: any Reading) throws -> Suggestion? {
        try town.row("SELECT \(Self.columns) FROM place_suggestion s WHERE s.key = \(key)").map(suggestion)
    }

    func suggestion(_ id: ID<Suggestion>, in town: any Reading) throws -> Suggestion? {
        try town.row("SELECT \(Self.columns) FROM place_suggestion s WHERE s.id = \(id)").map(suggestion)
    }

    /// In the order they came.
    func waiting(of place: ID<Place>, in town: any Reading) throws -> [Suggestion] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM place_suggestion s WHERE s.place_id = \(place) AND s.state = 'waiting'
            ORDER BY s.id LIMIT \(Limits.suggestionsReadMax)
            """
        ).map(suggestion)
    }

    /// Those about entries of these areas, in the order they came, each with the entry's name.
    func waiting(
        in areas: [String], seesNowhere: Bool, in town: any Reading
    ) throws -> [(suggestion: Suggestion, name: String)] {
        guard !areas.isEmpty else { return [] }
        let scope = SQL.within(areas, seesNowhere: seesNowhere)
        return try town.rows(
            """
            SELECT \(Self.columns), p.name AS place_name FROM place_suggestion s JOIN place p ON p.id = s.place_id
            WHERE s.state = 'waiting' AND (\(SQL.joined(scope, by: " OR ")))
            ORDER BY s.received_at, s.id LIMIT \(Limits.suggestionsReadMax)
            """
        ).map { (try suggestion($0), try $0.text("place_name")) }
    }

    /// - Returns: how many still waited.
    func decide(
        _ ids: [ID<Suggestion>], _ state: Suggestion.State, by person: ID<Account>, reason: String,
        in town: any Writing
    ) throws -> Int {
        try town.run(
            """
            UPDATE place_suggestion SET state = \(state), decided_at = \(town.now), decided_by = \(person),
                reason = \(reason)
            WHERE id IN \(list: ids) AND state = 'waiting'
            """)
    }

    /// When the last suggestions of a sender came.
    func arrivals(of limit: RateLimit<Suggester>, now: Instant, in town: any Reading) throws -> [Instant] {
        let sender: SQL =
            switch limit.sender {
            case .device(let hash): "device = \(hash)"
            case .network(let hash): "network = \(hash)"
            case .account(let id): "account_id = \(id)"
            }
        return try town.rows(
            """
            SELECT received_at FROM place_suggestion
            WHERE \(sender) AND received_at > \(now.adding(seconds: -limit.seconds))
            ORDER BY received_at DESC LIMIT \(limit.timesMax)
            """
        ).map { try $0.instant("received_at") }
    }

    func forgetWitnesses(before: Instant, in town: any Writing) throws -> Int {
        try town.run(
            """
            UPDATE place_suggestion SET device = NULL, network = NULL
            WHERE received_at <= \(before) AND device IS NOT NULL
            """)
    }

    func suggestions(of account: ID<Account>, in town: any Reading) throws -> [Suggestion] {
        try town.rows("SELECT \(Self.columns) FROM place_suggestion s WHERE s.account_id = \(account) ORDER BY s.id")
            .map(suggestion)
    }

    func forget(_ account: ID<Account>, in town: any Writing) throws -> Int {
        try town.run("UPDATE place_suggestion SET account_id = NULL WHERE account_id = \(account)")
    }

    private func suggestion(_ row: Row) throws -> Suggestion {
        var witness: Witness?
        if let device = try row.optionalText("device"), let network = try row.optionalText("network") {
            witness = Witness(device: device, network: network)
        }
        return Suggestion(
            id: try row.id("id"), place: try row.id("place_id"), subject: try row.choice("subject"),
            text: try row.text("text"), value: try row.text("value"), receivedAt: try row.instant("received_at"),
            key: try row.text("key"), account: try row.optionalText("account_id").flatMap { ID($0) },
            witness: witness, state: try row.choice("state"), reason: try row.text("reason"))
    }
}
