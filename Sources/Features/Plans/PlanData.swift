import Accounts
import Kernel

extension Plans: PersonalData {
    public var name: String { "plans" }

    public func exported(of account: ID<Account>, in town: any Reading) throws -> JSON {
        .array(
            try store.versions(by: account, in: town).map { one in
                [
                    "placeId": .string(one.place.description), "number": JSON(one.number),
                    "madeAt": .string(one.madeAt.rfc3339()), "note": .string(one.note),
                ]
            })
    }

    /// Who drew a plan is the record of an office, as in the audit log.
    public func erase(_ account: ID<Account>, in town: any Writing) throws -> [KeptData] {
        try store.versions(by: account, in: town).isEmpty
            ? [] : [KeptData(what: .plansKept, why: .plansKeptWhy)]
    }
}

extension Phrase {
    static let plansKept = Phrase("您画过的平面图", "Plans you have drawn")
    static let plansKeptWhy = Phrase(
        "这是履职记录，只留编号，不留姓名。", "They are records of an office: a number stays, no name.")
}
