import Crypto
import Testing

@testable import WebAuthn

@Suite("The use of a passkey")
struct AssertionTests {
    private func verify(
        _ response: AssertionResponse, of credential: PasskeyCredential, requiresUserVerification: Bool = true
    ) throws -> VerifiedAssertion {
        try Authenticator.party.verify(
            response, of: credential, userHandle: Authenticator.handle, challenge: Authenticator.challenge,
            requiresUserVerification: requiresUserVerification)
    }

    @Test("A good one gives the credential with its new counter", arguments: [false, true])
    func good(isEdDSA: Bool) throws {
        var authenticator = Authenticator()
        authenticator.isEdDSA = isEdDSA
        authenticator.userHandle = Authenticator.handle
        let credential = try authenticator.credential()
        let verified = try verify(try authenticator.assertion(), of: credential)
        #expect(verified.isUserVerified)
        #expect(verified.credential.signCount == 7)
        #expect(verified.credential.id == credential.id)
    }

    @Test("Backup may come and go, but not whether it can be backed up")
    func backup() throws {
        var authenticator = Authenticator()
        authenticator.flags |= 0x08
        let credential = try authenticator.credential()
        #expect(!credential.isBackedUp)
        authenticator.flags |= 0x10
        #expect(try verify(try authenticator.assertion(), of: credential).credential.isBackedUp)
        authenticator.flags = 0x05
        let response = try authenticator.assertion()
        #expect(throws: WebAuthnFault.backupState) { try verify(response, of: credential) }
    }

    @Test("Without a finger, face or PIN it is good only where none is required, and says so")
    func unverified() throws {
        var authenticator = Authenticator()
        let credential = try authenticator.credential()
        authenticator.flags = 0x01
        let response = try authenticator.assertion()
        #expect(try !verify(response, of: credential, requiresUserVerification: false).isUserVerified)
    }

    @Test(
        "One field wrong, and it is refused by its name",
        arguments: Wrong.both + [
            Wrong(.type) { $0.type = "webauthn.create" }, Wrong(.credential) { $0.id[0] ^= 1 },
            Wrong(.userHandle) { $0.userHandle = [9] }, Wrong(.userHandle) { $0.userHandle = [] },
            Wrong(.signCount) { $0.signCount = 3 }, Wrong(.signCount) { $0.signCount = 2 },
            Wrong(.signCount) { $0.signCount = 0 },
        ])
    func wrong(_ wrong: Wrong) throws {
        var authenticator = Authenticator()
        let credential = try authenticator.credential()
        wrong.change(&authenticator)
        let response = try authenticator.assertion()
        #expect(throws: wrong.fault) { try verify(response, of: credential) }
    }

    @Test("An authenticator that never counts is let pass")
    func uncounted() throws {
        var authenticator = Authenticator()
        authenticator.signCount = 0
        let credential = try authenticator.register()
        #expect(try verify(try authenticator.assertion(), of: credential).credential.signCount == 0)
    }

    @Test("Another key's signature, a raw one, or one of other bytes is refused")
    func signatures() throws {
        let authenticator = Authenticator()
        let credential = try authenticator.credential()
        let good = try authenticator.assertion()
        let message = good.authenticatorData + SHA256.hash(data: good.clientDataJSON)
        let raw = Array(try authenticator.key.signature(for: message).rawRepresentation)
        let others = Array(try P256.Signing.PrivateKey().signature(for: message).derRepresentation)
        let half = Array(try authenticator.key.signature(for: good.authenticatorData).derRepresentation)
        for signature in [raw, others, half, [], good.signature + [0], Array(good.signature.dropLast())] {
            var response = good
            response.signature = signature
            #expect(throws: WebAuthnFault.signature) { try verify(response, of: credential) }
        }
    }

    @Test("Not one bit of it can be changed, nor one byte left out", arguments: [false, true])
    func changed(isEdDSA: Bool) throws {
        var authenticator = Authenticator()
        authenticator.isEdDSA = isEdDSA
        authenticator.userHandle = Authenticator.handle
        let credential = try authenticator.credential()
        let good = try authenticator.assertion()
        let parts: [WritableKeyPath<AssertionResponse, [UInt8]>] = [
            \.credentialID, \.clientDataJSON, \.authenticatorData, \.signature,
        ]
        for part in parts {
            for bit in 0..<(good[keyPath: part].count * 8) {
                var response = good
                response[keyPath: part][bit / 8] ^= 1 << (bit % 8)
                let isGood = (try? verify(response, of: credential)) != nil
                #expect(!isGood, "bit \(bit)")
            }
            for length in good[keyPath: part].indices {
                var response = good
                response[keyPath: part] = Array(good[keyPath: part][..<length])
                let isGood = (try? verify(response, of: credential)) != nil
                #expect(!isGood, "length \(length)")
            }
        }
        #expect(try verify(good, of: credential).isUserVerified)
    }
}
