import Foundation
import Kernel
import Synchronization
import TestTown
import Testing

@testable import SQLiteDriver

@Suite("Group commit on SQLite") struct GroupCommitTests {
    private func withLedger(
        _ change: (inout SQLiteDatabase.Options) -> Void = { _ in }, _ body: (SQLiteDatabase) async throws -> Void
    ) async throws {
        var options = SQLiteDatabase.Options()
        // However slow the machine, a group stays together unless a test is about that.
        options.groupRunMilliseconds = 60_000
        change(&options)
        try await withDatabasePlace(.sqlite) { place async throws in
            let database = try SQLiteDatabase(
                path: place.address, options: options, clock: .stopped(at: testMoment), random: numberedRandom())
            _ = try await database.migrate(ledgerMigrations)
            try await body(database)
            await database.close()
        }
    }

    /// Runs the bodies in one group: they gather while a first one holds the writer.
    private func together(
        _ database: SQLiteDatabase,
        _ bodies: [@Sendable (any Writing) throws -> Void]
    ) async -> [(any Error)?] {
        await withTaskGroup(of: (Int, (any Error)?).self) { group in
            let gate = DispatchSemaphore(value: 0)
            group.addTask {
                try? await database.write(.relaxed) { _ in gate.wait() }
                return (-1, nil)
            }
            while !database.group.isRunning { await Task.yield() }
            for (index, body) in bodies.enumerated() {
                group.addTask {
                    do { try await database.write(.relaxed, body) } catch { return (index, error) }
                    return (index, nil)
                }
                while database.group.waitingCount <= index { await Task.yield() }
            }
            gate.signal()
            var errors = [(any Error)?](repeating: nil, count: bodies.count)
            for await (index, error) in group where index >= 0 { errors[index] = error }
            return errors
        }
    }

    private static let big = SQLValue.blob([UInt8](repeating: 1, count: 200_000))

    private static func insert(_ id: Int) -> @Sendable (any Writing) throws -> Void {
        { _ = try $0.run("INSERT INTO account VALUES (\(id), 1)") }
    }

    @Test("A new database is readable by its owner alone, and so are the files beside it")
    func rights() async throws {
        try await withLedger { database in
            for end in ["", "-wal", "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: database.path + end)
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(end)")
            }
        }
    }

    @Test("Members share a commit, and one that fails leaves the others alone")
    func isolation() async throws {
        try await withLedger { database async throws in
            let before = database.groupCounts
            let errors = await together(
                database,
                [
                    Self.insert(1), { _ in throw ChangedMind() },
                    { town in
                        try town.run("INSERT INTO account VALUES (2, 1)")
                        try town.run("INSERT INTO account VALUES (1, 1)")
                    }, Self.insert(3),
                ])
            #expect(errors[0] == nil && errors[3] == nil)
            #expect(errors[1] is ChangedMind)
            #expect(errors[2] as? DatabaseFault == .constraint("account.id"))
            let ids = try await database.read {
                try $0.rows("SELECT id FROM account ORDER BY id").map { try $0.int("id") }
            }
            #expect(ids == [1, 3])
            #expect(database.groupCounts.commits == before.commits + 2)
            #expect(database.groupCounts.writes == before.writes + 5)
        }
    }

    @Test("A deferred foreign key that fails the commit fails only its own member")
    func deferredForeignKey() async throws {
        try await withLedger { database async throws in
            let errors = await together(
                database,
                [Self.insert(1), { _ = try $0.run("INSERT INTO entry VALUES ('a', 99, 1)") }, Self.insert(2)])
            #expect(errors[0] == nil && errors[2] == nil)
            #expect(errors[1] as? DatabaseFault == .constraint("FOREIGN KEY"))
            #expect(try await database.balance(1) == 1)
            #expect(try await database.balance(2) == 1)
        }
    }

