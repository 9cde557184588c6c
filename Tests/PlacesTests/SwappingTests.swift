import Areas
import Kernel
import TestTown
import Testing

@testable import Places

/// The index is made anew beside the old one and swapped, on every node.
struct SwappingTests {
    private static func generation(_ number: Int) -> [Place] {
        (1...50).map { Town.place(UInt64($0), "generation \(number)", at: Town.lakeside) }
    }

    @Test(
        "Whoever asks while the index is swapped sees the old one or the new one, never a mix",
        arguments: TestEngine.available)
    func neverAMix(_ engine: TestEngine) async throws {
        try await Town.open(engine, places: Self.generation(0)) { town in
            let (places, database) = (town.places, town.database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<150 {
                            let index = places.index
                            let found = index.nearby(NearbyQuestion(point: Town.lakeside, limit: 100))
                            let names = Set(found.map(\.place.name)).union(index.places.map(\.name))
                            #expect(found.count == 50 && names.count == 1)
                            await Task.yield()
                        }
                    }
                }
                group.addTask {
                    for number in 1...10 {
                        let next = Self.generation(number)
                        try await database.write(.relaxed) { try PlaceStore().save(next, in: $0) }
                        try await places.refresh(from: database, at: testMoment)
                    }
                }
                try await group.waitForAll()
            }
            #expect(places.index.places.first?.name == "generation 10")
        }
    }

    @Test("A change that one node writes is found on another", arguments: TestEngine.available)
    func secondNode(_ engine: TestEngine) async throws {
        try await withDatabasePlace(engine) { spot in
            let (here, there) = (try spot.open(), try spot.open())
            _ = try await here.migrate(Migration.house())
            let city = try City(Yunshan.folder)
            let areas = Areas()
            try await here.write { try areas.layCityPack(city, in: $0) }
            let (first, second) = (try Self.places(), try Self.places())
            let keeper = try await Self.keep(second, there)
            for number in 1...5 {
                let place = Town.place(1, "change \(number)")
                try await here.write { try PlaceStore().save([place], in: $0) }
                #expect(await Self.soon { second.index.place(place.id)?.name == place.name })
            }
            #expect(second.index.nearby(NearbyQuestion(point: Town.lakeside)).count == 1)
            #expect(first.index.places.isEmpty, "Nobody keeps the first node's index here")
            keeper.cancel()
            await here.close()
            await there.close()
        }
    }

    private static func places() throws -> Places {
        Places(
            areas: Areas(), vocabulary: try Vocabulary(Yunshan.folder), calendar: Yunshan.calendar,
            pinyin: try Town.pinyin(Yunshan.folder), utcOffsetSeconds: Town.utcOffsetSeconds)
    }

    /// As the server's `SnapshotKeeper` does.
    private static func keep(_ places: Places, _ database: any Database) async throws -> Task<Void, any Error> {
        let changes = try await database.changes()
        return Task {
            for await topic in changes where topic == nil || topic == PlaceStore.changed {
                try await Task.sleep(for: .milliseconds(50))
                try await places.refresh(from: database, at: testMoment)
            }
        }
    }

    private static func soon(_ condition: () -> Bool) async -> Bool {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(60)
        while clock.now < deadline {
            if condition() { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return condition()
    }
}
