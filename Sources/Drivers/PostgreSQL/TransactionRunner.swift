import Glibc
import Kernel

/// Runs a body in a serializable transaction on a session's connection, again when it must be.
struct TransactionRunner {
    enum Mode {
        case read
        case write(Durability)
    }

    private enum Step<Result> {
        case done(Result)
        case again(DatabaseFault)
    }

    /// From this try on, contended transactions of all nodes go one after the other, so that each gets its turn
    /// however many there are.
    private static let laneTry = 4

    let session: Session
    let options: PostgreSQLDatabase.Options
    let now: Instant
    let random: @Sendable () -> (UInt64, UInt64)

    func run<Result>(_ mode: Mode, _ body: (PostgreSQLTransaction) throws -> Result) throws -> Result {
        var last = DatabaseFault.contention
        for attempt in 1...max(options.triesMax, 1) {
            switch try attemptOnce(attempt, mode, body) {
            case .done(let result): return result
            case .again(let fault): last = fault
            }
            // In the lane others wait already: a pause would only let newcomers in before.
            if last == .contention, attempt < Self.laneTry { pause(after: attempt) }
        }
        throw last
    }

    private func attemptOnce<Result>(
        _ attempt: Int, _ mode: Mode, _ body: (PostgreSQLTransaction) throws -> Result
    ) throws -> Step<Result> {
        let connection: Connection
        do {
            connection = try session.connected()
        } catch let error as PostgreSQLError {
            throw DatabaseFault.unavailable(error.message)
        }
        guard attempt >= Self.laneTry else { return try transact(connection, mode, body) }
        return try inLane(connection) { try transact(connection, mode, body) }
    }

    private func transact<Result>(
        _ connection: Connection, _ mode: Mode, _ body: (PostgreSQLTransaction) throws -> Result
    ) throws -> Step<Result> {
        let transaction = PostgreSQLTransaction(connection, now: now, random: random)
        do {
            try connection.execute(beginning(mode))
            let result = try transaction.carryOut(body)
            return try commit(transaction, result, mode)
        } catch let fault as UnknownOutcome {
            session.drop()
            throw fault.fault
        } catch {
            // The statement's error decides, not what the body may have made of it.
            let cause = transaction.firstError ?? error as? PostgreSQLError
            guard let cause, cause.callsForNewConnection else {
                rollBack(connection)
                if let cause, cause.isContention { return .again(.contention) }
                throw (error as? PostgreSQLError)?.fault ?? error
            }
            session.drop()
            return .again(cause.fault)
        }
    }

    private func beginning(_ mode: Mode) -> String {
        switch mode {
        case .read: "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"
        case .write(.durable): "BEGIN ISOLATION LEVEL SERIALIZABLE"
        case .write(.relaxed): "BEGIN ISOLATION LEVEL SERIALIZABLE; SET LOCAL synchronous_commit = off"
        }
    }

    private struct UnknownOutcome: Error {
        var fault: DatabaseFault
    }

    /// A connection that is lost here leaves it open whether the server has committed: that is said, and not tried
    /// again. A read has nothing to commit, so it is.
    private func commit<Result>(
        _ transaction: PostgreSQLTransaction, _ result: Result, _ mode: Mode
    ) throws -> Step<Result> {
        do {
            guard try transaction.commit() == "COMMIT" else {
                throw DatabaseFault.engine("The server rolled the transaction back.")
            }
            return .done(result)
        } catch let error as PostgreSQLError where error.callsForNewConnection && !error.isStale {
            if case .read = mode { throw error }
            throw UnknownOutcome(
                fault: .unavailable(
                    "The connection was lost during the commit: the write may have been made or not. \(error.message)"))
        }
    }

    private func rollBack(_ connection: Connection) {
        do {
            try connection.execute("ROLLBACK")
        } catch {
            session.drop()
        }
    }

    /// Holds the lane's lock around a try. It must be taken before the transaction begins, since a snapshot taken
    /// before the wait would be stale after it.
    private func inLane<Result>(_ connection: Connection, _ work: () throws -> Step<Result>) throws -> Step<Result> {
        let key = "hashtext('yongai contended ' || current_schema())"
        do {
            try connection.execute("SELECT pg_advisory_lock(\(key))")
        } catch let error as PostgreSQLError {
            guard error.callsForNewConnection else { throw error.fault }
            session.drop()
            return .again(error.fault)
        }
        defer {
            if connection.isWell {
                do { try connection.execute("SELECT pg_advisory_unlock(\(key))") } catch { session.drop() }
            }
        }
        return try work()
    }

    /// 1, 2, 4, … ms: longer with every try, the same each time.
    private func pause(after attempt: Int) {
        usleep(UInt32(1 << (attempt - 1)) * 1000)
    }
}
