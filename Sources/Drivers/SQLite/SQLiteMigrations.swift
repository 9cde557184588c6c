import GRDB
import Kernel

extension SQLiteDatabase {
    static let revisionTable = """
        CREATE TABLE IF NOT EXISTS revision (
            topic TEXT NOT NULL PRIMARY KEY,
            number BIGINT NOT NULL
        );
        """

    public func migrate(_ migrations: [Migration]) async throws -> [String] {
        var applied: [String] = []
        while let version = try await migrateOne(migrations) { applied.append(version) }
        return applied
    }

    public func appliedMigrations() async throws -> [String] {
        try await read { reading in
            let ledger = try reading.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migration'")
            guard !ledger.isEmpty else { return [] }
            return try reading.rows("SELECT version FROM migration ORDER BY version").map { try $0.text("version") }
        }
    }

    /// Applies the next migration in one transaction; nil when there is none.
    private func migrateOne(_ migrations: [Migration]) async throws -> String? {
        let (now, options) = (clock.now(), options)
        return try await asFaults {
            try await self.pool.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA busy_timeout = \(options.migrationBusyMilliseconds)")
                defer { try? connection.execute(sql: "PRAGMA busy_timeout = \(options.busyMilliseconds)") }
                try connection.execute(sql: "PRAGMA synchronous = FULL")
                var applied: String?
                try connection.inTransaction(.immediate) {
                    applied = try Self.applyNext(of: migrations, to: connection, now)
                    return .commit
                }
                return applied
            }
        }
    }

    private static func applyNext(
        of migrations: [Migration], to connection: GRDB.Database, _ now: Instant
    ) throws -> String? {
        try connection.execute(sql: sqliteText(Migration.ledger + revisionTable))
        let applied = try GRDB.Row.fetchAll(
            connection, sql: "SELECT version, fingerprint FROM migration ORDER BY version"
        ).map { (version: $0["version"] as String, fingerprint: $0["fingerprint"] as String) }
        guard let next = try Migration.next(of: migrations, applied: applied, engine: .sqlite) else { return nil }
        do {
            try connection.execute(sql: sqliteText(next.text(for: .sqlite)))
        } catch let error as DatabaseError {
            throw DatabaseFault.engine("Migration \(next.version): \(error.message ?? "unknown")")
        }
        guard connection.isInsideTransaction else {
            throw DatabaseFault.engine("Migration \(next.version) ends its transaction, which it may not.")
        }
        try connection.execute(
            sql: "INSERT INTO migration (version, applied_at, fingerprint) VALUES (?, ?, ?)",
            arguments: [next.version, now.milliseconds, next.fingerprint(for: .sqlite)])
        return next.version
    }
}
