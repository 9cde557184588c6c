/// Takes entries apart into the texts that are searched.
struct NameTexts {
    let folding: TextFolding
    private(set) var names = SuffixTexts()
    private(set) var readings = SuffixTexts()
    private(set) var initials = SuffixTexts()
    private(set) var english = SuffixTexts()
    private(set) var addresses = SuffixTexts()
    private var tokens: [NameToken] = []

    /// Stands for what has no letters to be typed: no text that is asked for holds it.
    static let untyped: UInt16 = 1

    init(folding: TextFolding, entryCount: Int, nameUnits: Int) {
        self.folding = folding
        names.reserve(units: nameUnits + entryCount * 2)
        initials.reserve(units: nameUnits + entryCount * 2)
        readings.reserve(units: nameUnits * 4)
    }

    /// - Parameter number: of the entry, above those before it.
    mutating func add(_ entry: NameEntry, number: UInt32) {
        addName(entry.name, number)
        let syllables = entry.reading.utf8.split(separator: UInt8(ascii: " "))
        let parts = syllables.count == tokens.count ? tokens.map(\.part) : []
        addReading(syllables[...], parts, number)
        addInitials(Array(entry.initials.utf8), syllables, number)
        if !entry.shortName.isEmpty { addShort(entry, syllables, number) }
        if !entry.english.isEmpty { addEnglish(entry.english, number) }
        if !entry.address.isEmpty { addAddress(entry.address, number) }
    }

    /// Also takes down the name's tokens: what has a syllable of its own.
    private mutating func addName(_ name: String, _ number: UInt32) {
        tokens.removeAll(keepingCapacity: true)
        var isFirst = true
        folding.read(name) { unit, _, isWordStart in
            let part: UInt32 = isFirst ? 0 : isWordStart ? 1 : 2
            let isLow = (0xDC00...0xDFFF).contains(unit)
            names.add(unit, part: isLow ? nil : part, of: number)
            let isChinese = Script(unit) == .chinese
            if isChinese ? !isLow : isWordStart { tokens.append(NameToken(part: part, isChinese: isChinese)) }
            isFirst = false
        }
        names.endText()
    }

    /// - Parameter parts: of the name, a syllable each; where they are not known the first is the prefix and the others
    ///   are inside.
    private mutating func addReading(_ syllables: ArraySlice<Substring.UTF8View>, _ parts: [UInt32], _ number: UInt32) {
        for (index, syllable) in syllables.enumerated() {
            var part: UInt32? = parts.isEmpty ? (index == 0 ? 0 : 2) : parts[index]
            for byte in syllable {
                readings.add(byte < 0x80 ? UInt16(byte) : Self.untyped, part: part, of: number)
                part = nil
            }
        }
        readings.endText()
    }

    private mutating func addInitials(_ letters: [UInt8], _ syllables: [Substring.UTF8View], _ number: UInt32) {
        var parts: [UInt32] = []
        if syllables.count == tokens.count {
            for (token, syllable) in zip(tokens, syllables) where (syllable.first ?? 0x80) < 0x80 {
                parts.append(token.part)
                if !token.isChinese { parts.append(contentsOf: repeatElement(2, count: syllable.count - 1)) }
            }
        }
        let isKnown = parts.count == letters.count
        for (index, letter) in letters.enumerated() {
            let part: UInt32 = isKnown ? parts[index] : index == 0 ? 0 : 2
            initials.add(letter < 0x80 ? UInt16(letter) : Self.untyped, part: part, of: number)
        }
        initials.endText()
    }

    /// The short name is the beginning of the name, and so are its syllables.
    private mutating func addShort(_ entry: NameEntry, _ syllables: [Substring.UTF8View], _ number: UInt32) {
        var length = 0
        var part: UInt32? = 0
        folding.read(entry.shortName) { unit, _, _ in
            names.add(unit, part: part, of: number)
            part = nil
            length += 1
        }
        names.endText()
        guard syllables.count == tokens.count, tokens.allSatisfy(\.isChinese), length <= syllables.count else { return }
        addReading(syllables[..<length], [0] + repeatElement(2, count: max(0, length - 1)), number)
        for (index, syllable) in syllables[..<length].enumerated() {
            let letter = syllable.first ?? 0x80
            initials.add(letter < 0x80 ? UInt16(letter) : Self.untyped, part: index == 0 ? 0 : nil, of: number)
        }
        initials.endText()
    }

    private mutating func addEnglish(_ text: String, _ number: UInt32) {
        var isFirst = true
        folding.read(text) { unit, _, isWordStart in
            let part: UInt32? = isFirst ? 0 : isWordStart ? 1 : nil
            english.add(unit < 0x80 ? unit : Self.untyped, part: part, of: number)
            isFirst = false
        }
        english.endText()
    }

    /// Nobody begins to type an address in the middle of a number.
    private mutating func addAddress(_ text: String, _ number: UInt32) {
        var before: UInt16 = 0
        folding.read(text) { unit, _, isWordStart in
            let isInsideNumber = before < 0x80 && unit < 0x80 && !isWordStart
            let isLow = (0xDC00...0xDFFF).contains(unit)
            addresses.add(unit, part: isInsideNumber || isLow || (48...57).contains(unit) ? nil : 0, of: number)
            before = unit
        }
        addresses.endText()
    }
}

/// A piece of a name that is read as one: a Chinese character, or a run of letters and digits.
struct NameToken {
    var part: UInt32
    var isChinese: Bool
}
