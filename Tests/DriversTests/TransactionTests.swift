import Kernel
import TestTown
import Testing

@Suite("Transactions") struct TransactionTests {
    @Test("A body that throws leaves nothing behind and its own error is thrown", arguments: TestEngine.available)
    func rollback(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            await #expect(throws: ChangedMind()) {
                try await database.write { town in
                    try town.run("INSERT INTO account VALUES (1, 5)")
                    throw ChangedMind()
                }
            }
            #expect(try await database.balance(1) == -1)
            try await database.openAccounts([1, 2])
            #expect(try await database.balance(1) == 2)
        }
    }

    @Test(
        "A constraint is told by its kind and name, and what came before it is undone", arguments: TestEngine.available)
    func constraints(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.openAccounts([5])
            let statements: [(SQL, [TestEngine: String])] = [
                ("INSERT INTO account VALUES (0, 1)", [.sqlite: "account.id", .postgresql: "account_pkey"]),
                (
                    "INSERT INTO account VALUES (3, -1)",
                    [.sqlite: "account_balance", .postgresql: "account_balance"]
                ),
                (
                    "INSERT INTO account VALUES (3, NULL)",
                    [.sqlite: "account.balance", .postgresql: "account.balance"]
                ),
                (
                    "INSERT INTO entry VALUES ('a', 99, 1)",
                    [.sqlite: "FOREIGN KEY", .postgresql: "entry_account_fkey"]
                ),
            ]
            for (statement, names) in statements {
                let fault = await faultOf {
                    try await database.write { town in
                        try town.run("INSERT INTO account VALUES (2, 2)")
                        try town.run(statement)
                    }
                }
                #expect(fault == names[engine].map(DatabaseFault.constraint))
                #expect(try await database.balance(2) == -1)
            }
        }
    }

    @Test(
        "What may travel later is there for the next statement, and after the commit", arguments: TestEngine.available)
    func later(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let seen = try await database.write { town in
                try town.runLater("INSERT INTO account VALUES (1, 5)")
                try town.runLater("UPDATE account SET balance = 6 WHERE id = 1")
                let seen = try town.row("SELECT balance FROM account WHERE id = 1")?.int("balance")
                try town.runLater("UPDATE account SET balance = 7 WHERE id = 1")
                try town.runMany([2, 3]) { "INSERT INTO account VALUES (\($0), 1)" }
                try town.runLater("INSERT INTO entry VALUES ('a', 1, 1)")
                return seen
            }
            #expect(seen == 6)
            #expect(try await database.balance(1) == 7)
            #expect(try await database.balance(3) == 1)
            let entries = try await database.read { try $0.rows("SELECT id FROM entry").count }
            #expect(entries == 1)
        }
    }

    @Test(
        "What travels with the commit and fails takes the transaction with it, and is told by its kind",
        arguments: TestEngine.available)
    func laterFails(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let fault = await faultOf {
                try await database.write { town in
                    try town.run("INSERT INTO account VALUES (1, 5)")
                    try town.runLater("INSERT INTO account VALUES (2, 1)")
                    try town.runLater("INSERT INTO account VALUES (3, -1)")
                    try town.runLater("INSERT INTO account VALUES (4, 1)")
                }
            }
            #expect(fault == .constraint("account_balance"))
            for account in 1...4 { #expect(try await database.balance(account) == -1) }
            try await database.openAccounts([5])
            #expect(try await database.balance(0) == 5)
        }
    }

    @Test("A trigger's refusal is a constraint in the trigger's words", arguments: TestEngine.available)
    func trigger(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.openAccounts([5])
            try await database.write { _ = try $0.run("INSERT INTO entry VALUES ('a', 0, 1)") }
            let fault = await faultOf { try await database.write { _ = try $0.run("DELETE FROM entry") } }
            #expect(fault == .constraint("entries stay"))
        }
    }

    @Test("A body that swallows a fault is rolled back all the same", arguments: TestEngine.available)
    func swallowedFault(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let fault = await faultOf {
                try await database.write { town in
                    try town.run("INSERT INTO account VALUES (1, 1)")
                    _ = try? town.run("INSERT INTO account VALUES (1, 1)")
                    _ = try? town.run("INSERT INTO account VALUES (2, 1)")
                }
            }
            guard case .constraint = fault else { Issue.record("\(String(describing: fault))"); return }
            #expect(try await database.balance(1) == -1)
            #expect(try await database.balance(2) == -1)
        }
    }

    @Test(
        "Bodies may not end, begin or leave their transaction",
        arguments: TestEngine.available,
        [
            "BEGIN", "commit", "END", " ROLLBACK", "-- why\nSAVEPOINT a", "/* x */ RELEASE a", "ATTACH 'x' AS x",
            "PRAGMA synchronous = OFF", "SET x = 1", "VACUUM", "LISTEN x", "", "-- nothing", "PREPARE TRANSACTION 'x'",
        ] as [SQL])
    func refusedStatements(_ engine: TestEngine, _ statement: SQL) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let fault = await faultOf { try await database.write { _ = try $0.run(statement) } }
            guard case .engine(let words) = fault else { Issue.record("\(String(describing: fault))"); return }
            #expect(words.hasPrefix("A body may not run"))
        }
    }

    @Test("Two statements in one text are refused", arguments: TestEngine.available)
    func twoStatements(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let fault = await faultOf {
                try await database.write { _ = try $0.run("INSERT INTO account VALUES (1, 1); COMMIT") }
            }
            #expect(fault != nil)
            #expect(try await database.balance(1) == -1)
        }
    }

    @Test("A read cannot write", arguments: TestEngine.available)
    func readOnly(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let fault = await faultOf {
                try await database.read { _ = try $0.rows("INSERT INTO account VALUES (1, 1) RETURNING id") }
            }
            #expect(fault != nil)
            #expect(try await database.balance(1) == -1)
        }
    }

    @Test("Ten thousand rows go in at once, and a bad one among them takes all back", arguments: TestEngine.available)
    func runMany(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.write { town in
                try town.runMany(Array(0..<10_000)) { n in
                    "INSERT INTO sample (id, whole, words) VALUES (\(n), \(n % 3 == 0 ? nil : n), \("店 \(n)"))"
                }
            }
            func count() async throws -> [SQLValue]? {
                try await database.read { try $0.row("SELECT count(*), count(whole), max(id) FROM sample")?.values }
            }
            #expect(try await count() == [.integer(10_000), .integer(6666), .integer(9999)])
            let fault = await faultOf {
                try await database.write { town in
                    try town.runMany(Array(10_000..<12_000)) {
                        "INSERT INTO sample (id) VALUES (\($0 == 11_111 ? 7 : $0))"
                    }
                }
            }
            #expect(fault == .constraint(engine == .sqlite ? "sample.id" : "sample_pkey"))
            #expect(try await count() == [.integer(10_000), .integer(6666), .integer(9999)])
        }
    }

    @Test("Rows are visited one by one, and a visit may stop", arguments: TestEngine.available)
    func each(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.openAccounts(Array(0..<1000))
            let (sum, seen, after) = try await database.read { town in
                var (sum, seen) = (0, 0)
                try town.each("SELECT balance FROM account ORDER BY id") { sum += try $0.int("balance") }
                do {
                    try town.each("SELECT balance FROM account ORDER BY id") { _ in
                        seen += 1
                        if seen == 10 { throw ChangedMind() }
                    }
                } catch is ChangedMind {}
                return (sum, seen, try town.rows("SELECT id FROM account").count)
            }
            #expect((sum, seen, after) == (499_500, 10, 1000))
            try await database.write { town in
                let insert: (Int) -> SQL = { "INSERT INTO account VALUES (\($0), 1)" }
                try town.runMany([5000], insert)
                do {
                    try town.each("SELECT balance FROM account") { _ in throw ChangedMind() }
                } catch is ChangedMind {}
                try town.runMany([5001], insert)
            }
            let fault = await faultOf {
                try await database.read { town in
                    try town.each("SELECT id FROM account") { _ in _ = try town.rows("SELECT 1 AS one") }
                }
            }
            #expect(fault == .engine("A statement may not be run inside `each`."))
        }
    }

    @Test("A transaction has one moment and gives out new identifiers", arguments: TestEngine.available)
    func momentAndIdentifiers(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let (now, ids) = try await database.write { town in
                (town.now, (0..<3).map { _ in town.newID(of: TransactionTests.self) })
            }
            #expect(now == testMoment)
            #expect(Set(ids).count == 3)
            #expect(ids == ids.sorted())
        }
    }

    @Test("A database that is closed says so", arguments: TestEngine.available)
    func closed(_ engine: TestEngine) async throws {
        try await withDatabasePlace(engine) { place async throws in
            let database = try place.open()
            _ = try await database.migrate(ledgerMigrations)
            await database.close()
            let fault = await faultOf { try await database.write { _ = try $0.run("DELETE FROM account") } }
            #expect(fault == .unavailable("The database is closed."))
            let reading = await faultOf { _ = try await database.balance(0) }
            #expect(reading != nil)
            await database.close()
        }
    }
}
