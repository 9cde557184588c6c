import Crypto
import Foundation
import Hexadecimal

/// The public half of a key that signs notes: Ed25519 (RFC 8032), algorithm 1 of C2SP signed-note.
public struct NoteVerifier: Sendable, Hashable {
    public let name: String
    /// 32 bytes.
    public let publicKey: [UInt8]
    /// The first 4 bytes of SHA-256(name | line's end | 0x01 | public key).
    public let keyID: [UInt8]

    /// nil for a name with spaces or a plus, or what is no Ed25519 key.
    public init?(name: String, publicKey: [UInt8]) {
        guard isNoteName(name), (try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)) != nil else {
            return nil
        }
        self.name = name
        self.publicKey = publicKey
        keyID = Array(SHA256.hash(data: Array("\(name)\n".utf8) + [1] + publicKey).prefix(4))
    }

    /// Reads `NAME+KEYID+BASE64`; nil for anything else, or where the key's id is not that of name and key.
    public init?(reading text: String) {
        let words = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, let bytes = Base64.strict(words[2]), bytes.count == 33, bytes[0] == 1 else {
            return nil
        }
        self.init(name: String(words[0]), publicKey: Array(bytes[1...]))
        guard keyID.hexadecimal == words[1] else { return nil }
    }

    /// `NAME+KEYID+BASE64`, the form in which others are told the key.
    public var text: String { "\(name)+\(keyID.hexadecimal)+\(Data([1] + publicKey).base64EncodedString())" }

    func isValid(_ signature: [UInt8], of text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: Array(text.utf8))
    }
}

/// The private half. It is never part of a description, a debug description or a mirror.
public struct NoteSigner: Sendable {
    public let verifier: NoteVerifier
    private let key: Curve25519.Signing.PrivateKey

    /// - Parameter seed: 32 random bytes, the private key of RFC 8032. nil for another length or a name with spaces or
    ///   a plus.
    public init?(name: String, seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
            let verifier = NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
        else { return nil }
        self.key = key
        self.verifier = verifier
    }

    func signature(of text: String) throws -> SignedNote.Signature {
        SignedNote.Signature(
            name: verifier.name, keyID: verifier.keyID, bytes: Array(try key.signature(for: Array(text.utf8))))
    }
}

extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "NoteSigner(\(verifier.text))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["verifier": verifier], displayStyle: .struct) }
}
