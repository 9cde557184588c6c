import Kernel
import SQLiteDriver
import TestTown
import Testing

@Suite("Changes") struct ChangesTests {
    static let places = Topic(rawValue: "places")
    static let areas = Topic(rawValue: "areas")

    /// The first topics told within the time, or as many as came.
    static func heard(_ count: Int, _ stream: AsyncStream<Topic?>, within time: Duration) async -> [Topic?] {
        await withTaskGroup(of: [Topic?].self) { group in
            group.addTask {
                var topics: [Topic?] = []
                for await topic in stream {
                    topics.append(topic)
                    if topics.count == count { break }
                }
                return topics
            }
            group.addTask {
                try? await Task.sleep(for: time)
                return []
            }
            let first = await group.next() ?? []
            group.cancelAll()
            return first.isEmpty ? await group.next() ?? [] : first
        }
    }

    @Test("What another node announces is heard", arguments: TestEngine.available)
    func otherNode(_ engine: TestEngine) async throws {
        try await withDatabasePlace(engine) { place async throws in
            let (here, there) = (try place.open(), try place.open())
            _ = try await here.migrate(ledgerMigrations)
            try await there.write { try $0.announce(Self.areas) }
            let stream = try await here.changes()
            try await there.write { town in
                try town.run("INSERT INTO account VALUES (1, 1)")
                try town.announce(Self.places)
            }
            #expect(await Self.heard(1, stream, within: .seconds(60)) == [Self.places])
            #expect(try await here.balance(1) == 1)
            await here.close()
            await there.close()
        }
    }

    @Test("One's own announcement is heard at once, by every listener, and once", arguments: TestEngine.available)
    func sameNode(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let (first, second) = (try await database.changes(), try await database.changes())
            try await database.write { try $0.announce(Self.places) }
            try await database.write { try $0.announce(Self.areas) }
            #expect(await Self.heard(2, first, within: .seconds(60)) == [Self.places, Self.areas])
            #expect(await Self.heard(2, second, within: .seconds(60)) == [Self.places, Self.areas])
            #expect(await Self.heard(1, second, within: .milliseconds(700)).isEmpty)
        }
    }

    @Test("A transaction that is rolled back announces nothing", arguments: TestEngine.available)
    func rolledBack(_ engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: ledgerMigrations) { database async throws in
            let stream = try await database.changes()
            await #expect(throws: ChangedMind.self) {
                try await database.write { town in
                    try town.announce(Self.places)
                    throw ChangedMind()
                }
            }
            try await database.write { try $0.announce(Self.areas) }
            #expect(await Self.heard(1, stream, within: .seconds(60)) == [Self.areas])
            #expect(await Self.heard(1, stream, within: .milliseconds(600)).isEmpty)
        }
    }

    @Test("A slow listener is told that it missed something")
    func slowListener() async {
        let announcements = Announcements()
        let stream = announcements.listen()
        for number in 0...Announcements.topicsWaitingMax { announcements.tell(Topic(rawValue: "\(number)")) }
        announcements.end()
        var last: Topic?? = .none
        var count = 0
        for await topic in stream { (last, count) = (.some(topic), count + 1) }
        #expect(last == .some(.none))
        #expect(count == Announcements.topicsWaitingMax)
    }

    @Test("Closing ends the listeners' streams", .timeLimit(.minutes(5)), arguments: TestEngine.available)
    func closing(_ engine: TestEngine) async throws {
        try await withDatabasePlace(engine) { place async throws in
            let database = try place.open()
            _ = try await database.migrate(ledgerMigrations)
            let stream = try await database.changes()
            await database.close()
            for await _ in stream {}
        }
    }

    @Test("Closing twice harms nobody, and reading afterwards is refused", arguments: TestEngine.available)
    func closingTwice(_ engine: TestEngine) async throws {
        try await withDatabasePlace(engine) { place async throws in
            let database = try place.open()
            await database.close()
            await database.close()
            await #expect(throws: DatabaseFault.self) { try await database.read { try $0.rows("SELECT 1 AS one") } }
        }
    }

    @Test("A database may be closed in the middle of looking for other processes' changes")
    func closingWhileLooking() async throws {
        try await withDatabasePlace(.sqlite) { place async throws in
            var options = SQLiteDatabase.Options()
            options.pollMilliseconds = 0
            for round in 1...200 {
                let database = try SQLiteDatabase(
                    path: place.address, options: options, clock: .stopped(at: testMoment), random: numberedRandom())
                if round == 1 { _ = try await database.migrate(ledgerMigrations) }
                let stream = try await database.changes()
                try await Task.sleep(for: .microseconds(500 + round * 7))
                await database.close()
                for await _ in stream {}
            }
        }
    }
}
