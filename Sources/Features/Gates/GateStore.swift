import Compounds
import GatePolicy
import Kernel
import Places

/// One policy of a gate: asked for, standing, or past.
public struct PolicyRecord: Sendable, Equatable {
    public enum State: String, Sendable, CaseIterable, SQLBindable {
        case proposed, standing, declined, withdrawn, replaced
    }

    public var id: ID<PolicyRecord>
    public var gate: ID<Gate>
    public var number: Int
    /// As it is kept.
    public var text: String
    public var state: State
    public var purpose: String
    public var proposedAt: Instant
    public var proposedBy: ID<Account>?
    public var decidedAt: Instant?
    public var decidedBy: ID<Account>?
    public var reason: String

    /// nil for a text this version cannot read.
    public var policy: GatePolicy? { try? PolicyText.read(text) }
}

/// All SQL about policies and codes of gates.
struct GateStore: Sendable {
    private static let columns: SQL = """
        id, gate_id, number, policy, state, purpose, proposed_at, proposed_by, decided_at, decided_by, reason
        """

    func standing(at gates: [ID<Gate>], in town: any Reading) throws -> [ID<Gate>: PolicyRecord] {
        let records = try town.rows(
            "SELECT \(Self.columns) FROM gate_policy WHERE state = 'standing' AND gate_id IN \(list: gates)"
        ).map(record)
        return Dictionary(records.map { ($0.gate, $0) }) { first, _ in first }
    }

    func policy(_ id: ID<PolicyRecord>, in town: any Reading) throws -> PolicyRecord? {
        try town.row("SELECT \(Self.columns) FROM gate_policy WHERE id = \(id)").map(record)
    }

    /// Newest first.
    func history(of gate: ID<Gate>, in town: any Reading) throws -> [PolicyRecord] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM gate_policy WHERE gate_id = \(gate) ORDER BY number DESC
            LIMIT \(Limits.policyHistoryMax)
            """
        ).map(record)
    }

    func lastNumber(of gate: ID<Gate>, in town: any Reading) throws -> Int {
        try town.row("SELECT COALESCE(MAX(number), 0) AS last FROM gate_policy WHERE gate_id = \(gate)")
            .map { try $0.int("last") } ?? 0
    }

    func add(_ some: [PolicyRecord], in town: any Writing) throws {
        try town.runMany(some) { one in
            """
            INSERT INTO gate_policy (id, gate_id, number, policy, state, purpose, proposed_at, proposed_by, decided_at,
                decided_by, reason)
            VALUES (\(one.id), \(one.gate), \(one.number), \(one.text), \(one.state), \(one.purpose),
                \(one.proposedAt), \(one.proposedBy), \(one.decidedAt), \(one.decidedBy), \(one.reason))
            """
        }
    }

    /// - Returns: whether it was still asked for.
    func decide(
        _ id: ID<PolicyRecord>, _ state: PolicyRecord.State, by person: ID<Account>?, reason: String,
        in town: any Writing
    ) throws -> Bool {
        try town.run(
            """
            UPDATE gate_policy SET state = \(state), decided_at = \(town.now), decided_by = \(person),
                reason = \(reason)
            WHERE id = \(id) AND state = 'proposed'
            """) == 1
    }

    /// What stands makes room for another.
    func replaceStanding(of gate: ID<Gate>, in town: any Writing) throws {
        try town.run("UPDATE gate_policy SET state = 'replaced' WHERE gate_id = \(gate) AND state = 'standing'")
    }

    private func record(_ row: Row) throws -> PolicyRecord {
        PolicyRecord(
            id: try row.id("id"), gate: try row.id("gate_id"), number: try row.int("number"),
            text: try row.text("policy"), state: try row.choice("state"), purpose: try row.text("purpose"),
            proposedAt: try row.instant("proposed_at"),
            proposedBy: try row.optionalText("proposed_by").flatMap { ID($0) },
            decidedAt: try row.optionalInstant("decided_at"),
            decidedBy: try row.optionalText("decided_by").flatMap { ID($0) }, reason: try row.text("reason"))
    }
}

/// A proposal that waits, with the names of where it is.
struct WaitingPolicy: Sendable {
    var record: PolicyRecord
    var gateName: String
    var place: ID<Place>
    var placeName: String
}

extension GateStore {
    /// Proposals for gates of these areas, the oldest first.
    func waiting(in areas: [String], seesNowhere: Bool, in town: any Reading) throws -> [WaitingPolicy] {
        guard !areas.isEmpty else { return [] }
        let scope = SQL.within(areas, seesNowhere: seesNowhere)
        return try town.rows(
            """
            SELECT g.id AS gate, g.name AS gate_name, p.id AS place, p.name AS place_name, q.id, q.gate_id, q.number,
                q.policy, q.state, q.purpose, q.proposed_at, q.proposed_by, q.decided_at, q.decided_by, q.reason
            FROM gate_policy q JOIN gate g ON g.id = q.gate_id JOIN place p ON p.id = g.place_id
            WHERE q.state = 'proposed' AND g.ended_at IS NULL AND (\(SQL.joined(scope, by: " OR ")))
            ORDER BY q.proposed_at, q.id LIMIT \(Limits.inboxPoliciesMax)
            """
        ).map { row in
            WaitingPolicy(
                record: try record(row), gateName: try row.text("gate_name"), place: try row.id("place"),
                placeName: try row.text("place_name"))
        }
    }

    /// What somebody has asked for or decided.
    func policies(of account: ID<Account>, in town: any Reading) throws -> [PolicyRecord] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM gate_policy WHERE proposed_by = \(account) OR decided_by = \(account)
            ORDER BY id
            """
        ).map(record)
    }
}

/// A number of a gate's printed code.
struct CodeRecord: Sendable, Equatable {
    var number: Int
    var madeAt: Instant
    var endedAt: Instant?
}

extension GateStore {
    /// Newest first.
    func codes(of gate: ID<Gate>, in town: any Reading) throws -> [CodeRecord] {
        try town.rows(
            "SELECT number, made_at, ended_at FROM gate_code WHERE gate_id = \(gate) ORDER BY number DESC LIMIT 20"
        ).map { row in
            CodeRecord(
                number: try row.int("number"), madeAt: try row.instant("made_at"),
                endedAt: try row.optionalInstant("ended_at"))
        }
    }

    /// The number that is good at each of these gates.
    func goodCodes(of gates: [ID<Gate>], in town: any Reading) throws -> [ID<Gate>: Int] {
        let rows = try town.rows(
            "SELECT gate_id, number FROM gate_code WHERE ended_at IS NULL AND gate_id IN \(list: gates) ORDER BY number"
        )
        return Dictionary(try rows.map { (try $0.id("gate_id"), try $0.int("number")) }) { _, newest in newest }
    }

    func addCode(_ number: Int, of gate: ID<Gate>, by person: ID<Account>?, in town: any Writing) throws {
        try town.run(
            "UPDATE gate_code SET ended_at = \(town.now) WHERE gate_id = \(gate) AND ended_at IS NULL")
        try town.run(
            """
            INSERT INTO gate_code (gate_id, number, made_at, made_by, ended_at)
            VALUES (\(gate), \(number), \(town.now), \(person), NULL)
            """)
    }
}

extension Limits {
    static let inboxPoliciesMax = 50
}
