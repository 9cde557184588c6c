import Kernel
import Testing

@Suite struct MigrationTests {
    @Test("migrations are ordered by version, with each engine's own file beside the common one")
    func ordered() {
        let found = Migration.ordered(files: [
            ("v0002_places.sql", "P"), ("v0010_later.sql", "L"), ("v0001_areas.postgresql.sql", "A-pg"),
            ("v0001_areas.sql", "A"), ("v0001_areas.sqlite.sql", "A-lite"),
        ])
        #expect(
            found == [
                Migration(version: "v0001_areas", common: "A", sqlite: "A-lite", postgreSQL: "A-pg"),
                Migration(version: "v0002_places", common: "P"), Migration(version: "v0010_later", common: "L"),
            ])
    }

    @Test(
        "files of another form are left out",
        arguments: [
            "schema.sql", "README.md", "v1_areas.sql", "v0001areas.sql", "v0001_.sql", "V0001_areas.sql",
            "v00a1_areas.sql",
            "v0001_areas.sql.orig", "v0001_areas.mysql.sql", "v0001_areas.sqlite.old.sql", ".sql", "", "v0001_areas",
        ])
    func others(_ name: String) {
        #expect(Migration.ordered(files: [(name, "x")]).isEmpty)
    }

    @Test("an engine is told the common text and then its own")
    func texts() {
        let migration = Migration(version: "v0001_a", common: "C;", sqlite: "S;")
        #expect(migration.text(for: .sqlite) == "C;\nS;")
        #expect(migration.text(for: .postgreSQL) == "C;")
        #expect(migration.fingerprint(for: .sqlite) != migration.fingerprint(for: .postgreSQL))
        // FNV-1a of "a", from the draft's own test vectors.
        #expect(Migration(version: "v0001_a", common: "a").fingerprint(for: .sqlite) == "af63dc4c8601ec8c")
    }

    @Test("the next migration is the first that was not applied")
    func next() throws {
        let all = [Migration(version: "v0001_a", common: "A"), Migration(version: "v0002_b", common: "B")]
        let applied = all.map { ($0.version, $0.fingerprint(for: .sqlite)) }
        #expect(try Migration.next(of: all, applied: [], engine: .sqlite) == all[0])
        #expect(try Migration.next(of: all, applied: [applied[0]], engine: .sqlite) == all[1])
        #expect(try Migration.next(of: all, applied: applied, engine: .sqlite) == nil)
    }

    @Test("a changed, an unknown and a slipped-in migration are each refused")
    func refusedHistories() {
        let first = Migration(version: "v0001_a", common: "A")
        let second = Migration(version: "v0002_b", common: "B")
        let changed = Migration(version: "v0001_a", common: "A changed")
        let print = { (migration: Migration) in (migration.version, migration.fingerprint(for: .sqlite)) }
        for (known, applied) in [
            ([changed, second], [print(first)]), ([first], [print(first), print(second)]),
            ([first, second], [print(second)]),
        ] {
            #expect(throws: DatabaseFault.self) {
                try Migration.next(of: known, applied: applied, engine: .sqlite)
            }
        }
    }
}
