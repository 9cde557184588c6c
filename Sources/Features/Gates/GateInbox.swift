import Accounts
import Console
import Kernel
import Places

extension Gates: InboxSource {
    public func waiting(for person: Person, _ visit: Visit, in town: any Reading) throws -> [InboxItem] {
        let areas = person.areas(for: .approvePolicy)
        let waiting = try store.waiting(in: areas, seesNowhere: areas.contains(city), in: town)
        return waiting.map { one in
            let lines = one.record.policy.map { PolicyWords.lines($0, in: visit.language) } ?? []
            let detail = [one.record.purpose] + lines
            return InboxItem(
                title: one.placeName + " · " + one.gateName,
                detail: detail.filter { !$0.isEmpty }.joined(separator: " · "), label: .policyLabel,
                address: "/console/places/\(one.place)/gates/\(one.record.gate)#proposed",
                since: one.record.proposedAt)
        }
    }
}

extension Gates: PersonalData {
    public var name: String { "gatePolicies" }

    public func exported(of account: ID<Account>, in town: any Reading) throws -> JSON {
        .array(
            try store.policies(of: account, in: town).map { one in
                [
                    "gateId": .string(one.gate.description), "number": JSON(one.number),
                    "state": .string(one.state.rawValue), "proposed": .bool(one.proposedBy == account),
                    "proposedAt": .string(one.proposedAt.rfc3339()), "purpose": .string(one.purpose),
                    "decided": .bool(one.decidedBy == account), "decidedAt": JSON(one.decidedAt?.rfc3339()),
                    "reason": .string(one.reason),
                ]
            })
    }

    /// Who wrote a gate's policy and who approved it is the record of an office, as in the audit log.
    public func erase(_ account: ID<Account>, in town: any Writing) throws -> [KeptData] {
        try store.policies(of: account, in: town).isEmpty
            ? [] : [KeptData(what: .policiesKept, why: .policiesKeptWhy)]
    }
}

extension Phrase {
    static let policyLabel = Phrase("通行规则", "Gate policy")
    static let policiesKept = Phrase("您提出或审核过的门岗规则", "Gate policies you proposed or decided")
    static let policiesKeptWhy = Phrase(
        "这是履职记录，只留编号，不留姓名。", "They are records of an office: a number stays, no name.")
}
