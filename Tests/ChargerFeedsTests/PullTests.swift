import Chargers
import Kernel
import Places
import TestTown
import Testing

@testable import ChargerFeeds

@Suite("Operators that are asked")
struct PullTests {
    @Test("Stations and states come in; a second reading makes none twice", arguments: TestEngine.available)
    func honest(engine: TestEngine) async throws {
        let server = OperatorServer()
        try await FeedTown.open(engine, server) { feed in
            let report = try await feed.pull()
            #expect(report.failure == nil)
            #expect(report.problems == [])
            #expect(report.added == 2)
            #expect(report.statesRead == 4)
            let places = try await feed.places()
            #expect(places.keys.sorted() == ["L", "O"])
            let lake = try #require(places["L"])
            #expect(lake.name == "湖滨超充站" && lake.kind == .charger && lake.hours == "00:00-24:00")
            let point = try #require(lake.point)
            #expect(abs(point.latitude - Town.lakeside.latitude) < 1e-6)
            #expect(abs(point.longitude - Town.lakeside.longitude) < 1e-6)
            let charger = try #require(try await feed.charger("L"))
            #expect((charger.slotsTotal, charger.slotsFree) == (3, 2))
            #expect(charger.statusAt == testMoment)
            #expect(charger.operator == "湖滨充电" && charger.connector == "GB/T 20234.3 直流")
            #expect((charger.electricityFenPerKWh, charger.serviceFenPerKWh) == (105, nil))
            #expect(try await feed.charger("O")?.slotsFree == 0)
            let again = try await feed.pull()
            #expect((again.added, again.updated, again.problems.count) == (0, 0, 0))
            #expect(try await feed.places() == places)
            let health = try await feed.feed().health
            #expect(health.failure == nil && health.goodAt == testMoment && health.sitesAt == testMoment)
            #expect(server.asked.filter { $0 == "query_token" }.count == 1)
        }
    }

    @Test("A token that has expired is asked for anew, once")
    func forgetful() async throws {
        let server = OperatorServer(.forgetful)
        try await FeedTown.open(.sqlite, server) { feed in
            let report = try await feed.pull()
            #expect(report.failure == nil)
            #expect(server.asked.filter { $0 == "query_token" }.count == 2)
        }
    }

    @Test(
        "Each kind of failure has its word, and leaves what was known",
        arguments: [
            (Manner.refusesTokens, FeedFailure.refused), (.signsWrongly, .signature), (.otherKeys, .unreadable),
            (.cutShort, .unreadable), (.notJSON, .unreadable), (.errorStatus, .status), (.redirects, .status),
            (.huge, .tooLarge), (.hangs, .late),
        ])
    func failures(manner: Manner, failure: FeedFailure) async throws {
        let server = OperatorServer()
        try await FeedTown.open(.sqlite, server) { feed in
            try await feed.pull()
            let before = try await feed.charger("L")
            server.manner = manner
            let report = try await feed.pull()
            #expect(report.failure == failure)
            #expect(try await feed.charger("L") == before)
            let health = try await feed.feed().health
            #expect(health.failure == failure && health.failures == 1 && health.goodAt == testMoment)
            server.manner = .honest
            try await feed.pull()
            #expect(try await feed.feed().health.failures == 0)
        }
    }

    @Test("A server that is not there is told as such")
    func unreachable() async throws {
        try await Town.open(.sqlite) { town in
            let feed = try await FeedTown(
                town,
                try Feed(
                    name: "lake", format: .tcec102, address: "http://127.0.0.1:1/evcs/v1", operator: "湖滨充电",
                    operatorID: "MALAKE001"))
            #expect(try await feed.pull().failure == .unreachable)
        }
    }

    @Test("A feed without secrets says so and asks nobody")
    func secrets() async throws {
        try await Town.open(.sqlite) { town in
            let feed = try await FeedTown(
                town,
                try Feed(
                    name: "other", format: .tcec102, address: "http://127.0.0.1:1/", operator: "某某", operatorID: "X1"))
            #expect(try await feed.pull().failure == .secrets)
        }
    }

