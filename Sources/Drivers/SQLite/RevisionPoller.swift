import GRDB
import Kernel
import Synchronization

/// Tells what changed: this process's own commits at once, another process's (an import beside a running server) by
/// looking at `PRAGMA data_version`, which moves whenever somebody else commits, and then at the table `revision`.
final class RevisionPoller: Sendable {
    private struct State {
        var isRunning = false
        /// The revision last told of each topic; nil while nobody listens.
        var told: [Topic: Int64]?
        var dataVersion: Int64?
    }

    private enum Looking {
        case notYet
        case through(DatabaseQueue)
        case over
    }

    private let path: String
    private let announcements: Announcements
    private let pollMilliseconds: Int
    private let connection = Mutex(Looking.notYet)
    private let state = Mutex(State())

    init(path: String, announcements: Announcements, pollMilliseconds: Int) {
        self.path = path
        self.announcements = announcements
        self.pollMilliseconds = pollMilliseconds
    }

    /// Returns when everything committed from now on will be told.
    func start() async throws {
        try await look()
        let mustRun = state.withLock { state in
            defer { state.isRunning = true }
            return !state.isRunning
        }
        guard mustRun else { return }
        Task { [weak self, pollMilliseconds] in
            while await self?.lookAgain() == true { try? await Task.sleep(for: .milliseconds(pollMilliseconds)) }
        }
    }

    /// Looks no more. The connection is let go, not closed: a look under way holds on to it until it is done, and
    /// reading through a closed one is a crash.
    func stop() {
        connection.withLock { $0 = .over }
    }

    /// Tells revisions that are newer than those told so far.
    func tell(_ revisions: [Topic: Int64]) {
        let news = state.withLock { state -> [Topic] in
            guard let told = state.told else { return [] }
            let news = revisions.filter { $0.value > told[$0.key, default: 0] }
            state.told = told.merging(news) { max($0, $1) }
            return news.keys.sorted { $0.rawValue < $1.rawValue }
        }
        for topic in news { announcements.tell(topic) }
    }

    private func lookAgain() async -> Bool {
        let isWanted = state.withLock { state in
            guard !announcements.isHeard else { return true }
            state = State()
            return false
        }
        guard isWanted else { return false }
        // A file that cannot be read for a moment is looked at again at the next turn.
        try? await look()
        return true
    }

    private func look() async throws {
        let queue = try opened()
        let before = state.withLock { $0.told == nil ? nil : $0.dataVersion }
        try await asFaults {
            let (version, revisions) = try await queue.read { connection in
                let version = try Int64.fetchOne(connection, sql: "PRAGMA data_version")
                guard version != before || before == nil else { return (version, [Topic: Int64]?.none) }
                return (version, try Self.revisions(connection))
            }
            guard let revisions else { return }
            let isFirst = state.withLock { state in
                state.dataVersion = version
                defer { state.told = state.told ?? revisions }
                return state.told == nil
            }
            if !isFirst { tell(revisions) }
        }
    }

    private func opened() throws -> DatabaseQueue {
        try connection.withLock { looking in
            switch looking {
            case .through(let queue): return queue
            case .over: throw DatabaseFault.unavailable("The database is closed.")
            case .notYet: break
            }
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(1)
            let opened = try asFaults { try DatabaseQueue(path: path, configuration: configuration) }
            looking = .through(opened)
            return opened
        }
    }

    private static func revisions(_ connection: GRDB.Database) throws -> [Topic: Int64] {
        guard try connection.tableExists("revision") else { return [:] }
        let rows = try GRDB.Row.fetchAll(connection, sql: "SELECT topic, number FROM revision")
        return Dictionary(rows.map { (Topic(rawValue: $0["topic"]), $0["number"]) }, uniquingKeysWith: max)
    }
}
