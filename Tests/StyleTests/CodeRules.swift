extension SourceFile {
    /// Clock, randomness and environment are read in `Server/` alone; everywhere else they are arguments.
    func ambientReads() -> [Finding] {
        guard isBelow("Sources"), !isBelow("Sources/Server") else { return [] }
        let words = [
            "Date()", "Date.now", "UUID()", "SystemRandomNumberGenerator", "ProcessInfo", "getenv(", "gettimeofday(",
            "clock_gettime(", "ContinuousClock()", "ContinuousClock.now", "SuspendingClock", "DispatchTime.now",
            "time(nil)",
        ]
        let found = words.flatMap { word in code.wordPlaces(of: word).map { (place: $0, word: word) } }
        let members = [".random(", ".randomElement(", ".shuffled(", ".shuffle("].flatMap { word in
            code.places(of: word).map { (place: $0, word: word) }
        }
        // `.now` of a type left out, as in `let start: ContinuousClock.Instant = .now`.
        let now = code.places(of: ".now").filter { place in
            let after = place + 4
            let isWhole = after >= code.count || !isWordByte(code[after])
            return isWhole && place > 0 && [.space, UInt8(ascii: "("), UInt8(ascii: "[")].contains(code[place - 1])
        }.map { (place: $0, word: ".now") }
        return (found + members + now).map { finding(at: $0.place, "reads \($0.word)") }
    }

    /// Unwrapping by force, except of a header's name that is a literal.
    func forcedUnwraps() -> [Finding] {
        guard isBelow("Sources") else { return [] }
        let words = ["try!", "as!"].flatMap { word in
            code.wordPlaces(of: word).map { finding(at: $0, word) }
        }
        let marks = code.places(of: "!").filter { place in
            guard place > 0, place + 1 >= code.count || code[place + 1] != UInt8(ascii: "=") else { return false }
            let before = code[place - 1]
            let isPostfix = isWordByte(before) || [UInt8(ascii: ")"), UInt8(ascii: "]"), .quote].contains(before)
            return isPostfix && !isKeyword(endingAt: place) && !isHeaderName(before: place)
        }
        return words + marks.map { finding(at: $0, "unwraps by force") }
    }

    private func isKeyword(endingAt place: Int) -> Bool {
        code.string(max(0, place - 3)..<place) == "try" || code.string(max(0, place - 2)..<place) == "as"
    }

    /// `HTTPField.Name("…")` just before this place.
    private func isHeaderName(before place: Int) -> Bool {
        guard place > 2, code[place - 1] == UInt8(ascii: ")"), code[place - 2] == .quote else { return false }
        guard let open = code[..<(place - 2)].lastIndex(of: .quote) else { return false }
        let inside = code[(open + 1)..<(place - 2)]
        return inside.allSatisfy { $0 == .space } && code.string(0..<open).hasSuffix("HTTPField.Name(")
    }

    /// Markup and statements come from literals: the initialisers behind literals are the compiler's.
    func madeByHand() -> [Finding] {
        guard isBelow("Sources") else { return [] }
        return ["HTML(stringLiteral:", "SQL(stringLiteral:", "HTML.init(stringLiteral:", "SQL.init(stringLiteral:"]
            .flatMap { word in code.wordPlaces(of: word).map { finding(at: $0, "makes \(word)…)") } }
    }
}
