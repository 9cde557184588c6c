import Hexadecimal

extension KeyRing {
    /// Reads a ring from its text: one `VERSION HEX64` a line, in any order; `#` begins a comment line; empty lines
    /// are let pass. `VERSION` is 1…4294967295, `HEX64` the 32 bytes of a key in hexadecimal digits of either case.
    public init(reading text: String) throws(KeyRingFault) {
        var entries: [(line: Int, entry: Entry)] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            let entry = try Self.entry(words, line: index + 1)
            if let same = entries.first(where: { $0.entry.version == entry.version }) {
                throw .versionRepeated(line: index + 1, first: same.line)
            }
            if let same = entries.first(where: { $0.entry.key == entry.key }) {
                throw .keyRepeatedInText(line: index + 1, first: same.line)
            }
            entries.append((index + 1, entry))
        }
        guard !entries.isEmpty else { throw .empty }
        self.init(entries: entries.map(\.entry))
    }

    private static func entry(_ words: [Substring], line: Int) throws(KeyRingFault) -> Entry {
        guard words.count == 2 else { throw .words(line: line, count: words.count) }
        guard words[0].utf8.allSatisfy({ (48...57).contains($0) }), let version = UInt32(words[0]), version > 0 else {
            throw .version(line: line)
        }
        let digits = words[1].utf8.count
        guard digits == 2 * keyBytes else { throw .digits(line: line, count: digits) }
        guard let key = [UInt8](hexadecimal: words[1]) else { throw .notHexadecimal(line: line) }
        return Entry(version: version, key: key)
    }

    /// The text `init(reading:)` reads, newest first. This is the secret itself: for a file only its owner may read.
    public func written() -> String {
        entries.map { entry in
            "\(entry.version) \(entry.key.withUnsafeBytes { $0.hexadecimal })\n"
        }.joined()
    }
}

/// Why there is no such key ring. Its description is a sentence for whoever runs the house and tells no key.
public enum KeyRingFault: Error, Sendable, Equatable, CustomStringConvertible {
    case empty
    case words(line: Int, count: Int)
    case version(line: Int)
    case digits(line: Int, count: Int)
    case notHexadecimal(line: Int)
    case versionRepeated(line: Int, first: Int)
    case keyRepeatedInText(line: Int, first: Int)
    /// A key to be added that is already in the ring.
    case keyRepeated(version: UInt32)
    /// A key to be added of so many bytes.
    case keyLength(Int)
    case noVersionLeft

    public var description: String {
        switch self {
        case .empty: "The key ring holds no key; it needs at least one line VERSION HEX64."
        case .words(let line, let count):
            "Line \(line) of the key ring has \(count) word\(count == 1 ? "" : "s"); it must be VERSION HEX64."
        case .version(let line): "Line \(line) of the key ring: the version must be a number from 1 to 4294967295."
        case .digits(let line, let count):
            "Line \(line) of the key ring: the key has \(count) digits; it must have 64 (32 bytes)."
        case .notHexadecimal(let line): "Line \(line) of the key ring: the key must be hexadecimal digits only."
        case .versionRepeated(let line, let first):
            "Line \(line) of the key ring has the version of line \(first); every version stands once."
        case .keyRepeatedInText(let line, let first):
            "Line \(line) of the key ring has the key of line \(first); every version needs its own key."
        case .keyRepeated(let version): "The new key is that of version \(version); every version needs its own key."
        case .keyLength(let count): "The key has \(count) bytes; it must have 32."
        case .noVersionLeft: "The key ring's version cannot become higher than 4294967295."
        }
    }
}
