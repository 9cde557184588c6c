import Audit
import Kernel

/// What community staff write down of a rider who stands before them.
public struct RiderInPerson: Sendable {
    public var phone: PhoneNumber
    public var name: String
    public var trade: Trade
    public var team: String
    /// The community; it is the verification's area.
    public var area: String

    public init(phone: PhoneNumber, name: String, trade: Trade, team: String, area: String) {
        self.phone = phone
        self.name = name
        self.trade = trade
        self.team = team
        self.area = area
    }
}

extension Accounts {
    /// Registers a rider in person, or verifies the one who has this number already. The rider signs in with that
    /// number later and gives the consents then.
    func register(_ rider: RiderInPerson, by worker: Person, _ visit: Visit, in town: any Writing) throws -> Profile {
        guard let grant = worker.grant(for: .registerRider, on: Target(area: rider.area)) else {
            throw Refusal.notAllowed(what: .otherArea)
        }
        let known = try store.profile(phoneIndexes: phoneIndexes(rider.phone), in: town)
        let verification = Verification(basis: .staff, at: town.now, area: rider.area)
        var profile =
            known
            ?? Profile(
                id: town.newID(of: Account.self), createdAt: town.now, name: rider.name, trade: rider.trade,
                team: rider.team)
        guard profile.status == .active else { throw Refusal.notAllowed(what: .accountIsBlocked) }
        profile.verification = verification
        profile.trade = profile.trade ?? rider.trade
        try store.save(profile, in: town)
        if known == nil {
            try store.set(
                phone: try seal(rider.phone.text, .phone, of: profile.id), index: phoneIndex(rider.phone),
                of: profile.id, in: town)
        }
        try audit.record(
            AuditEntry(
                worker, visit, by: grant, action: Action.registerRider.rawValue, subjectKind: "account",
                subject: profile.id.description, about: profile.id, area: rider.area,
                details: [("isNew", .bool(known == nil)), ("trade", .string(rider.trade.rawValue))]),
            in: town)
        return profile
    }

    /// Says that a worker of this area has seen the rider.
    func verify(
        _ id: ID<Account>, in area: String, by worker: Person, _ visit: Visit, town: any Writing
    ) throws {
        guard let grant = worker.grant(for: .verifyRider, on: Target(area: area)) else {
            throw Refusal.notAllowed(what: .otherArea)
        }
        guard var profile = try store.profile(id, in: town), profile.status == .active else {
            throw Refusal.notFound(what: .noSuchPerson)
        }
        // Who is verified elsewhere is that place's to say; a move is asked for by the rider.
        if let other = profile.verification?.area, worker.grant(for: .verifyRider, on: Target(area: other)) == nil {
            throw Refusal.notFound(what: .noSuchPerson)
        }
        profile.verification = Verification(basis: .staff, at: town.now, area: area)
        try store.save(profile, in: town)
        try audit.record(
            AuditEntry(
                worker, visit, by: grant, action: Action.verifyRider.rawValue, subjectKind: "account",
                subject: id.description, about: id, area: area),
            in: town)
    }

    /// Blocks an account, or lets it in again. Blocking ends its sessions and tokens at once.
    func setBlocked(
        _ isBlocked: Bool, _ id: ID<Account>, reason: String, by administrator: Person, _ visit: Visit,
        in town: any Writing
    ) throws {
        let seen = try find(id, by: administrator, .blockPerson, in: town)
        guard id != administrator.id else { throw Refusal.notAllowed(what: .notYourself) }
        guard !isBlocked || !reason.isEmpty else {
            throw Refusal.parameter(name: "reason", came: nil, accepted: .reasonNeeded)
        }
        var profile = seen.profile
        profile.status = isBlocked ? .blocked : .active
        try store.save(profile, in: town)
        if isBlocked {
            _ = try sessions.endAll(of: id, in: town)
            _ = try sessions.endTokens(of: id, in: town)
        }
        try audit.record(
            AuditEntry(
                administrator, visit, by: seen.grant, action: isBlocked ? "block-person" : "unblock-person",
                subjectKind: "account", subject: id.description, about: id, reason: reason),
            in: town)
    }
}

extension Phrase {
    static let otherArea = Phrase("这不在您负责的区域内。", "This lies outside your area.")
    static let accountIsBlocked = Phrase("这个账号已停用。", "This account is blocked.")
    static let notYourself = Phrase("不能对自己操作。", "Not to yourself.")
    static let reasonNeeded = Phrase("请写明原因。", "Give a reason.")
}
