import Accounts
import Kernel

extension Passes: PersonalData {
    public var name: String { "pass" }

    public func exported(of account: ID<Account>, in town: any Reading) throws -> JSON {
        let device = try store.device(of: account, in: town)
        return [
            "device": try device.map { device in
                [
                    "name": .string(device.name), "pseudonym": .string(device.subject),
                    "registeredAt": .string(device.registeredAt.rfc3339()),
                ]
            } ?? .null,
            "issued": .array(try store.exported(of: account, in: town)),
            "looks": .array(
                try scans.looks(at: account, countMax: Limits.looksExportedMax, in: town).map { look in
                    [
                        "at": .string(look.at.rfc3339()), "place": .string(look.placeName),
                        "gate": JSON(look.gateName), "verdict": .string(look.verdict.rawValue),
                        "fault": JSON(look.fault), "by": JSON(look.role?.rawValue),
                    ]
                }),
        ]
    }

    public func erase(_ account: ID<Account>, in town: any Writing) throws -> [KeptData] {
        _ = try endPass(of: account, in: town)
        try forgetGuest(account, in: town)
        try scans.forget(account, in: town)
        try arrivals.forget(account, in: town)
        return []
    }

    /// Lets lapse what was kept long enough.
    ///
    /// - Returns: how many rows went.
    public func lapse(in town: any Writing) throws -> Int {
        let days = try settings.value(.scanRecordDays, in: town)
        // Whole days go, so that each is counted once.
        let day = (town.now.adding(seconds: Int64(1 - days) * 86_400).seconds + utcOffsetSeconds) / 86_400
        let midnight = Instant(seconds: day * 86_400 - utcOffsetSeconds)
        return try store.lapse(before: town.now.adding(seconds: -Limits.expiredPassSeconds), in: town)
            + scans.lapse(before: midnight, utcOffsetSeconds: utcOffsetSeconds, in: town) + scans.sweep(in: town)
    }
}

extension Limits {
    /// Looks made without a network come in up to so long after the pass has expired.
    static let looksExportedMax = 10_000
    static let expiredPassSeconds: Int64 = 8 * 86_400
}
