import GRDB
import Glibc
import Kernel
import Synchronization

/// A city's database in one file (SQLite in WAL mode, through GRDB): readers beside one writer that shares its commits.
///
/// Reads run on a pool of read-only connections, each in one snapshot. Writes wait in line for the one writer, which
/// takes many of them into one transaction (`GroupCommit`), so a body that takes long delays the writes behind it.
/// Transactions are serializable because writers follow one another.
public final class SQLiteDatabase: Kernel.Database {
    public struct Options: Sendable {
        /// Connections that read, and so reads that run at the same time.
        public var readersMax = 4
        /// Reads running and waiting; more are answered `.unavailable`.
        public var readsWaitingMax = 2048
        /// Writes waiting; more are answered `.unavailable`.
        public var writesWaitingMax = 4096
        /// Bodies that share one commit.
        public var groupMembersMax = 256
        /// A group that has run this long commits, and who has not had a turn goes into the next one.
        public var groupRunMilliseconds = 20
        /// How long to wait for another process that writes to the file.
        public var busyMilliseconds = 5000
        /// The same while migrating: another node's migration may take longer than a write.
        public var migrationBusyMilliseconds = 120_000
        /// How often other processes' changes are looked for while somebody listens.
        public var pollMilliseconds = 200
        /// Of each connection. Hot reads are answered from snapshots, and the machine keeps the file's pages anyway.
        public var cacheKibibytes = 4 * 1024
        /// The log is cut to this size after a checkpoint that could reuse it.
        public var journalBytesMax = 64 * 1024 * 1024
        /// A checkpoint is made when the log has this many pages.
        public var checkpointPages = 4000

        public init() {}
    }

    public var engine: SQLEngine { .sqlite }

    let path: String
    let options: Options
    let clock: Clock
    let random: @Sendable () -> (UInt64, UInt64)
    let pool: DatabasePool
    let announcements = Announcements()
    let group: GroupCommit
    let poller: RevisionPoller
    private let readsNow = Mutex(0)
    private let isClosed = Mutex(false)

    /// Opens the file and makes it when it is not there, for its owner alone; its folder must exist.
    ///
    /// - Throws: `DatabaseFault` when the file cannot be opened or is not a database.
    public init(
        path: String, options: Options = Options(), clock: Clock, random: @escaping @Sendable () -> (UInt64, UInt64)
    ) throws {
        self.path = path
        self.options = options
        self.clock = clock
        self.random = random
        Self.make(path)
        pool = try asFaults { try DatabasePool(path: path, configuration: Self.configuration(options)) }
        poller = RevisionPoller(path: path, announcements: announcements, pollMilliseconds: options.pollMilliseconds)
        group = GroupCommit(pool: pool, options: options, poller: poller)
    }

    /// An empty file is an empty database. SQLite gives the files beside it the same rights. What cannot be made is
    /// told when it is opened.
    private static func make(_ path: String) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    private static func configuration(_ options: Options) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(options.busyMilliseconds) / 1000)
        configuration.maximumReaderCount = options.readersMax
        configuration.publicStatementArguments = false
        configuration.prepareDatabase { connection in
            // temp_store stays on files: in memory, the statement journal under a savepoint is a list that each
            // statement walks, and a transaction of tens of thousands of updates takes quadratic time.
            try connection.execute(
                sql: """
                    PRAGMA cache_size = -\(options.cacheKibibytes);
                    PRAGMA mmap_size = 0;
                    PRAGMA journal_size_limit = \(options.journalBytesMax);
                    PRAGMA wal_autocheckpoint = \(options.checkpointPages);
                    PRAGMA trusted_schema = OFF;
                    """)
        }
        return configuration
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Reading) throws -> Result
    ) async throws -> Result {
        try enterRead()
        defer { readsNow.withLock { $0 -= 1 } }
        return try await asFaults {
            try await self.pool.read { connection in try SQLiteReading(connection).carryOut(body) }
        }
    }

    private func enterRead() throws {
        guard !isClosed.withLock({ $0 }) else { throw DatabaseFault.unavailable("The database is closed.") }
        let isFull = readsNow.withLock { count in
            if count < options.readsWaitingMax { count += 1 } else { return true }
            return false
        }
        if isFull { throw DatabaseFault.unavailable("\(options.readsWaitingMax) reads are waiting already.") }
    }

    public func write<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Writing) throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        let (number, now, random) = (group.nextNumber(), clock.now(), random)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                group.enqueue(
                    GroupMember(
                        number: number, durability: durability,
                        attempt: { connection in
                            let transaction = SQLiteWriting(connection, now: now, random: random)
                            let result = try transaction.carryOut(body)
                            return GroupMember.Success(revisions: transaction.revisions) {
                                continuation.resume(returning: result)
                            }
                        }, fail: { continuation.resume(throwing: $0) }))
                // The handler below may have run before there was anything to take away.
                if Task.isCancelled { group.cancel(number) }
            }
        } onCancel: {
            group.cancel(number)
        }
    }

    public func changes() async throws -> AsyncStream<Topic?> {
        let stream = announcements.listen()
        try await poller.start()
        return stream
    }

    public func close() async {
        let isFirst = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return !isClosed
        }
        guard isFirst else { return }
        await group.close()
        announcements.end()
        poller.stop()
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            // Closing waits for readers and may make a checkpoint: not on the cooperative pool.
            pool.asyncWriteWithoutTransaction { [pool] _ in
                offThePool {
                    try? pool.close()
                    done.resume()
                }
            }
        }
    }
}
