import Kernel

/// One named person for each role, so that every screen can be tried. They exist only where the directory is a
/// demonstration; their numbers are printed at the start and stand in `docs/demo.md`.
public struct DemonstrationPerson: Sendable {
    public let number: Int
    public let name: String
    public let role: Role
    /// Digits of the area's code for an officer; the role's own otherwise.
    public let digits: Int
    public let trade: Trade?

    public var phone: String { "199000000" + (number < 10 ? "0" : "") + String(number) }

    /// The same in every installation.
    public var id: ID<Account> {
        ID(high: 0x0199_0000_0000_7000, low: 0x8000_0000_0000_0000 | UInt64(number))
    }

    public static let all: [DemonstrationPerson] = [
        .init(1, "王小骑", .rider, trade: .foodDelivery),
        .init(2, "李保安", .gateGuard),
        .init(3, "陈物业", .propertyManager),
        .init(4, "周老板", .merchant),
        .init(5, "吴站长", .stationKeeper),
        .init(6, "郑充电", .chargingOperator),
        .init(7, "孙社工", .communityWorker, digits: 12),
        .init(8, "钱网格", .gridWorker, digits: 12),
        .init(9, "赵街道", .officer, digits: 9),
        .init(10, "冯区办", .officer, digits: 6),
        .init(11, "褚市办", .officer, digits: 4),
        .init(12, "卫调解", .mediator, digits: 6),
        .init(13, "蒋平台", .platformPartner, digits: 4),
        .init(14, "沈审计", .auditor, digits: 4),
        .init(15, "韩管理", .administrator, digits: 4),
    ]

    private init(_ number: Int, _ name: String, _ role: Role, digits: Int = 12, trade: Trade? = nil) {
        self.number = number
        self.name = name
        self.role = role
        self.digits = digits
        self.trade = trade
    }
}

/// Where the demonstration's people work.
public struct DemonstrationPosts: Sendable {
    /// A community's code of twelve digits; street, district and city are its beginnings.
    public var community: String
    /// For each kind of place, one entry near by: its identifier.
    public var places: [String: String]

    public init(community: String, places: [String: String]) {
        self.community = community
        self.places = places
    }
}

extension Accounts {
    /// Adds the demonstration's people, or brings them up to date. Safe to run again.
    ///
    /// - Returns: those who were added or are there.
    @discardableResult
    public func layDemonstration(
        _ posts: DemonstrationPosts, in town: any Writing
    ) throws -> [DemonstrationPerson] {
        for person in DemonstrationPerson.all {
            guard let phone = PhoneNumber(person.phone) else { continue }
            let profile = Profile(
                id: person.id, createdAt: town.now, name: person.name, trade: person.trade,
                verification: person.role == .rider ? Verification(basis: .staff, at: town.now) : nil,
                isDemonstration: true)
            try store.save(profile, in: town)
            try store.set(
                phone: try seal(phone.text, .phone, of: person.id), index: phoneIndex(phone), of: person.id, in: town)
            if try mustAgree(profile, in: town) {
                try consents.add(
                    Consent(
                        id: town.newID(of: Consent.self), purpose: .terms, version: ConsentPurpose.terms.version,
                        givenAt: town.now),
                    of: person.id, in: town)
            }
            if let new = grant(of: person, posts) { _ = try give(new, in: town) }
        }
        return DemonstrationPerson.all
    }

    private func grant(of person: DemonstrationPerson, _ posts: DemonstrationPosts) -> NewGrant? {
        switch person.role.scope {
        case .self: nil
        case .area: NewGrant(account: person.id, role: person.role, area: String(posts.community.prefix(person.digits)))
        case .place(let kinds):
            kinds.lazy.compactMap { posts.places[$0] }.first.map { place in
                NewGrant(account: person.id, role: person.role, area: posts.community, place: place)
            }
        }
    }

    /// Takes the demonstration's people out again: they sign in no more and hold no roles.
    public func removeDemonstration(in town: any Writing) throws {
        for person in DemonstrationPerson.all {
            for record in try grants.standing(of: person.id, in: town) {
                _ = try grants.revoke(record.grant.id, by: nil, in: town)
            }
            _ = try sessions.endAll(of: person.id, in: town)
            guard var profile = try store.profile(person.id, in: town) else { continue }
            profile.status = .blocked
            try store.save(profile, in: town)
        }
    }
}
