/// Makes texts that people take for the same one the same: case, full-width forms, traditional characters, tone marks;
/// punctuation, spaces and control characters only separate words.
///
/// Folded text is in UTF-16 units, none of them 0. A scalar outside the basic plane keeps its two units, so searching
/// by units never finds half a character.
public struct TextFolding: Sendable {
    /// A folded unit for every unit; `gap` separates, `nothing` is left out.
    private let table: [UInt16]

    static let gap: UInt16 = 0
    static let nothing: UInt16 = 1

    /// - Parameter traditional: `traditional character<TAB>simplified character`, a line each; `#` begins a comment.
    public init(traditional: String) {
        var table = (0...UInt16.max).map(Self.plain)
        for line in traditional.split(separator: "\n") where !line.hasPrefix("#") {
            let units = line.utf16.prefix { $0 != 13 }.split(separator: 9)
            guard units.count == 2, units[0].count == 1, units[1].count == 1, let from = units[0].first,
                let to = units[1].first
            else { continue }
            table[Int(from)] = to
        }
        self.table = table
    }

    public static let withoutTraditional = TextFolding(traditional: "")

    /// Reads a text unit by unit.
    ///
    /// - Parameter each: the folded unit, its offset in the text in UTF-16 units, and whether a word begins with it.
    func read(_ text: String, _ each: (_ unit: UInt16, _ offset: Int, _ isWordStart: Bool) -> Void) {
        var isAfterGap = true
        var before = Script.other
        var offset = 0
        for raw in text.utf16 {
            let unit = table[Int(raw)]
            if unit == Self.gap {
                isAfterGap = true
            } else if unit != Self.nothing {
                let script = Script(unit)
                each(unit, offset, isAfterGap || script != before)
                isAfterGap = false
                before = script
            }
            offset += 1
        }
    }

    /// The words of a text, split where something was left out that separates; no more is read than a question holds.
    func terms(of text: String) -> [[UInt16]] {
        var terms: [[UInt16]] = []
        var isAfterGap = true
        var rest = NameQuestion.charactersMax
        for raw in text.utf16 {
            // A character of two units counts once.
            if !(0xDC00...0xDFFF).contains(raw) { rest -= 1 }
            guard rest >= 0 else { break }
            let unit = table[Int(raw)]
            if unit == Self.gap {
                isAfterGap = true
            } else if unit != Self.nothing {
                if isAfterGap { terms.append([]) }
                terms[terms.count - 1].append(unit)
                isAfterGap = false
            }
        }
        return terms
    }

    private static func plain(_ unit: UInt16) -> UInt16 {
        if (0xFF01...0xFF5E).contains(unit) { return plain(unit - 0xFEE0) }
        if let letter = toneMarks[unit] { return letter }
        if (0xD800...0xDFFF).contains(unit) { return (0xDB40...0xDB7F).contains(unit) ? nothing : unit }
        guard let scalar = Unicode.Scalar(UInt32(unit)) else { return gap }
        if (0x3400...0x9FFF).contains(unit) { return unit }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter:
            return scalar.properties.lowercaseMapping.utf16.first ?? unit
        case .lowercaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber,
            .otherSymbol, .privateUse:
            return unit
        case .nonspacingMark, .enclosingMark, .spacingMark, .format:
            return nothing
        default:
            return gap
        }
    }

    /// Vowels as pinyin with tones has them; ü is typed v.
    private static let toneMarks: [UInt16: UInt16] = {
        let rows: [(Character, String)] = [
            ("a", "āáǎàĀÁǍÀ"), ("e", "ēéěèĒÉĚÈ"), ("i", "īíǐìĪÍǏÌ"), ("o", "ōóǒòŌÓǑÒ"), ("u", "ūúǔùŪÚǓÙ"),
            ("v", "üǖǘǚǜÜǕǗǙǛ"), ("n", "ńňǹŃŇǸ"),
        ]
        var marks: [UInt16: UInt16] = [:]
        for (letter, marked) in rows {
            for unit in marked.utf16 { marks[unit] = letter.utf16.first }
        }
        return marks
    }()
}

/// What a folded unit is written in; a word begins where it changes.
enum Script {
    case latin, chinese, other

    init(_ unit: UInt16) {
        if unit < 0x80 {
            self = .latin
        } else if (0x3400...0x9FFF).contains(unit) || (0xD800...0xDFFF).contains(unit)
            || (0xF900...0xFAFF).contains(unit)
        {
            self = .chinese
        } else {
            self = .other
        }
    }
}
