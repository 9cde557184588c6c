extension SQL {
    /// The statement in an engine's writing with its values, both checked: what one engine would let through and the
    /// other would not is refused on both, with the same fault.
    ///
    /// - Throws: `DatabaseFault.engine` for a statement that is not one of `statementWords` (transactions are begun
    ///   and ended by the driver alone), for a text with a NUL character (PostgreSQL cannot store one), and for a real
    ///   that is not a number (SQLite would store null). Infinities are values on both.
    public func checked(for engine: SQLEngine) throws -> (text: String, values: [SQLValue]) {
        let (text, values) = rendered(for: engine)
        let word = SQL.firstWord(of: text)
        guard SQL.statementWords.contains(word) else {
            throw DatabaseFault.engine("A body may not run \(word.isEmpty ? "an empty statement" : word).")
        }
        for value in values { try SQL.check(value) }
        return (text, values)
    }

    /// What a transaction's body may begin a statement with.
    static let statementWords: Set<String> = [
        "SELECT", "WITH", "VALUES", "INSERT", "UPDATE", "DELETE", "EXPLAIN", "CREATE", "DROP", "ALTER", "ANALYZE",
    ]

    private static func check(_ value: SQLValue) throws {
        switch value {
        case .text(let text) where text.utf8.contains(0):
            throw DatabaseFault.engine("A bound text holds a NUL character.")
        case .real(let number) where number.isNaN:
            throw DatabaseFault.engine("A bound real is not a number.")
        default: break
        }
    }

    /// The first word in capitals, after white space and comments.
    static func firstWord(of text: String) -> String {
        var bytes = text.utf8[...]
        while let first = bytes.first {
            if first == UInt8(ascii: " ") || (9...13).contains(first) {
                bytes = bytes.dropFirst()
            } else if bytes.starts(with: "--".utf8) {
                bytes = bytes.drop { $0 != UInt8(ascii: "\n") }
            } else if bytes.starts(with: "/*".utf8) {
                bytes = bytes.dropFirst(2)
                while !bytes.isEmpty, !bytes.starts(with: "*/".utf8) { bytes = bytes.dropFirst() }
                bytes = bytes.dropFirst(2)
            } else {
                break
            }
        }
        let word = bytes.prefix { (65...90).contains($0 & 0xDF) }
        return String(decoding: word.map { $0 & 0xDF }, as: UTF8.self)
    }
}
