import Dice
import Testing

@testable import CompoundPlan

@Suite("Ways over a plan, against every other way")
struct PlanRouteTests {
    private static func goals(_ plan: Plan, _ target: PlanTarget, _ vehicle: PlanVehicle) -> [PlanPoint] {
        switch target {
        case .building(let id): plan.buildings.filter { $0.id == id }.flatMap { $0.units.map(\.at) }
        case .unit(let id): plan.buildings.flatMap(\.units).filter { $0.id == id }.map(\.at)
        case .spot(let id): plan.spots.filter { $0.id == id }.map(\.at)
        case .nearest(let kind):
            plan.spots.filter { $0.kind == kind && (kind != .parking || $0.takes(vehicle)) }.map(\.at)
        }
    }

    @Test("On 12,000 drawn plans no allowed way is quicker, and there is a reason exactly where there is none")
    func bruteForce() {
        var dice = Dice(state: 2026)
        var told: [String: Int] = [:]
        var places: [String: Int] = [:]
        for number in 0..<12_000 {
            let plan = RandomPlans.plan(&dice)
            let vehicle = dice.pick(PlanVehicle.allCases)
            let target = RandomPlans.target(plan, &dice)
            let entrances = RandomPlans.entrances(plan, &dice)
            let answer = PlanNetwork(plan).route(to: target, with: vehicle, by: entrances, floor: 3)
            let goals = Self.goals(plan, target, vehicle)
            let judge = BruteForce(plan: plan, vehicle: vehicle, goals: goals)
            let best = judge.best(entrances)
            switch answer {
            case .route(let route):
                told["route", default: 0] += 1
                #expect(route.leadMilliseconds + route.milliseconds == best, "\(number)")
                check(route, plan, vehicle, entrances, goals)
                let leaving = route.left.map { judge.leaving(entrances)($0.at) } ?? 0
                #expect(route.milliseconds == route.legs.reduce(leaving) { $0 + $1.milliseconds }, "\(number)")
                if let left = route.left { places["\(leaving) \(left.spot != nil)", default: 0] += 1 }
            case .none(let reason):
                told[reason.rawValue, default: 0] += 1
                #expect(best == nil, "\(number) \(reason)")
                let drawn = goals.filter { goal in plan.paths.contains { $0.line.contains(goal) } }
                if reason == .closedPath { #expect(judge.isOnlyClosed(entrances), "\(number)") }
                if reason == .unreachable { #expect(!judge.isOnlyClosed(entrances), "\(number)") }
                #expect((reason == .unknownTarget || reason == .noDoor) == goals.isEmpty)
                #expect((reason == .targetNotOnPath) == (!goals.isEmpty && drawn.isEmpty))
            }
        }
        #expect(told.count == PlanNoWay.allCases.count + 1 && told.values.allSatisfy { $0 > 20 }, "\(told)")
        // At parking, by the path though there is some, at the door or where there is none.
        let kinds: Set = ["20000 true", "60000 false", "20000 false"]
        #expect(Set(places.keys) == kinds && places.values.allSatisfy { $0 > 10 }, "\(places)")
    }

    /// What is told can be gone: along open paths, by what may use them, and it adds up.
    private func check(
        _ route: PlanRoute, _ plan: Plan, _ vehicle: PlanVehicle, _ entrances: [PlanEntrance], _ goals: [PlanPoint]
    ) {
        let gate = plan.gates.first { $0.id == route.gate }
        var place = gate?.at
        #expect(entrances.contains { $0.gate == route.gate && $0.leadMilliseconds == route.leadMilliseconds })
        for leg in route.legs {
            #expect(leg.line.count > 1 && leg.line.first == place)
            for (start, end) in zip(leg.line, leg.line.dropFirst()) {
                let isOpen = plan.paths.contains { path in
                    !path.isClosed && path.kind.vehicles.contains(leg.mode == .riding ? vehicle : .foot)
                        && zip(path.line, path.line.dropFirst()).contains { one, other in
                            one == start && other == end
                                || one == end && other == start && (leg.mode == .walking || !path.isOneWay)
                        }
                }
                #expect(isOpen)
            }
            place = leg.line.last
        }
        #expect(place.map(goals.contains) == true)
        #expect(
            route.legs.map(\.mode) == [.riding, .walking].filter { mode in route.legs.contains { $0.mode == mode } })
        #expect(route.millimetres == route.legs.reduce(0) { $0 + $1.millimetres })
        if let spot = route.left?.spot {
            #expect(
                plan.spots.contains {
                    $0.id == spot && $0.at == route.left?.at && $0.kind == .parking && $0.takes(vehicle)
                })
        }
        let goes = route.steps.contains { if case .go = $0 { true } else { false } }
        #expect(goes || route.millimetres == 0 || route.steps.contains { if case .stairs = $0 { true } else { false } })
    }