    @Test("A fault that breaks the whole transaction is everybody's, and nobody's write is kept")
    func diskFull() async throws {
        try await withLedger { database async throws in
            try await database.pool.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA max_page_count = 20")
            }
            let errors = await together(
                database,
                [
                    Self.insert(1),
                    { _ = try $0.run("INSERT INTO sample (id, bytes) VALUES (1, \(Self.big))") },
                    Self.insert(2),
                ])
            // SQLite undoes the statement, or ends the transaction: either way the big one fails and none is half made.
            guard case .engine(let words) = errors[1] as? DatabaseFault else { Issue.record("not full"); return }
            #expect(words.contains("full"))
            for (index, id) in [(0, 1), (2, 2)] {
                #expect((try await database.balance(id) == 1) == (errors[index] == nil))
            }
        }
    }

    @Test("The most careful member decides how its group is written")
    func synchronous() async throws {
        try await withLedger { database async throws in
            let level: @Sendable (any Writing) throws -> Int = {
                try $0.row("SELECT synchronous FROM pragma_synchronous")?.int("synchronous") ?? -1
            }
            #expect(try await database.write(.durable, level) == 2)
            #expect(try await database.write(.relaxed, level) == 1)
            #expect(try await database.write(level) == 2)
        }
    }

    @Test("What was answered is in the files at that moment")
    func acknowledgedIsWritten() async throws {
        try await withLedger { database async throws in
            try await database.openAccounts([7])
            // The files as they would be found after kill -9 at this moment.
            let copy = database.path + "-copy.sqlite"
            try FileManager.default.copyItem(atPath: database.path, toPath: copy)
            try FileManager.default.copyItem(atPath: database.path + "-wal", toPath: copy + "-wal")
            let found = try SQLiteDatabase(path: copy, clock: .stopped(at: testMoment), random: numberedRandom())
            #expect(try await found.balance(0) == 7)
            await found.close()
        }
    }

    @Test("A full line is answered at once")
    func fullLine() async throws {
        try await withLedger({ $0.writesWaitingMax = 2 }) { database async throws in
            let errors = await withTaskGroup(of: DatabaseFault?.self) { group in
                let gate = DispatchSemaphore(value: 0)
                group.addTask { await faultOf { try await database.write { _ in gate.wait() } } }
                while !database.group.isRunning { await Task.yield() }
                for id in 0..<5 {
                    group.addTask { await faultOf { try await database.write(.relaxed, Self.insert(id)) } }
                }
                var faults: [DatabaseFault] = []
                while faults.count < 3, let fault = await group.next() { faults += [fault].compactMap(\.self) }
                gate.signal()
                return faults
            }
            #expect(errors == Array(repeating: .unavailable("2 writes are waiting already."), count: 3))
        }
    }

    @Test("A write that waits can be cancelled; one that runs is answered")
    func cancelled() async throws {
        try await withLedger { database async throws in
            let gate = DispatchSemaphore(value: 0)
            let running = Task {
                try await database.write { town in
                    gate.wait()
                    try town.run("INSERT INTO account VALUES (1, 1)")
                }
            }
            while !database.group.isRunning { await Task.yield() }
            let waiting = Task { try await database.write(.relaxed, Self.insert(2)) }
            while database.group.waitingCount == 0 { await Task.yield() }
            waiting.cancel()
            running.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            gate.signal()
            _ = try await running.value
            #expect(try await database.balance(1) == 1)
            #expect(try await database.balance(2) == -1)
        }
    }

    @Test("Another process that keeps the file locked makes writes unavailable in bounded time")
    func lockedFile() async throws {
        try await withLedger({ $0.busyMilliseconds = 100 }) { database async throws in
            let other = try SQLiteDatabase(
                path: database.path, clock: .stopped(at: testMoment), random: numberedRandom())
            let gate = DispatchSemaphore(value: 0)
            let holder = Task { try await other.write { _ in gate.wait() } }
            while !other.group.isRunning { await Task.yield() }
            try await Task.sleep(for: .milliseconds(20))
            let fault = await faultOf { try await database.write(Self.insert(1)) }
            #expect(fault == .unavailable("Another process is writing to the database file."))
            gate.signal()
            try await holder.value
            try await database.write(Self.insert(1))
            await other.close()
        }
    }

    @Test("A body that runs long turns the rest of its group away to the next one")
    func longBody() async throws {
        try await withLedger({ $0.groupRunMilliseconds = 5 }) { database async throws in
            let before = database.groupCounts.commits
            let errors = await together(database, [{ _ in usleep(20_000) }, Self.insert(1), Self.insert(2)])
            let failures = errors.compactMap(\.self)
            #expect(failures.isEmpty)
            #expect(try await database.balance(2) == 1)
            #expect(database.groupCounts.commits >= before + 3)
        }
    }
}

@Suite("Standard types in SQLite's words") struct SQLiteTextTests {
    @Test(
        "Types are put in SQLite's words and tables are strict",
        arguments: [
            ("CREATE TABLE a (b BIGINT);", "CREATE TABLE a (b INTEGER) STRICT;"),
            ("create table a (b double\n  precision)", "create table a (b REAL) STRICT"),
            (
                "CREATE TABLE IF NOT EXISTS a (b BYTEA) -- x;\n;",
                "CREATE TABLE IF NOT EXISTS a (b BLOB) STRICT -- x;\n;"
            ),
            ("CREATE TABLE a (b TEXT) WITHOUT ROWID;", "CREATE TABLE a (b TEXT) WITHOUT ROWID, STRICT;"),
            ("CREATE TABLE a (b TEXT) STRICT;", "CREATE TABLE a (b TEXT) STRICT;"),
            (
                "CREATE TABLE a (b TEXT DEFAULT 'BIGINT; it''s', \"BYTEA\" BIGINT);",
                "CREATE TABLE a (b TEXT DEFAULT 'BIGINT; it''s', \"BYTEA\" INTEGER) STRICT;"
            ),
            ("CREATE VIRTUAL TABLE a USING fts5(b);", "CREATE VIRTUAL TABLE a USING fts5(b);"),
            ("CREATE INDEX i ON a (b); -- BIGINT", "CREATE INDEX i ON a (b); -- BIGINT"),
            ("/* CREATE TABLE x (y BIGINT); */", "/* CREATE TABLE x (y BIGINT); */"),
        ])
    func translation(_ standard: String, _ sqlite: String) {
        #expect(sqliteText(standard) == sqlite)
    }
}
