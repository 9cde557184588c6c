/// A typed text, understood: the ways it may be read, tried in this order.
struct NameQuery {
    private let words: [[UInt16]]
    private let joined: [UInt16]

    static let termsMax = 8
    static let splitUnitsMin = 2

    init(_ text: String, folding: TextFolding) {
        words = folding.terms(of: text)
        joined = words.count == 1 ? words[0] : Array(words.joined())
    }

    /// Each attempt is a list of terms that must all be found.
    var attempts: [[NameTerm]] {
        joined.isEmpty ? [] : words.count == 1 ? [[NameTerm(joined)]] : [[NameTerm(joined)], Self.terms(words)]
    }

    /// The same without what comes after the compound or the road in an address.
    var withoutDoor: [[NameTerm]] {
        let stem = Self.withoutDoor(joined)
        guard stem.count < joined.count else { return [] }
        let whole = [NameTerm(stem)]
        return words.count == 1 ? [whole] : [whole, Self.terms(words.map(Self.withoutDoor))]
    }

    /// Tried only when nothing else finds anything.
    var lastAttempts: [[NameTerm]] { Self.splits(Self.withoutDoor(joined)) }

    private static func terms(_ words: [[UInt16]]) -> [NameTerm] {
        var distinct: [[UInt16]] = []
        for word in words where !distinct.contains(word) { distinct.append(word) }
        return distinct.prefix(termsMax).map(NameTerm.init)
    }

    /// A text typed without the space between two words: 海曙驿站, 石碶jie.
    private static func splits(_ units: [UInt16]) -> [[NameTerm]] {
        guard units.count > splitUnitsMin, units.contains(where: { Script($0) == .chinese }) else { return [] }
        return (1..<units.count).compactMap { cut in
            let isSeam = Script(units[cut - 1]) != Script(units[cut])
            guard isSeam || (cut >= splitUnitsMin && units.count - cut >= splitUnitsMin) else { return nil }
            return terms([Array(units[..<cut]), Array(units[cut...])])
        }
    }

    /// An address without what comes after the compound or the road: 阳光花园12幢3单元502室 is 阳光花园. A text that is
    /// nothing else stays as it is.
    static func withoutDoor(_ units: [UInt16]) -> [UInt16] {
        var stem = units[...]
        while true {
            var shorter = stem
            for word in doorWords where shorter.count > word.count && shorter.suffix(word.count).elementsEqual(word) {
                shorter = shorter.dropLast(word.count)
                break
            }
            let hasWord = shorter.count < stem.count
            let numberless = shorter.withoutLast { (48...57).contains($0) || (97...122).contains($0) }
            guard numberless.count < shorter.count, !hasWord || numberless.count < stem.count else { break }
            guard numberless.count >= splitUnitsMin, numberless.contains(where: { $0 >= 0x80 }) else { break }
            stem = numberless
        }
        return Array(stem)
    }

    private static let doorWords: [[UInt16]] = ["号楼", "单元", "幢", "栋", "座", "号", "弄", "室", "楼", "层", "户", "门"].map {
        Array($0.utf16)
    }
}

extension ArraySlice {
    fileprivate func withoutLast(_ belongs: (Element) -> Bool) -> ArraySlice {
        var rest = self
        while let last = rest.last, belongs(last) { rest = rest.dropLast() }
        return rest
    }
}

/// A piece of text to be found.
struct NameTerm: Equatable {
    let units: [UInt16]
    /// Letters and digits, with a letter among them: may be pinyin, initials or English.
    let isLatin: Bool

    init(_ units: [UInt16]) {
        self.units = units
        isLatin = units.allSatisfy { $0 < 0x80 } && units.contains { (97...122).contains($0) }
    }
}
