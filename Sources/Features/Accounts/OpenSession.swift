import Audit
import Kernel

/// A session just opened: what the browser is told once.
struct NewSession: Sendable {
    let session: Session
    let secret: Secret

    func cookie(isSecure: Bool) -> (String, String) {
        SessionCookie.header(secret, secondsMax: SessionLife(session.proof).secondsMax, isSecure: isSecure)
    }
}

extension Accounts {
    /// Opens a session for somebody who has just proved who they are. The secret is always a new one: what the browser
    /// held before is worth nothing afterwards.
    func openSession(
        for account: ID<Account>, proof: Person.Proof, _ visit: Visit, secret: Secret, in town: any Writing
    ) throws -> NewSession {
        let life = SessionLife(proof)
        let session = Session(
            id: town.newID(of: Session.self), account: account, proof: proof, createdAt: town.now, seenAt: town.now,
            expiresAt: life.end(created: town.now, seen: town.now), device: DeviceWords.of(visit.userAgent))
        let standing = try sessions.sessions(of: account, now: town.now, in: town)
        for old in standing.dropFirst(Limits.sessionsMax - 1) { _ = try sessions.end(old.id, of: account, in: town) }
        if let held = visit.cookies.own(SessionCookie.name),
            let old = Secret(prefix: "", reading: held),
            let session = try sessions.session(hash: old.hash, now: town.now, in: town)
        {
            _ = try sessions.end(session.id, of: session.account, in: town)
        }
        try sessions.add(session, hash: secret.hash, in: town)
        try audit.record(
            AuditEntry(
                actor: account, proof: proof, action: "sign-in", subjectKind: "session",
                subject: session.id.description, about: account, origin: visit.client.network,
                details: [("device", .string(session.device))]),
            in: town)
        return NewSession(session: session, secret: secret)
    }

    func newSecret(prefix: String = "") -> Secret { Secret(prefix: prefix, randomBytes(32)) }
}

/// A browser's own account of itself, cut to what its owner needs to know it again.
enum DeviceWords {
    static func of(_ userAgent: String) -> String {
        let browsers = [
            ("MicroMessenger", "微信"), ("AlipayClient", "支付宝"), ("HuaweiBrowser", "华为浏览器"), ("Edg", "Edge"),
            ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
        ]
        let systems = [
            ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
            ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"),
        ]
        let text = userAgent.prefix(500)
        let browser = browsers.first { text.contains($0.0) }?.1
        let system = systems.first { text.contains($0.0) }?.1
        return [browser, system].compactMap { $0 }.joined(separator: " · ")
    }
}
