import Dice
import Foundation
import Testing

@testable import CompoundPlan

/// Plans, questions and answers; `Tests/browser/test_plan_modules.py` asks the page's modules the same.
@Suite("The same way on every machine")
struct PlanVectorTests {
    private static var file: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "plan-vectors.json")
    }

    private static func question(_ target: PlanTarget) -> String {
        switch target {
        case .building(let id): "{\"building\":\"\(id)\"}"
        case .unit(let id): "{\"unit\":\"\(id)\"}"
        case .spot(let id): "{\"spot\":\"\(id)\"}"
        case .nearest(let kind): "{\"nearest\":\"\(kind.rawValue)\"}"
        }
    }

    private static func text(_ entrance: PlanEntrance) -> String {
        let limit = entrance.speedLimitKmh.map { ",\"speed_limit_kmh\":\($0)" } ?? ""
        return "{\"gate\":\"\(entrance.gate)\",\"mode\":\"\(entrance.mode.rawValue)\"\(limit)"
            + ",\"lead_ms\":\(entrance.leadMilliseconds)}"
    }

    private static func ask(
        _ plan: Plan, _ network: PlanNetwork, _ target: PlanTarget, _ dice: inout Dice
    ) -> String {
        let vehicle = dice.pick(PlanVehicle.allCases)
        let entrances = RandomPlans.entrances(plan, &dice)
        let floor = dice.pick([nil, 1, 15])
        let answer = network.route(to: target, with: vehicle, by: entrances, floor: floor)
        return "{\"target\":\(question(target)),\"vehicle\":\"\(vehicle.rawValue)\""
            + ",\"entrances\":[\(entrances.map(text).joined(separator: ","))]"
            + ",\"floor\":\(floor.map(String.init) ?? "null"),\"answer\":\(answer.text)}"
    }

    /// Templates, two of them bent out of their right angles, and plans nobody would draw.
    private static func plans(_ dice: inout Dice) -> [(Plan, questions: Int)] {
        let straight = PlanTemplate.Kind.allCases.map { kind in
            PlanTemplate(kind, seed: 42, buildings: 14, gates: PlanTemplateTests.gates).plan
        }
        let crooked = straight.prefix(2).map { plan in Self.bent(plan, &dice) }
        return (straight + crooked).map { ($0, 24) } + (0..<120).map { _ in (RandomPlans.plan(&dice), 4) }
    }

    /// Every point moved a little, the same points alike.
    static func bent(_ plan: Plan, _ dice: inout Dice) -> Plan {
        var moved: [PlanPoint: PlanPoint] = [:]
        func bend(_ point: PlanPoint) -> PlanPoint {
            if let known = moved[point] { return known }
            let new = PlanPoint(point.x + dice.within(-40...40), point.y + dice.within(-40...40))
            moved[point] = new
            return new
        }
        var plan = plan
        for index in plan.paths.indices { plan.paths[index].line = plan.paths[index].line.map(bend) }
        for index in plan.buildings.indices {
            for door in plan.buildings[index].units.indices {
                plan.buildings[index].units[door].at = bend(plan.buildings[index].units[door].at)
            }
        }
        for index in plan.gates.indices { plan.gates[index].at = bend(plan.gates[index].at) }
        for index in plan.spots.indices { plan.spots[index].at = bend(plan.spots[index].at) }
        return plan
    }

    @Test("Tests/CompoundPlanTests/plan-vectors.json is what is answered")
    func vectors() throws {
        var dice = Dice(state: 0x5EED)
        let sets = Self.plans(&dice).map { plan, questions in
            let network = PlanNetwork(plan)
            let units = plan.buildings.flatMap(\.units)
            let cases = (0..<questions).map { number in
                let target =
                    questions > 4 && number % 3 > 0 ? .unit(dice.pick(units).id) : RandomPlans.target(plan, &dice)
                return Self.ask(plan, network, target, &dice)
            }
            return "{\"plan\":\(plan.text),\"cases\":[\n\(cases.joined(separator: ",\n"))]}"
        }
        let text = "[\n" + sets.joined(separator: ",\n") + "\n]\n"
        if ProcessInfo.processInfo.environment["YONGAI_RECORD"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == text)
        let told =
            PlanNoWay.allCases.map { "\"none\":\"\($0.rawValue)\"" }
            + ["go", "stairs", "lift", "leave", "arrive", "arrive-at-spot", "floor"].map { "\"do\":\"\($0)\"" }
            + PlanTurn.allCases.map { "\"turn\":\"\($0.rawValue)\"" } + ["\"passing\":"]
            + PlanSide.allCases.map { "\"side\":\"\($0.rawValue)\"" }
        for word in told { #expect(text.components(separatedBy: word).count > 3, "\(word)") }
    }
}
