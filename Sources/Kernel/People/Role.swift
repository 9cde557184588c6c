/// What somebody is to the city. A role is held by a grant, for an area or for one thing of one's own.
public enum Role: String, Sendable, CaseIterable, SQLBindable {
    case rider
    case gateGuard = "guard"
    case propertyManager = "property-manager"
    case merchant
    case stationKeeper = "station-keeper"
    case chargingOperator = "charging-operator"
    case communityWorker = "community-worker"
    case gridWorker = "grid-worker"
    /// Of a street, a district or the city: the area of the grant tells which.
    case officer
    case mediator
    case platformPartner = "platform-partner"
    case auditor
    case administrator

    public var name: Phrase {
        switch self {
        case .rider: Phrase("骑手", "Rider")
        case .gateGuard: Phrase("保安", "Gate guard")
        case .propertyManager: Phrase("物业", "Property manager")
        case .merchant: Phrase("商家", "Merchant")
        case .stationKeeper: Phrase("驿站管理员", "Station keeper")
        case .chargingOperator: Phrase("充换电运营方", "Charging operator")
        case .communityWorker: Phrase("社区工作者", "Community worker")
        case .gridWorker: Phrase("网格员", "Grid worker")
        case .officer: Phrase("街道/区/市工作人员", "Street, district or city officer")
        case .mediator: Phrase("调解员", "Mediator")
        case .platformPartner: Phrase("平台企业", "Platform partner")
        case .auditor: Phrase("审计员", "Auditor")
        case .administrator: Phrase("系统管理员", "Administrator")
        }
    }

    /// With an area, an officer is of a street, a district or the city.
    public func name(in area: String) -> Phrase {
        guard self == .officer else { return name }
        switch area.utf8.count {
        case 9: return Phrase("街道工作人员", "Street officer")
        case 6: return Phrase("区县工作人员", "District officer")
        default: return Phrase("市级工作人员", "City officer")
        }
    }

    /// What a grant of it must name.
    public var scope: RoleScope {
        switch self {
        case .rider: .self
        case .gateGuard, .propertyManager: .place(["compound"])
        case .merchant: .place(["merchant"])
        case .stationKeeper: .place(["station"])
        case .chargingOperator: .place(["charger"])
        case .communityWorker, .gridWorker: .area(digits: [12])
        case .officer: .area(digits: [4, 6, 9])
        case .mediator: .area(digits: [4, 6])
        case .platformPartner, .auditor, .administrator: .area(digits: [4])
        }
    }

    /// Whether it opens other people's data: such a grant sleeps until its holder has signed in with a passkey, with
    /// password and one-time code, or through the city's identity provider.
    public var needsStrongSignIn: Bool {
        switch self {
        case .rider, .gateGuard, .propertyManager, .merchant, .stationKeeper, .chargingOperator, .gridWorker: false
        case .communityWorker, .officer, .mediator, .platformPartner, .auditor, .administrator: true
        }
    }
}

/// What a grant of a role holds for.
public enum RoleScope: Sendable, Equatable {
    /// One's own data; such a role is never granted, every account has it.
    case `self`
    /// One place of these kinds.
    case place([String])
    /// An area whose code has one of these numbers of digits.
    case area(digits: [Int])
}
