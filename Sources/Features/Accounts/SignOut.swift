import Audit
import Kernel

extension Accounts {
    /// Ends one session of one's own, this or another.
    ///
    /// - Throws: `Refusal.notFound` for a session that is not there, or somebody else's.
    func signOut(of session: ID<Session>, by person: Person, _ visit: Visit, in town: any Writing) throws {
        guard try sessions.end(session, of: person.id, in: town) else { throw Refusal.notFound(what: .noSuchSession) }
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: "sign-out", subjectKind: "session", subject: session.description,
                about: person.id),
            in: town)
    }

    /// Ends all sessions, this one too, and all API tokens: for a phone that was lost.
    func signOutEverywhere(by person: Person, _ visit: Visit, in town: any Writing) throws {
        let count = try sessions.endAll(of: person.id, in: town)
        let tokens = try sessions.endTokens(of: person.id, in: town)
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: "sign-out-everywhere", subjectKind: "account",
                subject: person.id.description, about: person.id,
                details: [("sessions", JSON(count)), ("tokens", JSON(tokens))]),
            in: town)
    }
}

extension Phrase {
    static let noSuchSession = Phrase("没有这个登录，或已经退出。", "There is no such session, or it has ended.")
}
