import CPostgres
import Kernel

extension Connection {
    /// How many statements are sent before the server's answers are awaited.
    static let pipelineStatementsMax = 500
    /// How many bytes of values go before an await.
    static let pipelineBytesMax = 1 << 20

    /// Hands rows one by one as they come, without the whole result in memory.
    func stream(_ text: String, _ values: [SQLValue], _ visit: (Row) throws -> Void) throws {
        let parameters = Parameters(values)
        let name = try prepared(text, parameters)
        let isSent = parameters.withPointers { pointers, lengths, formats in
            PQsendQueryPrepared(raw, name, Int32(values.count), pointers, lengths, formats, 0)
        }
        guard isSent == 1, PQsetSingleRowMode(raw) == 1 else { throw PostgreSQLError.lost(raw) }
        var first: ResultReader?
        var failure: (any Error)?
        // After an error the rest is read and thrown away: the connection must be ready for the next statement.
        while let result = PQgetResult(raw) {
            defer { PQclear(result) }
            guard failure == nil else { continue }
            do {
                try check(result)
                let reader = first.map { ResultReader(result, like: $0) } ?? ResultReader(result)
                first = first ?? reader
                for row in try reader.rows() { try visit(row) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Runs a statement for each element, `pipelineStatementsMax` to a round trip (libpq's pipeline mode).
    func pipeline<Element>(
        _ elements: [Element], _ statement: (Element) throws -> (text: String, values: [SQLValue])
    ) throws {
        var batch: [(name: String, parameters: Parameters)] = []
        var bytes = 0
        for element in elements {
            let (text, values) = try statement(element)
            let parameters = Parameters(values)
            batch.append((try prepared(text, parameters), parameters))
            bytes += parameters.byteCount
            if batch.count == Self.pipelineStatementsMax || bytes > Self.pipelineBytesMax {
                try send(batch)
                batch.removeAll(keepingCapacity: true)
                bytes = 0
            }
        }
        if !batch.isEmpty { try send(batch) }
    }

    /// Runs the statements and ends the transaction, all in one round trip. After a statement that fails the server
    /// skips the rest, so that nothing is committed.
    ///
    /// - Returns: the tag of the end.
    func commit(after statements: [(text: String, values: [SQLValue])]) throws -> String {
        let batch = try statements.map { one in
            let parameters = Parameters(one.values)
            return (name: try prepared(one.text, parameters), parameters: parameters)
        }
        return try send(batch, end: "COMMIT")
    }

    /// - Parameter end: a statement without values to run last.
    /// - Returns: the last statement's tag.
    @discardableResult
    private func send(_ batch: [(name: String, parameters: Parameters)], end: String? = nil) throws -> String {
        guard PQenterPipelineMode(raw) == 1 else { throw PostgreSQLError.lost(raw) }
        defer { PQexitPipelineMode(raw) }
        for (name, parameters) in batch {
            let isSent = parameters.withPointers { pointers, lengths, formats in
                PQsendQueryPrepared(raw, name, Int32(pointers.count), pointers, lengths, formats, 0)
            }
            guard isSent == 1 else { throw PostgreSQLError.lost(raw) }
        }
        if let end, PQsendQueryParams(raw, end, 0, nil, nil, nil, nil, 0) != 1 { throw PostgreSQLError.lost(raw) }
        guard PQpipelineSync(raw) == 1 else { throw PostgreSQLError.lost(raw) }
        return try receive()
    }

    /// Reads up to the synchronisation point and throws the first error met; those after it only say that they were
    /// skipped.
    private func receive() throws -> String {
        var failure: (any Error)?
        var tag = ""
        while true {
            guard let result = PQgetResult(raw) else {
                // Null stands between two statements' results.
                guard PQstatus(raw) == CONNECTION_OK else { throw failure ?? PostgreSQLError.lost(raw) }
                continue
            }
            defer { PQclear(result) }
            if PQresultStatus(result) == PGRES_PIPELINE_SYNC { break }
            guard failure == nil else { continue }
            do { try check(result) } catch { failure = error }
            tag = PQcmdStatus(result).map { String(cString: $0) } ?? ""
        }
        if let failure { throw failure }
        return tag
    }
}
