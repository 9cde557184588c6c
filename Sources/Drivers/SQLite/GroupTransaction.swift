import GRDB
import Kernel

/// The transaction of one group, on the writer's connection.
struct GroupTransaction {
    struct Outcome {
        var settled: [(GroupMember, Result<GroupMember.Success, any Error>)] = []
        /// Members whose turn did not come within the group's time.
        var turnedAway: [GroupMember] = []
        var commits = 0
    }

    /// The transaction as a whole came to nothing.
    private struct Broken: Error {
        var fault: DatabaseFault
        /// Run apart, the others may well succeed.
        var isOneMembersDoing: Bool
    }

    private let connection: GRDB.Database
    private let options: SQLiteDatabase.Options

    init(_ connection: GRDB.Database, _ options: SQLiteDatabase.Options) {
        self.connection = connection
        self.options = options
    }

    func commit(_ members: [GroupMember]) -> Outcome {
        do {
            return try attempt(members)
        } catch {
            if connection.isInsideTransaction { try? connection.rollback() }
            guard error.isOneMembersDoing, members.count > 1 else {
                return Outcome(settled: members.map { ($0, .failure(error.fault)) })
            }
            return members.reduce(into: Outcome()) { whole, member in
                let alone = commit([member])
                whole.settled += alone.settled
                whole.commits += alone.commits
            }
        }
    }

    private func attempt(_ members: [GroupMember]) throws(Broken) -> Outcome {
        var outcome = Outcome()
        try orBroken {
            try demand(members.contains { $0.durability == .durable } ? .durable : .relaxed)
            try connection.beginTransaction(.immediate)
        }
        let end = ContinuousClock.now + .milliseconds(options.groupRunMilliseconds)
        for (index, member) in members.enumerated() {
            if index > 0, ContinuousClock.now > end {
                outcome.turnedAway = Array(members[index...])
                break
            }
            outcome.settled.append((member, try run(member)))
        }
        try orBroken { try connection.commit() }
        outcome.commits = 1
        return outcome
    }

    private func run(_ member: GroupMember) throws(Broken) -> Result<GroupMember.Success, any Error> {
        try orBroken { try execute("SAVEPOINT member") }
        let result = Result { try member.attempt(connection) }
        if case .failure(let error) = result {
            // `RAISE(ROLLBACK)`, a full disk and an I/O error end the transaction, not only the statement.
            guard connection.isInsideTransaction else {
                let fault = error as? DatabaseFault ?? .engine("The transaction was ended by one of its writes.")
                if case .constraint = fault { throw Broken(fault: fault, isOneMembersDoing: true) }
                throw Broken(fault: fault, isOneMembersDoing: false)
            }
            try orBroken { try execute("ROLLBACK TO member") }
        }
        try orBroken { try execute("RELEASE member") }
        return result
    }

    /// The level cannot be changed inside a transaction: the most careful member decides for its group.
    private func demand(_ durability: Durability) throws {
        let level = durability == .durable ? 2 : 1
        let current = try Int.fetchOne(connection.cachedStatement(sql: "PRAGMA synchronous"))
        if current != level { try connection.execute(sql: "PRAGMA synchronous = \(level)") }
    }

    private func execute(_ text: String) throws { try connection.cachedStatement(sql: text).execute() }

    private func orBroken(_ work: () throws -> Void) throws(Broken) {
        do {
            try work()
        } catch let error as DatabaseError {
            throw Broken(fault: fault(error), isOneMembersDoing: error.resultCode == .SQLITE_CONSTRAINT)
        } catch {
            throw Broken(fault: .engine("\(error)"), isOneMembersDoing: false)
        }
    }
}
