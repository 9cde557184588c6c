import Kernel
import Places
import TestTown
import Testing

import struct Confirmations.Confirmation

@testable import Confirmations

@Suite("Confirming and withdrawing")
struct ConfirmTests {
    @Test("A tap is kept, settled and announced", arguments: TestEngine.available)
    func tap(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station], standings: [confirmations]) { town in
            let changes = try await town.database.changes()
            let one = try await confirmations.tap(.open, by: .小林, in: town)
            var heard = changes.makeAsyncIterator()
            #expect(await heard.next() == .some(.some(ConfirmationStore.changed)))
            #expect(one.seenAt == testMoment && one.receivedAt == testMoment && one.replaces == nil)
            let kept = try await town.database.read { try confirmations.store.confirmation(key: one.key, in: $0) }
            #expect(kept == one)
            try await town.places.refreshStandings(from: town.database, at: testMoment)
            let line = town.places.index.standing(of: station.id).lines.first
            #expect(line?.words(now: testMoment).chinese == "有人确认开门 · 刚刚")
        }
    }

    @Test(
        "The same key with the same content is one answer; with other content it is refused",
        arguments: TestEngine.available)
    func replay(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station, shop]) { town in
            let first = try await confirmations.tap(.open, by: .小林, key: "same-key", in: town)
            // The cookie of the first answer was lost with it, and the phone tells later how long ago it was.
            let again = try await confirmations.tap(.open, by: .小周, key: "same-key", secondsAgo: 60, in: town)
            #expect(again == first)
            for (answer, place) in [(Confirmation.Answer.closed, station), (.open, shop)] {
                await #expect(throws: Refusal.conflict(what: .keyTaken)) {
                    try await confirmations.tap(answer, by: .小林, at: place, key: "same-key", in: town)
                }
            }
            let count = try await town.database.read { try $0.row("SELECT count(*) AS n FROM confirmation")?.int("n") }
            #expect(count == 1)
        }
    }

    @Test("The same key from many phones at once is still one answer", arguments: TestEngine.available)
    func racingKeys(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station]) { town in
            try await withThrowingTaskGroup(of: Confirmation.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await confirmations.tap(.open, by: .小林, key: "one-key-only", in: town) }
                }
                let all = try await group.reduce(into: Set<String>()) { $0.insert($1.id.description) }
                #expect(all.count == 1)
            }
        }
    }

    @Test("Two people who close a place at the same moment demote it", arguments: TestEngine.available)
    func race(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station]) { town in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for person in [Person.小林, .小周, .老陈] {
                    group.addTask { try await confirmations.tap(.closed, by: person, in: town) }
                }
                try await group.waitForAll()
            }
            #expect(try await confirmations.truth(of: station, in: town)?.closed?.people == 3)
        }
    }

    @Test(
        "A device that answers again on one visit has changed its mind; an hour later it came again",
        arguments: TestEngine.available)
    func again(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [charger]) { town in
            let first = try await confirmations.tap(.broken, by: .小林, at: charger, secondsAgo: 5400, in: town)
            let second = try await confirmations.tap(.worked, by: .小林, at: charger, secondsAgo: 60, in: town)
            #expect(second.replaces == nil)
            #expect(try await confirmations.truth(of: charger, in: town)?.tries == 2)
            let third = try await confirmations.tap(.broken, by: .小林, at: charger, in: town)
            #expect(first.replaces == nil && third.replaces == second.id)
            let full = try await confirmations.tap(.full, by: .小林, at: charger, in: town)
            #expect(full.replaces == nil, "another matter")
            let truth = try #require(try await confirmations.truth(of: charger, in: town))
            #expect(truth.tries == 2 && truth.worked == 0 && truth.isFull(at: testMoment))
        }
    }

    @Test(
        "An answer is taken back within a minute, once, and what it stood in place of stands again",
        arguments: TestEngine.available)
    func withdraw(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station]) { town in
            @Sendable func takeBack(_ person: Person) async throws -> Confirmation {
                try await town.database.write {
                    try confirmations.withdraw(from: station.id, .station, by: person.sender, in: $0)
                }
            }
            await #expect(throws: Refusal.notFound(what: .nothingToWithdraw)) { try await takeBack(.小林) }
            try await confirmations.tap(.open, by: .小林, secondsAgo: 600, in: town)
            let wrong = try await confirmations.tap(.closed, by: .小林, in: town)
            #expect(try await confirmations.truth(of: station, in: town)?.newestAnswer == .closed)
            await #expect(throws: Refusal.notFound(what: .nothingToWithdraw)) { try await takeBack(.小周) }
            let taken = try await takeBack(.小林)
            #expect(taken == wrong)
            #expect(try await takeBack(.小林) == wrong)
            let truth = try #require(try await confirmations.truth(of: station, in: town))
            #expect(truth.newestAnswer == .open && truth.newestAt == testMoment.adding(seconds: -600))
        }
    }

    @Test("The only answer taken back leaves nothing said", arguments: TestEngine.available)
    func nothingLeft(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station]) { town in
            try await confirmations.tap(.open, by: .小林, in: town)
            _ = try await town.database.write {
                try confirmations.withdraw(from: station.id, .station, by: Person.小林.sender, in: $0)
            }
            #expect(try await confirmations.truth(of: station, in: town) == nil)
        }
    }

    @Test("After a minute it is too late to take back", arguments: TestEngine.available)
    func tooLate(_ engine: TestEngine) async throws {
        let (confirmations, time) = (Confirmations.numbered(), MovingClock())
        try await Town.open(engine, clock: time.clock, places: [station]) { town in
            try await confirmations.tap(.open, by: .小林, in: town)
            time.pass(seconds: 60)
            await #expect(throws: Refusal.notFound(what: .nothingToWithdraw)) {
                _ = try await town.database.write {
                    try confirmations.withdraw(from: station.id, .station, by: Person.小林.sender, in: $0)
                }
            }
        }
    }

    @Test("A device is slowed down, and told for how long; another device is not", arguments: TestEngine.available)
    func deviceLimit(_ engine: TestEngine) async throws {
        let (confirmations, time) = (Confirmations.numbered(), MovingClock())
        try await Town.open(engine, clock: time.clock, places: [station]) { town in
            for _ in 0..<10 {
                try await confirmations.tap(.open, by: .阿明, key: nil, in: town)
                time.pass(seconds: 30)
            }
            await #expect(throws: Refusal.tooMany(retryAfterSeconds: 300)) {
                try await confirmations.tap(.open, by: .阿明, in: town)
            }
            try await confirmations.tap(.open, by: .阿强, in: town)
            time.pass(seconds: 299)
            await #expect(throws: Refusal.tooMany(retryAfterSeconds: 1)) {
                try await confirmations.tap(.open, by: .阿明, in: town)
            }
            time.pass(seconds: 1)
            try await confirmations.tap(.open, by: .阿明, in: town)
        }
    }

    @Test("A network of new devices is slowed down too", arguments: TestEngine.available)
    func networkLimit(_ engine: TestEngine) async throws {
        let confirmations = Confirmations.numbered()
        try await Town.open(engine, places: [station]) { town in
            @Sendable func tap(_ number: Int) async throws {
                let new = NewConfirmation(
                    placeID: station.id, kind: .station, answer: .closed, key: "network-\(number)")
                let sender = Sender(device: "phone \(number)", network: "c00002")
                _ = try await town.database.write { try confirmations.confirm(new, from: sender, in: $0) }
            }
            for number in 0..<120 { try await tap(number) }
            await #expect(throws: Refusal.tooMany(retryAfterSeconds: 600)) { try await tap(120) }
            #expect(try await confirmations.truth(of: station, in: town)?.closed == nil, "one network is one person")
            try await confirmations.tap(.closed, by: .小林, in: town)
        }
    }

    @Test("The day's bound holds when the short one does not")
    func limits() throws {
        let day = Answerer.limits[1]
        let moments = (0..<60).map { testMoment.adding(seconds: Int64($0) * -1000) }
        #expect(throws: Refusal.tooMany(retryAfterSeconds: 27_400)) { try day.check(moments, now: testMoment) }
        try day.check(Array(moments.dropLast()), now: testMoment)
        try day.check(moments, now: testMoment.adding(seconds: 27_400))
    }
}
