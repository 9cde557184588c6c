import Kernel
import Sealing

/// What of a person is kept only sealed. Each value is bound to its column and to its account.
public enum SealedField: String, Sendable, CaseIterable {
    case phone
    case legalName = "legal-name"
    case identity
    case photo
    case oneTimeSecret = "one-time-secret"
}

extension Accounts {
    func seal(_ text: String, _ field: SealedField, of account: ID<Account>) throws -> [UInt8] {
        try seal(Array(text.utf8), field, of: account)
    }

    func seal(_ bytes: [UInt8], _ field: SealedField, of account: ID<Account>) throws -> [UInt8] {
        try keys.seal(bytes, field: field.rawValue, owner: account.description, nonce: randomBytes(KeyRing.nonceBytes))
    }

    func open(_ sealed: [UInt8], _ field: SealedField, of account: ID<Account>) throws -> [UInt8] {
        try keys.open(sealed, field: field.rawValue, owner: account.description)
    }

    func openText(_ sealed: [UInt8], _ field: SealedField, of account: ID<Account>) throws -> String {
        String(decoding: try open(sealed, field, of: account), as: UTF8.self)
    }

    func phoneIndex(_ phone: PhoneNumber) -> [UInt8] {
        keys.blindIndex(phone.bytes, field: SealedField.phone.rawValue)
    }

    /// Under every key that is still in use, newest first.
    func phoneIndexes(_ phone: PhoneNumber) -> [[UInt8]] {
        keys.blindIndexes(phone.bytes, field: SealedField.phone.rawValue)
    }

    func randomBytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let (first, second) = random()
            for word in [first, second] {
                for shift in stride(from: UInt64(0), to: 64, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: word >> shift))
                }
            }
        }
        return Array(bytes.prefix(count))
    }
}
