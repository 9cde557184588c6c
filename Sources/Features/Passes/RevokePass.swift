import Accounts
import Audit
import Kernel
import PassToken

extension Passes {
    /// Ends somebody's pass at their own wish: the phone is lost, or the pass given up.
    ///
    /// - Returns: how many credentials were revoked.
    func giveUp(by person: Person, _ visit: Visit, in town: any Writing) throws -> Int {
        let (revoked, hadDevice) = try endPass(of: person.id, in: town)
        guard hadDevice || !revoked.isEmpty else { return 0 }
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: "end-pass", subjectKind: "pass", subject: person.id.description,
                about: person.id, details: [("revoked", .array(revoked.map { .integer(Int64($0)) }))]),
            in: town)
        return revoked.count
    }

    /// Ends the passes of those whose accounts were blocked.
    ///
    /// - Returns: how many there were.
    public func endBlocked(in town: any Writing) throws -> Int {
        let accounts = try store.holdersBlocked(in: town)
        for account in accounts {
            _ = try endPass(of: account, in: town)
            try audit.record(
                AuditEntry(
                    action: "end-pass", subjectKind: "pass", subject: account.description, about: account,
                    reason: "blocked", origin: "schedule"),
                in: town)
        }
        return try accounts.count + endBlockedGuests(in: town)
    }

    func endPass(of account: ID<Account>, in town: any Writing) throws -> (revoked: [UInt32], hadDevice: Bool) {
        let revoked = try revokeRunning(of: account, in: town)
        return (revoked, try store.remove(deviceOf: account, in: town))
    }

    /// Everything that runs, on a new list.
    func revokeRunning(of account: ID<Account>, in town: any Writing) throws -> [UInt32] {
        let running = try store.running(of: account, at: town.now, in: town)
        try revoke(running, in: town)
        return running
    }
}

extension Passes {
    /// Signs the list anew when it is old, with its floor as high as may be, so that guards see how fresh it is; also
    /// when it is of a time at which none of today's keys was in use.
    ///
    /// - Returns: 1 when there is a new version.
    public func freshenList(in town: any Writing) throws -> Int {
        let newest = try revocations.newest(in: town)
        if let newest, newest.issuedAt.adding(seconds: Limits.listFreshSeconds) > town.now, canSign(newest) {
            return 0
        }
        let lowest = try revocations.lowestRunning(in: town)
        _ = try revocations.addVersion(lowest: max(lowest, newest?.lowest ?? 0), in: town)
        try revocations.forget(before: town.now.adding(seconds: -Limits.listDeltaSeconds), in: town)
        return 1
    }

    /// Not after the keys' file was lost: the keys in its place begin later.
    func canSign(_ list: ListVersion) -> Bool {
        (try? authority().issuer(at: list.issuedAt)) != nil
    }
}

extension Limits {
    /// A list that was signed within this time is fresh; the job looks every five minutes.
    static let listFreshSeconds: Int64 = 50 * 60
    /// A verifier that has a list from within this time gets a delta.
    static let listDeltaSeconds: Int64 = 3 * 86_400
}
