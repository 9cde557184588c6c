import Kernel

extension PostgreSQLDatabase {
    /// The oldest release that is still mended.
    private static let versionMin = 140_000

    public func health() async throws -> [HealthLine] {
        try await read { reading in
            let row = try reading.row(
                """
                SELECT current_setting('server_version') AS version,
                    CAST(current_setting('server_version_num') AS BIGINT) AS number,
                    current_setting('server_encoding') AS encoding, datctype AS ctype, datcollate AS collation,
                    current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync,
                    current_setting('full_page_writes') AS pages, pg_database_size(oid) AS bytes,
                    CAST(current_setting('max_connections') AS BIGINT) AS connections_max,
                    (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections
                FROM pg_database WHERE datname = current_database()
                """)
            guard let row else { return [HealthLine(name: "database", value: "not found", isWell: false)] }
            return try Self.serverLines(row) + Self.localeLines(row)
        }
    }

    private static func serverLines(_ row: Row) throws -> [HealthLine] {
        func setting(_ name: String, _ column: String) throws -> HealthLine {
            let value = try row.text(column)
            return HealthLine(name: name, value: value, isWell: value != "off" && value != "local")
        }
        let (used, most) = (try row.int64("connections"), try row.int64("connections_max"))
        return [
            HealthLine(
                name: "PostgreSQL version", value: try row.text("version"),
                isWell: try row.int64("number") >= versionMin),
            try setting("synchronous_commit", "commit"),
            try setting("fsync", "fsync"),
            try setting("full_page_writes", "pages"),
            HealthLine(name: "size", value: "\(try row.int64("bytes")) bytes"),
            HealthLine(name: "connections", value: "\(used) of \(most)", isWell: used * 10 < most * 9),
        ]
    }

    private static func localeLines(_ row: Row) throws -> [HealthLine] {
        let (encoding, ctype, collation) = (try row.text("encoding"), try row.text("ctype"), try row.text("collation"))
        let isPlainC = ctype == "C" || ctype == "POSIX"
        let sortsByCode = collation == "C" || collation == "POSIX" || collation.hasPrefix("C.")
        return [
            HealthLine(name: "server_encoding", value: encoding, isWell: encoding == "UTF8"),
            HealthLine(
                name: "LC_CTYPE",
                value: isPlainC
                    ? "\(ctype): trigram search finds no Chinese; make the database with LC_CTYPE C.UTF-8" : ctype,
                isWell: !isPlainC),
            HealthLine(
                name: "LC_COLLATE",
                value: sortsByCode ? collation : "\(collation): texts sort otherwise than on SQLite; C.UTF-8 is wanted",
                isWell: sortsByCode),
        ]
    }
}
