import CBOR
import Crypto
import Testing

@testable import WebAuthn

@Suite("The registration of a passkey")
struct RegistrationTests {
    @Test("A good one gives the credential to keep")
    func good() throws {
        var authenticator = Authenticator()
        authenticator.flags |= 0x08 | 0x10
        authenticator.extensions = CBOR.map([.init(.text("credProtect"), .integer(2))]).encoded
        let credential = try authenticator.register()
        #expect(credential.id == authenticator.id)
        #expect(credential.publicKey.algorithm == .es256)
        #expect(credential.publicKey.bytes == Array(authenticator.key.publicKey.x963Representation))
        #expect(credential.signCount == 7)
        #expect(credential.isBackupEligible && credential.isBackedUp)
        #expect(credential.transports == ["internal", "hybrid"])
        #expect(credential.aaguid == authenticator.aaguid)
        #expect(PasskeyKey(algorithm: .es256, bytes: credential.publicKey.bytes) == credential.publicKey)
    }

    @Test("An Ed25519 key is taken too")
    func edDSA() throws {
        var authenticator = Authenticator()
        authenticator.isEdDSA = true
        let credential = try authenticator.register()
        #expect(credential.publicKey.algorithm == .edDSA)
        #expect(credential.publicKey.bytes == Array(authenticator.edKey.publicKey.rawRepresentation))
    }

    @Test("A statement of attestation is let pass without being looked at")
    func attested() throws {
        var authenticator = Authenticator()
        authenticator.format = "packed"
        authenticator.statement = .map([.init(.text("sig"), .bytes([1]))])
        _ = try authenticator.register()
    }

    @Test("Without a finger, face or PIN it is good only where none is required")
    func unverified() throws {
        var authenticator = Authenticator()
        authenticator.flags = 0x01
        _ = try authenticator.register(requiresUserVerification: false)
    }

    @Test(
        "One field wrong, and it is refused by its name",
        arguments: Wrong.both + [
            Wrong(.type) { $0.type = "webauthn.get" }, Wrong(.credentialID) { $0.id = [] },
            Wrong(.credentialID) { $0.id = Array(repeating: 1, count: 1_024) },
            Wrong(.attestationObject) { $0.statement = .map([.init(.text("sig"), .bytes([1]))]) },
            Wrong(.attestationObject) { $0.statement = .null },
        ])
    func wrong(_ wrong: Wrong) throws {
        var authenticator = Authenticator()
        wrong.change(&authenticator)
        #expect(throws: wrong.fault) { try authenticator.register() }
    }

    @Test("An id may have 1023 bytes, and must be the one the browser names")
    func ids() throws {
        var authenticator = Authenticator()
        authenticator.id = Array(repeating: 1, count: 1_023)
        #expect(try authenticator.register().id.count == 1_023)
        var response = authenticator.registration()
        response.credentialID[0] = 2
        #expect(throws: WebAuthnFault.credentialID) { try verify(response) }
    }

    @Test("A challenge that was given too short proves nothing")
    func challenge() {
        var authenticator = Authenticator()
        authenticator.challenge = Array(0..<15)
        #expect(throws: WebAuthnFault.challenge) {
            try Authenticator.party.verify(
                authenticator.registration(), challenge: authenticator.challenge, requiresUserVerification: true)
        }
    }

    private func verify(_ response: RegistrationResponse) throws -> PasskeyCredential {
        try Authenticator.party.verify(response, challenge: Authenticator.challenge, requiresUserVerification: true)
    }

    @Test(
        "Keys of other kinds, or no keys at all, are refused",
        arguments: [
            (3, nil, WebAuthnFault.algorithm), (3, .integer(-257), .algorithm), (3, .integer(.max), .algorithm),
            (3, .text("ES256"), .algorithm), (3, .integer(-8), .publicKey), (1, .integer(1), .publicKey),
            (1, nil, .publicKey), (-1, .integer(2), .publicKey),
            (-2, .bytes(Array(repeating: 1, count: 31)), .publicKey),
            (-2, .bytes(Array(repeating: 1, count: 32)), .publicKey), (-3, nil, .publicKey),
            (-3, .bool(true), .publicKey), (-3, .bytes(Array(repeating: 0, count: 33)), .publicKey),
        ] as [(Int64, CBOR?, WebAuthnFault)])
    func keys(label: Int64, value: CBOR?, fault: WebAuthnFault) throws {
        let authenticator = Authenticator()
        var pairs = try #require(authenticator.coseKey.map).filter { $0.key != .integer(label) }
        if let value { pairs.append(.init(.integer(label), value)) }
        #expect(throws: fault) { try verify(authenticator.registration(key: .map(pairs))) }
    }

    @Test("No truncation of any of its parts is read, and none crashes")
    func truncated() throws {
        let authenticator = Authenticator()
        let data = authenticator.data(attested: authenticator.attested(authenticator.coseKey))
        let good = authenticator.registration()
        for length in data.indices {
            var response = good
            response.attestationObject = authenticator.attestationObject(Array(data[..<length]))
            #expect(throws: WebAuthnFault.authenticatorData) { try verify(response) }
        }
        for length in good.attestationObject.indices {
            var response = good
            response.attestationObject = Array(good.attestationObject[..<length])
            #expect(throws: WebAuthnFault.attestationObject) { try verify(response) }
        }
        for length in good.clientDataJSON.indices {
            var response = good
            response.clientDataJSON = Array(good.clientDataJSON[..<length])
            #expect(throws: WebAuthnFault.clientData) { try verify(response) }
        }
        var longer = good
        longer.attestationObject = authenticator.attestationObject(data + [0])
        #expect(throws: WebAuthnFault.authenticatorData) { try verify(longer) }
        longer.attestationObject = good.attestationObject + [0]
        #expect(throws: WebAuthnFault.attestationObject) { try verify(longer) }
        let bare = authenticator.attestationObject(authenticator.data())
        longer.attestationObject = bare
        #expect(throws: WebAuthnFault.authenticatorData) { try verify(longer) }
    }

    @Test("No changed bit of the attestation object crashes")
    func flipped() throws {
        let good = Authenticator().registration()
        for bit in 0..<(good.attestationObject.count * 8) {
            var response = good
            response.attestationObject[bit / 8] ^= 1 << (bit % 8)
            _ = try? verify(response)
        }
    }
}
