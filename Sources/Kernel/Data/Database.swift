/// What one transaction may read. It is handed in as an argument and is not valid after its body returned.
public protocol Reading {
    var engine: SQLEngine { get }

    /// All rows of a statement, in order.
    func rows(_ statement: SQL) throws -> [Row]

    /// Hands the rows one by one to `visit`, for results that should not stand in memory whole.
    func each(_ statement: SQL, _ visit: (Row) throws -> Void) throws
}

/// What one transaction may write, with the moment it happens at and the identifiers it may give out.
public protocol Writing: Reading {
    /// One moment for the whole transaction; a retried body sees the same one.
    var now: Instant { get }

    /// A fresh version 7 identifier.
    func newID<Subject>(of subject: Subject.Type) -> ID<Subject>

    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func run(_ statement: SQL) throws -> Int

    /// Runs a statement that nothing in this transaction waits for: it may travel together with what comes next, the
    /// commit at the latest. Where it fails, the transaction is lost as with any other.
    func runLater(_ statement: SQL) throws

    /// Runs one statement shape with many rows of values: bulk imports. Every element must bind as many values as
    /// `statement(of:)` does for the first.
    func runMany<Element>(_ elements: [Element], _ statement: (Element) -> SQL) throws

    /// Tells every node, once this transaction has committed, that what stands behind `topic` has changed.
    func announce(_ topic: Topic) throws
}

/// What can change under a snapshot's feet.
public struct Topic: Sendable, Hashable, RawRepresentable, SQLBindable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// How sure a write must be before it is answered.
public enum Durability: Sendable {
    /// Survives power loss: `synchronous=FULL`, `synchronous_commit=on`.
    case durable
    /// Survives the end of the process, may lose the last moments on power loss: what can be done again.
    case relaxed
}

/// A city's database. Bodies are synchronous, run off the cooperative pool, are serializable, and may be run again
/// when the engine asks for it: they must have no effect but through the transaction they are given.
public protocol Database: Sendable {
    var engine: SQLEngine { get }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Reading) throws -> Result) async throws -> Result

    func write<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Writing) throws -> Result
    ) async throws -> Result

    /// The topics announced by any node from now on. A topic may be told more than once; `nil` elements mean that
    /// announcements may have been missed (a lost connection) and every snapshot should be made anew.
    func changes() async throws -> AsyncStream<Topic?>

    /// Brings the schema up to date; returns the versions applied now. Safe to run twice and from two nodes at once.
    func migrate(_ migrations: [Migration]) async throws -> [String]

    /// Versions applied so far, in order.
    func appliedMigrations() async throws -> [String]

    /// Lines for `doctor`: version, size, settings that matter, locale; each with whether it is as it should be.
    func health() async throws -> [HealthLine]

    func close() async
}

extension Database {
    /// A durable write: what is answered with success is kept.
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (any Writing) throws -> Result
    ) async throws -> Result {
        try await write(.durable, body)
    }
}

extension Writing {
    public func runLater(_ statement: SQL) throws { try run(statement) }
}

extension Reading {
    /// The only row of a statement, or nil.
    public func row(_ statement: SQL) throws -> Row? { try rows(statement).first }
}

/// One line of a database's health.
public struct HealthLine: Sendable, Equatable {
    public var name: String
    public var value: String
    public var isWell: Bool

    public init(name: String, value: String, isWell: Bool = true) {
        self.name = name
        self.value = value
        self.isWell = isWell
    }
}

/// What the engine refused or could not do, told apart only as far as callers act on it.
public enum DatabaseFault: Error, Sendable, Equatable {
    /// A unique, check, foreign-key or not-null constraint; the name as the engine tells it.
    case constraint(String)
    /// Serialization failures and deadlocks, after the bounded number of tries.
    case contention
    /// No connection was free, or none could be had, in time.
    case unavailable(String)
    /// Anything else, with the engine's own words (never bound values).
    case engine(String)
}
