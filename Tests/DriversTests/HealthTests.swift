import Kernel
import TestTown
import Testing

@Suite("Health") struct HealthTests {
    @Test("A sound database has only good lines", arguments: TestEngine.available)
    func lines(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let lines = try await database.health()
            let bad = lines.filter { !$0.isWell }
            #expect(bad == [])
            let names = Set(lines.map(\.name))
            switch engine {
            case .sqlite: #expect(names.isSuperset(of: ["SQLite version", "journal_mode", "quick_check", "size"]))
            case .postgresql: #expect(names.isSuperset(of: ["server_encoding", "LC_CTYPE", "fsync", "size"]))
            }
        }
    }
}
