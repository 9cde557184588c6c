@testable import Accounts
import CBOR
import Crypto
import Kernel
import WebAuthn

/// An authenticator with one key, and the browser around it.
struct Device {
    let key = P256.Signing.PrivateKey()
    let id: [UInt8] = Array(40..<60)
    var counter: UInt32 = 0
    var host = "localhost"
    var origin = "http://localhost:8080"
    var isVerified = true

    private func data(attested: [UInt8]) -> [UInt8] {
        let flags: UInt8 = 1 | (isVerified ? 4 : 0) | (attested.isEmpty ? 0 : 64)
        let count = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: counter >> $0) }
        return Array(SHA256.hash(data: Array(host.utf8))) + [flags] + count + attested
    }

    private func client(_ type: String, _ challenge: String) -> [UInt8] {
        Array(#"{"type":"\#(type)","challenge":"\#(challenge)","origin":"\#(origin)","crossOrigin":false}"#.utf8)
    }

    /// The answer to `navigator.credentials.create`.
    func created(_ challenge: String) -> String {
        let point = Array(key.publicKey.x963Representation)
        let cose = CBOR.map([
            .init(.integer(1), .integer(2)), .init(.integer(3), .integer(-7)), .init(.integer(-1), .integer(1)),
            .init(.integer(-2), .bytes(Array(point[1..<33]))), .init(.integer(-3), .bytes(Array(point[33...]))),
        ])
        let attested = Array(repeating: UInt8(0), count: 16) + [0, UInt8(id.count)] + id + cose.encoded
        let object = CBOR.map([
            .init(.text("fmt"), .text("none")), .init(.text("attStmt"), .map([])),
            .init(.text("authData"), .bytes(data(attested: attested))),
        ])
        return written(
            #""clientDataJSON":"\#(Base64URL.encode(client("webauthn.create", challenge)))","#
                + #""attestationObject":"\#(Base64URL.encode(object.encoded))""#)
    }

    /// The answer to `navigator.credentials.get`.
    mutating func used(_ challenge: String, by account: ID<Account>) throws -> String {
        counter += 1
        let (data, client) = (data(attested: []), client("webauthn.get", challenge))
        let signature = try key.signature(for: data + Array(SHA256.hash(data: client)))
        return written(
            #""clientDataJSON":"\#(Base64URL.encode(client))","authenticatorData":"\#(Base64URL.encode(data))","#
                + #""signature":"\#(Base64URL.encode(Array(signature.derRepresentation)))","#
                + #""userHandle":"\#(Base64URL.encode(account.bytes))""#)
    }

    private func written(_ response: String) -> String {
        let name = Base64URL.encode(id)
        return #"{"id":"\#(name)","rawId":"\#(name)","type":"public-key","response":{\#(response)}}"#
    }
}

extension Browser.Page {
    /// A member of the answer's JSON that is a text.
    func member(_ name: String) -> String {
        guard let start = text.firstRange(of: "\"\(name)\":\"")?.upperBound else { return "" }
        return String(text[start...].prefix { $0 != "\"" })
    }
}

extension Browser {
    func add(_ device: Device) async throws -> Page {
        let challenge = try await send("/me/passkeys/challenges").member("challenge")
        return try await send(
            "/me/passkeys/additions",
            json: ["challenge": .string(challenge), "response": .string(device.created(challenge)), "name": "手机"])
    }

    func challenge() async throws -> String { try await send("/sign-in/passkey-challenges").member("challenge") }

    func enter(_ challenge: String, _ response: String) async throws -> Page {
        try await send("/sign-in/passkeys", json: ["challenge": .string(challenge), "response": .string(response)])
    }
}
