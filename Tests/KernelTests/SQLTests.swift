import Kernel
import Testing

@Suite struct SQLTests {
    @Test("an interpolated value is bound, never pasted in")
    func bound() {
        let hostile = "'; DROP TABLE place; --"
        let (text, values) = ("SELECT name FROM place WHERE name = \(hostile) AND level > \(3)" as SQL).rendered(
            for: .sqlite)
        #expect(text == "SELECT name FROM place WHERE name = ?1 AND level > ?2")
        #expect(values == [.text(hostile), .integer(3)])
    }

    @Test("values are numbered in the order they stand, in each engine's writing")
    func numbering() {
        let condition: SQL = "latitude BETWEEN \(29.5) AND \(30.5)"
        let statement: SQL = "SELECT * FROM place WHERE kind = \("toilet") AND \(condition) LIMIT \(20)"
        let sqlite = statement.rendered(for: .sqlite)
        let postgreSQL = statement.rendered(for: .postgreSQL)
        #expect(
            sqlite.text == "SELECT * FROM place WHERE kind = ?1 AND latitude BETWEEN ?2 AND ?3 LIMIT ?4")
        #expect(
            postgreSQL.text == "SELECT * FROM place WHERE kind = $1 AND latitude BETWEEN $2 AND $3 LIMIT $4")
        #expect(sqlite.values == [.text("toilet"), .real(29.5), .real(30.5), .integer(20)])
        #expect(postgreSQL.values == sqlite.values)
    }

    @Test("a statement's own question marks and dollars stay as they are written")
    func literalMarks() {
        let (text, values) = ("SELECT '?1 $1' WHERE a = \(1)" as SQL).rendered(for: .postgreSQL)
        #expect(text == "SELECT '?1 $1' WHERE a = $1")
        #expect(values == [.integer(1)])
    }

    @Test("a list is bound value by value")
    func list() {
        let (text, values) = ("kind IN \(list: ["water", "food", "rest"]) AND level = \(2)" as SQL).rendered(
            for: .postgreSQL)
        #expect(text == "kind IN ($1, $2, $3) AND level = $4")
        #expect(values == [.text("water"), .text("food"), .text("rest"), .integer(2)])
    }

    @Test("an empty list is a list of null, which matches nothing")
    func emptyList() {
        let (text, values) = ("kind IN \(list: [String]())" as SQL).rendered(for: .sqlite)
        #expect(text == "kind IN (NULL)")
        #expect(values.isEmpty)
    }

    @Test("an optional is bound as its value or as null")
    func optionals() {
        let none: String? = nil
        let some: Int? = 7
        let (text, values) = ("INSERT INTO t VALUES (\(none), \(some))" as SQL).rendered(for: .sqlite)
        #expect(text == "INSERT INTO t VALUES (?1, ?2)")
        #expect(values == [.null, .integer(7)])
    }

    @Test("an engine's own fragment reaches that engine only")
    func engineFragments() {
        let lock = SQL.engine(sqlite: "", postgreSQL: " FOR UPDATE SKIP LOCKED")
        let statement: SQL = "SELECT id FROM job WHERE due < \(9)\(lock)"
        #expect(statement.rendered(for: .sqlite).text == "SELECT id FROM job WHERE due < ?1")
        #expect(statement.rendered(for: .postgreSQL).text == "SELECT id FROM job WHERE due < $1 FOR UPDATE SKIP LOCKED")
    }

    @Test("joined pieces keep their values in order, and no pieces are no text")
    func joined() {
        let conditions: [SQL] = ["a = \(1)", "b = \("二")", "c IS NULL"]
        let (text, values) = SQL.joined(conditions, by: " AND ").rendered(for: .postgreSQL)
        #expect(text == "a = $1 AND b = $2 AND c IS NULL")
        #expect(values == [.integer(1), .text("二")])
        #expect(SQL.joined([], by: " AND ").rendered(for: .sqlite).text.isEmpty)
    }

    private enum Colour: String, SQLBindable { case red }

    @Test("every bindable type becomes the column value both engines hold")
    func bindables() {
        let id = ID<SQLTests>(high: 0x0193_5a00_0000_7000, low: 0x8000_0000_0000_0001)
        let statement: SQL = """
            \(true) \(false) \(Int64.max) \(0.5) \("文"[...]) \(Instant(milliseconds: -1)) \(id) \(Colour.red) \
            \(SQLValue.blob([0, 255]))
            """
        #expect(
            statement.rendered(for: .sqlite).values == [
                .integer(1), .integer(0), .integer(.max), .real(0.5), .text("文"), .integer(-1),
                .text("01935a00-0000-7000-8000-000000000001"), .text("red"), .blob([0, 255]),
            ])
    }

    @Test(
        "a body may run statements, and never begin or end a transaction",
        arguments: [
            ("SELECT 1", true), ("  -- why\n /* so */ with x AS (SELECT 1) SELECT * FROM x", true),
            ("insert INTO t VALUES (1)", true), ("BEGIN", false), ("/* SELECT */ COMMIT", false), ("ROLLBACK", false),
            ("PRAGMA journal_mode=OFF", false), ("ATTACH 'x' AS y", false), ("", false), ("-- only words", false),
            ("/* never closed", false),
        ])
    func firstWords(_ text: String, _ isAllowed: Bool) {
        let statement = SQL.migration(text)
        for engine in SQLEngine.allCases {
            let checked = try? statement.checked(for: engine)
            #expect((checked != nil) == isAllowed, "\(text)")
        }
    }

    @Test("what one engine could not store is refused on both")
    func unstorable() throws {
        for engine in SQLEngine.allCases {
            #expect(throws: DatabaseFault.engine("A bound text holds a NUL character.")) {
                try ("SELECT \("a\0b")" as SQL).checked(for: engine)
            }
            #expect(throws: DatabaseFault.engine("A bound real is not a number.")) {
                try ("SELECT \(Double.nan)" as SQL).checked(for: engine)
            }
            #expect(try ("SELECT \(Double.infinity)" as SQL).checked(for: engine).values == [.real(.infinity)])
        }
    }
}
