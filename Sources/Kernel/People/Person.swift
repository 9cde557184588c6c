/// Somebody who has signed in, or a program that holds one of their tokens: what the house knows of them during one
/// request.
public struct Person: Sendable {
    /// How sure the house is of who it is.
    public enum Proof: String, Sendable, CaseIterable, SQLBindable {
        /// A one-time code sent to the phone.
        case code
        case passkey
        /// A password and a one-time code of an app.
        case password
        /// The city's identity provider.
        case provider
        /// An API token.
        case token

        public var isStrong: Bool { self != .code }
    }

    public let id: ID<Account>
    /// What others may see as their name.
    public let name: String
    public let proof: Proof
    /// Roles that hold now.
    public let grants: [Grant]
    /// Where the grants' roles stand in the table of permissions.
    private let positions: [Int]
    /// Roles that would hold after a stronger sign-in.
    public let sleeping: [Grant]
    /// The actions a token was given for; nil for a session, which may do all that the roles may.
    public let actions: Set<Action>?
    /// The session or token, for listing and signing out; never the secret itself.
    public let session: String
    /// When this sign-in happened: what is delicate asks for a fresh one.
    public let signedInAt: Instant

    /// - Parameter trustsCodes: demonstration accounts have no stronger sign-in.
    public init(
        id: ID<Account>, name: String, proof: Proof, grants: [Grant], actions: Set<Action>? = nil, session: String,
        signedInAt: Instant, now: Instant, trustsCodes: Bool = false
    ) {
        let isStrong = proof.isStrong || trustsCodes
        let holding = grants.filter { $0.holds(at: now) }
        self.id = id
        self.name = name
        self.proof = proof
        self.grants = holding.filter { isStrong || !$0.role.needsStrongSignIn }
        positions = self.grants.map(\.role.position)
        sleeping = holding.filter { !isStrong && $0.role.needsStrongSignIn }
        self.actions = actions
        self.session = session
        self.signedInAt = signedInAt
    }

    public var isStaff: Bool { !grants.isEmpty }

    /// Whether this person may do this anywhere at all: what a door asks.
    public func may(_ action: Action) -> Bool {
        guard actions?.contains(action) ?? true else { return false }
        let row = action.position * Role.count
        return positions.contains { Permissions.reaches[row + $0] != .nowhere }
    }

    /// The one decision: role × area prefix × ownership.
    public func may(_ action: Action, on target: Target) -> Bool { grant(for: action, on: target) != nil }

    /// The grant by which this person may do it, for the audit log.
    public func grant(for action: Action, on target: Target) -> Grant? {
        guard actions?.contains(action) ?? true else { return nil }
        let row = action.position * Role.count
        let reaches = Permissions.reaches
        for (position, grant) in zip(positions, grants) {
            let isAllowed =
                switch reaches[row + position] {
                case .nowhere: false
                case .own: grant.place != nil && grant.place == target.place
                case .area: target.area.map { covers(grant.area, $0) } ?? false
                }
            if isAllowed { return grant }
        }
        return nil
    }

    /// Area codes this person may do this in, for lists; places of one's own are not among them.
    public func areas(for action: Action) -> [String] {
        guard actions?.contains(action) ?? true else { return [] }
        return grants.filter { Permissions.reach(of: $0.role, action) == .area }.map(\.area)
    }

    /// Places of one's own that this person may do this to.
    public func places(for action: Action) -> [String] {
        guard actions?.contains(action) ?? true else { return [] }
        return grants.filter { Permissions.reach(of: $0.role, action) == .own }.compactMap(\.place)
    }
}

/// Codes are digits: bytes are compared, not characters.
@inline(__always)
private func covers(_ prefix: String, _ code: String) -> Bool {
    !prefix.isEmpty && code.utf8.starts(with: prefix.utf8)
}

extension Role {
    static let count = allCases.count
    var position: Int { Self.positions[self] ?? 0 }
    private static let positions = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
}

extension Grant {
    /// Whether somebody who holds this grant may give, or take back, another: the level above, within its own area,
    /// for no longer than it holds itself.
    public func mayGive(_ role: Role, area: String, place: String?, until: Instant?) -> Bool {
        guard Permissions.grants(by: self.role).contains(role) else { return false }
        if let mine = expiresAt, until.map({ $0 > mine }) ?? true { return false }
        switch Permissions.reach(of: self.role, .grantRole) {
        case .nowhere: return false
        case .own: return self.place != nil && place == self.place
        case .area:
            guard covers(self.area, area) else { return false }
            return self.role == .administrator || role != self.role || area.utf8.count > self.area.utf8.count
        }
    }
}
