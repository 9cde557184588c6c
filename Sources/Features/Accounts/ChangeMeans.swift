import Audit
import Kernel

/// Whether somebody may change how they sign in.
enum MeansRight: Sendable {
    case given
    /// There is a stronger sign-in already: it must have been used, in the last minutes.
    case needsStrongSignIn
    /// A code of some time ago is not enough.
    case needsFreshSignIn
}

extension Accounts {
    /// A stronger sign-in guards itself: once an account has one, a code alone neither adds nor removes any, so that
    /// who gets hold of a phone number does not get hold of a role. The first one may be added moments after a code.
    /// Any sign-in must be of the last minutes, so that a phone left lying about gives nobody a way in for later.
    func rightToMeans(of person: Person, now: Instant, in town: any Reading) throws -> MeansRight {
        let isFresh = now < person.signedInAt.adding(seconds: Limits.freshMinutesMax * 60)
        if person.proof.isStrong { return isFresh ? .given : .needsStrongSignIn }
        let needsStrong = (person.grants + person.sleeping).contains { $0.role.needsStrongSignIn }
        if needsStrong, try means.hasStrongMeans(person.id, in: town) { return .needsStrongSignIn }
        return isFresh ? .given : .needsFreshSignIn
    }

    /// - Throws: `Refusal.notAllowed`, `Refusal.strongSignInNeeded`.
    func checkMeans(of person: Person, _ visit: Visit, in town: any Reading) throws {
        try person.mustHaveSignedIn()
        switch try rightToMeans(of: person, now: visit.now, in: town) {
        case .given: return
        case .needsStrongSignIn: throw Refusal.strongSignInNeeded(next: "/me")
        case .needsFreshSignIn: throw Refusal.notAllowed(what: .signInAfresh)
        }
    }

    /// Writes down how a way to sign in was changed. Whoever is in elsewhere is out: it may be who made it necessary.
    func record(
        _ action: String, by person: Person, _ visit: Visit, subject: String = "",
        details: [(String, JSON)] = [], in town: any Writing
    ) throws {
        let ended = try sessions.endAll(of: person.id, but: ID(person.session), in: town)
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: action, subjectKind: "account", subject: subject, about: person.id,
                details: details + [("sessionsEnded", JSON(ended))]),
            in: town)
    }
}

extension Phrase {
    static let signInAfresh = Phrase(
        "这项操作要刚刚登录过才行，请重新登录。", "This needs a sign-in of the last minutes. Please sign in again.")
}
