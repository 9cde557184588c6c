import Areas
import Kernel
import Logging
import Places
import ServiceLifecycle
import Synchronization
import TestTown
import Testing

@testable import Server

/// A database whose reads fail while it is told so; everything else is the real one's.
private final class Moody: Database {
    private let real: any Database
    private let failuresLeft = Mutex(0)
    private let readCount = Mutex(0)

    init(_ real: any Database) { self.real = real }

    var engine: SQLEngine { real.engine }
    var reads: Int { readCount.withLock { $0 } }

    func fail(times: Int) { failuresLeft.withLock { $0 = times } }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Reading) throws -> Result
    ) async throws -> Result {
        let fails = failuresLeft.withLock { left in
            defer { left = max(0, left - 1) }
            return left > 0
        }
        readCount.withLock { $0 += 1 }
        if fails { throw DatabaseFault.unavailable("in a mood") }
        return try await real.read(body)
    }

    func write<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Writing) throws -> Result
    ) async throws -> Result { try await real.write(durability, body) }

    func changes() async throws -> AsyncStream<Topic?> { try await real.changes() }
    func migrate(_ migrations: [Migration]) async throws -> [String] { try await real.migrate(migrations) }
    func appliedMigrations() async throws -> [String] { try await real.appliedMigrations() }
    func health() async throws -> [HealthLine] { try await real.health() }
    func close() async { await real.close() }
}

@Suite("Snapshots keep up with the database")
struct SnapshotKeeperTests {
    /// A house with its keeper at work, and a second connection to the same database.
    private func withKeeper(
        _ engine: TestEngine, _ body: (House, Moody, _ other: any Database) async throws -> Void
    ) async throws {
        try await withDatabasePlace(engine) { place in
            let house = try await House(
                .test(database: place.address), clock: .stopped(at: testMoment), logger: quiet)
            try await house.prepare()
            try await house.refresh()
            let other = try place.open()
            let moody = Moody(house.database)
            let keeper = SnapshotKeeper(
                database: moody, areas: house.areas, places: house.places, clock: .stopped(at: testMoment),
                logger: quiet)
            let work = Task { try await keeper.run() }
            // Its first look at everything is over.
            let started = await soon { moody.reads >= 2 }
            #expect(started)
            do {
                try await body(house, moody, other)
            } catch {
                Issue.record(error)
            }
            work.cancel()
            _ = await work.result
            await other.close()
            await house.database.close()
        }
    }

    /// Whether each of several changes comes true. How quickly is measured from outside, where nothing else runs.
    private func arrives(_ change: (Int) async throws -> Void, _ isTrue: (Int) -> Bool) async throws -> Bool {
        for number in 1...3 {
            try await change(number)
            guard await soon({ isTrue(number) }) else { return false }
        }
        return true
    }

    /// Waits for something to come true.
    private func soon(_ isTrue: () -> Bool) async -> Bool {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if isTrue() { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        return isTrue()
    }

    @Test(
        "Who listened before the directory was read misses nothing and reads nothing twice",
        arguments: TestEngine.available)
    func heard(engine: TestEngine) async throws {
        try await withDatabasePlace(engine) { place in
            let house = try await House(
                .test(database: place.address), clock: .stopped(at: testMoment), logger: quiet)
            try await house.prepare()
            let moody = Moody(house.database)
            let heard = try await moody.changes()
            let other = try place.open()
            try await house.refresh()
            try await other.write { try PlaceStore().save([Town.place(1, "面馆")], in: $0) }
            let keeper = SnapshotKeeper(
                database: moody, areas: house.areas, places: house.places, clock: .stopped(at: testMoment),
                logger: quiet, heard: heard)
            let work = Task { try await keeper.run() }
            let came = await soon { house.places.index.places.map(\.name) == ["面馆"] }
            #expect(came)
            #expect(moody.reads == 1, "the places, once; the areas not at all")
            work.cancel()
            _ = await work.result
            await other.close()
            await house.database.close()
        }
    }

    @Test("A place another node saved is found", arguments: TestEngine.available)
    func places(engine: TestEngine) async throws {
        try await withKeeper(engine) { house, _, other in
            let came = try await arrives { number in
                try await other.write { try PlaceStore().save([Town.place(1, "面馆\(number)")], in: $0) }
            } _: { number in
                house.places.index.places.map(\.name) == ["面馆\(number)"]
            }
            #expect(came)
        }
    }

    @Test("Areas another node changed are known", arguments: TestEngine.available)
    func areas(engine: TestEngine) async throws {
        try await withKeeper(engine) { house, _, other in
            let position = try #require(house.city.areas.firstIndex { $0.code == "990102001" })
            let areas = house.areas
            let came = try await arrives { number in
                var city = house.city
                city.areas[position].name = Phrase("湖滨新区", "New Hubin \(number)")
                let changed = city
                try await other.write { try areas.layCityPack(changed, in: $0) }
            } _: { number in
                areas.map.area("990102001")?.name.english == "New Hubin \(number)"
            }
            #expect(came)
        }
    }

    @Test("A refresh that fails is tried again without another announcement", arguments: TestEngine.available)
    func retry(engine: TestEngine) async throws {
        try await withKeeper(engine) { house, moody, other in
            moody.fail(times: 1)
            try await other.write { try PlaceStore().save([Town.place(1, "老面馆")], in: $0) }
            let came = await soon { house.places.index.places.count == 1 }
            #expect(came)
        }
    }

    @Test("A burst of announcements is answered by few rebuilds")
    func burst() async throws {
        try await withKeeper(.sqlite) { house, moody, other in
            let before = moody.reads
            for number in 1...40 {
                try await other.write { try PlaceStore().save([Town.place(UInt64(number), "面馆\(number)")], in: $0) }
            }
            let came = await soon { house.places.index.places.count == 40 }
            #expect(came)
            #expect(moody.reads - before < 20)
        }
    }

    @Test("What was committed before the keeper began to listen is not missed")
    func gap() async throws {
        try await withHouse { house in
            try await house.database.write { try PlaceStore().save([Town.place(1, "老面馆")], in: $0) }
            let keeper = SnapshotKeeper(
                database: house.database, areas: house.areas, places: house.places, clock: .stopped(at: testMoment),
                logger: quiet)
            let work = Task { try await keeper.run() }
            let came = await soon { house.places.index.places.count == 1 }
            #expect(came)
            work.cancel()
            _ = await work.result
        }
    }

    @Test("The keeper ends when it is told to", .timeLimit(.minutes(5)))
    func end() async throws {
        try await withHouse { house in
            let keeper = SnapshotKeeper(
                database: house.database, areas: house.areas, places: house.places, clock: .stopped(at: testMoment),
                logger: quiet)
            let group = ServiceGroup(services: [keeper], logger: quiet)
            let work = Task { try await group.run() }
            try await Task.sleep(for: .milliseconds(150))
            await group.triggerGracefulShutdown()
            try await work.value
        }
    }
}
