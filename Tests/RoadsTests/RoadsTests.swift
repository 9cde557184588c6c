import Compounds
import GatePolicy
import Gates
import Geo
import Kernel
import OpeningHours
import Places
import TestTown
import Testing

@testable import Roads

/// An engine that answers what it is told to: for what `Roads` makes of answers. The real engine is asked in the tests
/// from outside.
private struct Oracle: RoadEngine {
    var attribution = "© test"
    var failure: NoRoute?
    /// Metres to each gate in the order they are asked.
    var distances: [Double?]?

    func route(_ question: RoadQuestion) async throws(NoRoute) -> RoadRoute {
        if let failure { throw failure }
        return RoadRoute(
            line: [question.from, question.to], metres: 1200, seconds: 240,
            manoeuvres: [
                Manoeuvre(.start, streets: ["湖滨路"], headingDegrees: 90, metres: 1200, span: 0...1),
                Manoeuvre(.arrive, side: .right, span: 1...1),
            ])
    }

    func metres(from: Coordinate, to: [Coordinate], mode: TravelMode) async throws(NoRoute) -> [Double?] {
        guard let distances else { throw .engineDown }
        return distances
    }
}

/// Gates as they are told, each with the policy that follows from what is recorded of it.
private struct FixedRounds: GateRounds {
    var gates: [Gate]
    var policies: [ID<Gate>: GatePolicy] = [:]

    var round: GateRound {
        GateRound(
            place: ID(high: 1, low: 1),
            gates: gates.map { gate in
                GovernedGate(
                    gate: gate, policy: policies[gate.id] ?? GatePolicy(of: gate),
                    number: policies[gate.id].map { _ in 1 })
            },
            moment: GateMoment(
                instant: CivilInstant(
                    epochSeconds: testMoment.seconds, offsetSeconds: Int(Town.utcOffsetSeconds)), calendar: .none))
    }

    func round(of place: ID<Place>, at instant: Instant, in town: any Reading) throws -> GateRound? { round }
}

@Suite("The way there")
struct RoadsTests {
    private static let home = Town.lakeside
    private static let compound = Town.place(1, "云湖小区", kind: .compound, at: east(900))

    private static func east(_ metres: Double) -> Coordinate {
        Coordinate(
            uncheckedLatitude: home.latitude, longitude: home.longitude + metres / 80_200)
    }

    private static func gate(
        _ number: UInt64, east metres: Double?, admits: Gate.Admits = .bike, hours: String = ""
    ) -> Gate {
        Gate(
            id: ID(high: 0x7000, low: 0x8000_0000_0000_0000 | number), placeID: compound.id, name: "\(number)号门",
            point: metres.map(east), hours: hours, admits: admits, rule: "")
    }

    private func chosen(_ gates: [Gate], mode: TravelMode = .bicycle, oracle: Oracle = Oracle()) async throws -> String?
    {
        try await Town.open(.sqlite) { town in
            let rounds = FixedRounds(gates: gates)
            let roads = Roads(places: town.places, rounds: rounds, engine: oracle)
            let choices = GateChoice.choices(rounds.round, mode: mode, trade: .foodDelivery)
            let question = RouteQuestion(
                from: Self.home, target: .place(Self.compound), mode: mode, moment: testMoment)
            return try await roads.plan(question, gates: choices).gate?.gate.name
        }
    }

    @Test("A rider is sent to the nearest gate that lets the vehicle in and is not closed")
    func gates() async throws {
        let foot = Self.gate(1, east: 100, admits: .foot)
        let shut = Self.gate(2, east: 200, hours: "off")
        let car = Self.gate(3, east: 500, admits: .car, hours: "24/7")
        let far = Self.gate(4, east: 800)
        let lost = Self.gate(5, east: nil)
        #expect(try await chosen([lost, far, car, shut, foot]) == "3号门")
        #expect(try await chosen([lost, far, car, shut, foot], mode: .foot) == "1号门")
        #expect(try await chosen([shut, foot]) == "1号门")
        #expect(try await chosen([shut]) == "2号门")
        #expect(try await chosen([lost]) == nil)
    }

    @Test("What holds by policy is what counts, not the hours recorded before")
    func byPolicy() throws {
        let (near, far) = (Self.gate(1, east: 100, hours: "24/7"), Self.gate(2, east: 500, hours: "off"))
        let walking = GatePolicy(admissions: [Admission(vehicles: [.foot])])
        let riders = GatePolicy(admissions: [Admission(trades: [.courier], vehicles: [.bike])])
        let rounds = FixedRounds(gates: [near, far], policies: [near.id: walking, far.id: riders])
        func names(_ mode: TravelMode, _ trade: VisitorTrade) -> [String] {
            GateChoice.choices(rounds.round, mode: mode, trade: trade).map(\.gate.name)
        }
        #expect(names(.bicycle, .courier) == ["2号门"])
        #expect(names(.bicycle, .foodDelivery) == ["1号门"])
        #expect(names(.foot, .courier) == ["1号门"])
    }

