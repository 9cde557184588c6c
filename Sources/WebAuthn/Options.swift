import Foundation

/// Whether a finger, face or PIN is asked for.
public enum UserVerification: String, Sendable, Codable { case required, preferred, discouraged }

/// For whom a passkey is made.
public struct PasskeyUser: Sendable, Hashable {
    /// 1…64 bytes that say nothing of the person; the passkey gives them back.
    public var handle: [UInt8]
    /// What the person sees when choosing among passkeys.
    public var name: String
    public var displayName: String

    public init(handle: [UInt8], name: String, displayName: String) {
        self.handle = handle
        self.name = name
        self.displayName = displayName
    }
}

/// What `navigator.credentials.create` is asked (section 5.4): a passkey that is found without a name typed, by ES256
/// or EdDSA, without attestation.
public struct CreationOptions: Sendable, Hashable {
    public var relyingParty: RelyingParty
    public var user: PasskeyUser
    public var challenge: [UInt8]
    /// Those the person has already.
    public var excluded: [PasskeyCredential]
    public var userVerification: UserVerification
    public var timeoutMilliseconds: Int

    public init(
        relyingParty: RelyingParty, user: PasskeyUser, challenge: [UInt8], excluded: [PasskeyCredential] = [],
        userVerification: UserVerification = .required, timeoutMilliseconds: Int = 300_000
    ) {
        self.relyingParty = relyingParty
        self.user = user
        self.challenge = challenge
        self.excluded = excluded
        self.userVerification = userVerification
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// The JSON `PublicKeyCredential.parseCreationOptionsFromJSON` reads, its members sorted by name.
    public func json() throws -> [UInt8] {
        try written(
            CreationForm(
                rp: .init(id: relyingParty.id, name: relyingParty.name),
                user: .init(id: Base64URLBytes(user.handle), name: user.name, displayName: user.displayName),
                challenge: Base64URLBytes(challenge),
                pubKeyCredParams: PasskeyKey.Algorithm.allCases.map { .init(alg: $0.rawValue) },
                excludeCredentials: excluded.map(Descriptor.init),
                authenticatorSelection: .init(userVerification: userVerification), timeout: timeoutMilliseconds))
    }
}

/// What `navigator.credentials.get` is asked (section 5.5).
public struct RequestOptions: Sendable, Hashable {
    public var relyingParty: RelyingParty
    public var challenge: [UInt8]
    /// Those the person has; empty when it is not known who comes.
    public var allowed: [PasskeyCredential]
    public var userVerification: UserVerification
    public var timeoutMilliseconds: Int

    public init(
        relyingParty: RelyingParty, challenge: [UInt8], allowed: [PasskeyCredential] = [],
        userVerification: UserVerification = .required, timeoutMilliseconds: Int = 300_000
    ) {
        self.relyingParty = relyingParty
        self.challenge = challenge
        self.allowed = allowed
        self.userVerification = userVerification
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// The JSON `PublicKeyCredential.parseRequestOptionsFromJSON` reads, its members sorted by name.
    public func json() throws -> [UInt8] {
        try written(
            RequestForm(
                challenge: Base64URLBytes(challenge), rpId: relyingParty.id,
                allowCredentials: allowed.map(Descriptor.init), userVerification: userVerification,
                timeout: timeoutMilliseconds))
    }
}

private struct CreationForm: Encodable {
    let rp: Party
    let user: User
    let challenge: Base64URLBytes
    let pubKeyCredParams: [Parameter]
    let excludeCredentials: [Descriptor]
    let authenticatorSelection: Selection
    let timeout: Int
    let attestation = "none"

    struct Party: Encodable {
        let id: String
        let name: String
    }
    struct User: Encodable {
        let id: Base64URLBytes
        let name: String
        let displayName: String
    }
    struct Parameter: Encodable {
        let type = "public-key"
        let alg: Int
    }
    struct Selection: Encodable {
        let residentKey = "required"
        let requireResidentKey = true
        let userVerification: UserVerification
    }
}

private struct RequestForm: Encodable {
    let challenge: Base64URLBytes
    let rpId: String
    let allowCredentials: [Descriptor]
    let userVerification: UserVerification
    let timeout: Int
}

private struct Descriptor: Encodable {
    let type = "public-key"
    let id: Base64URLBytes
    let transports: [String]

    init(_ credential: PasskeyCredential) {
        id = Base64URLBytes(credential.id)
        transports = credential.transports
    }
}

private func written(_ form: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(form))
}
