import Kernel

extension Accounts: Recognising {
    static let tokenPrefix = "yat_"

    /// Whoever holds the cookie of a session that stands, or, at an address for programs, an API token.
    public func person(of visit: Visit) async throws -> Person? {
        if let shown = visit.bearerToken {
            guard visit.wantsJSON, let secret = Secret(prefix: Self.tokenPrefix, reading: shown) else { return nil }
            return try await holder(ofToken: secret, visit)
        }
        let cookie = visit.cookies.own(SessionCookie.name)
        guard let secret = cookie.flatMap({ Secret(prefix: "", reading: $0) }) else { return nil }
        return try await holder(of: secret, visit)
    }

    private func holder(of secret: Secret, _ visit: Visit) async throws -> Person? {
        let hash = secret.hash
        let now = visit.now
        let known = try await database.read { [self] town -> (Session, Person)? in
            guard let session = try sessions.session(hash: hash, now: now, in: town),
                let profile = try active(session.account, in: town)
            else { return nil }
            return (
                session,
                Person(
                    id: profile.id, name: profile.name, proof: session.proof,
                    grants: try grants.standing(of: profile.id, in: town).map(\.grant),
                    session: session.id.description, signedInAt: session.createdAt, now: now,
                    trustsCodes: profile.isDemonstration)
            )
        }
        guard let (session, person) = known else { return nil }
        try await see(session, now)
        return person
    }

    private func holder(ofToken secret: Secret, _ visit: Visit) async throws -> Person? {
        let hash = secret.hash
        let now = visit.now
        let known = try await database.read { [self] town -> (APIToken, Person)? in
            guard let token = try sessions.token(hash: hash, now: now, in: town),
                let profile = try active(token.account, in: town)
            else { return nil }
            return (
                token,
                Person(
                    id: profile.id, name: profile.name, proof: .token,
                    grants: try grants.standing(of: profile.id, in: town).map(\.grant), actions: token.actions,
                    session: token.id.description, signedInAt: token.createdAt, now: now)
            )
        }
        guard let (token, person) = known else { return nil }
        if (token.seenAt ?? token.createdAt).adding(seconds: Limits.seenMinutes * 60) < now {
            try await database.write(.relaxed) { [sessions] in try sessions.see(token.id, in: $0) }
        }
        return person
    }

    private func active(_ id: ID<Account>, in town: any Reading) throws -> Profile? {
        guard let profile = try store.profile(id, in: town), profile.status == .active else { return nil }
        return profile
    }

    /// A session that is used lasts on, up to its greatest age.
    private func see(_ session: Session, _ now: Instant) async throws {
        guard session.seenAt.adding(seconds: Limits.seenMinutes * 60) < now else { return }
        let until = SessionLife(session.proof).end(created: session.createdAt, seen: now)
        try await database.write(.relaxed) { [sessions] in try sessions.see(session.id, until: until, in: $0) }
    }
}

/// How long a session lasts by its proof.
struct SessionLife: Sendable {
    let secondsMax: Int64
    let idleSecondsMax: Int64

    init(_ proof: Person.Proof) {
        let isStrong = proof.isStrong
        secondsMax = isStrong ? Limits.strongSessionHoursMax * 3600 : Limits.codeSessionDaysMax * 86_400
        idleSecondsMax = isStrong ? Limits.strongSessionIdleHoursMax * 3600 : Limits.codeSessionIdleDaysMax * 86_400
    }

    func end(created: Instant, seen: Instant) -> Instant {
        min(created.adding(seconds: secondsMax), seen.adding(seconds: idleSecondsMax))
    }
}
