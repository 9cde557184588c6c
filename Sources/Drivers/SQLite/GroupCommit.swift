import GRDB
import Kernel
import Synchronization

/// A write that waits for its turn and then for its group's commit.
struct GroupMember: Sendable {
    struct Success: Sendable {
        var revisions: [Topic: Int64]
        var answer: @Sendable () -> Void
    }

    var number: UInt64
    var durability: Durability
    /// Runs the body; may be called again in a new transaction when the one it ran in came to nothing.
    var attempt: @Sendable (GRDB.Database) throws -> Success
    var fail: @Sendable (any Error) -> Void
}

/// Group commit (DeWitt et al., "Implementation techniques for main memory database systems", 1984): one transaction,
/// and so one fsync, carries every write that is waiting. While it is being made durable the next group gathers.
///
/// Each member runs in its own savepoint: one that throws is rolled back and leaves the others alone. Nobody is
/// answered, neither with success nor with a refusal, before the commit, since each may have seen the work of those
/// before it. A commit that fails is everybody's fault, except where a constraint fails it (a deferred foreign key, or
/// a body that rolls the whole transaction back): then every member runs again alone.
final class GroupCommit: Sendable {
    private struct State {
        var waiting: [GroupMember] = []
        var isScheduled = false
        var isRunning = false
        var isClosed = false
        var lastNumber: UInt64 = 0
        var counts = GroupCounts()
        var whenIdle: [CheckedContinuation<Void, Never>] = []
    }

    private let pool: DatabasePool
    private let options: SQLiteDatabase.Options
    private let poller: RevisionPoller
    private let state = Mutex(State())

    init(pool: DatabasePool, options: SQLiteDatabase.Options, poller: RevisionPoller) {
        self.pool = pool
        self.options = options
        self.poller = poller
    }

    var counts: GroupCounts { state.withLock { $0.counts } }
    var waitingCount: Int { state.withLock { $0.waiting.count } }
    /// Whether a group has been taken out of the line and is not settled yet.
    var isRunning: Bool { state.withLock { $0.isRunning } }

    func nextNumber() -> UInt64 {
        state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
    }

    func enqueue(_ member: GroupMember) {
        let (refusal, mustSchedule) = state.withLock { state -> (DatabaseFault?, Bool) in
            if state.isClosed { return (.unavailable("The database is closed."), false) }
            if state.waiting.count >= options.writesWaitingMax {
                return (.unavailable("\(state.waiting.count) writes are waiting already."), false)
            }
            state.waiting.append(member)
            defer { state.isScheduled = true }
            return (nil, !state.isScheduled)
        }
        if let refusal { return member.fail(refusal) }
        if mustSchedule { schedule() }
    }

    /// Takes away a write that has not begun; one that has is carried to its end and answered.
    func cancel(_ number: UInt64) {
        let member = state.withLock { state in
            state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
        }
        member?.fail(CancellationError())
    }

    /// Takes no more writes and returns when those that wait are answered.
    func close() async {
        await withCheckedContinuation { done in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.isScheduled { state.whenIdle.append(done) }
                return !state.isScheduled
            }
            if isIdle { done.resume() }
        }
    }

    private func schedule() {
        // One group at a time on the writer's queue, so that a migration or a closing gets its turn between two.
        pool.asyncWriteWithoutTransaction { [self] connection in
            let members = state.withLock { state in
                let members = Array(state.waiting.prefix(options.groupMembersMax))
                state.waiting.removeFirst(members.count)
                state.isRunning = true
                return members
            }
            if !members.isEmpty { settle(GroupTransaction(connection, options).commit(members)) }
            let (mustSchedule, idle) = state.withLock { state in
                state.isRunning = false
                state.isScheduled = !state.waiting.isEmpty
                guard !state.isScheduled else { return (true, [CheckedContinuation<Void, Never>]()) }
                defer { state.whenIdle = [] }
                return (false, state.whenIdle)
            }
            if mustSchedule { schedule() }
            for done in idle { done.resume() }
        }
    }

    private func settle(_ outcome: GroupTransaction.Outcome) {
        state.withLock { state in
            state.waiting.insert(contentsOf: outcome.turnedAway, at: 0)
            state.counts.commits += outcome.commits
            state.counts.writes += outcome.settled.count
        }
        for case (_, .success(let success)) in outcome.settled { poller.tell(success.revisions) }
        for (member, result) in outcome.settled {
            switch result {
            case .success(let success): success.answer()
            case .failure(let error): member.fail(error)
            }
        }
    }
}

/// How well commits are shared, for metrics and benchmarks.
public struct GroupCounts: Sendable, Equatable {
    /// Transactions committed.
    public var commits = 0
    /// Writes answered, whether they succeeded or not.
    public var writes = 0
}

extension SQLiteDatabase {
    public var groupCounts: GroupCounts { group.counts }
}
