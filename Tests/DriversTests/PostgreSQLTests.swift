import Foundation
import Kernel
import TestTown
import Testing

@testable import PostgreSQLDriver

@Suite(
    "PostgreSQL's connections", .enabled(if: TestEngine.available.contains(.postgresql), "needs a PostgreSQL server"))
struct PostgreSQLTests {
    private func withLedger(
        _ change: (inout PostgreSQLDatabase.Options) -> Void = { _ in },
        _ body: (PostgreSQLDatabase) async throws -> Void
    ) async throws {
        var options = PostgreSQLDatabase.Options()
        change(&options)
        try await withDatabasePlace(.postgresql) { place async throws in
            let database = PostgreSQLDatabase(
                url: place.address, options: options, clock: .stopped(at: testMoment), random: numberedRandom())
            _ = try await database.migrate(ledgerMigrations)
            try await body(database)
            await database.close()
        }
    }

    /// Ends the other connections that have this application's name, as an administrator would.
    private func endConnections(named name: String, _ database: PostgreSQLDatabase) async throws -> Int {
        try await database.read { town in
            try town.rows(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE application_name = \(name) AND pid <> pg_backend_pid()
                """
            ).count
        }
    }

    @Test("A read and a write survive the end of their connection", .timeLimit(.minutes(5)))
    func killedConnection() async throws {
        try await withLedger({
            $0.applicationName = "yongai-killed"; $0.connectionsMax = 1
        }) { database async throws in
            try await withLedger({ $0.applicationName = "yongai-killer" }) { killer in
                try await database.openAccounts([1])
                #expect(try await endConnections(named: "yongai-killed", killer) == 1)
                #expect(try await database.balance(0) == 1)
                #expect(try await endConnections(named: "yongai-killed", killer) == 1)
                try await database.write { _ = try $0.run("UPDATE account SET balance = 2") }
                #expect(try await database.balance(0) == 2)
            }
        }
    }

    @Test("A write whose connection ends in the middle is run again as a whole")
    func killedInTheMiddle() async throws {
        try await withLedger({ $0.applicationName = "yongai-middle" }) { database async throws in
            try await database.openAccounts([1])
            let tries = Tries()
            try await database.write { town in
                try town.run("UPDATE account SET balance = balance + 1")
                if tries.next() == 1 { _ = try town.rows("SELECT pg_terminate_backend(pg_backend_pid())") }
                try town.run("UPDATE account SET balance = balance + 1")
            }
            #expect(tries.count == 2)
            #expect(try await database.balance(0) == 3)
        }
    }

    @Test("A commit whose connection ends is said to be in doubt, and is not run again")
    func lostCommit() async throws {
        try await withLedger { database async throws in
            try await database.openAccounts([1])
            let tries = Tries()
            let fault = await faultOf {
                try await database.write { town in
                    _ = tries.next()
                    // Ends its own connection when the commit reaches the deferred trigger.
                    try town.run(
                        .migration(
                            """
                            CREATE FUNCTION end_it() RETURNS trigger LANGUAGE plpgsql AS
                                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$
                            """))
                    try town.run(
                        """
                        CREATE CONSTRAINT TRIGGER end_it AFTER UPDATE ON account DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION end_it()
                        """)
                    try town.run("UPDATE account SET balance = 5")
                }
            }
            guard case .unavailable(let words) = fault else { Issue.record("\(String(describing: fault))"); return }
            #expect(words.contains("may have been made or not"))
            #expect(tries.count == 1)
            #expect(try await database.balance(0) == 1)
        }
    }

    @Test("When no connection is free, that is said in bounded time", .timeLimit(.minutes(5)))
    func exhaustion() async throws {
        try await withLedger({
            $0.connectionsMax = 2; $0.acquireMilliseconds = 400; $0.waitersMax = 3
        }) { database async throws in
            let faults = try await withThrowingTaskGroup(of: DatabaseFault?.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        await faultOf { try await database.read { _ = try $0.rows("SELECT pg_sleep(2)") } }
                    }
                }
                return try await group.reduce(into: [DatabaseFault?]()) { $0.append($1) }
            }
            let late = faults.filter { $0 == .unavailable("No connection was free in 400 ms.") }.count
            let turnedAway = faults.filter {
                $0 == .unavailable("3 transactions are waiting for a connection already.")
            }
            let served = faults.filter { $0 == nil }.count
            #expect(served == 2)
            #expect(late == 3)
            #expect(turnedAway.count == 3)
            let afterwards = try await database.read { try $0.rows("SELECT 1 AS one").count }
            #expect(afterwards == 1)
        }
    }

    @Test("A server that is not there is unavailable, in its own words and without the password")
    func noServer() async throws {
        let database = PostgreSQLDatabase(
            url: "postgres://someone:geheim@127.0.0.1:1/none", clock: .stopped(at: testMoment), random: numberedRandom()
        )
        guard case .unavailable(let words) = await faultOf({ _ = try await database.appliedMigrations() }) else {
            Issue.record("not unavailable")
            return
        }
        #expect(words.contains("127.0.0.1") && !words.contains("geheim"))
        guard case .unavailable = await faultOf({ _ = try await database.changes() }) else {
            Issue.record("not unavailable")
            return
        }
        await database.close()
    }

    @Test("A listener that lost its connection is told to make everything anew", .timeLimit(.minutes(5)))
    func lostListener() async throws {
        try await withLedger({ $0.applicationName = "yongai-listener" }) { database async throws in
            try await withLedger({ $0.applicationName = "yongai-ender" }) { ender in
                let stream = try await database.changes()
                _ = try await endConnections(named: "yongai-listener", ender)
                #expect(await ChangesTests.heard(1, stream, within: .seconds(60)) == [nil])
            }
        }
    }

    @Test("A statement that takes too long is ended")
    func timeout() async throws {
        try await withLedger({ $0.statementMilliseconds = 100 }) { database async throws in
            let fault = await faultOf { try await database.read { _ = try $0.rows("SELECT pg_sleep(5)") } }
            #expect(fault == .unavailable("A statement took longer than it may."))
        }
    }

    @Test("Contention that does not end is told after a bounded number of tries")
    func contention() async throws {
        try await withLedger({ $0.triesMax = 5 }) { database async throws in
            let tries = Tries()
            let fault = await faultOf {
                try await database.write { town in
                    _ = tries.next()
                    _ = try town.rows("WITH x AS (SELECT 1) SELECT * FROM fail_to_serialize()")
                }
            }
            #expect(fault != .contention)
            _ = try await database.write { town in
                try town.run(
                    .migration(
                        """
                        CREATE FUNCTION fail_to_serialize() RETURNS BIGINT LANGUAGE plpgsql AS
                            $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$
                        """))
            }
            let before = tries.count
            let second = await faultOf {
                try await database.write { town in
                    _ = tries.next()
                    _ = try? town.rows("SELECT fail_to_serialize()")
                }
            }
            #expect(second == .contention)
            #expect(tries.count - before == 5)
        }
    }

    @Test("Sixteen who write one row again and again all get their turn")
    func turns() async throws {
        try await withLedger({ $0.connectionsMax = 16 }) { database async throws in
            _ = try await database.write { town in
                _ = try town.run(.migration("CREATE TABLE counter (id BIGINT PRIMARY KEY, number BIGINT NOT NULL)"))
                return try town.run("INSERT INTO counter (id, number) VALUES (1, 0)")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        for _ in 0..<40 {
                            _ = try await database.write { town in
                                _ = try town.row("SELECT number FROM counter WHERE id = 1")
                                return try town.run("UPDATE counter SET number = number + 1 WHERE id = 1")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let number = try await database.read { town in
                try town.row("SELECT number FROM counter WHERE id = 1")?.int("number")
            }
            #expect(number == 640)
        }
    }

    @Test("More statements than are kept prepared still run, and a failed one does no harm")
    func statementCache() async throws {
        try await withLedger({
            $0.statementsMax = 4; $0.connectionsMax = 1
        }) { database async throws in
            let connection: @Sendable (any Reading) throws -> Int? = {
                try $0.row("SELECT pg_backend_pid() AS pid")?.int("pid")
            }
            let before = try await database.read(connection)
            for number in 0..<30 {
                let fault = await faultOf {
                    try await database.read { _ = try $0.rows("SELECT nothing FROM nowhere") }
                }
                #expect(fault == .engine("relation \"nowhere\" does not exist (SQLSTATE 42P01)"))
                let text = "SELECT \(number % 10) AS n"
                let found = try await database.read { try $0.row(.migration(text))?.int("n") }
                #expect(found == number % 10)
            }
            #expect(try await database.read(connection) == before)
        }
    }

    @Test("A migration under a prepared statement does not break it")
    func changedTable() async throws {
        try await withLedger({ $0.connectionsMax = 1 }) { database async throws in
            try await database.openAccounts([1])
            let columns: @Sendable (any Reading) throws -> Int = {
                try $0.rows("SELECT * FROM account").first?.values.count ?? 0
            }
            #expect(try await database.read(columns) == 2)
            try await database.write { _ = try $0.run("ALTER TABLE account ADD COLUMN note TEXT") }
            #expect(try await database.read(columns) == 3)
        }
    }

    @Test("A relaxed write does not wait for the disk, a durable one does")
    func durability() async throws {
        try await withLedger { database async throws in
            let setting: @Sendable (any Writing) throws -> String = {
                try $0.row("SELECT current_setting('synchronous_commit') AS s")?.text("s") ?? ""
            }
            #expect(try await database.write(.relaxed, setting) == "off")
            #expect(try await database.write(.durable, setting) == "on")
        }
    }
}

/// Counts how often a body was run.
private final class Tries: @unchecked Sendable {
    private let lock = NSLock()
    private var value = 0

    var count: Int { lock.withLock { value } }

    func next() -> Int {
        lock.withLock {
            value += 1
            return value
        }
    }
}
