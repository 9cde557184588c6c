import Audit
import Kernel

extension Accounts {
    /// Takes all that somebody signs in by but the phone away, when it was lost or is in other hands: sessions and
    /// tokens end, and the next sign-in by code may add a new passkey. Never one's own: that would be a way round
    /// them.
    func resetMeans(
        of id: ID<Account>, reason: String, by administrator: Person, _ visit: Visit, in town: any Writing
    ) throws {
        let seen = try find(id, by: administrator, .blockPerson, in: town)
        guard id != administrator.id else { throw Refusal.notAllowed(what: .notYourself) }
        guard !reason.isEmpty else { throw Refusal.parameter(name: "reason", came: nil, accepted: .reasonNeeded) }
        try takeAway(id, in: town)
        try audit.record(
            AuditEntry(
                administrator, visit, by: seen.grant, action: "reset-sign-in", subjectKind: "account",
                subject: id.description, about: id, reason: reason),
            in: town)
    }

    /// The same on the machine itself: for the last administrator.
    ///
    /// - Throws: `Refusal.notFound`.
    public func resetMeans(of phone: PhoneNumber, in town: any Writing) throws {
        guard let profile = try store.profile(phoneIndexes: phoneIndexes(phone), in: town) else {
            throw Refusal.notFound(what: .noSuchPerson)
        }
        try takeAway(profile.id, in: town)
        try audit.record(
            AuditEntry(
                action: "reset-sign-in", subjectKind: "account", subject: profile.id.description, about: profile.id,
                origin: "console"),
            in: town)
    }

    private func takeAway(_ id: ID<Account>, in town: any Writing) throws {
        try means.removeAll(of: id, in: town)
        _ = try passwords.remove(of: id, in: town)
        try identities.unlinkAll(from: id, in: town)
        _ = try sessions.endAll(of: id, in: town)
        _ = try sessions.endTokens(of: id, in: town)
    }

    func addResetRoute(to doors: Doors) {
        doors.staff(.blockPerson).post("/console/people/:id/sign-in-resets") { [self] visit, person in
            let form = try PersonForm(visit, ["reason"])
            let id = try account(visit)
            let reason = try form.needed("reason")
            try await database.write { try self.resetMeans(of: id, reason: reason, by: person, visit, in: $0) }
            return .seeOther("/console/people/\(id)")
        }
    }
}

extension Phrase {
    static let resetTitle = Phrase("重置登录方式", "Reset the ways to sign in")
    static let resetNote = Phrase(
        "设备丢了用这个：通行密钥、密码、统一身份和令牌全部作废，本人再用手机验证码登录后重新添加。",
        "For lost devices: passkeys, password, linked identities and tokens end. A new one is added after a code.")
    static let resetButton = Phrase("重置", "Reset")
}
