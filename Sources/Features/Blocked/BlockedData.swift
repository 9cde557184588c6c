import Accounts
import Kernel
import Places

extension Blocked: PersonalData {
    public var name: String { "blocked" }

    public func exported(of account: ID<Account>, in town: any Reading) throws -> JSON {
        .array(
            try store.reports(of: account, countMax: Limits.blockedExportedMax, in: town).map { one in
                let report = one.report
                return [
                    "reportedAt": .string(report.reportedAt.rfc3339()), "place": .string(one.placeName),
                    "gate": JSON(one.gateName), "reason": .string(report.reason.rawValue),
                    "words": .string(report.words), "state": .string(report.state.rawValue),
                    "answer": .string(report.answer), "improvement": .string(report.improvement),
                    "answeredAt": JSON(report.answeredAt?.rfc3339()), "objection": .string(report.objection),
                    "decision": .string(report.decision), "closedAt": JSON(report.closedAt?.rfc3339()),
                ]
            })
    }

    public func erase(_ account: ID<Account>, in town: any Writing) throws -> [KeptData] {
        try store.forget(account, in: town)
        guard try store.handled(by: account, in: town) > 0 else { return [] }
        return [KeptData(what: .blockedKept, why: .blockedKeptWhy)]
    }

    /// Lets lapse what was kept long enough.
    ///
    /// - Returns: how many rows went.
    public func lapse(in town: any Writing) throws -> Int {
        try store.lapse(closedBefore: town.now.adding(seconds: -Limits.blockedKeptSeconds), in: town)
    }
}

/// Reports go along when a compound is merged into another.
extension Blocked: PlaceBelongings {
    public var belongings: String { "blocked" }

    public func moveBelongings(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        try store.moveReports(from: old, to: new, in: town)
    }

    public func returnBelongings(
        _ moved: [String], from new: ID<Place>, to old: ID<Place>, in town: any Writing
    ) throws {
        try store.returnReports(moved, from: new, to: old, in: town)
    }
}

extension Limits {
    static let blockedExportedMax = 10_000
}

extension Phrase {
    static let blockedKept = Phrase("您答复或裁定过的被拦反映", "Reports of riders stopped that you answered or decided")
    static let blockedKeptWhy = Phrase(
        "这是履职记录，只留编号，不留姓名。", "They are records of an office: a number stays, no name.")
}
