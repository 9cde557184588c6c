import Crypto
import PassToken

/// The key that signs codes at gates. Posters hang for years, so it is not rotated as issuers' keys are.
public struct GateCodeSigner: Sendable {
    private let key: P256.Signing.PrivateKey
    /// Keys whose codes are good: its own, and older ones.
    public let trusted: [PassPublicKey]

    public init(key: P256.Signing.PrivateKey, older: [PassPublicKey] = []) {
        self.key = key
        trusted = [PassPublicKey(key.publicKey)] + older
    }

    /// A key that nobody keeps: its codes are good until the program ends.
    public static func momentary() -> GateCodeSigner { GateCodeSigner(key: P256.Signing.PrivateKey()) }

    func code(_ gate: [UInt8], number: UInt16, city: String) throws -> GateCode {
        try GateCode(signing: gate, number: number, city: city, by: key)
    }
}
