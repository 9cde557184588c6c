import Accounts
import Kernel

extension Plans: PersonalData {
    public var name: String { "plans" }

    public func exported(of account: ID<Account>, in town: any Reading) throws -> JSON {
        let drawn = try store.versions(by: account, in: town).map { one -> JSON in
            [
                "placeId": .string(one.place.description), "number": JSON(one.number),
                "madeAt": .string(one.madeAt.rfc3339()), "note": .string(one.note),
            ]
        }
        let said = try remarks.remarks(by: account, in: town).map { one -> JSON in
            [
                "placeId": .string(one.place.description), "part": .string(one.partName),
                "kind": .string(one.kind.rawValue), "words": .string(one.words),
                "madeAt": .string(one.madeAt.rfc3339()), "state": .string(one.state.rawValue),
                "reason": .string(one.reason),
            ]
        }
        return ["versions": .array(drawn), "remarks": .array(said)]
    }

    /// What was said of a plan stays, by nobody. Who drew one is the record of an office, as in the audit log.
    public func erase(_ account: ID<Account>, in town: any Writing) throws -> [KeptData] {
        try remarks.forget(account, in: town)
        let isNothing = try store.versions(by: account, in: town).isEmpty && remarks.decided(by: account, in: town) == 0
        return isNothing ? [] : [KeptData(what: .plansKept, why: .plansKeptWhy)]
    }
}

extension Phrase {
    static let plansKept = Phrase("您画过的平面图", "Plans you have drawn")
    static let plansKeptWhy = Phrase(
        "这是履职记录，只留编号，不留姓名。", "They are records of an office: a number stays, no name.")
}
