import Kernel
import TestTown
import Testing

@Suite("Migrations") struct MigrationTests {
    @Test("A second run applies nothing, and what was applied is remembered", arguments: TestEngine.available)
    func twice(_ engine: TestEngine) async throws {
        try await withDatabasePlace(engine) { place async throws in
            let database = try place.open()
            #expect(try await database.appliedMigrations() == [])
            #expect(try await database.migrate([ledgerMigrations[0]]) == ["v0001_ledger"])
            #expect(try await database.migrate(ledgerMigrations) == ["v0002_sample"])
            #expect(try await database.migrate(ledgerMigrations) == [])
            #expect(try await database.appliedMigrations() == ["v0001_ledger", "v0002_sample"])
            let moment = try await database.read {
                try $0.row("SELECT applied_at FROM migration")?.instant("applied_at")
            }
            #expect(moment == testMoment)
            await database.close()
        }
    }

    @Test("A migration that was changed, slipped in or is unknown is refused in words", arguments: TestEngine.available)
    func refusals(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            func refusal(_ migrations: [Migration]) async -> DatabaseFault? {
                await faultOf { _ = try await database.migrate(migrations) }
            }
            var changed = ledgerMigrations
            changed[1].common += " "
            #expect(
                await refusal(changed) == .engine("Migration v0002_sample has been changed since it was applied."))
            #expect(
                await refusal([ledgerMigrations[0]])
                    == .engine(
                        "The database is newer than this program: it has had migration v0002_sample, which is unknown.")
            )
            let late = Migration(version: "v0001_zoo", common: "CREATE TABLE zoo (id BIGINT);")
            #expect(
                await refusal([ledgerMigrations[0], late, ledgerMigrations[1]])
                    == .engine("Migration v0001_zoo comes before v0002_sample, which is already applied."))
        }
    }

    @Test("A migration that fails leaves nothing behind and is named", arguments: TestEngine.available)
    func failing(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let bad = Migration(
                version: "v0003_bad", common: "CREATE TABLE zoo (id BIGINT); INSERT INTO nowhere VALUES (1);")
            let fault = await faultOf { _ = try await database.migrate(ledgerMigrations + [bad]) }
            guard case .engine(let words) = fault else { Issue.record("\(String(describing: fault))"); return }
            #expect(words.hasPrefix("Migration v0003_bad: "))
            let applied = try await database.appliedMigrations()
            #expect(applied.count == 2)
            let zoo = await faultOf { try await database.read { _ = try $0.rows("SELECT id FROM zoo") } }
            #expect(zoo != nil)
        }
    }

    @Test("Two nodes that start at once share the work", arguments: TestEngine.available)
    func atOnce(_ engine: TestEngine) async throws {
        try await withDatabasePlace(engine) { place async throws in
            let many = (1...9).map { number in
                Migration(
                    version: "v000\(number)_t", common: "CREATE TABLE t\(number) (id BIGINT NOT NULL PRIMARY KEY);")
            }
            let (here, there) = (try place.open(), try place.open())
            async let first = here.migrate(many)
            async let second = there.migrate(many)
            let applied = try await first + second
            #expect(applied.sorted() == many.map(\.version))
            await here.close()
            await there.close()
        }
    }

    @Test("The house's own schema applies", arguments: TestEngine.available)
    func house(_ engine: TestEngine) async throws {
        let migrations = try Migration.house()
        try await withDatabase(engine, migrations: migrations) { database async throws in
            let applied = try await database.appliedMigrations()
            #expect(applied == migrations.map(\.version))
        }
    }
}
