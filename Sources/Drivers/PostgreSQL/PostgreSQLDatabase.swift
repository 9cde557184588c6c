import Kernel

/// A city's database on a PostgreSQL server, through libpq.
///
/// libpq's calls block, so each connection lives on a thread of its own (`ConnectionPool`), never on Swift's
/// cooperative pool. Every transaction is `SERIALIZABLE`; one that fails to serialize is run again a bounded number of
/// times. The tables live in the first schema of the connection's `search_path`, and so do the change notices: two
/// schemas of one server are two databases.
public final class PostgreSQLDatabase: Database {
    public struct Options: Sendable {
        /// Connections, without the one that listens for changes.
        public var connectionsMax = 8
        /// Transactions waiting for a connection; more are answered `.unavailable`.
        public var waitersMax = 1024
        /// How long a transaction waits for a connection.
        public var acquireMilliseconds = 5000
        public var connectSeconds = 5
        public var statementMilliseconds = 30_000
        /// How often a transaction is run before `.contention` is answered: with sixteen writers of one row at once,
        /// one of some hundreds needs more than ten.
        public var triesMax = 24
        /// Prepared statements kept on each connection.
        public var statementsMax = 256
        public var applicationName = "yongai"

        public init() {}
    }

    public var engine: SQLEngine { .postgreSQL }

    let options: Options
    let clock: Clock
    let random: @Sendable () -> (UInt64, UInt64)
    let pool: ConnectionPool
    let announcements = Announcements()
    let listener: Listener

    /// Connects nowhere yet: the first transaction does.
    ///
    /// - Parameter url: `postgres://user:password@host:port/database?options=…`, as libpq reads it.
    public init(
        url: String, options: Options = Options(), clock: Clock, random: @escaping @Sendable () -> (UInt64, UInt64)
    ) {
        self.options = options
        self.clock = clock
        self.random = random
        pool = ConnectionPool(url: url, options: options)
        listener = Listener(url: url, options: options, announcements: announcements)
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Reading) throws -> Result
    ) async throws -> Result {
        let (options, now, random) = (options, clock.now(), random)
        return try await pool.run { session in
            try TransactionRunner(session: session, options: options, now: now, random: random).run(.read) {
                try body($0)
            }
        }
    }

    public func write<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Writing) throws -> Result
    ) async throws -> Result {
        let (options, now, random) = (options, clock.now(), random)
        return try await pool.run { session in
            try TransactionRunner(session: session, options: options, now: now, random: random)
                .run(.write(durability)) { try body($0) }
        }
    }

    public func changes() async throws -> AsyncStream<Topic?> {
        let stream = announcements.listen()
        try await listener.start()
        return stream
    }

    public func close() async {
        announcements.end()
        listener.stop()
        await pool.close()
    }
}
