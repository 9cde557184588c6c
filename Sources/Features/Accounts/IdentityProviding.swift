import Kernel

/// An identity provider that people come from with a proof of who they are (OpenID Connect Core 1.0, code flow).
public protocol IdentityProviding: Sendable {
    /// What people call it.
    var name: String { get }
    var issuer: String { get }

    /// Where a browser is sent.
    func address(for journey: ProviderJourney, back: String) async throws(ProviderFault) -> String

    /// Who has come back with this code, as the provider signs it.
    func subject(code: String, of journey: ProviderJourney, back: String, now: Instant) async throws(ProviderFault)
        -> String
}

/// One way to the provider and back; only this house knows all three.
public struct ProviderJourney: Sendable, Equatable {
    public let state: String
    public let nonce: String
    /// For PKCE (RFC 7636): whoever catches the code cannot use it.
    public let verifier: String

    public init(state: String, nonce: String, verifier: String) {
        self.state = state
        self.nonce = nonce
        self.verifier = verifier
    }
}

/// Why nobody came back.
public enum ProviderFault: Error, Sendable, Equatable {
    /// It does not answer, or not as OpenID Connect has it.
    case unreachable
    /// The code was not taken.
    case code
    /// What it says of who it is cannot be believed: the first check that failed.
    case token(String)
}