    @Test("Of a list that lies the good go in, and every bad record is told with its reason")
    func lies() async throws {
        try await FeedTown.open(.sqlite, OperatorServer(.lies)) { feed in
            let report = try await feed.pull()
            #expect(report.failure == nil)
            #expect(try await feed.places().keys.sorted() == ["D", "L", "O"])
            let reasons = report.problems.map(\.reason)
            for part in [
                "has the same id", "0, 0 stands", "look swapped", "outside the city", "The station has no identifier.",
                "another one has the same", "No station of this feed has it.", "The state is told twice.",
                "There is no such status.",
            ] { #expect(reasons.contains { $0.contains(part) }, "\(part): \(reasons)") }
            #expect(try await feed.charger("D")?.slotsTotal == 1)
            #expect(try await feed.feed().health.problems == report.problems.count)
        }
    }

    @Test("A list that is shorter than it was announced is told")
    func short() async throws {
        try await FeedTown.open(.sqlite, OperatorServer(.shortOfStations)) { feed in
            let report = try await feed.pull()
            #expect(report.problems.map(\.reason) == ["9 stations were announced, 2 came."])
            #expect(report.added == 2)
        }
    }

    @Test("New states change counts and nothing of the directory")
    func states() async throws {
        let server = OperatorServer()
        try await FeedTown.open(.sqlite, server) { feed in
            try await feed.pull()
            let places = try await feed.places()
            let changes = try await feed.town.database.read { try PlaceStore().changes(of: [.charger], in: $0) }
            server.set("L1", 3)
            server.set("L2", 255)
            // The same moment again is nothing new: an hour later it is.
            let later = try await FeedTown(
                feed.town, try await feed.feed(), clock: .stopped(at: testMoment.adding(seconds: 200)))
            let report = try await later.pull(withSites: false)
            #expect(report.statesChanged == 2 && report.sitesRead == 0)
            #expect(try await feed.charger("L")?.slotsFree == 0)
            #expect(try await feed.places() == places)
            #expect(try await feed.town.database.read { try PlaceStore().changes(of: [.charger], in: $0) } == changes)
        }
    }

    @Test("Of two nodes that find a feed due one reads it")
    func claimed() async throws {
        try await FeedTown.open(.sqlite) { feed in
            let seen = try await feed.feed()
            #expect(try await feed.feeds.pull(seen, into: feed.town.database) != nil)
            #expect(try await feed.feeds.pull(seen, into: feed.town.database) == nil)
            #expect(try await feed.feeds.due(from: feed.town.database) == [])
        }
    }

    @Test("A feed that fails is asked less and less often, every half an hour at last")
    func backoff() {
        var health = FeedHealth()
        #expect(health.dueAt(intervalSeconds: 60) == nil)
        health.triedAt = testMoment
        let waits = [0, 1, 2, 5, 50].map { failures in
            health.failures = failures
            return (health.dueAt(intervalSeconds: 60)?.seconds ?? 0) - testMoment.seconds
        }
        #expect(waits == [60, 120, 240, 1800, 1800])
    }

    @Test("A silent feed is told at its places and to the doctor")
    func silence() async throws {
        try await FeedTown.open(.sqlite) { feed in
            try await feed.pull()
            let place = try #require(try await feed.places()["L"])
            let state = try await feed.feed()
            let later = testMoment.adding(seconds: 3 * 3600)
            #expect(!state.isSilent(at: testMoment.adding(seconds: 900)))
            let standings = try await feed.town.database.read { try FeedStandings().standings(at: later, in: $0) }
            #expect(
                standings[place.id]?.lines.first?.text
                    == Phrase("运营商状态 3 小时没有更新", "The operator's states have not been updated for 3 h"))
            #expect(
                try await feed.town.database.read { try FeedStandings().standings(at: testMoment, in: $0) }.isEmpty)
            #expect(state.report(at: testMoment, hasSecrets: true).isWell)
            #expect(!state.report(at: later, hasSecrets: true).isWell)
            #expect(!state.report(at: testMoment, hasSecrets: false).isWell)
        }
    }

    @Test("A removed feed leaves its places or takes them with it")
    func removed() async throws {
        for withPlaces in [false, true] {
            try await FeedTown.open(.sqlite) { feed in
                try await feed.pull()
                let feeds = feed.feeds
                let count = try await feed.town.database.write {
                    try feeds.remove("lake", withPlaces: withPlaces, in: $0)
                }
                #expect(count == (withPlaces ? 2 : 0))
                let places = try await feed.town.database.read { try PlaceStore().places(from: "feed-lake", in: $0) }
                #expect(places.count == (withPlaces ? 0 : 2))
                #expect(
                    try await feed.town.database.write { try feeds.remove("lake", withPlaces: true, in: $0) } == nil)
            }
        }
    }
}
