extension SourceFile {
    /// Every `Phrase("…", "…")` says something in both languages: Chinese first, then English.
    func halfPhrases() -> [Finding] {
        guard isBelow("Sources") else { return [] }
        return code.wordPlaces(of: "Phrase(").compactMap { place in
            guard let arguments = literalArguments(from: place + 7) else { return nil }
            return phraseFault(arguments).map { finding(at: place, $0) }
        }
    }

    private func phraseFault(_ arguments: [Literal]) -> String? {
        guard arguments.count == 2 else { return "is not said in two languages" }
        let (chinese, english) = (arguments[0], arguments[1])
        if chinese.isEmpty { return "has no Chinese" }
        if english.isEmpty { return "has no English" }
        if !chinese.hasHan, chinese.hasLatin { return "has no Chinese: \(chinese.text)" }
        return english.hasHan ? "has Chinese where English should be: \(english.text)" : nil
    }

    private struct Literal {
        var text = ""
        var isInterpolated = false
        var isEmpty: Bool { !isInterpolated && text.allSatisfy(\.isWhitespace) }
        var hasLatin: Bool { text.utf8.contains { (65...90).contains($0 & 0xDF) } }
        var hasHan: Bool { text.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) } }
    }

    /// The arguments up to the closing parenthesis; nil when one of them is not a string literal, or literals joined.
    private func literalArguments(from start: Int) -> [Literal]? {
        var ranges: [Range<Int>] = []
        var begin = start
        var depth = 0
        for place in start..<code.count {
            switch code[place] {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ","), UInt8(ascii: ")"):
                if depth == 0 {
                    ranges.append(begin..<place)
                    begin = place + 1
                }
                guard code[place] == UInt8(ascii: ")") else { break }
                if depth == 0 { return read(ranges) }
                depth -= 1
            case UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return nil
    }

    private func read(_ ranges: [Range<Int>]) -> [Literal]? {
        var literals: [Literal] = []
        for range in ranges {
            let code = code[range].filter { $0 != .space && $0 != .newline }
            guard let first = code.first else { continue }
            guard first == .quote, code.last == .quote else { return nil }
            let text = texts.string(range).split(separator: " ").joined(separator: " ")
            literals.append(Literal(text: text, isInterpolated: code.contains(UInt8(ascii: "("))))
        }
        return literals
    }
}
