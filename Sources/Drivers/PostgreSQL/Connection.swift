import CPostgres
import Kernel

/// One connection to the server and the statements prepared on it. Every call blocks its thread.
final class Connection {
    let raw: OpaquePointer
    /// The channel on which this schema's changes are told.
    private(set) var channel = ""
    private var isClosed = false
    private var statements: StatementCache

    /// - Throws: `PostgreSQLError` with the reason, as libpq words it.
    init(url: String, options: PostgreSQLDatabase.Options) throws {
        statements = StatementCache(countMax: options.statementsMax)
        // Later settings win over the URL's, earlier ones are only what it leaves open.
        let settings = [
            ("application_name", options.applicationName), ("connect_timeout", String(options.connectSeconds)),
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "60000"), ("dbname", url), ("client_encoding", "UTF8"),
        ]
        guard let raw = Self.connect(settings) else {
            throw PostgreSQLError(state: "53200", message: "There is no memory left.", name: "", isConnectionLost: true)
        }
        self.raw = raw
        PQsetNoticeProcessor(raw, { _, _ in }, nil)
        do {
            guard PQstatus(raw) == CONNECTION_OK else { throw PostgreSQLError.lost(raw) }
            try setUp(options)
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    var isWell: Bool { !isClosed && PQstatus(raw) == CONNECTION_OK && PQtransactionStatus(raw) == PQTRANS_IDLE }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        PQfinish(raw)
    }

    /// Runs statements that take no values and whose rows nobody reads.
    ///
    /// - Returns: the last one's tag, such as `COMMIT`.
    @discardableResult
    func execute(_ text: String) throws -> String {
        let result = PQexec(raw, text)
        defer { PQclear(result) }
        try check(result)
        return PQcmdStatus(result).map { String(cString: $0) } ?? ""
    }

    /// The name of a prepared statement for this text with values of these types, prepared now if need be.
    func prepared(_ text: String, _ parameters: Parameters) throws -> String {
        let key = StatementCache.Key(text: text, types: parameters.types)
        if let name = statements.name(of: key) { return name }
        if let old = statements.toEvict() { try execute("DEALLOCATE \(old)") }
        let name = statements.nextName()
        let result = PQprepare(raw, name, text, Int32(parameters.types.count), parameters.types)
        defer { PQclear(result) }
        try check(result)
        // Only now: a name that the server does not know would fail every later use.
        statements.add(key, name)
        return name
    }

    /// Runs a statement with values; the caller reads the result inside `read`.
    func query<Result>(
        _ text: String, _ values: [SQLValue], _ read: (ResultReader) throws -> Result
    ) throws -> Result {
        let parameters = Parameters(values)
        let name = try prepared(text, parameters)
        let result = parameters.withPointers { pointers, lengths, formats in
            PQexecPrepared(raw, name, Int32(values.count), pointers, lengths, formats, 0)
        }
        defer { PQclear(result) }
        try check(result)
        return try read(ResultReader(result))
    }

    /// - Throws: `PostgreSQLError` unless the result is a success.
    func check(_ result: OpaquePointer?) throws {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_PIPELINE_SYNC: return
        case _ where result == nil: throw PostgreSQLError.lost(raw)
        default: throw PostgreSQLError(result: result, connection: raw)
        }
    }

    private func setUp(_ options: PostgreSQLDatabase.Options) throws {
        try execute(
            """
            SET statement_timeout = \(options.statementMilliseconds);
            SET idle_in_transaction_session_timeout = \(2 * options.statementMilliseconds);
            SET standard_conforming_strings = on; SET bytea_output = hex; SET extra_float_digits = 1;
            SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') IN ('off', 'local')
            """)
        channel = try query("SELECT 'yongai_' || md5(current_schema()) AS channel", []) { result in
            try result.rows().first?.optionalText("channel") ?? ""
        }
        guard !channel.isEmpty else {
            throw PostgreSQLError(
                state: "3F000", message: "The search_path names no schema that exists.", name: "",
                isConnectionLost: false)
        }
    }

    private static func connect(_ settings: [(String, String)]) -> OpaquePointer? {
        let keywords = CStrings(settings.map(\.0))
        let values = CStrings(settings.map(\.1))
        return keywords.withPointers { keywords in
            values.withPointers { values in PQconnectdbParams(keywords, values, 1) }
        }
    }
}

/// Strings for C, with the null pointer at the end that ends a list.
private struct CStrings {
    private let bytes: [CChar]
    private let starts: [Int]

    init(_ strings: [String]) {
        var bytes: [CChar] = []
        starts = strings.map { string in
            defer { bytes += string.utf8CString }
            return bytes.count
        }
        self.bytes = bytes
    }

    func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { buffer in
            body(starts.map { start in buffer.baseAddress.map { $0 + start } } + [nil])
        }
    }
}
