/// Names accounts in identifiers.
public enum Account {}

/// A role held for an area, and for one place of it where the role is about one.
public struct Grant: Sendable, Equatable {
    public var id: ID<Grant>
    public var role: Role
    /// The division code of the area; of the place's area where `place` is set, as it was when granted.
    public var area: String
    /// The place that is the holder's own, in the canonical form of its identifier.
    public var place: String?
    public var expiresAt: Instant?

    public init(id: ID<Grant>, role: Role, area: String, place: String? = nil, expiresAt: Instant? = nil) {
        self.id = id
        self.role = role
        self.area = area
        self.place = place
        self.expiresAt = expiresAt
    }

    public func holds(at moment: Instant) -> Bool { expiresAt.map { moment < $0 } ?? true }
}

/// What an action is done to, as far as a decision needs it.
public struct Target: Sendable, Equatable {
    /// The division code of where it is; nil for what is nowhere.
    public var area: String?
    /// The place it is or belongs to.
    public var place: String?
    /// The account it belongs to.
    public var account: ID<Account>?

    public init(area: String? = nil, place: String? = nil, account: ID<Account>? = nil) {
        self.area = area
        self.place = place
        self.account = account
    }
}
