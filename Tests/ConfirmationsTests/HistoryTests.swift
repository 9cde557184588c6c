import Kernel
import Places
import TestTown
import Testing

import struct Confirmations.Confirmation

@testable import Confirmations

@Suite("The history of confirmations")
struct HistoryTests {
    @Test("It refuses to be changed or removed, but for its hashes", arguments: TestEngine.available)
    func appendOnly(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station, shop]) { town in
            try await confirmations.tap(.open, by: .小林, in: town)
            _ = try await town.database.write {
                try confirmations.withdraw(from: station.id, .station, by: Person.小林.sender, in: $0)
            }
            let forbidden: [SQL] = [
                "UPDATE confirmation SET answer = 'closed'", "UPDATE confirmation SET seen_at = 0",
                "UPDATE confirmation SET received_at = received_at + 1", "UPDATE confirmation SET key = 'another-key'",
                "UPDATE confirmation SET replaces = id", "UPDATE confirmation SET place_id = \(shop.id)",
                "UPDATE confirmation SET device = network", "UPDATE confirmation SET device = NULL",
                "DELETE FROM confirmation", "UPDATE withdrawal SET received_at = 0", "DELETE FROM withdrawal",
            ]
            for statement in forbidden {
                await #expect(throws: DatabaseFault.self, "\(statement)") {
                    try await town.database.write { _ = try $0.run(statement) }
                }
            }
            try await town.database.write { _ = try $0.run("UPDATE confirmation SET device = NULL, network = NULL") }
        }
    }

    @Test("It goes when its place goes", arguments: TestEngine.available)
    func cascade(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station, shop]) { town in
            try await confirmations.tap(.open, by: .小林, secondsAgo: 60, in: town)
            try await confirmations.tap(.closed, by: .小林, in: town)
            try await confirmations.tap(.open, by: .小林, at: shop, in: town)
            _ = try await town.database.write {
                try confirmations.withdraw(from: station.id, .station, by: Person.小林.sender, in: $0)
            }
            try await town.database.write { _ = try $0.run("DELETE FROM place WHERE id = \(station.id)") }
            let left = try await town.database.read { reading in
                [
                    try reading.row("SELECT count(*) AS n FROM confirmation")?.int("n"),
                    try reading.row("SELECT count(*) AS n FROM withdrawal")?.int("n"),
                    try reading.row("SELECT count(*) AS n FROM place_truth")?.int("n"),
                ]
            }
            #expect(left == [1, 0, 1])
        }
    }

    @Test("Hashes are forgotten after two days; the answers and what they say stay", arguments: TestEngine.available)
    func forget(_ engine: TestEngine) async throws {
        let (confirmations, time) = (Confirmations.numbered(), MovingClock())
        try await Town.open(engine, clock: time.clock, places: [charger]) { town in
            let old = try await confirmations.tap(.worked, by: .小林, at: charger, in: town)
            time.pass(minutes: 1)
            let young = try await confirmations.tap(.worked, by: .小周, at: charger, in: town)
            time.pass(minutes: 48 * 60 - 2)
            #expect(try await town.database.write { try confirmations.forgetWitnesses(in: $0) } == 0)
            time.pass(minutes: 1)
            #expect(try await town.database.write { try confirmations.forgetWitnesses(in: $0) } == 1)
            #expect(try await town.database.write { try confirmations.forgetWitnesses(in: $0) } == 0)
            let kept = try await town.database.read { reading in
                try [old, young].map { try confirmations.store.confirmation(key: $0.key, in: reading) }
            }
            var blank = old
            blank.witness = nil
            #expect(kept == [blank, young])
            try await confirmations.tap(.worked, by: .老陈, at: charger, in: town)
            #expect(try await confirmations.truth(of: charger, in: town)?.tries == 3)
        }
    }

    @Test(
        "Neither cookie nor network stands in the database; two houses hash alike phones differently",
        arguments: TestEngine.available)
    func hashed(_ engine: TestEngine) async throws {
        var hashes: Set<String> = []
        for number in UInt8(1)...2 {
            let confirmations = Confirmations(keys: Confirmations.keys(number), random: numberedRandom())
            try await Town.open(engine, places: [station]) { town in
                let first = try await confirmations.tap(.open, by: .阿明, in: town)
                let second = try await confirmations.tap(.open, by: .阿强, in: town)
                let (one, two) = (try #require(first.witness), try #require(second.witness))
                #expect(one.network == two.network && one.device != two.device)
                #expect(one.device.count == 32 && !one.network.contains("c00002"))
                hashes.formUnion([one.network, one.device])
            }
        }
        #expect(hashes.count == 4)
    }

    @Test("Doctor is told of the places that several people doubt, the newest first", arguments: TestEngine.available)
    func doubted(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station, charger, shop]) { town in
            for person in [Person.小林, .小周] {
                try await confirmations.tap(.broken, by: person, at: charger, secondsAgo: 600, in: town)
                try await confirmations.tap(.closed, by: person, at: station, in: town)
            }
            try await confirmations.tap(.closed, by: .小林, at: shop, in: town)
            let found = try await town.database.read { try confirmations.doubted(now: testMoment, in: $0) }
            #expect(found.map(\.name) == ["湖滨驿站", "湖滨换电柜"])
            #expect(found.map(\.answer) == [.closed, .broken])
            #expect(found.map(\.report.people) == [2, 2])
            let later = testMoment.adding(seconds: 13 * 3600)
            let left = try await town.database.read { try confirmations.doubted(now: later, in: $0) }
            #expect(left.map(\.name) == ["湖滨换电柜"])
        }
    }
}
