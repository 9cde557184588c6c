import Foundation
import Geo
import Kernel
import Roads
import Testing

@testable import Valhalla

@Suite("Valhalla's answers")
struct ValhallaTests {
    @Test("A polyline is read with six decimals")
    func polyline() throws {
        let line = try #require(Polyline.decode("_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI"))
        #expect(line.map(\.latitude) == [38.5, 40.7, 43.252])
        #expect(line.map(\.longitude) == [-120.2, -120.95, -126.453])
        #expect(Polyline.decode("") == [])
    }

    @Test(
        "A polyline that breaks off or leaves the Earth is none",
        arguments: ["_", "_izlhA", "_izlhA~", "\u{1F}", "é", "~~~~~~~~~~~~~~~~~~", "}}}}}}}@?"])
    func broken(text: String) {
        #expect(Polyline.decode(text) == nil)
    }

    @Test("Every number of a manoeuvre has its meaning; unknown ones go on")
    func codes() {
        let known = Set(0...29).union(37...43)
        #expect(Set(ValhallaCodes.table.keys) == known)
        #expect(Set(ValhallaCodes.table.values.map(\.0)) == Set(Manoeuvre.Kind.allCases))
        for code in [-1, 30, 36, 44, 999] { #expect(ValhallaCodes.meaning(of: code).0 == .straight) }
        #expect(ValhallaCodes.meaning(of: 5).1 == .right)
    }

    private func answer(_ acts: String, shape: String = "_izlhA~rlgdF_{geC~ywl@_kwzCn`{nI") throws -> ValhallaAnswer {
        let text = """
            {"trip":{"legs":[{"summary":{"length":1.5,"time":300},"shape":"\(shape)","maneuvers":[\(acts)]}]}}
            """
        return try JSONDecoder().decode(ValhallaAnswer.self, from: Data(text.utf8))
    }

    @Test("An answer becomes a route in metres and seconds")
    func route() throws {
        let route = try #require(
            try answer(
                """
                {"type":2,"street_names":["灵桥路"],"bearing_after":90,"length":1.5,"time":300,\
                "begin_shape_index":0,"end_shape_index":2,"travel_mode":"pedestrian"},
                {"type":5,"length":0,"time":0,"begin_shape_index":2,"end_shape_index":2,"travel_mode":"bicycle"}
                """
            ).route)
        #expect(route.metres == 1500 && route.seconds == 300)
        #expect(route.manoeuvres[0].streets == ["灵桥路"] && route.manoeuvres[0].isOnFoot)
        #expect(route.manoeuvres[1].kind == .arrive && route.manoeuvres[1].side == .right)
        #expect(route.manoeuvres[0].span == 0...2)
    }

    @Test("An answer whose steps lie outside its line is none", arguments: [(-1, 1), (0, 3), (2, 1)])
    func outside(span: (Int, Int)) throws {
        let act = """
            {"type":8,"length":0,"time":0,"begin_shape_index":\(span.0),"end_shape_index":\(span.1)}
            """
        #expect(try answer(act).route == nil)
        #expect(try answer("", shape: "").route == nil)
    }

    @Test("A house without roads says so, and one whose engine is down says that")
    func standing() async throws {
        let engine = ValhallaEngine(logger: .init(label: "test"))
        let question = RoadQuestion(
            from: Coordinate(uncheckedLatitude: 0, longitude: 0), to: Coordinate(uncheckedLatitude: 0, longitude: 1),
            mode: .foot)
        await #expect(throws: NoRoute.noRoads) { try await engine.route(question) }
        engine.standing.hasRoads = true
        await #expect(throws: NoRoute.engineDown) { try await engine.route(question) }
        // Nobody listens there.
        engine.standing.port = 1
        await #expect(throws: NoRoute.engineDown) { try await engine.route(question) }
        #expect(await !engine.isAnswering(at: 1))
    }
}
