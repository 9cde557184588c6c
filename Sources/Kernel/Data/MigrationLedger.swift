extension Migration {
    /// Where a database remembers what was applied to it; the same table on both engines.
    public static let ledger = """
        CREATE TABLE IF NOT EXISTS migration (
            version TEXT NOT NULL PRIMARY KEY,
            applied_at BIGINT NOT NULL,
            fingerprint TEXT NOT NULL
        );
        """

    /// What one engine is told, in order.
    public func text(for engine: SQLEngine) -> String {
        let own = engine == .sqlite ? sqlite : postgreSQL
        return own.isEmpty ? common : common + "\n" + own
    }

    /// Sixteen hexadecimal digits that change when the text does: FNV-1a, 64 bits (draft-eastlake-fnv). It tells a
    /// slip of the pen, not a forger.
    public func fingerprint(for engine: SQLEngine) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text(for: engine).utf8 {
            hash ^= UInt64(byte)
            hash &*= 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The next migration to apply to a database that has had `applied`, in order of version; nil when it is up to
    /// date.
    ///
    /// - Throws: `DatabaseFault.engine` when an applied migration's text has changed since, when the database has had
    ///   one that this program does not know (it is newer than the program), or when one was slipped in between.
    public static func next(
        of migrations: [Migration], applied: [(version: String, fingerprint: String)], engine: SQLEngine
    ) throws -> Migration? {
        for (index, old) in applied.enumerated() {
            guard let known = migrations.first(where: { $0.version == old.version }) else {
                throw DatabaseFault.engine(
                    "The database is newer than this program: it has had migration \(old.version), which is unknown.")
            }
            guard known.fingerprint(for: engine) == old.fingerprint else {
                throw DatabaseFault.engine("Migration \(old.version) has been changed since it was applied.")
            }
            guard migrations[index].version == old.version else {
                throw DatabaseFault.engine(
                    "Migration \(migrations[index].version) comes before \(old.version), which is already applied.")
            }
        }
        return migrations.count > applied.count ? migrations[applied.count] : nil
    }
}
