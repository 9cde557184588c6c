import GRDB
import Glibc
import Kernel

extension SQLiteDatabase {
    /// STRICT tables came with 3.37, RETURNING with 3.35.
    private static let versionMin = 3_037_000

    public func health() async throws -> [HealthLine] {
        let walBytes = fileBytes(path + "-wal")
        return try await asFaults {
            try await self.pool.read { connection in
                func text(_ sql: String) throws -> String { try String.fetchOne(connection, sql: sql) ?? "unknown" }
                func number(_ sql: String) throws -> Int64 { try Int64.fetchOne(connection, sql: sql) ?? 0 }
                let version = try text("SELECT sqlite_version()")
                let journal = try text("PRAGMA journal_mode")
                let check = try text("PRAGMA quick_check(1)")
                let pageBytes = try number("PRAGMA page_size")
                let bytes = try number("PRAGMA page_count") * pageBytes
                let free = try number("PRAGMA freelist_count") * pageBytes
                let foreignKeys = try number("PRAGMA foreign_keys")
                return [
                    HealthLine(
                        name: "SQLite version", value: version, isWell: versionNumber(version) >= Self.versionMin),
                    HealthLine(name: "journal_mode", value: journal, isWell: journal == "wal"),
                    HealthLine(name: "synchronous", value: "FULL for durable writes, NORMAL for relaxed ones"),
                    HealthLine(name: "foreign_keys", value: foreignKeys == 1 ? "on" : "off", isWell: foreignKeys == 1),
                    HealthLine(name: "quick_check", value: check, isWell: check == "ok"),
                    HealthLine(name: "size", value: "\(bytes) bytes"),
                    HealthLine(name: "free pages", value: "\(free) bytes"),
                    HealthLine(name: "write-ahead log", value: "\(walBytes) bytes"),
                ]
            }
        }
    }
}

/// `3.40.1` as SQLite counts: 3040001.
private func versionNumber(_ text: String) -> Int {
    let pieces = text.split(separator: ".").compactMap { Int($0) }
    return pieces.count >= 3 ? pieces[0] * 1_000_000 + pieces[1] * 1000 + pieces[2] : 0
}

private func fileBytes(_ path: String) -> Int64 {
    var status = stat()
    return stat(path, &status) == 0 ? Int64(status.st_size) : 0
}
