import Dice
import Foundation
import Geo
import Testing

@testable import CompoundPlan

@Suite("Plans for other programs")
struct PlanExportTests {
    private static let corner = Coordinate(uncheckedLatitude: 29.87, longitude: 121.55)

    @Test("GeoJSON tells every part, says that its metres are local, and walls go round counterclockwise")
    func geoJSON() throws {
        var plan = PlanCheckTests.small
        plan.buildings[0].name = "\"1\""
        plan.paths[1].isClosed = true
        let text = plan.geoJSON
        let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let features = try #require(json?["features"] as? [[String: Any]])
        #expect(features.map { $0["id"] as? String } == ["p1", "p2", "p3", "b1", "b2", "u1", "u2", "g1", "s1"])
        #expect((json?["local"] as? [String: Any])?["unit"] as? String == "metre")
        #expect(text.contains("\"part\":\"door\",\"building\":\"\\\"1\\\"\",\"name\":\"1\""))
        #expect(text.contains("\"coordinates\":[20,56]") && text.contains("\"closed\":true"))
        #expect(text.contains("\"vehicles\":[\"e-bike\"]"))
        for outline in [plan.buildings[0].outline, plan.buildings[0].outline.reversed()] {
            plan.buildings[0].outline = outline
            let json = try JSONSerialization.jsonObject(with: Data(plan.geoJSON.utf8)) as? [String: Any]
            let all = json?["features"] as? [[String: Any]]
            let geometry = all?.first { $0["id"] as? String == "b1" }?["geometry"] as? [String: Any]
            let ring = try #require((geometry?["coordinates"] as? [[[Double]]])?.first)
            #expect(ring.count == 5 && ring.first == ring.last)
            let area = zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
            #expect(area == 2 * 20 * 14)
        }
    }

    @Test("A plan lies on the map where it is placed, as large as it is drawn and turned as it is said")
    func placed() {
        for turn in [0, 37, 90, 180, 271] {
            func at(_ x: Int, _ y: Int) -> Coordinate {
                Plan.coordinate(of: PlanPoint(x, y), corner: Self.corner, turn: turn)
            }
            #expect(at(0, 0) == Self.corner)
            for (point, metres) in [(at(3000, 0), 300.0), (at(0, 4000), 400), (at(3000, 4000), 500)] {
                #expect(abs(Self.corner.distanceMetres(to: point) - metres) < 0.01)
            }
            #expect(abs(at(3000, 0).distanceMetres(to: at(0, 4000)) - 500) < 0.02)
            let up = at(0, 4000).initialBearingDegrees(to: at(0, 0))
            #expect(min(abs(up - Double(turn)), abs(up - 360 - Double(turn))) < 0.01)
        }
    }

    @Test("OpenStreetMap's file has a node for every point, shared where paths meet, and tells who may use what")
    func osm() {
        var plan = PlanCheckTests.small
        plan.gates[0].name = "<西>&\"门\""
        plan.paths[0].isOneWay = true
        plan.paths[2].isClosed = true
        let text = plan.osm(corner: Self.corner, turn: 12)
        let points = Set(plan.paths.flatMap(\.line) + plan.buildings.flatMap(\.outline))
        #expect(text.components(separatedBy: "<node ").count - 1 == points.count)
        #expect(text.contains("<tag k=\"name\" v=\"&lt;西&gt;&amp;&quot;门&quot;\"/>"))
        #expect(text.contains("<tag k=\"oneway\" v=\"yes\"/><tag k=\"oneway:foot\" v=\"no\"/>"))
        #expect(text.contains("<tag k=\"highway\" v=\"footway\"/><tag k=\"access\" v=\"no\"/>"))
        #expect(text.contains("upload=\"never\"") && text.contains("lat=\"29.870000000\"") == false)
        // A ramp or a lane that is closed lets nobody through by a permission of its own.
        plan.paths[2].kind = .ramp
        let closed = plan.osm(corner: Self.corner, turn: 12)
        #expect(closed.contains("<tag k=\"highway\" v=\"path\"/><tag k=\"access\" v=\"no\"/></way>"))
        let south = Plan(
            size: PlanPoint(200, 200),
            paths: [
                PlanPath(id: "p", kind: .lift, line: [.init(0, 0), .init(10, 0)])
            ]
        ).osm(corner: Coordinate(uncheckedLatitude: -0.5, longitude: -121.000000001), turn: 0)
        #expect(south.contains("lat=\"-0.500000000\" lon=\"-121.000000001\"") && south.contains("elevator"))
    }

