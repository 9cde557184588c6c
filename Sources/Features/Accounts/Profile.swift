import Kernel

/// The line of work of a rider.
public enum Trade: String, Sendable, CaseIterable, SQLBindable {
    case foodDelivery = "food-delivery"
    case courier
    case rideHailing = "ride-hailing"
    case truck
    case other

    public var name: Phrase {
        switch self {
        case .foodDelivery: Phrase("外卖", "Food delivery")
        case .courier: Phrase("快递", "Courier")
        case .rideHailing: Phrase("网约车", "Ride-hailing")
        case .truck: Phrase("货运", "Truck")
        case .other: Phrase("其他", "Other")
        }
    }
}

/// How far somebody's being a rider is known.
public struct Verification: Sendable, Equatable {
    public enum Basis: String, Sendable, SQLBindable {
        /// A platform says that this phone works for it.
        case roster
        /// Community staff have seen the person.
        case staff
    }

    public var basis: Basis
    public var at: Instant
    /// The community, where staff verified.
    public var area: String?

    public init(basis: Basis, at: Instant, area: String? = nil) {
        self.basis = basis
        self.at = at
        self.area = area
    }
}

/// An account without what is sealed.
public struct Profile: Sendable, Equatable {
    public enum Status: String, Sendable, SQLBindable {
        case active, blocked, erased
    }

    public var id: ID<Account>
    public var createdAt: Instant
    public var status: Status
    /// What others see as the name.
    public var name: String
    /// Nil for staff who do not ride.
    public var trade: Trade?
    public var team: String
    public var platform: String
    public var verification: Verification?
    public var hasPhoto: Bool
    public var isDemonstration: Bool

    public init(
        id: ID<Account>, createdAt: Instant, status: Status = .active, name: String, trade: Trade? = nil,
        team: String = "", platform: String = "", verification: Verification? = nil, hasPhoto: Bool = false,
        isDemonstration: Bool = false
    ) {
        self.id = id
        self.createdAt = createdAt
        self.status = status
        self.name = name
        self.trade = trade
        self.team = team
        self.platform = platform
        self.verification = verification
        self.hasPhoto = hasPhoto
        self.isDemonstration = isDemonstration
    }
}

extension Limits {
    public static let personNameCharactersMax = 40
    public static let teamCharactersMax = 60
}