    @Test("Who may use a kind of path is said twice, once for the search, and alike")
    func users() {
        for kind in PlanPath.Kind.allCases {
            for vehicle in PlanVehicle.allCases {
                #expect(kind.users.contains(vehicle.user) == kind.vehicles.contains(vehicle))
            }
        }
    }

    @Test("Whatever the policy forbids is not used, and the answer changes with it")
    func policy() {
        var plan = PlanTemplate(.slabs, seed: 4, buildings: 24, gates: PlanTemplateTests.gates).plan
        let network = PlanNetwork(plan)
        let all = plan.gates.map { PlanEntrance(gate: $0.id, mode: .walking) }
        for building in plan.buildings {
            guard case .route(let free) = network.route(to: .building(building.id), with: .foot, by: all) else {
                Issue.record("no way to \(building.name)")
                continue
            }
            let others = all.filter { $0.gate != free.gate }
            guard case .route(let other) = network.route(to: .building(building.id), with: .foot, by: others) else {
                Issue.record("no other way to \(building.name)")
                continue
            }
            #expect(other.gate != free.gate && other.milliseconds >= free.milliseconds)
        }
        #expect(network.route(to: .building("b1"), with: .foot, by: []) == .none(.noEntrance))
        #expect(
            network.route(to: .building("b1"), with: .foot, by: [PlanEntrance(gate: "x", mode: .walking)])
                == .none(.gateNotOnPath))
        plan.gates = []
        #expect(PlanNetwork(plan).route(to: .building("b1"), with: .foot, by: all) == .none(.noGates))
    }

    @Test("The vehicle stands by the path before a footway, unless a bay costs less than 40 s more")
    func byThePath() {
        // The bay is 20 m from the gate, and the footway to the door leaves the road a way behind it.
        func left(_ fork: Int, _ vehicles: Set<PlanVehicle>) -> (at: PlanPoint, spot: String?, step: PlanStep?)? {
            var plan = PlanCheckTests.small
            plan.paths[0].line[2].x = fork
            plan.paths[2].line = [PlanPoint(fork, 500), PlanPoint(fork, 560)]
            plan.buildings[1].units[0].at.x = fork
            plan.spots[0].vehicles = vehicles
            let entrances = [PlanEntrance(gate: "g1", mode: .riding)]
            guard case .route(let route) = PlanNetwork(plan).route(to: .unit("u2"), with: .bike, by: entrances),
                let left = route.left
            else { return nil }
            let step = route.steps.first { if case .leaveVehicle = $0 { true } else { false } }
            return (left.at, left.spot, step)
        }
        // 71.3 m take 39.928 s longer on foot than by the vehicle, 71.5 m 40.04 s.
        let bay = left(913, [.bike])
        #expect(bay?.at == PlanPoint(200, 500) && bay?.spot == "s1" && bay?.step == .leaveVehicle(parking: ""))
        let path = left(915, [.bike])
        #expect(path?.at == PlanPoint(915, 500) && path?.spot == nil && path?.step == .leaveVehicle(parking: nil))
        // Parking for others is none, not even where the vehicle comes to stand beside it.
        let none = left(220, [.car])
        #expect(none?.at == PlanPoint(220, 500) && none?.spot == nil)
        let beside = left(200, [.car])
        #expect(beside?.at == PlanPoint(200, 500) && beside?.step == .leaveVehicle(parking: nil))
    }

    @Test("A slower gate is worth it when it is near enough, a way round outside when it is short enough")
    func tradeOffs() {
        var plan = PlanCheckTests.small
        plan.gates.append(PlanGate(id: "g2", gate: nil, at: .init(1000, 500)))
        let network = PlanNetwork(plan)
        func gate(_ entrances: [PlanEntrance]) -> String? {
            guard case .route(let route) = network.route(to: .unit("u2"), with: .bike, by: entrances) else {
                return nil
            }
            return route.gate
        }
        // 40 m from g2, 60 m from g1; parking is 20 m from g1.
        #expect(gate([.init(gate: "g1", mode: .walking), .init(gate: "g2", mode: .walking)]) == "g2")
        #expect(
            gate([.init(gate: "g1", mode: .walking), .init(gate: "g2", mode: .walking, leadMilliseconds: 15_999)])
                == "g2")
        #expect(
            gate([.init(gate: "g1", mode: .walking), .init(gate: "g2", mode: .walking, leadMilliseconds: 16_001)])
                == "g1")
    }
}
