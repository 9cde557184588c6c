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

    @Test("On 6,000 drawn plans no allowed way is quicker, and there is a reason exactly where there is none")
    func bruteForce() {
        var dice = PlanDice(2026)
        var told: [String: Int] = [:]
        for number in 0..<6000 {
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
        let spent = route.legs.reduce(0) { $0 + $1.milliseconds }
        #expect(route.milliseconds == spent + (route.left == nil ? 0 : 20_000))
        #expect(route.millimetres == route.legs.reduce(0) { $0 + $1.millimetres })
        if let spot = route.left?.spot {
            #expect(plan.spots.contains { $0.id == spot && $0.at == route.left?.at && $0.kind == .parking })
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
