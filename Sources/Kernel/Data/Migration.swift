/// One step of the schema. The list is ordered, only grows, and is the same for both engines: it is written in
/// standard types (`BIGINT`, `DOUBLE PRECISION`, `TEXT`, `BYTEA`) which each driver puts in its own words.
public struct Migration: Sendable, Equatable {
    /// `v0001_areas`: the file's name without its extension.
    public var version: String
    /// The statements for both engines.
    public var common: String
    /// What only SQLite, or only PostgreSQL, can be told (triggers, mostly); run after `common`.
    public var sqlite: String
    public var postgreSQL: String

    public init(version: String, common: String, sqlite: String = "", postgreSQL: String = "") {
        self.version = version
        self.common = common
        self.sqlite = sqlite
        self.postgreSQL = postgreSQL
    }
}

extension Migration {
    /// Reads `vNNNN_name.sql` (and `vNNNN_name.sqlite.sql`, `vNNNN_name.postgresql.sql`) from file names and texts.
    /// Names that do not have this form are left out: `schema.sql` is for reading.
    public static func ordered(files: [(name: String, text: String)]) -> [Migration] {
        var found: [String: Migration] = [:]
        for file in files {
            let pieces = file.name.split(separator: ".", omittingEmptySubsequences: false)
            guard let version = pieces.first.map(String.init), isVersion(version), pieces.last == "sql",
                pieces.count <= 3
            else { continue }
            var migration = found[version] ?? Migration(version: version, common: "")
            switch pieces.dropFirst().dropLast().first {
            case nil: migration.common = file.text
            case "sqlite": migration.sqlite = file.text
            case "postgresql": migration.postgreSQL = file.text
            default: continue
            }
            found[version] = migration
        }
        return found.values.sorted { $0.version < $1.version }
    }

    private static func isVersion(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard bytes.count > 6, bytes[0] == UInt8(ascii: "v"), bytes[5] == UInt8(ascii: "_") else { return false }
        return bytes[1...4].allSatisfy { (48...57).contains($0) }
    }
}
