import Kernel
import Places

/// All SQL about confirmations.
struct ConfirmationStore: Sendable {
    static let changed = Topic(rawValue: "confirmations")

    private static let columns: SQL =
        "c.id, c.place_id, c.answer, c.seen_at, c.received_at, c.key, c.replaces, c.device, c.network"

    /// Neither withdrawn nor replaced by an answer that stands.
    private static let stands: SQL = """
        NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.confirmation_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM confirmation r WHERE r.replaces = c.id
            AND NOT EXISTS (SELECT 1 FROM withdrawal x WHERE x.confirmation_id = r.id))
        """

    func confirmation(key: String, in town: any Reading) throws -> Confirmation? {
        try town.row("SELECT \(Self.columns) FROM confirmation c WHERE c.key = \(key)").map(confirmation)
    }

    /// The newest answers about a place that stand, newest first.
    func standing(about placeID: ID<Place>, since: Instant, in town: any Reading) throws -> [Confirmation] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM confirmation c
            WHERE c.place_id = \(placeID) AND c.seen_at > \(since) AND \(Self.stands)
            ORDER BY c.seen_at DESC, c.id DESC LIMIT \(Limits.answersReadMax)
            """
        ).map(confirmation)
    }

    /// The outcomes of the last tries at a place, newest first.
    func tries(at placeID: ID<Place>, since: Instant, in town: any Reading) throws -> [Confirmation.Answer] {
        try town.rows(
            """
            SELECT c.answer FROM confirmation c
            WHERE c.place_id = \(placeID) AND c.seen_at > \(since) AND c.answer IN ('worked', 'broken')
                AND \(Self.stands)
            ORDER BY c.seen_at DESC, c.id DESC LIMIT \(Limits.triesMax)
            """
        ).map { try $0.choice("answer") }
    }

    /// The answer of this device about the same matter which a new one stands in place of.
    func earlier(
        of device: String, _ new: NewConfirmation, seenAt: Instant, in town: any Reading
    ) throws -> ID<Confirmation>? {
        let since = seenAt.adding(seconds: -Limits.sameVisitMinutesMax * 60)
        return try town.rows(
            """
            SELECT \(Self.columns) FROM confirmation c
            WHERE c.place_id = \(new.placeID) AND c.device = \(device) AND c.seen_at > \(since)
                AND c.seen_at <= \(seenAt) AND \(Self.stands)
            ORDER BY c.seen_at DESC, c.id DESC LIMIT \(Limits.answersReadMax)
            """
        ).map(confirmation).first { $0.answer.isTry == new.answer.isTry }?.id
    }

    /// The newest answer of this device about a place, by its arrival, whether it was withdrawn or not.
    func newest(
        of device: String, about placeID: ID<Place>, since: Instant, in town: any Reading
    ) throws -> Confirmation? {
        try town.row(
            """
            SELECT \(Self.columns) FROM confirmation c
            WHERE c.place_id = \(placeID) AND c.device = \(device) AND c.received_at > \(since)
            ORDER BY c.received_at DESC, c.id DESC LIMIT 1
            """
        ).map(confirmation)
    }

    func isWithdrawn(_ id: ID<Confirmation>, in town: any Reading) throws -> Bool {
        try town.row("SELECT 1 AS one FROM withdrawal WHERE confirmation_id = \(id)") != nil
    }

    /// When the last answers of a sender arrived, as many as the limit needs.
    func arrivals(
        of witness: Witness, _ limit: RateLimit<Answerer>, now: Instant, in town: any Reading
    ) throws -> [Instant] {
        let since = now.adding(seconds: -limit.seconds)
        let sender: SQL =
            switch limit.sender {
            case .device: "device = \(witness.device)"
            case .network: "network = \(witness.network)"
            }
        return try town.rows(
            """
            SELECT received_at FROM confirmation WHERE \(sender) AND received_at > \(since)
            ORDER BY received_at DESC LIMIT \(limit.timesMax)
            """
        ).map { try $0.instant("received_at") }
    }

    func add(_ confirmations: [Confirmation], in town: any Writing) throws {
        try town.runMany(confirmations) { one in
            """
            INSERT INTO confirmation (id, place_id, answer, seen_at, received_at, key, replaces, device, network)
            VALUES (\(one.id), \(one.placeID), \(one.answer), \(one.seenAt), \(one.receivedAt), \(one.key),
                \(one.replaces), \(one.witness?.device), \(one.witness?.network))
            """
        }
    }

    func withdraw(_ id: ID<Confirmation>, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO withdrawal (confirmation_id, received_at) VALUES (\(id), \(town.now))
            ON CONFLICT (confirmation_id) DO NOTHING
            """)
    }

    func forgetWitnesses(before: Instant, in town: any Writing) throws -> Int {
        try town.run(
            """
            UPDATE confirmation SET device = NULL, network = NULL
            WHERE received_at <= \(before) AND device IS NOT NULL
            """)
    }

    private func confirmation(_ row: Row) throws -> Confirmation {
        var witness: Witness?
        if let device = try row.optionalText("device"), let network = try row.optionalText("network") {
            witness = Witness(device: device, network: network)
        }
        return Confirmation(
            id: try row.id("id"), placeID: try row.id("place_id"), answer: try row.choice("answer"),
            seenAt: try row.instant("seen_at"), receivedAt: try row.instant("received_at"), key: try row.text("key"),
            replaces: try row.optionalText("replaces").flatMap { ID($0) }, witness: witness)
    }
}