    private static let plans: [Plan] = {
        var dice = Dice(state: 8)
        return PlanTemplate.Kind.allCases.flatMap { kind in
            let plan = PlanTemplate(kind, seed: 21, buildings: 20, gates: PlanTemplateTests.gates).plan
            var other = PlanVectorTests.bent(plan, &dice)
            for index in other.paths.indices {
                // Routers take no lifts; and some barred ways, some of one direction.
                if other.paths[index].kind == .lift { other.paths[index].kind = .stairs }
                if other.paths[index].kind == .road { other.paths[index].isOneWay = dice.happens(percent: 20) }
                if other.paths[index].line.count < 9 { other.paths[index].isClosed = dice.happens(percent: 5) }
            }
            return [plan, other]
        }
    }()

    /// Routino takes what is within some metres for one point, which is little on a street and much between two doors:
    /// it is shown the same compound twenty times as large.
    private static let scale = 20

    private static func scaled(_ point: PlanPoint) -> PlanPoint { PlanPoint(point.x * scale, point.y * scale) }

    private static func scaled(_ plan: Plan) -> Plan {
        var large = plan
        for index in large.paths.indices { large.paths[index].line = large.paths[index].line.map(scaled) }
        (large.buildings, large.gates, large.spots, large.grounds) = ([], [], [], [])
        return large
    }

    private static let speeds: [PlanVehicle: [String: Int]] = [
        .foot: ["service": 125, "cycleway": 125, "path": 125, "steps": 60],
        .bike: ["service": 15, "cycleway": 15, "path": 15],
    ]

    /// Points where three stretches or more meet that this vehicle may use: elsewhere Routino begins and ends beside
    /// a point, on one of its stretches, and comes to it from the other side now and then.
    private static func crossings(_ plan: Plan, _ vehicle: PlanVehicle) -> [PlanPoint] {
        let network = PlanNetwork(plan)
        return network.points.indices.filter { point in
            let edges = network.edges[network.first[point]..<network.first[point + 1]]
            return edges.count > 2 && edges.allSatisfy { network.isOpen($0, to: vehicle.user) }
        }.map { network.points[$0] }
    }

    /// Ours by theirs, of ways from crossing to crossing.
    private func ratios(_ plan: Plan, _ vehicle: PlanVehicle, turn: Int, doubted: inout Int) throws -> [Double] {
        let judge = try Routino(Self.scaled(plan).osm(corner: Self.corner, turn: turn))
        defer { judge.remove() }
        func place(_ point: PlanPoint) -> Coordinate {
            Plan.coordinate(of: Self.scaled(point), corner: Self.corner, turn: turn)
        }
        let mode: PlanMode = vehicle == .foot ? .walking : .riding
        let crossings = Self.crossings(plan, vehicle)
        var dice = Dice(state: UInt64(turn))
        return try (0..<20).compactMap { _ in
            var asked = plan
            asked.gates = [PlanGate(id: "g", gate: nil, at: dice.pick(crossings))]
            asked.spots = [PlanSpot(id: "s", kind: .parking, at: dice.pick(crossings))]
            let (start, end) = (asked.gates[0].at, asked.spots[0].at)
            guard start != end else { return nil }
            func metres(_ start: PlanPoint, _ end: PlanPoint) throws -> Double? {
                try judge.metres(
                    vehicle == .foot ? "foot" : "bicycle", from: place(start), to: place(end),
                    speeds: Self.speeds[vehicle] ?? [:])
            }
            var theirs = try metres(start, end)
            let answer = PlanNetwork(asked).route(to: .spot("s"), with: vehicle, by: [.init(gate: "g", mode: mode)])
            guard case .route(let route) = answer, route.legs.allSatisfy({ $0.mode == mode }) else { return nil }
            let ours = Double(route.millimetres) / 1000 * Double(Self.scale)
            // It does not always find the quickest way. Led along ours from point to point it says how long that is,
            // if all of it is open.
            if let far = theirs, ours < far / 1.05 {
                let line = route.legs.flatMap(\.line)
                theirs = try zip(line, line.dropFirst()).reduce(0) { try $0 + (metres($1.0, $1.1) ?? .infinity) }
                doubted += 1
            }
            return theirs.map { ours / $0 }
        }
    }

    @Test(
        "Routino goes as far as we do, on foot and by bicycle, on templates and on bent plans",
        .enabled(if: Routino.isHere, "routino is not on this machine: script/setup check"))
    func routino() throws {
        for vehicle in [PlanVehicle.foot, .bike] {
            var doubted = 0
            let found = try Self.plans.enumerated().flatMap { number, plan in
                var plan = plan
                // On foot it keeps to the direction of some streets, whatever it is told.
                if vehicle == .foot { for index in plan.paths.indices { plan.paths[index].isOneWay = false } }
                return try ratios(plan, vehicle, turn: 30 * number, doubted: &doubted)
            }.sorted()
            print("\(vehicle): \(found.count) pairs, \(found.first ?? 0) to \(found.last ?? 0), \(doubted) led")
            #expect(found.count >= 100 && doubted < found.count / 10)
            #expect(found.allSatisfy { (1 / 1.05...1.05).contains($0) })
        }
    }
}
