import GRDB
import Kernel

/// One member's statements within a group's transaction.
final class SQLiteWriting: Writing {
    let now: Instant
    private let random: @Sendable () -> (UInt64, UInt64)
    private let statements: SQLiteStatements
    /// What was announced, with the number each topic has after it.
    private(set) var revisions: [Topic: Int64] = [:]

    init(_ connection: GRDB.Database, now: Instant, random: @escaping @Sendable () -> (UInt64, UInt64)) {
        self.now = now
        self.random = random
        statements = SQLiteStatements(connection)
    }

    var engine: SQLEngine { .sqlite }

    func rows(_ statement: Kernel.SQL) throws -> [Kernel.Row] { try statements.rows(statement) }

    func each(_ statement: Kernel.SQL, _ visit: (Kernel.Row) throws -> Void) throws {
        try statements.each(statement, visit)
    }

    @discardableResult
    func run(_ statement: Kernel.SQL) throws -> Int { try statements.run(statement) }

    func runMany<Element>(_ elements: [Element], _ statement: (Element) -> Kernel.SQL) throws {
        for element in elements { _ = try statements.run(statement(element)) }
    }

    func newID<Subject>(of subject: Subject.Type) -> ID<Subject> { ID(at: now, random: random()) }

    func announce(_ topic: Topic) throws {
        let changed = try statements.rows(
            """
            INSERT INTO revision (topic, number) VALUES (\(topic), 1)
            ON CONFLICT (topic) DO UPDATE SET number = revision.number + 1 RETURNING number
            """)
        revisions[topic] = try changed.first?.int64("number")
    }

    /// Runs a body; a fault that it swallowed is thrown all the same.
    func carryOut<Result>(_ body: (any Writing) throws -> Result) throws -> Result {
        let result = try body(self)
        if let fault = statements.firstFault { throw fault }
        return result
    }
}
