import Glibc
import Kernel
import TestTown
import Testing

@Suite("Concurrency") struct ConcurrencyTests {
    @Test("Sixty-four increments at once are sixty-four", .timeLimit(.minutes(5)), arguments: TestEngine.available)
    func increments(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.openAccounts([0])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<64 {
                    group.addTask {
                        try await database.write { town in
                            let balance = try town.row("SELECT balance FROM account WHERE id = 0")?.int("balance") ?? 0
                            try town.run("UPDATE account SET balance = \(balance + 1) WHERE id = 0")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.balance(0) == 64)
        }
    }

    /// Write skew: each body sees enough in both accounts together and takes from one of them. Only serializable
    /// transactions keep the sum from going below nothing.
    @Test("Takers that look at both accounts never take too much", arguments: TestEngine.available)
    func writeSkew(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.openAccounts([0, 0])
            // The first round also opens the connections, and so may well be serial by chance.
            for (limit, expected) in [(200, 180), (400, 360), (600, 600)] {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for taker in 0..<8 {
                        group.addTask { try await Self.take(60, from: taker % 2, limit, database) }
                    }
                    try await group.waitForAll()
                }
                let taken = try await database.read { town in
                    try town.row("SELECT sum(amount) AS taken FROM entry")?.int("taken")
                }
                #expect(taken == expected)
            }
        }
    }

    private static func take(_ amount: Int, from account: Int, _ limit: Int, _ database: any Database) async throws {
        try await database.write { town in
            let taken = try town.row("SELECT coalesce(sum(amount), 0) AS taken FROM entry")?.int("taken") ?? 0
            // Long enough for the others to look as well.
            usleep(3000)
            guard taken + amount <= limit else { return }
            let id = "\(account) \(taken) \(town.newID(of: ConcurrencyTests.self))"
            try town.run("INSERT INTO entry VALUES (\(id), \(account), \(amount))")
        }
    }

    @Test("A write whose task is cancelled before its turn is not made", arguments: TestEngine.available)
    func cancellation(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.openAccounts([0])
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await database.write { _ = try $0.run("UPDATE account SET balance = 1") }
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await database.balance(0) == 0)
        }
    }

    @Test("Readers see whole transactions only", arguments: TestEngine.available)
    func snapshots(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.openAccounts([500, 500])
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for _ in 0..<50 {
                        try await database.write(.relaxed) { town in
                            try town.run("UPDATE account SET balance = balance - 1 WHERE id = 0")
                            try town.run("UPDATE account SET balance = balance + 1 WHERE id = 1")
                        }
                    }
                }
                group.addTask {
                    for _ in 0..<50 {
                        let sum = try await database.read { town in
                            let first = try town.row("SELECT balance FROM account WHERE id = 0")?.int("balance") ?? 0
                            let second = try town.row("SELECT balance FROM account WHERE id = 1")?.int("balance") ?? 0
                            return first + second
                        }
                        #expect(sum == 1000)
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
