import Audit
import Kernel

/// Deeds of who runs the house, on its machine: how the first administrator comes to be.
extension Accounts {
    /// The account with this number, made when there is none.
    public func account(phone: PhoneNumber, name: String, in town: any Writing) throws -> ID<Account> {
        if let known = try store.profile(phoneIndexes: phoneIndexes(phone), in: town) { return known.id }
        let profile = Profile(id: town.newID(of: Account.self), createdAt: town.now, name: name)
        try store.save(profile, in: town)
        try store.set(
            phone: try seal(phone.text, .phone, of: profile.id), index: phoneIndex(phone), of: profile.id, in: town)
        try audit.record(
            AuditEntry(
                action: "register", subjectKind: "account", subject: profile.id.description, about: profile.id,
                origin: "console"),
            in: town)
        return profile.id
    }

    /// Takes a role back in the name of the house.
    ///
    /// - Returns: whether it stood.
    public func takeBack(_ id: ID<Grant>, in town: any Writing) throws -> Bool {
        guard let record = try grants.grant(id, in: town), try grants.revoke(id, by: nil, in: town) else {
            return false
        }
        try audit.record(
            AuditEntry(
                action: "revoke-role", subjectKind: "grant", subject: id.description, about: record.account,
                area: record.grant.area, origin: "console",
                details: [("role", .string(record.grant.role.rawValue))]),
            in: town)
        return true
    }

    /// Everybody who holds a role now: name, and what for.
    public func staff(now: Instant, in town: any Reading) throws -> [(name: String, grant: Grant)] {
        try people.staff(in: town).filter { $0.grant.holds(at: now) }
    }
}
