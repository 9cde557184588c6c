import Audit
import Kernel
import WebAuthn

/// What came of a journey to the identity provider.
enum ProviderOutcome: Sendable {
    case signedIn(NewSession)
    case linked
    /// Nobody here has this identity: it has to be linked first.
    case unknown
    case blocked
    /// Somebody else here has it.
    case taken
}

extension Accounts {
    /// A journey begins. Who links an identity to their account must have the right to change how they sign in.
    func beginJourney(
        next: Destination, linking person: Person?, _ visit: Visit, in town: any Writing
    ) throws -> ProviderJourney {
        if let person { try checkMeans(of: person, visit, in: town) }
        let journey = ProviderJourney(
            state: Base64URL.encode(randomBytes(32)), nonce: Base64URL.encode(randomBytes(32)),
            verifier: Base64URL.encode(randomBytes(32)))
        let challenge = Challenge(
            id: journey.state, purpose: .provider, account: person?.id,
            content: [journey.nonce, journey.verifier, next.path].joined(separator: " "),
            expiresAt: town.now.adding(seconds: Limits.journeyMinutesMax * 60))
        if person == nil { try open(challenge, visit, in: town) } else { try means.add(challenge, in: town) }
        return journey
    }

    /// The journey that a state belongs to; it is used up.
    func endJourney(
        state: String, in town: any Writing
    ) throws -> (journey: ProviderJourney, next: Destination, linking: ID<Account>?)? {
        guard let challenge = try means.take(state, .provider, in: town) else { return nil }
        let parts = challenge.content.split(separator: " ").map(String.init)
        guard parts.count == 3 else { return nil }
        return (
            ProviderJourney(state: state, nonce: parts[0], verifier: parts[1]), Destination(parts[2]), challenge.account
        )
    }

    /// Signs in whoever the provider says has come.
    func enter(
        issuer: String, subject: String, _ visit: Visit, secret: Secret, in town: any Writing
    ) throws -> ProviderOutcome {
        guard let id = try identities.account(issuer: issuer, subject: subject, in: town),
            let profile = try store.profile(id, in: town)
        else { return .unknown }
        guard profile.status == .active else { return .blocked }
        return .signedIn(try openSession(for: id, proof: .provider, visit, secret: secret, in: town))
    }

    /// Links an identity to the account of somebody who is signed in.
    func link(
        issuer: String, subject: String, by person: Person, _ visit: Visit, in town: any Writing
    ) throws -> ProviderOutcome {
        try checkMeans(of: person, visit, in: town)
        if let owner = try identities.account(issuer: issuer, subject: subject, in: town) {
            return owner == person.id ? .linked : .taken
        }
        try identities.link(issuer: issuer, subject: subject, to: person.id, in: town)
        try record("link-provider", by: person, visit, subject: issuer, in: town)
        return .linked
    }

    func unlink(issuer: String, by person: Person, _ visit: Visit, in town: any Writing) throws {
        try checkMeans(of: person, visit, in: town)
        guard try identities.unlink(issuer: issuer, from: person.id, in: town) else {
            throw Refusal.notFound(what: .nothingLinked)
        }
        try record("unlink-provider", by: person, visit, subject: issuer, in: town)
    }
}

extension Limits {
    static let journeyMinutesMax: Int64 = 10
}
