import Foundation
import Kernel
import TestTown
import Testing

@Suite("The schema")
struct SchemaTests {
    /// What all migrations together make on SQLite: tables by name, each followed by its indexes and triggers.
    private func readable(_ database: any Database) async throws -> String {
        let rows = try await database.read { town in
            try town.rows(
                """
                SELECT tbl_name, type, name, sql FROM sqlite_master
                WHERE sql IS NOT NULL AND tbl_name NOT IN ('migration', 'revision')
                ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 ELSE 1 END, type, name
                """
            ).map { "\(try $0.text("sql"));\n" }
        }
        return "-- What Schema/v*.sql make together, as SQLite keeps it. Generated: YONGAI_RECORD=1 and the tests.\n\n"
            + rows.joined(separator: "\n")
    }

    @Test("Schema/schema.sql is what the migrations make")
    func recorded() async throws {
        let made = try await withDatabase(.sqlite) { try await readable($0) }
        let path = Repository.root + "/Schema/schema.sql"
        if ProcessInfo.processInfo.environment["YONGAI_RECORD"] == "1" {
            try made.write(toFile: path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == made)
    }

    @Test("Schema/schema.sql, read by SQLite, makes the same schema again")
    func readAgain() async throws {
        let text = try Repository.text("Schema/schema.sql")
        try await withDatabase(.sqlite, migrations: [Migration(version: "v0001_all", common: text)]) { database in
            let again = try await readable(database)
            #expect(again == text)
        }
    }

    private struct Column: Hashable, Comparable, CustomStringConvertible {
        let table: String
        let name: String
        let isNullable: Bool
        let type: String

        var description: String { "\(table).\(name) \(type)\(isNullable ? "" : " NOT NULL")" }
        static func < (left: Column, right: Column) -> Bool { (left.table, left.name) < (right.table, right.name) }
    }

    /// SQLite's names of types are the fewer.
    private static let types = ["bigint": "INTEGER", "text": "TEXT", "double precision": "REAL", "bytea": "BLOB"]

    private static let sqliteColumns: SQL = """
        SELECT m.name AS table_name, c.name AS column_name, c."notnull" AS required, c.type AS type
        FROM sqlite_master m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'revision'
        """
    private static let postgreSQLColumns: SQL = """
        SELECT table_name::TEXT AS table_name, column_name::TEXT AS column_name, data_type::TEXT AS type,
            CASE is_nullable WHEN 'NO' THEN 1::BIGINT ELSE 0::BIGINT END AS required
        FROM information_schema.columns WHERE table_schema = current_schema()
        """

    private func columns(_ engine: TestEngine) async throws -> [Column] {
        try await withDatabase(engine) { database in
            try await database.read { town in
                try town.rows(engine == .sqlite ? Self.sqliteColumns : Self.postgreSQLColumns).map { row in
                    let type = try row.text("type")
                    return Column(
                        table: try row.text("table_name"), name: try row.text("column_name"),
                        isNullable: try row.int("required") == 0, type: Self.types[type] ?? type)
                }.sorted()
            }
        }
    }

    @Test(
        "PostgreSQL has the same tables, columns, types and nullability as SQLite",
        .enabled(if: TestEngine.available.contains(.postgresql)))
    func sameColumns() async throws {
        let sqlite = try await columns(.sqlite)
        let postgreSQL = try await columns(.postgresql)
        #expect(sqlite.count > 60)
        #expect(sqlite == postgreSQL)
    }

    @Test(
        "PostgreSQL has the same indexes as SQLite",
        .enabled(if: TestEngine.available.contains(.postgresql)))
    func sameIndexes() async throws {
        let sqlite = try await indexes(.sqlite)
        let postgreSQL = try await indexes(.postgresql)
        #expect(!sqlite.isEmpty)
        #expect(sqlite == postgreSQL)
    }

    /// Those that have a name of ours.
    private func indexes(_ engine: TestEngine) async throws -> [String] {
        try await withDatabase(engine) { database in
            try await database.read { town in
                try town.rows(
                    .engine(
                        sqlite: "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
                        postgreSQL: """
                            SELECT indexname::TEXT AS name FROM pg_indexes WHERE schemaname = current_schema()
                            AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key'
                            """)
                ).map { try $0.text("name") }.sorted()
            }
        }
    }
}
