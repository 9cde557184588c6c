import CBOR
import Crypto
import Testing

@testable import WebAuthn

/// An authenticator and its browser, with every field open to be wrong.
struct Authenticator {
    var type: String?
    var challenge: [UInt8] = Array(1...32)
    var origin = "https://city.example"
    var clientExtra = #","crossOrigin":false"#
    var relyingPartyID = "city.example"
    var flags: UInt8 = 0x01 | 0x04
    var signCount: UInt32 = 7
    var id: [UInt8] = Array(100..<120)
    var aaguid: [UInt8] = Array(repeating: 0xA5, count: 16)
    var extensions: [UInt8] = []
    var format = "none"
    var statement = CBOR.map([])
    var userHandle: [UInt8]?
    var isEdDSA = false

    let key = P256.Signing.PrivateKey()
    let edKey = Curve25519.Signing.PrivateKey()

    static let party = RelyingParty(id: "city.example", name: "甬爱码", origins: ["https://city.example"])
    static let challenge: [UInt8] = Array(1...32)
    static let handle: [UInt8] = [1, 2, 3]

    var coseKey: CBOR {
        if isEdDSA {
            return Self.map([
                1: .integer(1), 3: .integer(-8), -1: .integer(6), -2: .bytes(Array(edKey.publicKey.rawRepresentation)),
            ])
        }
        let point = Array(key.publicKey.x963Representation)
        return Self.map([
            1: .integer(2), 3: .integer(-7), -1: .integer(1), -2: .bytes(Array(point[1..<33])),
            -3: .bytes(Array(point[33...])),
        ])
    }

    static func map(_ values: [Int64: CBOR]) -> CBOR { .map(values.map { .init(.integer($0.key), $0.value) }) }

    func clientData(_ usual: String) -> [UInt8] {
        let challenge = Base64URL.encode(challenge)
        return Array(
            #"{"type":"\#(type ?? usual)","challenge":"\#(challenge)","origin":"\#(origin)"\#(clientExtra)}"#.utf8)
    }

    func data(attested: [UInt8] = []) -> [UInt8] {
        let count = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: signCount >> $0) }
        let all = flags | (attested.isEmpty ? 0 : 0x40) | (extensions.isEmpty ? 0 : 0x80)
        return SHA256.hash(data: Array(relyingPartyID.utf8)) + [all] + count + attested + extensions
    }

    func attested(_ key: CBOR) -> [UInt8] {
        aaguid + [UInt8(id.count >> 8), UInt8(id.count & 255)] + id + key.encoded
    }

    func attestationObject(_ data: [UInt8]) -> [UInt8] {
        CBOR.map([
            .init(.text("fmt"), .text(format)), .init(.text("attStmt"), statement),
            .init(.text("authData"), .bytes(data)),
        ]).encoded
    }

    func registration(key: CBOR? = nil) -> RegistrationResponse {
        RegistrationResponse(
            credentialID: id, clientDataJSON: clientData("webauthn.create"),
            attestationObject: attestationObject(data(attested: attested(key ?? coseKey))),
            transports: ["internal", "hybrid"])
    }

    func assertion() throws -> AssertionResponse {
        let (client, data) = (clientData("webauthn.get"), data())
        let message = data + SHA256.hash(data: client)
        let signature =
            isEdDSA
            ? Array(try edKey.signature(for: message)) : Array(try key.signature(for: message).derRepresentation)
        return AssertionResponse(
            credentialID: id, clientDataJSON: client, authenticatorData: data, signature: signature,
            userHandle: userHandle)
    }

    func credential() throws -> PasskeyCredential {
        var plain = self
        plain.signCount = 3
        return try plain.register()
    }

    func register(requiresUserVerification: Bool = true) throws -> PasskeyCredential {
        try Self.party.verify(
            registration(), challenge: Self.challenge, requiresUserVerification: requiresUserVerification)
    }
}

/// One field wrong, and the fault that is to come of it.
struct Wrong: Sendable, CustomTestStringConvertible {
    let fault: WebAuthnFault
    let change: @Sendable (inout Authenticator) -> Void
    var testDescription: String { fault.rawValue }

    init(_ fault: WebAuthnFault, _ change: @escaping @Sendable (inout Authenticator) -> Void) {
        self.fault = fault
        self.change = change
    }

    static let both = [
        Wrong(.clientData) { $0.clientExtra = ",x" }, Wrong(.clientData) { $0.clientExtra = #","crossOrigin":"no""# },
        Wrong(.clientData) { $0.clientExtra = String(repeating: " ", count: 20_000) },
        Wrong(.type) { $0.type = "payment.get" }, Wrong(.challenge) { $0.challenge[0] ^= 1 },
        Wrong(.challenge) { $0.challenge = Array($0.challenge.dropLast()) }, Wrong(.challenge) { $0.challenge = [] },
        Wrong(.origin) { $0.origin = "https://evil.example" }, Wrong(.origin) { $0.origin = "http://city.example" },
        Wrong(.origin) { $0.origin = "https://city.example/" }, Wrong(.origin) { $0.origin = "https://a.city.example" },
        Wrong(.crossOrigin) { $0.clientExtra = #","crossOrigin":true"# },
        Wrong(.crossOrigin) { $0.clientExtra = #","topOrigin":"https://evil.example""# },
        Wrong(.relyingParty) { $0.relyingPartyID = "evil.example" }, Wrong(.userPresence) { $0.flags = 0x04 },
        Wrong(.userVerification) { $0.flags = 0x01 }, Wrong(.backupState) { $0.flags = 0x01 | 0x04 | 0x10 },
        Wrong(.authenticatorData) { $0.extensions = [0x80] },
        Wrong(.authenticatorData) { $0.extensions = [0xA1, 0x00] },
        Wrong(.authenticatorData) { $0.extensions = [0xA0, 0x00] },
    ]
}
