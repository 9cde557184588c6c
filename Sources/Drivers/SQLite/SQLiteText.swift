/// Puts a migration written in standard types into SQLite's words: `BIGINT` becomes `INTEGER`, `DOUBLE PRECISION`
/// becomes `REAL`, `BYTEA` becomes `BLOB`, and every `CREATE TABLE` is made `STRICT`. Strings, quoted names and
/// comments stay as they are.
func sqliteText(_ text: String) -> String {
    var writer = SQLiteTextWriter(Array(text.utf8))
    return writer.written()
}

private struct SQLiteTextWriter {
    private let bytes: [UInt8]
    private var position = 0
    private var output: [UInt8] = []
    /// Words of the statement so far, in capitals, as many as tell what it is.
    private var words: [String] = []
    /// The end of the statement's last token in `output`: where `STRICT` goes.
    private var tokenEnd = 0
    private var endsWithParenthesis = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count + 256)
    }

    mutating func written() -> String {
        while position < bytes.count { step() }
        endStatement()
        return String(decoding: output, as: UTF8.self)
    }

    private mutating func step() {
        let byte = bytes[position]
        if isWordByte(byte) { return word() }
        if byte == UInt8(ascii: ";") {
            endStatement()
            return copy(1)
        }
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { return quoted(byte) }
        if bytes[position...].starts(with: "--".utf8) { return comment(until: "\n") }
        if bytes[position...].starts(with: "/*".utf8) { return comment(until: "*/") }
        copy(1)
        if !isSpace(byte) { token(endsWithParenthesis: byte == UInt8(ascii: ")")) }
    }

    private mutating func word() {
        var end = position
        while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
        let capitals = String(decoding: bytes[position..<end], as: UTF8.self).uppercased()
        switch capitals {
        case "BIGINT": replace("INTEGER", until: end)
        case "BYTEA": replace("BLOB", until: end)
        case "DOUBLE" where precisionEnd(after: end) != nil: replace("REAL", until: precisionEnd(after: end) ?? end)
        default: copy(end - position)
        }
        if words.count < 3 || capitals == "STRICT" { words.append(capitals) }
        token(endsWithParenthesis: false)
    }

    /// Where `PRECISION` ends when it is the next word.
    private func precisionEnd(after start: Int) -> Int? {
        var next = start
        while next < bytes.count, isSpace(bytes[next]) { next += 1 }
        var end = next
        while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
        return String(decoding: bytes[next..<end], as: UTF8.self).uppercased() == "PRECISION" ? end : nil
    }

    private mutating func endStatement() {
        let isTable = words.starts(with: ["CREATE", "TABLE"]) || words.starts(with: ["CREATE", "TEMP", "TABLE"])
        if isTable, words.last != "STRICT" {
            output.insert(contentsOf: (endsWithParenthesis ? " STRICT" : ", STRICT").utf8, at: tokenEnd)
        }
        words = []
    }

    private mutating func quoted(_ quote: UInt8) {
        var end = position + 1
        while end < bytes.count, bytes[end] != quote { end += 1 }
        copy(min(end + 1, bytes.count) - position)
        token(endsWithParenthesis: false)
    }

    private mutating func comment(until mark: String) {
        var end = position + 2
        while end < bytes.count, !bytes[end...].starts(with: mark.utf8) { end += 1 }
        copy(min(end + mark.utf8.count, bytes.count) - position)
    }

    private mutating func copy(_ count: Int) {
        output += bytes[position..<position + count]
        position += count
    }

    private mutating func replace(_ word: String, until end: Int) {
        output += word.utf8
        position = end
    }

    private mutating func token(endsWithParenthesis: Bool) {
        tokenEnd = output.count
        self.endsWithParenthesis = endsWithParenthesis
    }
}

private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 95, 128...: true
    default: false
    }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
