import CBOR
import Crypto

/// What a relying party keeps of a passkey.
public struct PasskeyCredential: Sendable, Hashable {
    /// 1…1023 bytes, chosen by the authenticator.
    public var id: [UInt8]
    public var publicKey: PasskeyKey
    /// How often it has signed, as it last said; 0 for authenticators that do not count.
    public var signCount: UInt32
    /// Whether it may be copied to other devices of its person; never changes.
    public var isBackupEligible: Bool
    /// Whether it has been.
    public var isBackedUp: Bool
    /// How the browser reached the authenticator, such as `internal` or `usb`; given back as a hint.
    public var transports: [String]
    /// The authenticator's model, 16 bytes, often all zero; not proven.
    public var aaguid: [UInt8]

    public init(
        id: [UInt8], publicKey: PasskeyKey, signCount: UInt32, isBackupEligible: Bool, isBackedUp: Bool,
        transports: [String] = [], aaguid: [UInt8] = Array(repeating: 0, count: 16)
    ) {
        self.id = id
        self.publicKey = publicKey
        self.signCount = signCount
        self.isBackupEligible = isBackupEligible
        self.isBackedUp = isBackedUp
        self.transports = transports
        self.aaguid = aaguid
    }
}

/// A public key in one of the two algorithms taken.
public struct PasskeyKey: Sendable, Hashable {
    /// By the numbers COSE has for them (RFC 9053, section 2).
    public enum Algorithm: Int, Sendable, CaseIterable {
        /// ECDSA on P-256 with SHA-256; 65 bytes, the uncompressed point (X9.63).
        case es256 = -7
        /// Ed25519; 32 bytes (RFC 8032).
        case edDSA = -8
    }

    public let algorithm: Algorithm
    public let bytes: [UInt8]

    /// A key as it was kept; nil for bytes that are no key of the algorithm.
    public init?(algorithm: Algorithm, bytes: [UInt8]) {
        let isKey =
            switch algorithm {
            case .es256: bytes.count == 65 && (try? P256.Signing.PublicKey(x963Representation: bytes)) != nil
            case .edDSA: (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil
            }
        guard isKey else { return nil }
        self.algorithm = algorithm
        self.bytes = bytes
    }

    /// Reads a COSE key (RFC 9053, section 7): 1 is its type, 3 the algorithm, −1 the curve, −2 and −3 the coordinates.
    init(_ cose: CBOR) throws(WebAuthnFault) {
        guard let number = cose[3]?.integer, let algorithm = Int(exactly: number).flatMap(Algorithm.init) else {
            throw .algorithm
        }
        let (type, curve): (Int64, Int64) = algorithm == .es256 ? (2, 1) : (1, 6)
        guard cose[1]?.integer == type, cose[-1]?.integer == curve, let x = cose[-2]?.bytes, x.count == 32 else {
            throw .publicKey
        }
        var bytes = x
        if algorithm == .es256 {
            guard let y = cose[-3]?.bytes, y.count == 32 else { throw .publicKey }
            bytes = [4] + x + y
        }
        guard let key = PasskeyKey(algorithm: algorithm, bytes: bytes) else { throw .publicKey }
        self = key
    }

    /// - Parameter signature: for ES256 in DER, as WebAuthn has it (section 6.5.5); for EdDSA 64 bytes.
    func isValid(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch algorithm {
        case .es256:
            guard let key = try? P256.Signing.PublicKey(x963Representation: bytes),
                let signature = try? P256.Signing.ECDSASignature(derRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: message)
        case .edDSA:
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
            return key.isValidSignature(signature, for: message)
        }
    }
}
