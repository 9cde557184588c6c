import Kernel
import WebAuthn

/// A passkey of an account, with what its owner calls it.
struct Passkey: Sendable {
    var credential: PasskeyCredential
    let account: ID<Account>
    let name: String
    let createdAt: Instant
    var seenAt: Instant?

    /// How the public key stands in the database: a byte for the algorithm (1 ES256, 2 EdDSA), a byte of flags (1 may
    /// be copied to other devices, 2 has been), the key.
    var keyBytes: [UInt8] {
        let key = credential.publicKey
        let flags: UInt8 = (credential.isBackupEligible ? 1 : 0) | (credential.isBackedUp ? 2 : 0)
        return [key.algorithm == .es256 ? 1 : 2, flags] + key.bytes
    }

    static func credential(id: [UInt8], key: [UInt8], signCount: Int64) -> PasskeyCredential? {
        guard key.count > 2, key[0] == 1 || key[0] == 2,
            let publicKey = PasskeyKey(algorithm: key[0] == 1 ? .es256 : .edDSA, bytes: Array(key.dropFirst(2)))
        else { return nil }
        return PasskeyCredential(
            id: id, publicKey: publicKey, signCount: UInt32(clamping: signCount), isBackupEligible: key[1] & 1 != 0,
            isBackedUp: key[1] & 2 != 0)
    }
}

extension ID {
    /// The 16 bytes: what a passkey knows its person by.
    var bytes: [UInt8] {
        [high, low].flatMap { word in
            stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }
}

/// A ceremony under way: what must be signed. Used once.
struct Challenge: Sendable {
    enum Purpose: String, Sendable, SQLBindable {
        case newPasskey = "passkey-new"
        case passkey
        case provider
        case newPassword = "password-new"
    }

    let id: String
    let purpose: Purpose
    let account: ID<Account>?
    let content: String
    let expiresAt: Instant
}

extension Limits {
    static let passkeysMax = 10
    static let challengeMinutesMax: Int64 = 5
    static let passkeyNameCharactersMax = 40
}
