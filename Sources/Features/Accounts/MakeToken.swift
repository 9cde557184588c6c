import Audit
import Kernel

/// A token to be made.
struct NewToken: Sendable {
    let name: String
    let actions: Set<Action>
    let days: Int64

    /// - Throws: `Refusal.parameter` for what no token may be.
    init(name: String, actions: [String], days: String?) throws(Refusal) {
        let name = String(name.prefix(Limits.tokenNameCharactersMax))
        guard !name.isEmpty else { throw .parameter(name: "name", came: nil, accepted: .tokenNeedsName) }
        let known = actions.map { Action(rawValue: $0) }
        guard !known.isEmpty, !known.contains(nil) else {
            throw .parameter(name: "action", came: actions.first, accepted: .tokenNeedsAction)
        }
        guard let days = days.flatMap({ Int64($0) }), (1...Limits.tokenDaysMax).contains(days) else {
            throw .parameter(name: "days", came: days, accepted: .tokenDays)
        }
        self.name = name
        self.actions = Set(known.compactMap { $0 })
        self.days = days
    }
}

extension Accounts {
    /// Makes a token for what its owner may do now, of that the chosen part. The text is told once, here.
    ///
    /// - Throws: `Refusal.notAllowed` for more than the owner may, or without a strong sign-in where a role wants one.
    func makeToken(_ new: NewToken, by person: Person, _ visit: Visit, secret: Secret, in town: any Writing) throws {
        try person.mustHaveSignedIn()
        guard new.actions.allSatisfy({ person.may($0) }) else { throw Refusal.notAllowed(what: .tokenTooWide) }
        let id = try addToken(new, of: person.id, secret: secret, in: town)
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: "make-token", subjectKind: "token", subject: id.description,
                about: person.id, details: words(of: new)),
            in: town)
    }

    /// Makes a token on the machine itself, for somebody known by their number.
    ///
    /// - Parameter bind: told whoever comes with it: features above narrow it.
    public func makeToken(
        named name: String, actions: [String], days: Int, for phone: PhoneNumber, in town: any Writing,
        bind: (Person) throws -> Void = { _ in }
    ) throws -> String {
        let new = try NewToken(name: name, actions: actions, days: String(days))
        let profile = try holder(of: phone, in: town)
        let secret = newSecret(prefix: Self.tokenPrefix)
        let id = try addToken(new, of: profile.id, secret: secret, in: town)
        let grants = try grants.standing(of: [profile.id], now: town.now, in: town)[profile.id] ?? []
        try bind(
            Person(
                id: profile.id, name: profile.name, proof: .token, grants: grants, session: id.description,
                signedInAt: town.now, now: town.now))
        try audit.record(
            AuditEntry(
                action: "make-token", subjectKind: "token", subject: id.description, about: profile.id,
                origin: "console", details: words(of: new)),
            in: town)
        return secret.text
    }

    public func tokens(of phone: PhoneNumber, in town: any Reading, now: Instant) throws -> [APIToken] {
        try sessions.tokens(of: try holder(of: phone, in: town).id, now: now, in: town)
    }

    /// Ends a token on the machine itself.
    public func endToken(_ id: ID<APIToken>, in town: any Writing) throws -> Bool {
        guard let owner = try sessions.tokenOwner(id, in: town), try sessions.end(id, in: town) else { return false }
        try audit.record(
            AuditEntry(
                action: "end-token", subjectKind: "token", subject: id.description, about: owner, origin: "console"),
            in: town)
        return true
    }

    func endToken(_ id: ID<APIToken>, by person: Person, _ visit: Visit, in town: any Writing) throws {
        try person.mustHaveSignedIn()
        guard try sessions.tokenOwner(id, in: town) == person.id, try sessions.end(id, in: town) else {
            throw Refusal.notFound(what: .noSuchToken)
        }
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: "end-token", subjectKind: "token", subject: id.description,
                about: person.id),
            in: town)
    }

    private func addToken(
        _ new: NewToken, of account: ID<Account>, secret: Secret, in town: any Writing
    ) throws -> ID<APIToken> {
        let standing = try sessions.tokens(of: account, now: town.now, in: town)
        guard standing.count < Limits.tokensMax else { throw Refusal.conflict(what: .tooManyTokens) }
        let token = APIToken(
            id: town.newID(of: APIToken.self), account: account, name: new.name, actions: new.actions,
            createdAt: town.now, expiresAt: town.now.adding(seconds: new.days * 86_400))
        try sessions.add(token, hash: secret.hash, in: town)
        return token.id
    }

    private func holder(of phone: PhoneNumber, in town: any Reading) throws -> Profile {
        guard let profile = try store.profile(phoneIndexes: phoneIndexes(phone), in: town), profile.status == .active
        else { throw Refusal.notFound(what: .noSuchPerson) }
        return profile
    }

    private func words(of new: NewToken) -> [(String, JSON)] {
        [
            ("actions", .array(new.actions.map(\.rawValue).sorted().map(JSON.string))), ("days", .integer(new.days)),
        ]
    }
}

extension Limits {
    static let tokenNameCharactersMax = 60
    static let tokenDaysMax: Int64 = 366
    static let tokensMax = 20
}

extension Phrase {
    static let tokenNeedsName = Phrase("请填写用途。", "Say what it is for.")
    static let tokenNeedsAction = Phrase("请至少选一项操作。", "Choose at least one action.")
    static let tokenDays = Phrase("有效期是 1 到 \(Limits.tokenDaysMax) 天。", "It lasts 1 to \(Limits.tokenDaysMax) days.")
    static let tokenTooWide = Phrase("令牌不能比您自己能做的更多。", "A token cannot do more than you may.")
    static let noSuchToken = Phrase("没有这个令牌，或已经撤销。", "There is no such token, or it has ended.")
    static let tooManyTokens = Phrase("令牌太多了，请先撤销一些。", "There are too many tokens; end some first.")
}
