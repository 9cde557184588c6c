import Kernel
import TestTown
import Testing

@Suite("Values") struct ValueTests {
    static let samples: [[SQLValue]] = [
        [.integer(.max), .real(0.1), .text("甬城 🛵 O'Reilly \"x\" \\ \n"), .blob([0, 1, 255, 92, 120])],
        [.integer(.min), .real(-.greatestFiniteMagnitude), .text(""), .blob([])],
        [.integer(0), .real(.leastNonzeroMagnitude), .text("NULL"), .blob([UInt8](0...255))],
        [.integer(-1), .real(.infinity), .text("e\u{301}é👨‍👩‍👧"), .blob([0])],
        [.integer(1), .real(-.infinity), .text(String(repeating: "长", count: 100_000)), .null],
        [.null, .null, .null, .null],
        [.integer(42), .real(3), .text("\u{FFFF}\u{10FFFF}"), .blob([39, 0, 39])],
    ]

    @Test("Every value comes back as it went in", arguments: TestEngine.available)
    func roundTrip(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.write { town in
                for (id, v) in Self.samples.enumerated() {
                    let done = try town.run(
                        "INSERT INTO sample VALUES (\(id), \(v[0]), \(v[1]), \(v[2]), \(v[3]))")
                    #expect(done == 1)
                }
            }
            let rows = try await database.read { try $0.rows("SELECT * FROM sample ORDER BY id") }
            #expect(rows.first?.columns.names == ["id", "whole", "broken", "words", "bytes"])
            let found = rows.map { Array($0.values.dropFirst()) }
            #expect(found == Self.samples)
            for (id, v) in Self.samples.enumerated() where v[2] != .null {
                let found = try await database.read { try $0.rows("SELECT id FROM sample WHERE words = \(v[2])") }
                #expect(found.map(\.values) == [[.integer(Int64(id))]])
            }
        }
    }

    @Test("Results that are not columns come back alike", arguments: TestEngine.available)
    func expressions(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            try await database.openAccounts([3, 4])
            let row = try await database.read { town in
                try town.row(
                    """
                    SELECT count(*) AS many, sum(balance) AS total, avg(balance) AS middle, max(balance) > 3 AS above,
                        max(balance) IS NULL AS none, CAST(\(true) AS BIGINT) AS yes FROM account
                    WHERE id IN \(list: [0, 1]) OR id IN \(list: [Int]())
                    """)
            }
            #expect(try row?.int("many") == 2)
            #expect(try row?.int("total") == 7)
            #expect(try row?.double("middle") == 3.5)
            #expect(try row?.bool("above") == true)
            #expect(try row?.bool("none") == false)
            #expect(try row?.bool("yes") == true)
        }
    }

    @Test("A NUL character and a real that is no number are refused alike", arguments: TestEngine.available)
    func refusedValues(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let nul = await faultOf {
                try await database.write { _ = try $0.run("INSERT INTO sample (id, words) VALUES (1, \("a\0b"))") }
            }
            #expect(nul == .engine("A bound text holds a NUL character."))
            let nan = await faultOf {
                try await database.write { _ = try $0.run("INSERT INTO sample (id, broken) VALUES (2, \(Double.nan))") }
            }
            #expect(nan == .engine("A bound real is not a number."))
            let count = try await database.read { try $0.rows("SELECT id FROM sample").count }
            #expect(count == 0)
        }
    }

    @Test("A value of the wrong type does not get into a column", arguments: TestEngine.available)
    func wrongType(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let fault = await faultOf {
                try await database.write { _ = try $0.run("INSERT INTO sample (id, whole) VALUES (1, \("secret"))") }
            }
            guard case .engine(let words) = fault else { Issue.record("\(String(describing: fault))"); return }
            #expect(!words.contains("secret"))
        }
    }
}
