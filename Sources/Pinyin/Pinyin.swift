/// Readings of Chinese text in pinyin without tones, for search by full spelling and by initials.
///
/// A character of several readings takes the one of the phrase it stands in: the longest phrase from the left wins, and
/// a local term (a place name read the local way) wins over phrases that overlap it.
public struct Pinyin: Sendable {
    /// Lines that could not be read: a wrong number of readings, a syllable that is not a–z, a bound passed.
    public let ignoredLineCount: Int

    let syllables: [String]
    let characters: [UInt32: Alternatives]
    let phrases: PhraseTree
    let local: PhraseTree

    /// Longest phrase or local term that is kept.
    public static let phraseCharactersMax = 32

    /// Parses three texts in UTF-8; blank lines and lines that begin with # say nothing.
    ///
    /// - Parameters:
    ///   - characters: `字<TAB>reading[ alternative…]`, the usual reading first.
    ///   - phrases: `phrase<TAB>reading reading …`, one reading a character.
    ///   - local: CSV with the header `term,pinyin`, which means the same as a phrase. A term of one character replaces
    ///     that character's usual reading and leaves phrases alone. Further columns are not read.
    ///
    /// Readings are syllables of a–z, with v for ü. A later line replaces an earlier one about the same term.
    public init(characters: String, phrases: String, local: String) {
        var parser = PinyinParser()
        parser.readCharacters(characters)
        parser.readPhrases(phrases)
        parser.readLocal(local)
        ignoredLineCount = parser.ignoredLineCount
        syllables = parser.syllables
        self.characters = parser.characters
        self.phrases = parser.phrases
        self.local = parser.local
    }

    /// All readings of a character, the usual one first; none when it is unknown.
    public func readings(of character: Unicode.Scalar) -> [String] {
        characters[character.value]?.ids.map { syllables[Int($0)] } ?? []
    }
}

/// How a text is read.
public struct PinyinReading: Sendable, Hashable {
    /// One token a Chinese character, one a run of letters and digits, one an emoji or unknown character.
    public let syllables: [String]
    /// The tokens with a space between them: 石碶 is "shi qi".
    public let full: String
    /// The first letter of each syllable, and runs of letters and digits whole: 石碶B座 is "sqbz". Emoji and unknown
    /// characters have no initial and are left out.
    public let initials: String
}

/// The readings of one character, as numbers of syllables.
struct Alternatives: Sendable {
    var ids: [UInt16]
}

/// Phrases as a tree of their characters: the longest match is found by walking down once.
struct PhraseTree: Sendable {
    /// A node and a scalar, to the child.
    private var children: [UInt64: Int32] = [:]
    /// Where a node's readings begin in `readings`; -1 when no phrase ends there. A node's depth is their count.
    private var starts: [Int32] = [-1]
    private var readings: [UInt16] = []

    var isEmpty: Bool { starts.count == 1 }

    mutating func reserve(phrases: Int) {
        children.reserveCapacity(phrases * 2)
        starts.reserveCapacity(phrases * 2)
        readings.reserveCapacity(phrases * 3)
    }

    mutating func insert(_ scalars: some Sequence<UInt32>, readings added: some Sequence<UInt16>) {
        var node: Int32 = 0
        for scalar in scalars {
            let key = Self.key(node, scalar)
            if let child = children[key] {
                node = child
            } else {
                node = Int32(starts.count)
                children[key] = node
                starts.append(-1)
            }
        }
        starts[Int(node)] = Int32(readings.count)
        readings.append(contentsOf: added)
    }

    /// The readings of the longest phrase that the scalars begin with.
    func longestMatch(_ scalars: some Sequence<UInt32>) -> ArraySlice<UInt16>? {
        var node: Int32 = 0
        var depth = 0
        var match: ArraySlice<UInt16>?
        for scalar in scalars {
            guard let child = children[Self.key(node, scalar)] else { break }
            node = child
            depth += 1
            let start = Int(starts[Int(node)])
            if start >= 0 { match = readings[start..<start + depth] }
        }
        return match
    }

    private static func key(_ node: Int32, _ scalar: UInt32) -> UInt64 { UInt64(node) << 32 | UInt64(scalar) }
}
