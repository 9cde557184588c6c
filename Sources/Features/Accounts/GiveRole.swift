import Audit
import Kernel

/// A role to be given.
public struct NewGrant: Sendable, Equatable {
    public var account: ID<Account>
    public var role: Role
    public var area: String
    public var place: String?
    public var expiresAt: Instant?
    public var reason: String

    public init(
        account: ID<Account>, role: Role, area: String, place: String? = nil, expiresAt: Instant? = nil,
        reason: String = ""
    ) {
        self.account = account
        self.role = role
        self.area = area
        self.place = place
        self.expiresAt = expiresAt
        self.reason = reason
    }
}

extension Accounts {
    /// Gives a role: the level above does, within its own area and for no longer than it holds itself. Never to
    /// oneself.
    ///
    /// - Throws: `Refusal.notFound` for an account that is not there, `.notAllowed` for what the giver may not give,
    ///   `.parameter` for a role without what it must name.
    public func give(_ new: NewGrant, by giver: Person, _ visit: Visit, in town: any Writing) throws -> Grant {
        guard let profile = try store.profile(new.account, in: town), profile.status == .active else {
            throw Refusal.notFound(what: .noSuchPerson)
        }
        let new = try settled(new, in: town)
        let mine = giver.actions?.contains(.grantRole) ?? true ? giver.grants : []
        let right = mine.first { $0.mayGive(new.role, area: new.area, place: new.place, until: new.expiresAt) }
        guard new.account != giver.id, let right else { throw Refusal.notAllowed(what: .mayNotGive) }
        guard new.expiresAt.map({ $0 > town.now }) ?? true else { throw Refusal.notAllowed(what: .alreadyOver) }
        return try add(new, by: giver.id, in: town) { grant in
            AuditEntry(
                giver, visit, by: right, action: Action.grantRole.rawValue, subjectKind: "grant",
                subject: grant.id.description, about: new.account, area: new.area, reason: new.reason,
                details: self.details(new))
        }
    }

    /// Takes a role back: whoever could give it may.
    public func takeBack(
        _ id: ID<Grant>, reason: String, by taker: Person, _ visit: Visit, in town: any Writing
    ) throws {
        guard let record = try grants.grant(id, in: town), record.revokedAt == nil else {
            throw Refusal.notFound(what: .noSuchGrant)
        }
        let grant = record.grant
        let mine = taker.actions?.contains(.grantRole) ?? true ? taker.grants : []
        // How long the other's role would have lasted does not matter for taking it back.
        let right = mine.first { mine in
            mine.mayGive(grant.role, area: grant.area, place: grant.place, until: mine.expiresAt)
        }
        guard record.account != taker.id, let right else { throw Refusal.notAllowed(what: .mayNotGive) }
        _ = try grants.revoke(id, by: taker.id, in: town)
        try audit.record(
            AuditEntry(
                taker, visit, by: right, action: "revoke-role", subjectKind: "grant", subject: id.description,
                about: record.account, area: grant.area, reason: reason,
                details: [("role", .string(grant.role.rawValue)), ("place", JSON(grant.place))]),
            in: town)
    }

    /// Gives a role in the name of the house: the first administrator, demonstration accounts, commands on the
    /// machine itself.
    public func give(_ new: NewGrant, in town: any Writing) throws -> Grant {
        let new = try settled(new, in: town)
        return try add(new, by: nil, in: town) { grant in
            AuditEntry(
                action: Action.grantRole.rawValue, subjectKind: "grant", subject: grant.id.description,
                about: new.account, area: new.area, reason: new.reason, origin: "console", details: self.details(new))
        }
    }

    private func add(
        _ new: NewGrant, by giver: ID<Account>?, in town: any Writing, _ entry: (Grant) -> AuditEntry
    ) throws -> Grant {
        let standing = try grants.standing(of: new.account, in: town)
        let same = standing.first { record in
            record.grant.role == new.role && record.grant.area == new.area && record.grant.place == new.place
                && record.grant.expiresAt == new.expiresAt
        }
        if let same { return same.grant }
        guard standing.count < Limits.grantsMax else { throw Refusal.conflict(what: .tooManyRoles) }
        let grant = Grant(
            id: town.newID(of: Grant.self), role: new.role, area: new.area, place: new.place,
            expiresAt: new.expiresAt)
        try grants.add(
            GrantRecord(grant: grant, account: new.account, grantedBy: giver, grantedAt: town.now), in: town)
        try audit.record(entry(grant), in: town)
        return grant
    }

    /// With what its role must name. The area of a role for a place is the place's own, whatever was said: who may
    /// give it hangs on that.
    private func settled(_ new: NewGrant, in town: any Reading) throws -> NewGrant {
        var new = new
        switch new.role.scope {
        case .self:
            throw Refusal.parameter(name: "role", came: new.role.rawValue, accepted: .roleNeedsNoGrant)
        case .place(let kinds):
            guard let place = new.place, let (kind, area) = try grants.place(place, in: town), kinds.contains(kind)
            else { throw Refusal.parameter(name: "place", came: new.place, accepted: .roleNeedsPlace) }
            new.area = area
        case .area(let digits):
            guard new.place == nil, digits.contains(new.area.utf8.count), try grants.isArea(new.area, in: town) else {
                throw Refusal.parameter(name: "area", came: new.area, accepted: .roleNeedsArea(digits))
            }
        }
        return new
    }

    private func details(_ new: NewGrant) -> [(String, JSON)] {
        [
            ("role", .string(new.role.rawValue)), ("place", JSON(new.place)),
            ("expiresAt", new.expiresAt.map { .integer($0.milliseconds) } ?? .null),
        ]
    }
}

extension Phrase {
    static let noSuchPerson = Phrase("没有这个人，或不在您的管辖范围内。", "There is nobody like this within your area.")
    static let noSuchGrant = Phrase("没有这项角色，或已经收回。", "There is no such role, or it was taken back.")
    static let mayNotGive = Phrase(
        "只有上一级或系统管理员能在自己的区域内授予或收回这个角色，也不能授予自己。",
        "The level above or an administrator gives and takes back this role, in its own area and never to itself.")
    static let alreadyOver = Phrase("到期时间已经过去。", "The end lies in the past.")
    static let tooManyRoles = Phrase("这个人的角色太多了，请先收回一些。", "This person holds too many roles; take some back first.")
    static let roleNeedsNoGrant = Phrase("骑手不需要授予。", "Riders need no grant.")
    static let roleNeedsPlace = Phrase("这个角色要指定一个地点。", "This role needs a place of its own.")

    static func roleNeedsArea(_ digits: [Int]) -> Phrase {
        let list = digits.map { String($0) }.joined(separator: "、")
        let english = digits.map { String($0) }.joined(separator: " or ")
        return Phrase("请选择区域：区划代码应为 \(list) 位。", "Choose an area whose code has \(english) digits.")
    }
}
