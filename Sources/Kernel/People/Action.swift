/// Everything that somebody may be allowed to do, by its name in `docs/permissions.txt`. What everyone may do is not
/// here: it stands behind the door `everyone`.
public enum Action: String, Sendable, CaseIterable {
    case openConsole = "open-console"
    case editPlace = "edit-place"
    case addPlace = "add-place"
    case archivePlace = "archive-place"
    case mergePlaces = "merge-places"
    case decideSuggestion = "decide-suggestion"
    case findPerson = "find-person"
    case readPerson = "read-person"
    case registerRider = "register-rider"
    case verifyRider = "verify-rider"
    case uploadRoster = "upload-roster"
    case grantRole = "grant-role"
    case blockPerson = "block-person"
    case readAudit = "read-audit"
    case readSettings = "read-settings"
    case changeSettings = "change-settings"
    case switchStorm = "switch-storm"
    case checkPass = "check-pass"
    case editGates = "edit-gates"
    case approvePolicy = "approve-policy"
    case editPlan = "edit-plan"
    case readBlocked = "read-blocked"
    case answerBlocked = "answer-blocked"
    case decideBlocked = "decide-blocked"
    case readCoverage = "read-coverage"

    var position: Int { Self.positions[self] ?? 0 }
    private static let positions = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}

/// How far a role lets its holder go with an action.
public enum Reach: String, Sendable {
    case nowhere
    /// The place the grant names.
    case own
    /// The area of the grant and all below it.
    case area
}

/// The one table of who may do what. `docs/permissions.txt` is its print, compared by a test and driven by another.
public enum Permissions {
    public static func reach(of role: Role, _ action: Action) -> Reach {
        switch action {
        case .openConsole: console(role)
        case .editPlace: editing(role)
        case .addPlace, .archivePlace, .mergePlaces, .decideSuggestion: directory(role)
        case .findPerson, .readPerson, .verifyRider: people(role)
        case .registerRider: role == .communityWorker || role == .administrator ? .area : .nowhere
        case .uploadRoster: role == .platformPartner ? .area : .nowhere
        case .grantRole: granting(role)
        case .blockPerson: role == .administrator ? .area : .nowhere
        case .readAudit: role == .auditor || role == .administrator ? .area : .nowhere
        case .readSettings: role == .auditor || role == .administrator || role == .officer ? .area : .nowhere
        case .changeSettings: role == .administrator ? .area : .nowhere
        case .switchStorm: role == .officer || role == .administrator ? .area : .nowhere
        case .checkPass: gate(role)
        case .editGates, .editPlan: role == .propertyManager ? .own : directory(role)
        case .approvePolicy: directory(role)
        case .readBlocked: role == .propertyManager ? .own : directory(role)
        case .answerBlocked: role == .propertyManager ? .own : .nowhere
        case .decideBlocked: directory(role)
        case .readCoverage: role == .auditor ? .area : directory(role)
        }
    }

    /// Who stands at a compound's gate, or answers for those who do.
    private static func gate(_ role: Role) -> Reach {
        switch role {
        case .gateGuard, .propertyManager: .own
        case .communityWorker, .administrator: .area
        default: .nowhere
        }
    }

    private static func console(_ role: Role) -> Reach {
        switch role.scope {
        case .self: .nowhere
        case .place: .own
        case .area: .area
        }
    }

    private static func editing(_ role: Role) -> Reach {
        switch role {
        case .propertyManager, .merchant, .stationKeeper, .chargingOperator: .own
        case .communityWorker, .officer, .administrator: .area
        case .rider, .gateGuard, .gridWorker, .mediator, .platformPartner, .auditor: .nowhere
        }
    }

    private static func directory(_ role: Role) -> Reach {
        switch role {
        case .communityWorker, .officer, .administrator: .area
        default: .nowhere
        }
    }

    private static func people(_ role: Role) -> Reach {
        switch role {
        case .communityWorker, .officer, .administrator: .area
        default: .nowhere
        }
    }

    private static func granting(_ role: Role) -> Reach {
        switch role {
        case .propertyManager: .own
        case .communityWorker, .officer, .administrator: .area
        default: .nowhere
        }
    }

    /// Roles that the holder of a role may give to others: the level above gives, never its own level.
    public static func grants(by role: Role) -> [Role] {
        switch role {
        case .administrator: Role.allCases.filter { $0 != .rider }
        case .officer:
            [
                .officer, .communityWorker, .gridWorker, .gateGuard, .propertyManager, .merchant, .stationKeeper,
                .chargingOperator, .mediator,
            ]
        case .communityWorker: [.gridWorker, .gateGuard, .propertyManager, .merchant, .stationKeeper]
        case .propertyManager: [.gateGuard]
        default: []
        }
    }

    /// The print of the table: an action a line, and behind each role how far it reaches.
    public static var text: String {
        Action.allCases.map { action in
            let roles = Role.allCases.compactMap { role -> String? in
                let reach = reach(of: role, action)
                return reach == .nowhere ? nil : "\(role.rawValue):\(reach.rawValue)"
            }
            return "\(action.rawValue) \(roles.joined(separator: " "))\n"
        }.joined()
    }

    /// `reach` laid out flat: a decision is taken on every request.
    static let reaches: [Reach] = Action.allCases.flatMap { action in
        Role.allCases.map { reach(of: $0, action) }
    }
}
