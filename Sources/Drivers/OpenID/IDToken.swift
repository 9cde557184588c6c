import Accounts
import Foundation
import JWTKit
import Kernel
import WebAuthn

/// What a provider says of who has come (OpenID Connect Core 1.0, section 2), with the checks of section 3.1.3.7.
struct IDToken: JWTPayload {
    let iss: String
    let sub: String
    let aud: AudienceClaim
    let exp: Double
    let iat: Double
    let nonce: String?
    let azp: String?

    private static let skewSeconds = 60.0

    /// The clock is not this library's: `check` asks for everything.
    func verify(using algorithm: some JWTAlgorithm) async throws {}

    func check(issuer: String, clientID: String, nonce: String, now: Instant) throws(ProviderFault) {
        let seconds = Double(now.seconds)
        guard iss == issuer else { throw .token("issuer") }
        guard aud.value.contains(clientID) else { throw .token("audience") }
        guard aud.value.count == 1 || azp == clientID, azp == nil || azp == clientID else {
            throw .token("authorized party")
        }
        guard exp > seconds - Self.skewSeconds else { throw .token("expiry") }
        guard iat < seconds + Self.skewSeconds else { throw .token("issued at") }
        guard self.nonce == nonce else { throw .token("nonce") }
        guard (1...255).contains(sub.utf8.count), sub.utf8.allSatisfy({ $0 > 31 && $0 < 127 }) else {
            throw .token("subject")
        }
    }
}

/// The head of a token, read before it is believed: which key is meant, and by which algorithm.
struct TokenHead: Decodable {
    let alg: String
    let kid: String?

    init?(of token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, token.utf8.count <= 20_000, let bytes = Base64URL.decode(String(parts[0])),
            let head = try? JSONDecoder().decode(Self.self, from: Data(bytes))
        else { return nil }
        self = head
    }
}

/// A key of the provider's.
struct SigningKey: Sendable {
    let jwk: JWK

    init(_ jwk: JWK) { self.jwk = jwk }

    /// Signatures by a key pair only: with a shared secret, or with none, anybody could sign.
    static let algorithms: [String: JWK.Algorithm] = ["RS256": .rs256, "ES256": .es256]

    func fits(_ head: TokenHead) -> Bool {
        let type = head.alg == "RS256" ? JWK.KeyType.rsa : JWK.KeyType.ecdsa
        guard jwk.keyType == type else { return false }
        return head.kid == nil || jwk.keyIdentifier?.string == head.kid
    }
}
