import Kernel
import TestTown
import Testing

@testable import Places

/// `kinds`, `facilities`, `open`, `radius` and `limit`, as addresses say them.
struct PlaceFilterTests {
    private func filter(_ query: String) throws -> PlaceFilter {
        try PlaceFilter(Query(query), vocabulary: try Vocabulary(Yunshan.folder), now: testMoment)
    }

    @Test("Without parameters everything within 3 km is asked for, 20 of it")
    func defaults() throws {
        let filter = try filter("")
        #expect(filter == PlaceFilter() && filter.items.isEmpty)
        #expect(
            filter.question(around: Town.lakeside)
                == NearbyQuestion(point: Town.lakeside, radiusMetres: 3_000, limit: 20))
    }

    @Test("Good values are read, and written again as an address")
    func good() throws {
        let filter = try filter("kinds=station,charger&facilities=water,stove&open=now&radius=1&limit=100")
        #expect(filter.kinds == [.station, .charger] && filter.facilities == ["water", "stove"])
        #expect(filter.openAt == testMoment && filter.radiusMetres == 1 && filter.limit == 100)
        let question = filter.question(around: Town.lake)
        #expect(question.kinds == [.station, .charger] && question.radiusMetres == 1 && question.limit == 100)
        #expect(question.facilities == ["water", "stove"] && question.openAt == testMoment)
        #expect(
            filter.items.map { $0.name + "=" + $0.value }
                == ["kinds=station,charger", "facilities=water,stove", "open=now", "radius=1"])
        #expect(try self.filter("radius=50000&limit=1").radiusMetres == 50_000)
        #expect(try self.filter("open=2026-11-23T18:00:00%2B08:00").openAt == Instant(seconds: 1_795_428_000))
    }

    @Test(
        "Bad values are refused with their name, what came and what is accepted",
        arguments: [
            ("kinds=cafe", "kinds", "cafe", "compound, station, merchant, charger, street, building"),
            ("kinds=station,,charger", "kinds", "", "compound, station"), ("kinds=", "kinds", "", "compound"),
            ("kinds=Station", "kinds", "Station", "compound"),
            ("kinds=station&kinds=charger", "kinds", "charger", "once"),
            ("facilities=sauna", "facilities", "sauna", "water, microwave, toilet, lift, battery_swap"),
            ("facilities=water,饮水", "facilities", "饮水", "water"), ("open=yes", "open", "yes", "now"),
            ("open=", "open", "", "now"), ("open=2026-11-23T18:00:00", "open", "2026-11-23T18:00:00", "zone"),
            ("open=2026-13-01T00:00:00Z", "open", "2026-13-01T00:00:00Z", "zone"),
            ("radius=0", "radius", "0", "from 1 to 50000"), ("radius=50001", "radius", "50001", "from 1 to 50000"),
            ("radius=1.5", "radius", "1.5", "whole number"), ("radius=-1", "radius", "-1", "from 1 to 50000"),
            ("radius=%2B5", "radius", "+5", "from 1"), ("radius=", "radius", "", "from 1"),
            ("radius=99999999999999999999", "radius", "99999999999999999999", "from 1"),
            ("radius=١", "radius", "١", "from 1"), ("limit=0", "limit", "0", "from 1 to 100"),
            ("limit=101", "limit", "101", "from 1 to 100"), ("limit=ten", "limit", "ten", "from 1 to 100"),
        ])
    func bad(_ query: String, _ name: String, _ came: String, _ accepted: String) {
        let refusal = #expect(throws: Refusal.self) { _ = try filter(query) }
        guard case .parameter(let foundName, let foundCame, let foundAccepted)? = refusal else {
            Issue.record("\(String(describing: refusal)) is not about a parameter.")
            return
        }
        #expect(foundName == name && foundCame == came)
        #expect(foundAccepted.english.contains(accepted))
        #expect(foundAccepted.chinese.contains { $0 > "一" }, "The Chinese sentence is Chinese")
    }
}
