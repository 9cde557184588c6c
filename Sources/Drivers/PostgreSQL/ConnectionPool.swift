import Kernel

/// Connections, a thread each, and the line of those who wait for one, first come first served.
final class ConnectionPool: Sendable {
    private struct Job: Sendable {
        var number: UInt64
        var deadline: ContinuousClock.Instant
        /// Does the work and gives back how to answer, which is done when the thread counts as free again.
        var work: @Sendable (Session) -> @Sendable () -> Void
        var fail: @Sendable (any Error) -> Void
    }

    private struct State {
        var waiting: [Job] = []
        var lastNumber: UInt64 = 0
        var threads = 0
        var idle = 0
        /// Threads with a transaction in hand.
        var busy = 0
        var isExpiring = false
        var isClosed = false
        var whenClosed: [CheckedContinuation<Void, Never>] = []
    }

    private let url: String
    private let options: PostgreSQLDatabase.Options
    private let monitor = Monitor(State())

    init(url: String, options: PostgreSQLDatabase.Options) {
        self.url = url
        self.options = options
    }

    /// Runs `work` on a connection's thread.
    ///
    /// - Throws: what `work` throws; `DatabaseFault.unavailable` when the line is full or no connection was free in
    ///   time; `CancellationError` when the task was cancelled before its turn. Work that has begun is carried through.
    func run<Result: Sendable>(_ work: @escaping @Sendable (Session) throws -> Result) async throws -> Result {
        try Task.checkCancellation()
        let number = monitor.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enqueue(
                    Job(
                        number: number, deadline: .now + .milliseconds(options.acquireMilliseconds),
                        work: { session in
                            let result = Swift.Result { try work(session) }
                            return { continuation.resume(with: result) }
                        },
                        fail: { continuation.resume(throwing: $0) }))
                if Task.isCancelled { cancel(number) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    /// Takes no more work, answers those who wait with `.unavailable` and returns when the connections are closed.
    func close() async {
        let refused = monitor.withLock { state in
            state.isClosed = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for job in refused { job.fail(DatabaseFault.unavailable("The database is closed.")) }
        await withCheckedContinuation { done in
            let isDone = monitor.withLock { state in
                if state.threads > 0 { state.whenClosed.append(done) }
                return state.threads == 0
            }
            monitor.wakeAll()
            if isDone { done.resume() }
        }
    }

    private func enqueue(_ job: Job) {
        enum Step { case refuse(String), wake, start(alsoExpire: Bool), wait(alsoExpire: Bool) }
        let step = monitor.withLock { state -> Step in
            if state.isClosed { return .refuse("The database is closed.") }
            // Those for whom there is a thread, or will be at once, do not count as waiting.
            let served = options.connectionsMax - state.busy
            if state.waiting.count - served >= options.waitersMax {
                return .refuse("\(options.waitersMax) transactions are waiting for a connection already.")
            }
            state.waiting.append(job)
            if state.idle >= state.waiting.count { return .wake }
            let mustExpire = !state.isExpiring
            state.isExpiring = true
            guard state.threads < options.connectionsMax else { return .wait(alsoExpire: mustExpire) }
            state.threads += 1
            return .start(alsoExpire: mustExpire)
        }
        switch step {
        case .refuse(let reason): job.fail(DatabaseFault.unavailable(reason))
        case .wake: monitor.wakeOne()
        case .start(let alsoExpire):
            if !startThread({ self.serve() }) { monitor.withLock { $0.threads -= 1 } }
            if alsoExpire { expire() }
        case .wait(let alsoExpire):
            if alsoExpire { expire() }
        }
    }

    private func cancel(_ number: UInt64) {
        let job = monitor.withLock { state in
            state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
        }
        job?.fail(CancellationError())
    }

    /// The life of one connection's thread.
    private func serve() {
        let session = Session(url: url, options: options)
        while let job = nextJob() {
            let answer = job.work(session)
            monitor.withLock { $0.busy -= 1 }
            answer()
        }
        session.drop()
        let done = monitor.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.whenClosed = [] }
            return state.whenClosed
        }
        for waiter in done { waiter.resume() }
    }

    private func nextJob() -> Job? {
        monitor.withLock { $0.idle += 1 }
        return monitor.wait { state -> Job?? in
            if state.waiting.isEmpty, !state.isClosed { return nil }
            state.idle -= 1
            guard !state.waiting.isEmpty else { return .some(nil) }
            state.busy += 1
            return .some(state.waiting.removeFirst())
        }
    }

    /// Answers those whose time has come, until nobody waits; one task at a time does this.
    private func expire() {
        Task { [monitor, options] in
            while true {
                let now = ContinuousClock.now
                let (late, next) = monitor.withLock { state -> ([Job], ContinuousClock.Instant?) in
                    let late = Array(state.waiting.prefix { $0.deadline <= now })
                    state.waiting.removeFirst(late.count)
                    if state.waiting.isEmpty { state.isExpiring = false }
                    return (late, state.waiting.first?.deadline)
                }
                for job in late {
                    job.fail(
                        DatabaseFault.unavailable("No connection was free in \(options.acquireMilliseconds) ms."))
                }
                guard let next else { return }
                try? await Task.sleep(until: next, clock: .continuous)
            }
        }
    }
}
