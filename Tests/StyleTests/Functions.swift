/// A declaration with a body: a function, an initialiser, a subscript or a computed property.
struct FunctionBody: Equatable {
    let line: Int
    /// From the line of its keyword to the line of its closing brace.
    let lines: Int
}

extension SourceFile {
    /// Bodies in the order they begin, by counting brackets in the code.
    func functions() -> [FunctionBody] {
        ["func", "init", "deinit", "subscript", "var"].flatMap { keyword in
            code.wordPlaces(of: keyword).compactMap { body(declaredAt: $0, keyword: keyword) }
        }.sorted { $0.line < $1.line }
    }

    private func body(declaredAt place: Int, keyword: String) -> FunctionBody? {
        let end = place + keyword.utf8.count
        guard end < code.count, !isWordByte(code[end]), place == 0 || code[place - 1] != UInt8(ascii: "."),
            let open = openingBrace(from: end, isVariable: keyword == "var"), let close = closingBrace(of: open)
        else { return nil }
        let line = line(at: place)
        return FunctionBody(line: line, lines: self.line(at: close) - line + 1)
    }

    /// The brace that opens the body; nil for a declaration without one.
    private func openingBrace(from start: Int, isVariable: Bool) -> Int? {
        var depth = 0
        var hasEnded = false
        for place in start..<code.count {
            let byte = code[place]
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "{") where depth == 0: return place
            case UInt8(ascii: "}") where depth == 0, UInt8(ascii: ";") where depth == 0: return nil
            case UInt8(ascii: "=") where depth == 0 && isVariable: return nil
            case .newline where depth == 0 && isVariable: return nil
            case .newline where depth == 0: hasEnded = true
            case .space: break
            default:
                // A requirement of a protocol ends with its line, unless the next one goes on with the signature.
                if hasEnded, depth == 0, !goesOn(at: place) { return nil }
                hasEnded = false
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    private func goesOn(at place: Int) -> Bool {
        ["where", "->", "async", "throws", "rethrows"].contains { word in
            code[place...].starts(with: word.utf8)
        }
    }

    private func closingBrace(of open: Int) -> Int? {
        var depth = 0
        for place in open..<code.count {
            if code[place] == UInt8(ascii: "{") { depth += 1 }
            if code[place] == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return place }
            }
        }
        return nil
    }
}
