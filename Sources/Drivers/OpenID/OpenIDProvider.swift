import Accounts
import Crypto
import Foundation
import JWTKit
import Kernel
import WebAuthn

/// A provider of OpenID Connect Core 1.0: code flow with PKCE (RFC 7636), found by its issuer (Discovery 1.0). Its keys
/// are kept and asked for again when it signs with one that is not known.
public actor OpenIDProvider: IdentityProviding {
    public nonisolated let issuer: String
    public nonisolated let name: String
    private let clientID: String
    private let clientSecret: String
    private let fetching: any Fetching
    private var description: ProviderDescription?
    private var keys: [SigningKey] = []

    public init(issuer: String, clientID: String, clientSecret: String, name: String, fetching: any Fetching) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.name = name
        self.fetching = fetching
    }

    public func address(for journey: ProviderJourney, back: String) async throws(ProviderFault) -> String {
        let challenge = Base64URL.encode(Array(SHA256.hash(data: Array(journey.verifier.utf8))))
        let query = Self.form([
            ("response_type", "code"), ("client_id", clientID), ("redirect_uri", back), ("scope", "openid"),
            ("state", journey.state), ("nonce", journey.nonce), ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ])
        let address = try await described().authorizationEndpoint
        return address + (address.contains("?") ? "&" : "?") + query
    }

    public func subject(
        code: String, of journey: ProviderJourney, back: String, now: Instant
    ) async throws(ProviderFault) -> String {
        let body = Self.form([
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", back), ("client_id", clientID),
            ("code_verifier", journey.verifier),
        ])
        // RFC 6749, section 2.3.1: both are written as forms write them before they are joined.
        let shown = AddressText.encode(clientID) + ":" + AddressText.encode(clientSecret)
        let answer = try await ask(
            OutboundRequest(
                address: try await described().tokenEndpoint, body: Array(body.utf8),
                headers: [
                    ("Content-Type", "application/x-www-form-urlencoded"),
                    ("Authorization", "Basic " + Data(shown.utf8).base64EncodedString()),
                ]))
        guard answer.status == 200, let token = try? JSONDecoder().decode(TokenAnswer.self, from: Data(answer.body))
        else { throw answer.status >= 500 ? .unreachable : .code }
        let said = try await verified(token.id_token)
        try said.check(issuer: issuer, clientID: clientID, nonce: journey.nonce, now: now)
        return said.sub
    }

    /// The token's own words, once its signature has been found to be the provider's.
    private func verified(_ token: String) async throws(ProviderFault) -> IDToken {
        guard let head = TokenHead(of: token) else { throw .token("head") }
        guard let algorithm = SigningKey.algorithms[head.alg] else { throw .token("algorithm") }
        if !keys.contains(where: { $0.fits(head) }) { keys = try await askKeys() }
        let fitting = keys.filter { $0.fits(head) }
        for key in fitting {
            let collection = JWTKeyCollection()
            var jwk = key.jwk
            jwk.algorithm = algorithm
            jwk.keyIdentifier = JWKIdentifier(string: head.kid ?? "")
            guard (try? await collection.add(jwk: jwk, isDefault: true)) != nil else { continue }
            if let token = try? await collection.verify(token, as: IDToken.self) { return token }
        }
        throw .token("signature")
    }

    private func askKeys() async throws(ProviderFault) -> [SigningKey] {
        let answer = try await ask(OutboundRequest(address: try await described().jwksURI))
        guard answer.status == 200, let set = try? JSONDecoder().decode(JWKS.self, from: Data(answer.body)) else {
            throw .unreachable
        }
        return set.keys.prefix(Self.keysMax).map(SigningKey.init)
    }

    private static let keysMax = 20

    private func described() async throws(ProviderFault) -> ProviderDescription {
        if let description { return description }
        let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        let answer = try await ask(OutboundRequest(address: base + "/.well-known/openid-configuration"))
        guard answer.status == 200,
            let read = try? JSONDecoder().decode(ProviderDescription.self, from: Data(answer.body)),
            read.issuer == issuer
        else { throw .unreachable }
        description = read
        return read
    }

    private func ask(_ request: OutboundRequest) async throws(ProviderFault) -> OutboundAnswer {
        do throws(FetchFault) { return try await fetching.fetch(request) } catch { throw .unreachable }
    }

    private static func form(_ items: [(String, String)]) -> String {
        items.map { AddressText.encode($0.0) + "=" + AddressText.encode($0.1) }.joined(separator: "&")
    }
}

/// What of a provider's description is needed (OpenID Connect Discovery 1.0, section 3).
private struct ProviderDescription: Decodable {
    let issuer: String
    let authorizationEndpoint: String
    let tokenEndpoint: String
    let jwksURI: String

    enum CodingKeys: String, CodingKey {
        case issuer
        case authorizationEndpoint = "authorization_endpoint"
        case tokenEndpoint = "token_endpoint"
        case jwksURI = "jwks_uri"
    }
}

private struct TokenAnswer: Decodable {
    let id_token: String
}
