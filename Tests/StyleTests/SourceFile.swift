/// A Swift source, taken apart into its code and its texts. Both are as long as the source, byte for byte, with
/// spaces where the other stands, so that a place in one is the same place in the other and in the file.
struct SourceFile: Sendable {
    /// Relative to the repository's root.
    let path: String
    let bytes: [UInt8]
    /// Comments and the contents of string literals are blank; quotation marks and interpolated code stay.
    let code: [UInt8]
    /// Only the contents of string literals, without interpolated code and escapes.
    let texts: [UInt8]
    /// Where each line begins.
    let lineStarts: [Int]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        var separator = TextSeparator(bytes)
        separator.run()
        code = separator.code
        texts = separator.texts
        lineStarts = [0] + bytes.places(of: "\n").map { $0 + 1 }.filter { $0 < bytes.count }
    }

    init(path: String, _ text: String) { self.init(path: path, bytes: Array(text.utf8)) }

    /// 1-based.
    func line(at place: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= place { low = middle } else { high = middle }
        }
        return low + 1
    }

    func isBelow(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }

    var fileName: Substring { path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...] }
}

/// Tells code from comments and string literals: nested comments, raw and multi-line strings, nested interpolations.
/// Regular-expression literals are taken for code.
struct TextSeparator {
    private enum State {
        case code
        /// Inside `\(…)`, with the parentheses that are open in it.
        case interpolation(depth: Int)
        case string(hashes: Int, isMultiline: Bool)
    }

    private let bytes: [UInt8]
    private(set) var code: [UInt8]
    private(set) var texts: [UInt8]
    private var place = 0
    private var states: [State] = [.code]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        code = bytes.map { $0 == .newline ? .newline : .space }
        texts = code
    }

    mutating func run() {
        while place < bytes.count {
            switch states[states.count - 1] {
            case .string(let hashes, let isMultiline): stepInString(hashes: hashes, isMultiline: isMultiline)
            case .interpolation(let depth): stepInCode(depth: depth)
            case .code: stepInCode(depth: nil)
            }
        }
    }

    private func at(_ offset: Int) -> UInt8 { place + offset < bytes.count ? bytes[place + offset] : 0 }

    private mutating func stepInCode(depth: Int?) {
        let byte = bytes[place]
        if byte == UInt8(ascii: "/"), at(1) == UInt8(ascii: "/") {
            while place < bytes.count, bytes[place] != .newline { place += 1 }
            return
        }
        if byte == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") { return skipComment() }
        if byte == .quote || byte == UInt8(ascii: "#"), openString() { return }
        code[place] = byte
        place += 1
        guard let depth else { return }
        if byte == UInt8(ascii: "(") { states[states.count - 1] = .interpolation(depth: depth + 1) }
        if byte == UInt8(ascii: ")") {
            if depth == 0 { states.removeLast() } else { states[states.count - 1] = .interpolation(depth: depth - 1) }
        }
    }

    private mutating func skipComment() {
        var depth = 0
        repeat {
            if at(0) == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") {
                depth += 1
                place += 2
            } else if at(0) == UInt8(ascii: "*"), at(1) == UInt8(ascii: "/") {
                depth -= 1
                place += 2
            } else {
                place += 1
            }
        } while depth > 0 && place < bytes.count
    }

    /// Steps over `#…"` or `"""` when a string begins here.
    private mutating func openString() -> Bool {
        var hashes = 0
        while at(hashes) == UInt8(ascii: "#") { hashes += 1 }
        guard at(hashes) == .quote else { return false }
        let isMultiline = at(hashes + 1) == .quote && at(hashes + 2) == .quote
        code[place + hashes] = .quote
        place += hashes + (isMultiline ? 3 : 1)
        states.append(.string(hashes: hashes, isMultiline: isMultiline))
        return true
    }

    private mutating func stepInString(hashes: Int, isMultiline: Bool) {
        let byte = bytes[place]
        let quotes = isMultiline ? 3 : 1
        if byte == .quote, (0..<quotes).allSatisfy({ at($0) == .quote }), hasHashes(hashes, after: quotes) {
            code[place] = .quote
            place += quotes + hashes
            states.removeLast()
        } else if byte == .backslash, hasHashes(hashes, after: 1) {
            stepOverEscape(hashes)
        } else if byte == .newline, !isMultiline {
            // No string that compiles ends like this: begin afresh instead of taking the rest of the file for text.
            states.removeLast()
        } else {
            texts[place] = byte
            place += 1
        }
    }

    private func hasHashes(_ count: Int, after offset: Int) -> Bool {
        (0..<count).allSatisfy { at(offset + $0) == UInt8(ascii: "#") }
    }

    private mutating func stepOverEscape(_ hashes: Int) {
        place += 1 + hashes
        switch at(0) {
        case UInt8(ascii: "("):
            code[place] = UInt8(ascii: "(")
            states.append(.interpolation(depth: 0))
            place += 1
        case UInt8(ascii: "u"):
            while place < bytes.count, bytes[place] != UInt8(ascii: "}"), bytes[place] != .newline { place += 1 }
            if at(0) == UInt8(ascii: "}") { place += 1 }
        case .newline: break
        default: place += 1
        }
    }
}
