import Audit
import Hexadecimal
import Kernel
import WebAuthn

/// What a browser sends at the end of a ceremony.
struct ShownPasskey: Sendable {
    let challenge: String
    let response: [UInt8]
    /// What the owner calls a new one.
    let name: String
}

extension Accounts {
    /// 32 random bytes to be signed, named by themselves.
    func newChallenge(_ purpose: Challenge.Purpose, of account: ID<Account>?, now: Instant) -> Challenge {
        Challenge(
            id: Base64URL.encode(randomBytes(32)), purpose: purpose, account: account, content: "",
            expiresAt: now.adding(seconds: Limits.challengeMinutesMax * 60))
    }

    /// Keeps a new passkey of somebody who is signed in.
    ///
    /// - Returns: whether it was good; the challenge is used up either way.
    func addPasskey(
        _ shown: ShownPasskey, by person: Person, _ party: RelyingParty, _ visit: Visit, in town: any Writing
    ) throws -> Bool {
        try checkMeans(of: person, visit, in: town)
        guard let challenge = try means.take(shown.challenge, .newPasskey, in: town), challenge.account == person.id,
            let bytes = Base64URL.decode(challenge.id),
            let response = try? RegistrationResponse(reading: shown.response),
            let credential = try? party.verify(response, challenge: bytes, requiresUserVerification: true),
            try means.passkey(credential.id, in: town) == nil,
            try means.passkeys(of: person.id, in: town).count < Limits.passkeysMax
        else { return false }
        let trimmed = String(shown.name.prefix(Limits.passkeyNameCharactersMax))
        let passkey = Passkey(
            credential: credential, account: person.id, name: trimmed.isEmpty ? "passkey" : trimmed,
            createdAt: town.now)
        try means.add(passkey, in: town)
        try record("add-passkey", by: person, visit, subject: fingerprint(credential.id), in: town)
        return true
    }

    func removePasskey(_ credential: [UInt8], by person: Person, _ visit: Visit, in town: any Writing) throws {
        try checkMeans(of: person, visit, in: town)
        guard try means.remove(credential, of: person.id, in: town) else {
            throw Refusal.notFound(what: .noSuchPasskey)
        }
        try record("remove-passkey", by: person, visit, subject: fingerprint(credential), in: town)
    }

    /// Signs in whoever holds the passkey: device and finger, face or PIN are two factors.
    ///
    /// - Returns: nil when it was not good; the challenge is used up either way.
    func enterPasskey(
        _ shown: ShownPasskey, _ party: RelyingParty, _ visit: Visit, secret: Secret, in town: any Writing
    ) throws -> NewSession? {
        guard let challenge = try means.take(shown.challenge, .passkey, in: town),
            let bytes = Base64URL.decode(challenge.id),
            let response = try? AssertionResponse(reading: shown.response),
            var passkey = try means.passkey(response.credentialID, in: town)
        else { return nil }
        guard response.userHandle == passkey.account.bytes,
            let used = try? party.verify(
                response, of: passkey.credential, userHandle: passkey.account.bytes, challenge: bytes,
                requiresUserVerification: true),
            let profile = try store.profile(passkey.account, in: town), profile.status == .active
        else {
            try tell(.passkey, of: passkey.account, visit, in: town)
            return nil
        }
        passkey.credential = used.credential
        try means.use(passkey, in: town)
        return try openSession(for: profile.id, proof: .passkey, visit, secret: secret, in: town)
    }

    private func fingerprint(_ credential: [UInt8]) -> String { credential.prefix(8).hexadecimal }
}

extension Phrase {
    static let noSuchPasskey = Phrase("没有这个通行密钥。", "There is no such passkey.")
}
