import CBOR
import Crypto

/// The city: signs credentials and revocation lists.
public struct PassIssuer: Sendable {
    public let name: String
    private let key: P256.Signing.PrivateKey

    public init(name: String, key: P256.Signing.PrivateKey) {
        self.name = name
        self.key = key
    }

    public var publicKey: PassPublicKey { PassPublicKey(key.publicKey) }

    public enum Fault: Error, Sendable, Equatable {
        /// The credential, or the list, is of another issuer.
        case issuer
        /// Something in it is longer or later than is allowed.
        case bounds
    }

    /// The credential as a COSE_Sign1 around a CWT.
    public func sign(_ credential: PassCredential) throws -> [UInt8] {
        guard credential.issuer == name else { throw Fault.issuer }
        guard credential.isWithinBounds else { throw Fault.bounds }
        return try sign(credential.claims)
    }

    public func sign(_ list: RevocationList) throws -> [UInt8] {
        guard list.issuer == name else { throw Fault.issuer }
        return try sign(list.claims)
    }

    public func sign(_ delta: RevocationDelta) throws -> [UInt8] {
        guard delta.issuer == name else { throw Fault.issuer }
        return try sign(delta.claims)
    }

    func sign(_ claims: CBOR) throws -> [UInt8] { try COSESign1.signed(claims.encoded, by: key).encoded }
}
