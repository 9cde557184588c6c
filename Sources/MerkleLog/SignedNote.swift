import Foundation

/// A text with signatures below it (C2SP signed-note): the text, an empty line, then `— NAME BASE64` a line, the Base64
/// being of 4 bytes that name the key and the signature.
public struct SignedNote: Sendable, Hashable {
    /// Ends with a line's end.
    public let text: String
    public private(set) var signatures: [Signature]

    public struct Signature: Sendable, Hashable {
        public let name: String
        public let keyID: [UInt8]
        public let bytes: [UInt8]
    }

    public static let signaturesMax = 100

    /// A note nobody has signed yet; nil when the text does not end with a line's end or has control characters.
    public init?(text: String) {
        guard text.hasSuffix("\n"), Self.isPlain(text) else { return nil }
        self.text = text
        signatures = []
    }

    /// Reads a note with one signature or more, valid or not (see `isSigned(by:)`); nil for anything else.
    public init?(reading note: String) {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        guard Self.isPlain(note), lines.last == "", let gap = lines.dropLast().lastIndex(of: ""), gap > 0 else {
            return nil
        }
        let below = lines[(gap + 1)..<(lines.count - 1)]
        let signatures = below.compactMap(Signature.init)
        guard (1...Self.signaturesMax).contains(below.count), signatures.count == below.count else { return nil }
        text = lines[..<gap].map { $0 + "\n" }.joined()
        self.signatures = signatures
    }

    /// The whole note. `init(reading:)` reads it when somebody has signed it.
    public var written: String { text + "\n" + signatures.map(\.line).joined() }

    /// Adds a signature below the others.
    public mutating func sign(_ signer: NoteSigner) throws {
        signatures.append(try signer.signature(of: text))
    }

    /// Whether this key has signed it: at least one signature names the key, and all that name it are right.
    public func isSigned(by verifier: NoteVerifier) -> Bool {
        let named = signatures.filter { $0.name == verifier.name && $0.keyID == verifier.keyID }
        return !named.isEmpty && named.allSatisfy { verifier.isValid($0.bytes, of: text) }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\n") }
    }
}

extension SignedNote.Signature {
    init?(_ line: Substring) {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "—", isNoteName(words[1]), let bytes = Base64.strict(words[2]),
            bytes.count > 4
        else { return nil }
        name = String(words[1])
        keyID = Array(bytes[..<4])
        self.bytes = Array(bytes[4...])
    }

    var line: String { "— \(name) \(Data(keyID + bytes).base64EncodedString())\n" }
}

/// A key's name is not empty and has neither spaces nor a plus.
func isNoteName(_ name: some StringProtocol) -> Bool {
    !name.isEmpty
        && name.unicodeScalars.allSatisfy { $0.value > 0x20 && !$0.properties.isWhitespace && $0 != "+" }
}