    @Test("Which gate is nearest is measured by road, and in a straight line when the engine is silent")
    func measured() async throws {
        let gates = [Self.gate(1, east: 100), Self.gate(2, east: 300), Self.gate(3, east: 500)]
        #expect(try await chosen(gates) == "1号门")
        #expect(try await chosen(gates, oracle: Oracle(distances: [900, nil, 600])) == "3号门")
        #expect(try await chosen(gates, oracle: Oracle(distances: [nil, nil, nil])) == "1号门")
        #expect(try await chosen(gates, oracle: Oracle(distances: [1])) == "1号门")
    }

    @Test(
        "Without a road the answer says why, where the place lies and how far, and draws nothing",
        arguments: NoRoute.allCases)
    func degraded(reason: NoRoute) async throws {
        let text = try await answer(Oracle(failure: reason), .english)
        #expect(text.contains(#""geometry":null"#))
        #expect(text.contains(#""reason":"\#(reason.rawValue)""#))
        #expect(text.contains("To the east, 900 m in a straight line"))
        #expect(text.contains(#""steps":[]"#))
        #expect(text.contains(reason.sentence.english))
    }

    @Test("A route carries its line, its length, its steps and who made the map")
    func whole() async throws {
        let text = try await answer(Oracle(), .chinese)
        #expect(text.contains(#""type":"LineString""#))
        #expect(text.contains(#""lengthMetres":1200"#))
        #expect(text.contains("1.2 公里，约 4 分钟"))
        #expect(text.contains("沿湖滨路向东骑行 1.2 公里"))
        #expect(text.contains("到达云湖小区，在右侧"))
        #expect(text.contains("© test"))
    }

    private func answer(_ oracle: Oracle, _ language: Language) async throws -> String {
        try await Town.open(.sqlite) { town in
            let roads = Roads(places: town.places, rounds: FixedRounds(gates: []), engine: oracle)
            let question = RouteQuestion(
                from: Self.home, target: .place(Self.compound), mode: .bicycle, moment: testMoment)
            let plan = try await roads.plan(question, gates: [])
            return String(
                decoding: RouteJSON(plan: plan, language: language, isApple: false).feature.bytes, as: UTF8.self)
        }
    }

    @Test("Nobody is shown a way to the other end of the country")
    func tooFar() async throws {
        try await Town.open(.sqlite) { town in
            let roads = Roads(places: town.places, rounds: FixedRounds(gates: []), engine: Oracle())
            let question = RouteQuestion(
                from: Self.home, target: .point(Town.ningbo), mode: .foot, moment: testMoment)
            let plan = try await roads.plan(question, gates: [])
            #expect(plan.road == .failure(.tooFar))
        }
    }

    @Test(
        "Parameters that cannot be are refused by name",
        arguments: [
            ("", "from"), ("from=1,2", "to"), ("from=1,2&to=", "to"), ("from=1&to=1,2", "from"),
            ("from=1,2,3&to=1,2", "from"), ("from=91,2&to=1,2", "from"), ("from=1,2&to=1,181", "to"),
            ("from=nan,2&to=1,2", "from"), ("from=0x1,2&to=1,2", "from"), ("from=1,2&to=1", "to"),
            ("from=1,2&to=1,2&mode=car", "mode"), ("from=1,2&to=1,2&datum=utm", "datum"),
            ("from=1,2&from=1,2&to=1,2", "from"), ("from=1,2&to=1,2&speed=9", "speed"), ("from=,&to=1,2", "from"),
            ("from=1e1,2&to=1,2", "from"), ("from=--1,2&to=1,2", "from"), ("from=1.,2&to=1,2", "from"),
            ("from=.5,2&to=1,2", "from"), ("from=1.1.1,2&to=1,2", "from"), ("from=１,2&to=1,2", "from"),
            ("from=1,2&to=0198-xyz", "to"), ("from=1, 2&to=1,2", "from"), ("from=1-1,2&to=1,2", "from"),
        ])
    func refused(query: String, name: String) {
        #expect {
            _ = try RouteQuery(Query(query))
        } throws: { error in
            guard case .parameter(let named, _, _) = error as? Refusal else { return false }
            return named == name
        }
    }

    @Test("Points are read in their datum")
    func datum() throws {
        let query = try RouteQuery(Query("from=29.8683,121.544&to=29.9,121.6&datum=gcj02&mode=foot"))
        let gcj = Coordinate(uncheckedLatitude: 29.8683, longitude: 121.544)
        #expect(query.from == Datum.convert(gcj, from: .gcj02, to: .wgs84))
        #expect(query.from.distanceMetres(to: gcj) > 100)
        #expect(query.mode == .foot)
    }

    @Test("A place is named by its identifier, anything else is a point")
    func target() throws {
        let id = Self.compound.id
        #expect(try RouteQuery(Query("from=1,2&to=\(id)")).target == .place(id))
        let south = Coordinate(uncheckedLatitude: -33.5, longitude: -70)
        #expect(try RouteQuery(Query("from=1,2&to=-33.5,-70")).target == .point(south))
        #expect(try RouteQuery(Query("from=1,2&to=1,2")).mode == .bicycle)
    }
}
