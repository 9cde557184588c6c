import Audit
import Hexadecimal
import Kernel
import OneTimePassword
import WebAuthn

/// Phone, password and the code of an app, as somebody typed them.
struct PasswordEntry: Sendable {
    let phone: PhoneNumber?
    let password: String
    let digits: String
}

/// A password not yet in force: its app has to show a code first.
struct PasswordDraft: Sendable {
    let challenge: Challenge
    /// For the app; shown once.
    let secret: OneTimePassword
}

enum PasswordOutcome: Sendable {
    case set
    case wrong(PasswordDraft)
    /// The draft is gone: it took too long, or was used.
    case over
}

extension Accounts {
    /// What a password is compared with before anything is written: the account's own, or nobody's, so that both take
    /// the same time.
    func storedPassword(_ entry: PasswordEntry, in town: any Reading) throws -> StoredPassword? {
        guard let phone = entry.phone,
            let profile = try store.profile(phoneIndexes: phoneIndexes(phone), in: town), profile.status == .active
        else { return nil }
        return try passwords.password(of: profile.id, in: town)
    }

    /// Of no password at all, at the usual cost.
    static let nobodysHash =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$aQ3jv5E0o7bJX0cRrC2m3zKXwYb0WqkqJv2m2l8Zx9Y"

    /// Signs in, or counts a failure. A number without an account, without a password, with a wrong one, with a wrong
    /// code, or closed for a while: one answer.
    ///
    /// - Parameter isRight: whether the password was, compared before with what `storedPassword` gave.
    func enterPassword(
        _ entry: PasswordEntry, isRight: Bool, against compared: StoredPassword?, _ visit: Visit, secret: Secret,
        in town: any Writing
    ) throws -> NewSession? {
        guard let compared, var stored = try passwords.password(of: compared.account, in: town),
            stored.hash == compared.hash, stored.closedUntil.map({ $0 <= town.now }) ?? true
        else { return nil }
        let app = try OneTimePassword(secret: try open(stored.sealedSecret, .oneTimeSecret, of: stored.account))
        let step = app.verifiedStep(entry.digits, atSeconds: town.now.seconds, lastUsedStep: stored.lastStep)
        guard isRight, let step, let profile = try store.profile(stored.account, in: town), profile.status == .active
        else {
            stored.failures += 1
            stored.closedUntil = Self.wait(after: stored.failures).map { town.now.adding(seconds: $0) }
            try passwords.set(stored, in: town)
            try tell(isRight ? .appCode : .password, of: stored.account, visit, in: town)
            if stored.closedUntil != nil { try tell(.passwordClosed, of: stored.account, visit, in: town) }
            return nil
        }
        try passwords.set(
            StoredPassword(
                account: stored.account, hash: stored.hash, sealedSecret: stored.sealedSecret, lastStep: step,
                failures: 0, closedUntil: nil, changedAt: stored.changedAt), in: town)
        return try openSession(for: stored.account, proof: .password, visit, secret: secret, in: town)
    }

    /// Four failures are free; then a minute, two, four, up to an hour.
    static func wait(after failures: Int64) -> Int64? {
        let over = failures - Int64(Limits.passwordFailuresFree)
        guard over > 0 else { return nil }
        return min(Limits.passwordWaitSecondsMax, 60 << min(over - 1, 10))
    }

    /// A new password waits for its app to show a code.
    func draftPassword(
        hash: String, secret: [UInt8], by person: Person, _ visit: Visit, in town: any Writing
    ) throws -> PasswordDraft {
        try checkMeans(of: person, visit, in: town)
        let sealed = try seal(secret, .oneTimeSecret, of: person.id)
        let challenge = Challenge(
            id: Base64URL.encode(randomBytes(32)), purpose: .newPassword, account: person.id,
            content: sealed.hexadecimal + " " + hash,
            expiresAt: town.now.adding(seconds: Limits.challengeMinutesMax * 60 * 2))
        try means.add(challenge, in: town)
        return PasswordDraft(challenge: challenge, secret: try OneTimePassword(secret: secret))
    }

    /// What a wrong code of an app leaves standing, so that the next may be tried.
    func confirmPassword(
        draft: String, digits: String, by person: Person, _ visit: Visit, in town: any Writing
    ) throws -> PasswordOutcome {
        try checkMeans(of: person, visit, in: town)
        guard let challenge = try means.take(draft, .newPassword, in: town), challenge.account == person.id,
            let blank = challenge.content.firstIndex(of: " "),
            let sealed = [UInt8](hexadecimal: challenge.content[..<blank])
        else { return .over }
        let app = try OneTimePassword(secret: try open(sealed, .oneTimeSecret, of: person.id))
        guard let step = app.verifiedStep(digits, atSeconds: town.now.seconds, lastUsedStep: nil) else {
            try means.add(challenge, in: town)
            return .wrong(PasswordDraft(challenge: challenge, secret: app))
        }
        let hash = String(challenge.content[challenge.content.index(after: blank)...])
        try passwords.set(
            StoredPassword(
                account: person.id, hash: hash, sealedSecret: sealed, lastStep: step, failures: 0, closedUntil: nil,
                changedAt: town.now), in: town)
        try record("set-password", by: person, visit, in: town)
        return .set
    }

    func removePassword(by person: Person, _ visit: Visit, in town: any Writing) throws {
        try checkMeans(of: person, visit, in: town)
        guard try passwords.remove(of: person.id, in: town) else { throw Refusal.notFound(what: .noPasswordSet) }
        try record("remove-password", by: person, visit, in: town)
    }
}

extension Phrase {
    static let noPasswordSet = Phrase("还没有设置密码。", "No password is set.")
}
