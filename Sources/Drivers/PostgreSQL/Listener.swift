import CPostgres
import Glibc
import Kernel
import Synchronization

/// Hears what any node announces, on a connection of its own and only while somebody listens.
final class Listener: Sendable {
    private struct State {
        var isRunning = false
        var isListening = false
        var isStopped = false
        var starters: [CheckedContinuation<Void, any Error>] = []
    }

    /// How soon the thread notices that nobody listens any more.
    private static let pollMilliseconds: Int32 = 500
    private static let pauseMillisecondsMax: UInt32 = 2000

    private let url: String
    private let options: PostgreSQLDatabase.Options
    private let announcements: Announcements
    private let state = Mutex(State())

    init(url: String, options: PostgreSQLDatabase.Options, announcements: Announcements) {
        self.url = url
        self.options = options
        self.announcements = announcements
    }

    /// Returns when everything committed from now on will be told.
    func start() async throws {
        try await withCheckedThrowingContinuation { starter in
            let (isReady, mustStart) = state.withLock { state -> (Bool, Bool) in
                if state.isListening { return (true, false) }
                state.starters.append(starter)
                defer { state.isRunning = true }
                return (false, !state.isRunning)
            }
            if isReady { return starter.resume() }
            if mustStart, !startThread({ self.listen() }) {
                state.withLock { $0.isRunning = false }
                settle(DatabaseFault.unavailable("The system has no thread left."))
            }
        }
    }

    func stop() { state.withLock { $0.isStopped = true } }

    /// The thread's life: one connection after the other, as long as somebody listens.
    private func listen() {
        var pause: UInt32 = 50
        var isFirst = true
        while isWanted() {
            do {
                let connection = try Connection(url: url, options: options)
                try connection.execute("LISTEN \(connection.channel)")
                state.withLock { $0.isListening = true }
                settle(nil)
                // Whatever was announced while nobody heard it is made up for by this.
                if !isFirst { announcements.tell(nil) }
                isFirst = false
                pause = 50
                hear(connection)
            } catch {
                settle((error as? PostgreSQLError).map { DatabaseFault.unavailable($0.message) } ?? error)
            }
            state.withLock { $0.isListening = false }
            usleep(pause * 1000)
            pause = min(2 * pause, Self.pauseMillisecondsMax)
        }
    }

    /// Decided under the lock, so that nobody can begin to listen unnoticed.
    private func isWanted() -> Bool {
        let (isWanted, starters) = state.withLock { state in
            if !state.isStopped, announcements.isHeard { return (true, [CheckedContinuation<Void, any Error>]()) }
            state.isRunning = false
            state.isListening = false
            defer { state.starters = [] }
            return (false, state.starters)
        }
        for starter in starters { starter.resume(throwing: DatabaseFault.unavailable("The database is closed.")) }
        return isWanted
    }

    private func settle(_ error: (any Error)?) {
        let starters = state.withLock { state in
            defer { state.starters = [] }
            return state.starters
        }
        for starter in starters {
            if let error { starter.resume(throwing: error) } else { starter.resume() }
        }
    }

    private func hear(_ connection: Connection) {
        var watched = pollfd(fd: PQsocket(connection.raw), events: Int16(POLLIN), revents: 0)
        while state.withLock({ !$0.isStopped }), announcements.isHeard {
            guard poll(&watched, 1, Self.pollMilliseconds) >= 0 || errno == EINTR else { return }
            guard PQconsumeInput(connection.raw) == 1 else { return }
            while let notice = PQnotifies(connection.raw) {
                announcements.tell(Topic(rawValue: String(cString: notice.pointee.extra)))
                PQfreemem(notice)
            }
        }
    }
}
