extension Pinyin {
    /// Reads a text: Chinese by phrase and character; letters and digits in runs, lower-case, full-width ones as ASCII;
    /// punctuation, spaces and the signs of mathematics and money dropped; emoji and unknown characters as they are.
    public func reading(of text: String) -> PinyinReading {
        let units = text.map(unit(of:))
        let chosen = chooseReadings(of: units)
        var tokens: [String] = []
        var initials = ""
        var word = ""
        for (unit, reading) in zip(units, chosen) {
            if case .word(let letters) = unit {
                word += letters
                continue
            }
            if !word.isEmpty {
                tokens.append(word)
                initials += word
                word = ""
            }
            if let reading {
                tokens.append(syllables[Int(reading)])
                initials.append(contentsOf: syllables[Int(reading)].prefix(1))
            } else if case .symbol(let symbol) = unit {
                tokens.append(symbol)
            } else if case .han(_, let character) = unit {
                tokens.append(character)
            }
        }
        if !word.isEmpty { tokens.append(word) }
        return PinyinReading(
            syllables: tokens, full: tokens.joined(separator: " "), initials: initials + word)
    }

    /// A syllable for every unit that has one: local terms first, then phrases between them, then characters.
    private func chooseReadings(of units: [TextUnit]) -> [UInt16?] {
        let scalars = units.map(\.scalar)
        var chosen = [UInt16?](repeating: nil, count: units.count)
        fill(&chosen, from: local, scalars)
        fill(&chosen, from: phrases, scalars)
        for (index, unit) in units.enumerated() {
            guard chosen[index] == nil, case .han(let scalar, _) = unit else { continue }
            chosen[index] = characters[scalar]?.ids.first
        }
        return chosen
    }

    /// The longest matches from the left that keep clear of what is already chosen.
    private func fill(_ chosen: inout [UInt16?], from tree: PhraseTree, _ scalars: [UInt32]) {
        guard !tree.isEmpty else { return }
        var index = 0
        while index < scalars.count {
            let free = chosen[index...].prefix(Self.phraseCharactersMax).prefix { $0 == nil }.count
            guard free > 0, let match = tree.longestMatch(scalars[index..<index + free]) else {
                index += 1
                continue
            }
            for reading in match {
                chosen[index] = reading
                index += 1
            }
        }
    }

    private func unit(of character: Character) -> TextUnit {
        guard let first = character.unicodeScalars.first else { return .gap }
        if characters[first.value] != nil || first.properties.isIdeographic {
            return .han(first.value, String(character))
        }
        let plain = Self.halfWidth(first)
        switch plain.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            return .word((plain == first ? String(character) : String(plain)).lowercased())
        case .otherSymbol, .privateUse:
            return .symbol(String(character))
        default:
            // A digit keycap begins with a digit; a lone joiner, mark or sign begins nothing that is searched for.
            return .gap
        }
    }

    /// ASCII for a full-width form (U+FF01 to U+FF5E), other scalars as they are.
    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }
}

/// What one character of a text is to the reader.
private enum TextUnit {
    /// A Chinese character, known or not: its first scalar, which tables go by, and all of it.
    case han(UInt32, String)
    /// Letters or a digit, folded; those beside each other make one token.
    case word(String)
    case symbol(String)
    case gap

    /// What phrases are matched by; 0 matches none.
    var scalar: UInt32 {
        if case .han(let scalar, _) = self { return scalar }
        return 0
    }
}
