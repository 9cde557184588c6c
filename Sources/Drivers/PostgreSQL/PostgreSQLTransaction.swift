import CPostgres
import Kernel

/// The statements of one transaction. The first error is remembered: the transaction is lost with it whatever the body
/// makes of it, and the runner decides by it whether to run the body again.
final class PostgreSQLTransaction: Writing {
    let now: Instant
    private let random: @Sendable () -> (UInt64, UInt64)
    private let connection: Connection
    private var isVisiting = false
    /// Statements that wait for the next round trip.
    private var waiting: [(text: String, values: [SQLValue])] = []
    private(set) var firstError: PostgreSQLError?
    private(set) var firstFault: DatabaseFault?

    init(_ connection: Connection, now: Instant, random: @escaping @Sendable () -> (UInt64, UInt64)) {
        self.connection = connection
        self.now = now
        self.random = random
    }

    var engine: SQLEngine { .postgreSQL }

    func newID<Subject>(of subject: Subject.Type) -> ID<Subject> { ID(at: now, random: random()) }

    func rows(_ statement: SQL) throws -> [Row] {
        try guarded {
            let (text, values) = try statement.checked(for: .postgreSQL)
            try sendWaiting()
            return try connection.query(text, values) { try $0.rows() }
        }
    }

    func each(_ statement: SQL, _ visit: (Row) throws -> Void) throws {
        try guarded {
            let (text, values) = try statement.checked(for: .postgreSQL)
            try sendWaiting()
            isVisiting = true
            defer { isVisiting = false }
            try connection.stream(text, values, visit)
        }
    }

    @discardableResult
    func run(_ statement: SQL) throws -> Int {
        try guarded {
            let (text, values) = try statement.checked(for: .postgreSQL)
            try sendWaiting()
            return try connection.query(text, values) { $0.rowsChanged }
        }
    }

    func runLater(_ statement: SQL) throws {
        try guarded { waiting.append(try statement.checked(for: .postgreSQL)) }
    }

    func runMany<Element>(_ elements: [Element], _ statement: (Element) -> SQL) throws {
        try guarded {
            try sendWaiting()
            try connection.pipeline(elements) { try statement($0).checked(for: .postgreSQL) }
        }
    }

    func announce(_ topic: Topic) throws {
        try runLater("SELECT pg_notify(\(connection.channel), \(topic))")
    }

    /// The end, with what still waits before it in the same round trip.
    ///
    /// - Returns: the tag of the end: `COMMIT`, or `ROLLBACK` of a transaction that had failed.
    func commit() throws -> String {
        guard !waiting.isEmpty else { return try connection.execute("COMMIT") }
        defer { waiting = [] }
        return try connection.commit(after: waiting)
    }

    private func sendWaiting() throws {
        guard !waiting.isEmpty else { return }
        defer { waiting = [] }
        try connection.pipeline(waiting) { $0 }
    }

    /// Runs a body; an error that it swallowed is thrown all the same.
    func carryOut<Result>(_ body: (PostgreSQLTransaction) throws -> Result) throws -> Result {
        let result = try body(self)
        if let firstFault { throw firstFault }
        return result
    }

    private func guarded<Result>(_ work: () throws -> Result) throws -> Result {
        if let firstFault { throw firstFault }
        guard !isVisiting else { throw DatabaseFault.engine("A statement may not be run inside `each`.") }
        do {
            return try work()
        } catch let error as PostgreSQLError {
            firstError = error
            firstFault = error.fault
            throw error.fault
        } catch let fault as DatabaseFault {
            firstFault = fault
            throw fault
        }
    }
}
