import Audit
import Kernel

/// Somebody as staff see them: what is known, the roles, and the grant by which the one who looks may look.
struct SeenPerson: Sendable {
    var profile: Profile
    var roles: [GrantRecord]
    /// `138****0000`; nil when there is none.
    var maskedPhone: String?
    var grant: Grant?
}

extension Accounts {
    /// Somebody within the looker's area: verified there, or holding a role there. Who belongs to no area belongs to
    /// the whole city. Each look is written down.
    ///
    /// - Throws: `Refusal.notFound` for nobody and for somebody of elsewhere, alike.
    func look(
        at id: ID<Account>, by looker: Person, _ visit: Visit, action: Action = .readPerson, in town: any Writing
    ) throws -> SeenPerson {
        let seen = try find(id, by: looker, action, in: town)
        try audit.record(
            AuditEntry(
                looker, visit, by: seen.grant, action: Action.readPerson.rawValue, subjectKind: "account",
                subject: id.description, about: id, area: seen.profile.verification?.area),
            in: town)
        return seen
    }

    /// As `look`, for a deed that writes its own entry.
    func find(_ id: ID<Account>, by looker: Person, _ action: Action, in town: any Reading) throws -> SeenPerson {
        guard let profile = try store.profile(id, in: town), profile.status != .erased else {
            throw Refusal.notFound(what: .noSuchPerson)
        }
        let roles = try grants.standing(of: id, in: town)
        var areas = roles.map(\.grant.area) + [profile.verification?.area].compactMap { $0 }
        if areas.isEmpty { areas = [try people.cityCode(in: town)].compactMap { $0 } }
        let grant = areas.lazy.compactMap { looker.grant(for: action, on: Target(area: $0)) }.first
        guard let grant else { throw Refusal.notFound(what: .noSuchPerson) }
        return SeenPerson(profile: profile, roles: roles, maskedPhone: try maskedPhone(of: id, in: town), grant: grant)
    }

    /// The people of the looker's areas, a page of them. That somebody looked is written down, not the name looked
    /// for.
    func list(
        named name: String?, after: ID<Account>?, by looker: Person, _ visit: Visit, in town: any Writing
    ) throws -> [Profile] {
        let found = try people.people(in: looker.areas(for: .findPerson), named: name, after: after, town)
        let grant = looker.grants.first { Permissions.reach(of: $0.role, .findPerson) == .area }
        try audit.record(
            AuditEntry(
                looker, visit, by: grant, action: Action.findPerson.rawValue, subjectKind: "accounts", subject: "",
                area: grant?.area, details: [("shown", JSON(found.count))]),
            in: town)
        return found
    }

    /// Somebody whose number the looker has been told: staff who meet a rider in person. Looking for a number is
    /// written down, whether anybody has it or not, without the number.
    ///
    /// - Throws: `Refusal.tooMany` for whoever looks for more numbers than they can meet people.
    func find(phone: PhoneNumber, by looker: Person, _ visit: Visit, in town: any Writing) throws -> SeenPerson? {
        try count(.phoneSearch(by: looker.id), in: town)
        let grant = looker.grants.first { Permissions.reach(of: $0.role, .findPerson) == .area }
        let profile = try store.profile(phoneIndexes: phoneIndexes(phone), in: town)
        try audit.record(
            AuditEntry(
                looker, visit, by: grant, action: Action.findPerson.rawValue, subjectKind: "account",
                subject: profile?.id.description ?? "", about: profile?.id, area: grant?.area),
            in: town)
        guard let profile else { return nil }
        return SeenPerson(
            profile: profile, roles: try grants.standing(of: profile.id, in: town), maskedPhone: phone.masked,
            grant: grant)
    }

    func maskedPhone(of id: ID<Account>, in town: any Reading) throws -> String? {
        guard let sealed = try store.sealedPhone(of: id, in: town) else { return nil }
        return PhoneNumber(try openText(sealed, .phone, of: id))?.masked
    }
}
