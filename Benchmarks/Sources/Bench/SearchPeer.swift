import CSQLite

/// SQLite in memory, in this process: one table with B-trees on pinyin and initials, one FTS5 index of trigrams and
/// one of bigrams.
final class SearchPeer {
    private var database: OpaquePointer?
    private var statements: [String: OpaquePointer] = [:]
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ names: [BenchName]) {
        guard sqlite3_open(":memory:", &database) == SQLITE_OK else { fatalError("SQLite cannot be opened.") }
        run("CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT, pinyin TEXT, initials TEXT)")
        run("CREATE VIRTUAL TABLE trigram USING fts5(name, content='', tokenize='trigram')")
        run("CREATE VIRTUAL TABLE bigram USING fts5(name, content='', tokenize='unicode61')")
        run("BEGIN")
        for (id, name) in names.enumerated() {
            step("INSERT INTO name VALUES (?1, ?2, ?3, ?4)", id, [name.name, name.spelling, name.initials])
            step("INSERT INTO trigram (rowid, name) VALUES (?1, ?2)", id, [name.name])
            step("INSERT INTO bigram (rowid, name) VALUES (?1, ?2)", id, [Self.bigrams(name.name)])
        }
        run("COMMIT")
        run("CREATE INDEX by_pinyin ON name (pinyin)")
        run("CREATE INDEX by_initials ON name (initials)")
        run("INSERT INTO trigram (trigram) VALUES ('optimize')")
        run("INSERT INTO bigram (bigram) VALUES ('optimize')")
        run("ANALYZE")
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close(database)
    }

    /// 石碶路 as two words, "石碶" and "碶路".
    static func bigrams(_ name: String) -> String {
        let characters = Array(name)
        return zip(characters, characters.dropFirst()).map { "\($0)\($1)" }.joined(separator: " ")
    }

    /// The numbers in the first column, for `?1`, `?2`, …
    func numbers(_ sql: String, _ texts: [String]) -> [Int] {
        let statement = prepared(sql)
        for (index, text) in texts.enumerated() {
            sqlite3_bind_text(statement, Int32(index + 1), text, -1, Self.transient)
        }
        var numbers: [Int] = []
        while sqlite3_step(statement) == SQLITE_ROW { numbers.append(Int(sqlite3_column_int64(statement, 0))) }
        sqlite3_reset(statement)
        return numbers
    }

    private func step(_ sql: String, _ id: Int, _ texts: [String]) {
        let statement = prepared(sql)
        sqlite3_bind_int64(statement, 1, Int64(id))
        for (index, text) in texts.enumerated() {
            sqlite3_bind_text(statement, Int32(index + 2), text, -1, Self.transient)
        }
        guard sqlite3_step(statement) == SQLITE_DONE else { fatalError("\(sql) failed.") }
        sqlite3_reset(statement)
    }

    private func prepared(_ sql: String) -> OpaquePointer {
        if let statement = statements[sql] { return statement }
        var made: OpaquePointer?
        guard sqlite3_prepare_v2(database, sql, -1, &made, nil) == SQLITE_OK, let made else {
            fatalError("\(sql): \(String(cString: sqlite3_errmsg(database)))")
        }
        statements[sql] = made
        return made
    }

    private func run(_ sql: String) {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else {
            fatalError("\(sql): \(String(cString: sqlite3_errmsg(database)))")
        }
    }
}
