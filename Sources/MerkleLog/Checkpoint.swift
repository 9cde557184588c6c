import Foundation

/// The state of a log at one moment, as text (C2SP tlog-checkpoint): the log's name, how many leaves it has, and their
/// root, each on a line. It is the text of a `SignedNote`.
public struct Checkpoint: Sendable, Hashable {
    /// The log's name, such as `city.example/log`.
    public let origin: String
    /// In leaves.
    public let size: UInt64
    public let root: TreeHash

    /// nil when the name is empty or has a line's end or another control character in it.
    public init?(origin: String, size: UInt64, root: TreeHash) {
        guard !origin.isEmpty, origin.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            return nil
        }
        self.origin = origin
        self.size = size
        self.root = root
    }

    public var text: String { "\(origin)\n\(size)\n\(Data(root.bytes).base64EncodedString())\n" }

    /// Reads the text; lines after the third, which others may add, are let pass. nil for anything else, a size with
    /// leading zeros or Base64 that is not as `text` writes it included.
    public init?(reading text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last == "", !lines.dropLast().contains(""), let size = UInt64(lines[1]),
            String(size) == lines[1], let root = Base64.strict(lines[2]).flatMap({ TreeHash($0) })
        else { return nil }
        self.init(origin: String(lines[0]), size: size, root: root)
    }
}

enum Base64 {
    /// The bytes of a text that is written as `base64EncodedString` writes it; nil for any other.
    static func strict(_ text: some StringProtocol) -> [UInt8]? {
        guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text else { return nil }
        return Array(data)
    }
}
