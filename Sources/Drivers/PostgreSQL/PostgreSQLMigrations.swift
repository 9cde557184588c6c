import Kernel

extension PostgreSQLDatabase {
    public func migrate(_ migrations: [Migration]) async throws -> [String] {
        var applied: [String] = []
        while let version = try await migrateOne(migrations) { applied.append(version) }
        return applied
    }

    public func appliedMigrations() async throws -> [String] {
        try await read { reading in
            let ledger = try reading.row("SELECT to_regclass(current_schema() || '.migration') AS ledger")
            guard try ledger?.optionalText("ledger") != nil else { return [] }
            return try reading.rows("SELECT version FROM migration ORDER BY version").map { try $0.text("version") }
        }
    }

    /// Applies the next migration in one transaction; nil when there is none.
    private func migrateOne(_ migrations: [Migration]) async throws -> String? {
        let now = clock.now()
        return try await pool.run { session in
            do {
                let connection = try session.connected()
                // The lock keeps a second node out; read committed, so that what it did before is seen.
                try connection.execute(
                    """
                    BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0;
                    SELECT pg_advisory_xact_lock(hashtext('yongai migrations ' || current_schema()));
                    """)
                let version = try Self.applyNext(of: migrations, to: connection, now)
                guard try connection.execute("COMMIT") == "COMMIT" else {
                    throw DatabaseFault.engine("Migration \(version ?? "") ends its transaction, which it may not.")
                }
                return version
            } catch {
                session.drop()
                throw (error as? PostgreSQLError)?.fault ?? error
            }
        }
    }

    private static func applyNext(
        of migrations: [Migration], to connection: Connection, _ now: Instant
    ) throws -> String? {
        try connection.execute(Migration.ledger)
        let rows = try connection.query("SELECT version, fingerprint FROM migration ORDER BY version COLLATE \"C\"", [])
        {
            try $0.rows()
        }
        let applied = try rows.map { (version: try $0.text("version"), fingerprint: try $0.text("fingerprint")) }
        guard let next = try Migration.next(of: migrations, applied: applied, engine: .postgreSQL) else { return nil }
        do {
            try connection.execute(next.text(for: .postgreSQL))
        } catch let error as PostgreSQLError {
            throw DatabaseFault.engine("Migration \(next.version): \(error.message) (SQLSTATE \(error.state))")
        }
        let record: SQL = """
            INSERT INTO migration (version, applied_at, fingerprint)
            VALUES (\(next.version), \(now), \(next.fingerprint(for: .postgreSQL)))
            """
        let (text, values) = record.rendered(for: .postgreSQL)
        try connection.query(text, values) { _ in }
        return next.version
    }
}
