extension NameIndex {
    /// Where a text was found, in UTF-16 units of what people see: the name, for a match by name, pinyin or initials;
    /// the English name or the address for those. In order, without overlaps; empty when it cannot be said.
    public func highlights(of text: String, _ field: MatchedField, in entry: NameEntry) -> [Range<Int>] {
        let query = NameQuery(text, folding: folding)
        let seen: HighlightedText
        switch field {
        case .name, .reading, .initials, .area: seen = HighlightedText(entry.name, entry.reading, folding)
        case .english: seen = HighlightedText(entry.english, "", folding)
        case .address: seen = HighlightedText(entry.address, "", folding)
        }
        for terms in query.attempts + query.withoutDoor + query.lastAttempts {
            let ranges = terms.compactMap(seen.range)
            if !ranges.isEmpty { return Self.merged(ranges) }
        }
        return []
    }

    private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

/// A text as it is seen, and as it is searched.
private struct HighlightedText {
    private var units: [UInt16] = []
    private var offsets: [Int] = []
    /// Where each token begins in `units`, and its syllable.
    private var tokens: [(start: Int, syllable: [UInt16])] = []
    private let isRead: Bool

    init(_ text: String, _ reading: String, _ folding: TextFolding) {
        var units: [UInt16] = []
        var offsets: [Int] = []
        var starts: [Int] = []
        folding.read(text) { unit, offset, isWordStart in
            let isLow = (0xDC00...0xDFFF).contains(unit)
            if Script(unit) == .chinese ? !isLow : isWordStart { starts.append(units.count) }
            units.append(unit)
            offsets.append(offset)
        }
        let syllables = reading.split(separator: " ").map { Array($0.utf16) }
        isRead = syllables.count == starts.count
        if isRead { tokens = zip(starts, syllables).map { (start: $0, syllable: $1) } }
        (self.units, self.offsets) = (units, offsets)
    }

    /// The best place of a term: as it is written, else as it is read, else by initials.
    func range(of term: NameTerm) -> Range<Int>? {
        if let start = units.firstRange(of: term.units)?.lowerBound { return seen(start..<start + term.units.count) }
        guard term.isLatin, isRead else { return nil }
        return spelt(term.units) { $0 }
            ?? spelt(term.units) { token in
                token.first.map { $0 < 0x80 ? [$0] : [] } ?? []
            }
    }

    /// The first tokens that the letters of a term begin to spell.
    private func spelt(_ term: [UInt16], by letters: ([UInt16]) -> [UInt16]) -> Range<Int>? {
        for first in tokens.indices {
            var rest = term[...]
            for token in first..<tokens.count {
                let isChinese = Script(units[tokens[token].start]) == .chinese
                let spelling = isChinese ? letters(tokens[token].syllable) : tokens[token].syllable
                let common = zip(rest, spelling).prefix { $0 == $1 }.count
                rest = rest.dropFirst(common)
                if rest.isEmpty {
                    let end = token + 1 < tokens.count ? tokens[token + 1].start : units.count
                    return seen(tokens[first].start..<end)
                }
                if common < spelling.count { break }
            }
        }
        return nil
    }

    private func seen(_ range: Range<Int>) -> Range<Int> {
        offsets[range.lowerBound]..<offsets[range.upperBound - 1] + 1
    }
}
