import Compounds
import GatePolicy
import Kernel

extension Gates {
    /// Puts made-up policies in force at gates that have none: those of a demonstration.
    public func layDemonstration(
        _ policies: [(gate: ID<Gate>, policy: GatePolicy)], since: Instant, in town: any Writing
    ) throws {
        let records = policies.map { one in
            PolicyRecord(
                id: town.newID(of: PolicyRecord.self), gate: one.gate, number: 1, text: PolicyText.write(one.policy),
                state: .standing, purpose: "", proposedAt: since.adding(seconds: -86_400), proposedBy: nil,
                decidedAt: since, decidedBy: nil, reason: "")
        }
        try store.add(records, in: town)
    }

    /// One that waits, for whoever looks into the inbox of a demonstration.
    public func layDemonstrationProposal(
        _ policy: GatePolicy, at gate: ID<Gate>, by account: ID<Account>, purpose: String, in town: any Writing
    ) throws {
        let number = try store.lastNumber(of: gate, in: town) + 1
        let record = PolicyRecord(
            id: town.newID(of: PolicyRecord.self), gate: gate, number: number, text: PolicyText.write(policy),
            state: .proposed, purpose: purpose, proposedAt: town.now.adding(seconds: -7200), proposedBy: account,
            decidedAt: nil, decidedBy: nil, reason: "")
        try store.add([record], in: town)
    }
}
