/// Reads the three tables of `Pinyin` byte by byte; tens of thousands of lines are read at every start.
struct PinyinParser {
    private(set) var ignoredLineCount = 0
    private(set) var syllables: [String] = []
    private(set) var characters: [UInt32: Alternatives] = [:]
    private(set) var phrases = PhraseTree()
    private(set) var local = PhraseTree()
    /// A syllable's bytes, packed, to its number.
    private var numbers: [UInt64: UInt16] = [:]

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    mutating func readCharacters(_ text: String) {
        readLines(of: text) { parser, line in
            guard let (term, readings) = parser.fields(of: line, separator: .tab), term.count == 1 else { return false }
            parser.characters[term[0]] = Alternatives(ids: readings)
            return true
        }
    }

    mutating func readPhrases(_ text: String) {
        phrases.reserve(phrases: text.utf8.count / 24)
        readLines(of: text) { parser, line in
            guard let (term, readings) = parser.fields(of: line, separator: .tab), term.count == readings.count else {
                return false
            }
            parser.phrases.insert(term, readings: readings)
            return true
        }
    }

    mutating func readLocal(_ text: String) {
        var isHeader = true
        readLines(of: text) { parser, line in
            if isHeader {
                isHeader = false
                if line.elementsEqual("term,pinyin".utf8) || line.starts(with: "term,pinyin,".utf8) { return true }
            }
            guard let (term, readings) = parser.fields(of: line, separator: .comma), term.count == readings.count else {
                return false
            }
            if term.count == 1 {
                parser.prefer(readings[0], of: term[0])
            } else {
                parser.local.insert(term, readings: readings)
            }
            return true
        }
    }

    private mutating func prefer(_ reading: UInt16, of character: UInt32) {
        let others = characters[character]?.ids.filter { $0 != reading } ?? []
        characters[character] = Alternatives(ids: [reading] + others)
    }

    private mutating func readLines(of text: String, _ read: (inout PinyinParser, Bytes) -> Bool) {
        var text = text
        text.withUTF8 { bytes in
            var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: .lineFeed) ?? bytes.count
                var line = bytes[start..<end]
                if line.last == .carriageReturn { line.removeLast() }
                if let first = line.first, first != .hash, !read(&self, line) { ignoredLineCount += 1 }
                start = end + 1
            }
        }
    }

    /// The characters of a line's first field and the numbers of the syllables in its second; nil if either is missing
    /// or out of bounds. A field may stand in double quotes.
    private mutating func fields(of line: Bytes, separator: UInt8) -> (term: [UInt32], readings: [UInt16])? {
        guard let split = line.firstIndex(of: separator) else { return nil }
        let second = line[(split + 1)...]
        let end = second.firstIndex(of: separator) ?? second.endIndex
        let term = Self.scalars(Self.unquoted(line[..<split]))
        guard !term.isEmpty, term.count <= Pinyin.phraseCharactersMax else { return nil }
        var readings: [UInt16] = []
        for syllable in Self.unquoted(second[..<end]).split(separator: .space) {
            guard let number = number(of: syllable) else { return nil }
            readings.append(number)
        }
        return readings.isEmpty ? nil : (term, readings)
    }

    private static func unquoted(_ field: Bytes) -> Bytes {
        guard field.count >= 2, field.first == .quote, field.last == .quote else { return field }
        return field.dropFirst().dropLast()
    }

    /// The scalars of text that `String` has made sure is well-formed UTF-8.
    private static func scalars(_ bytes: Bytes) -> [UInt32] {
        var scalars: [UInt32] = []
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { scalars.append(scalar.value) }
        return scalars
    }

    /// The number of a syllable, a new one for one not met before; nil unless it is one to eight of a–z.
    private mutating func number(of syllable: Bytes) -> UInt16? {
        guard (1...8).contains(syllable.count) else { return nil }
        var packed: UInt64 = 0
        for byte in syllable {
            guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) else { return nil }
            packed = packed << 8 | UInt64(byte)
        }
        if let number = numbers[packed] { return number }
        guard syllables.count < Int(UInt16.max) else { return nil }
        let number = UInt16(syllables.count)
        syllables.append(String(decoding: syllable, as: UTF8.self))
        numbers[packed] = number
        return number
    }
}

extension UInt8 {
    fileprivate static let tab = UInt8(ascii: "\t")
    fileprivate static let comma = UInt8(ascii: ",")
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let hash = UInt8(ascii: "#")
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
}
