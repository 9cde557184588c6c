/// Reads an expression by recursive descent, one function a symbol of the specification.
struct Parser {
    var scanner: Scanner

    init(_ text: String) throws(OpeningHoursError) {
        scanner = Scanner(text)
        if scanner.bytes.count > OpeningHours.textBytesMax {
            throw scanner.error(.tooLong, at: OpeningHours.textBytesMax)
        }
    }

    mutating func parse() throws(OpeningHoursError) -> [Rule] {
        scanner.skipSpaces()
        if scanner.isAtEnd { throw scanner.error(.empty) }
        var rules: [Rule] = []
        var separator: Rule.Separator? = .normal
        while let current = separator {
            if rules.count == OpeningHours.rulesMax { throw scanner.error(.tooManyRules) }
            rules.append(try rule(after: current))
            separator = try takeSeparator()
        }
        return rules
    }

    /// `nil` at the end; a `;` may stand there without a rule after it.
    private mutating func takeSeparator() throws(OpeningHoursError) -> Rule.Separator? {
        if scanner.takeLoosely(";") { return scanner.isAtEnd ? nil : .normal }
        if scanner.takeLoosely(",") { return .additional }
        scanner.skipSpaces()
        if scanner.peek() == UInt8(ascii: "|"), scanner.peek(1) == UInt8(ascii: "|") {
            scanner.move(to: scanner.offset + 2)
            scanner.skipSpaces()
            return .fallback
        }
        if scanner.isAtEnd { return nil }
        throw unexpected()
    }

    private mutating func rule(after separator: Rule.Separator) throws(OpeningHoursError) -> Rule {
        let start = scanner.offset
        var rule = Rule(separator: separator)
        if takeAlways() {
            scanner.skipSpaces()
        } else {
            rule.days = try days()
            scanner.skipSpaces()
            rule.times = try times()
            scanner.skipSpaces()
        }
        try modifier(&rule)
        if scanner.offset == start { throw unexpected() }
        return rule
    }

    private mutating func takeAlways() -> Bool {
        guard zip("24/7".utf8, 0...).allSatisfy({ scanner.peek($1) == $0 }), !scanner.isDigit(scanner.peek(4))
        else { return false }
        scanner.move(to: scanner.offset + 4)
        return true
    }

    private mutating func modifier(_ rule: inout Rule) throws(OpeningHoursError) {
        if scanner.take(word: "open") {
            rule.kind = .open
        } else if scanner.take(word: "off") || scanner.take(word: "closed") {
            rule.kind = .closed
        } else if scanner.take(word: "unknown") {
            rule.kind = .unknown
        } else {
            // The specification: a comment alone makes it unknown whether it is open.
            rule.comment = try comment()
            if rule.comment != nil { rule.kind = .unknown }
            return
        }
        scanner.skipSpaces()
        rule.comment = try comment()
    }

    private mutating func comment() throws(OpeningHoursError) -> String? {
        let start = scanner.offset
        guard scanner.take("\"") else { return nil }
        let first = scanner.offset
        guard let last = scanner.bytes[first...].firstIndex(of: UInt8(ascii: "\"")) else {
            throw scanner.error(.unclosedComment, at: start)
        }
        if last == first { throw scanner.error(.emptyComment, at: start) }
        scanner.move(to: last + 1)
        if scanner.peek() == UInt8(ascii: ":") { throw scanner.error(.commentLabel, at: start) }
        return String(decoding: scanner.bytes[first..<last], as: UTF8.self)
    }

    /// The best reason for what stands here and fits nowhere.
    func unexpected() -> OpeningHoursError {
        var ahead = scanner
        if scanner.peek() >= 0x80 { return scanner.error(.foreignCharacter) }
        let events = ["sunrise", "sunset", "dawn", "dusk"]
        if events.contains(where: { ahead.take(oneOf: [$0]) != nil }) || scanner.peek() == UInt8(ascii: "(") {
            return scanner.error(.sunTime)
        }
        if ahead.take(word: "easter") { return scanner.error(.easter) }
        if scanner.peek() == UInt8(ascii: "\"") { return scanner.error(.commentLabel) }
        if scanner.peek() == UInt8(ascii: "+") || scanner.peek() == UInt8(ascii: "-") {
            return scanner.error(.dayOffset)
        }
        return scanner.error(.unexpected)
    }
}
