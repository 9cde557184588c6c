import Dice
@testable import CompoundPlan

/// Small plans nobody would draw: few points, paths of all kinds across one another, some closed or of one way.
enum RandomPlans {
    static func plan(_ dice: inout Dice) -> Plan {
        // A coarse grid, so that paths share points and ways take equally long.
        let side = dice.within(2...3)
        // 200 m are far enough for leaving the vehicle by the path, 10 m never.
        let unit = dice.pick([100, 2000])
        func point() -> PlanPoint { PlanPoint(unit * dice.below(side), unit * dice.below(3)) }
        let paths = (0..<dice.within(2...6)).map { number in
            PlanPath(
                id: "p\(number)", kind: dice.pick(PlanPath.Kind.allCases + [.road, .lane]),
                line: (0..<dice.within(2...4)).map { _ in point() },
                name: dice.happens(percent: 30) ? "路\(number % 2)" : "",
                isOneWay: dice.happens(percent: 20), isClosed: dice.happens(percent: 15))
        }
        let units = (0..<dice.within(0...3)).map { PlanUnit(id: "u\($0)", name: "\($0)", at: point()) }
        let building = PlanBuilding(
            id: "b", name: "1", outline: [.init(10, 10), .init(90, 10), .init(90, 90)],
            hasLift: dice.pick([nil, true, false]), units: units)
        let other = PlanBuilding(id: "c", name: "2", outline: [.init(110, 110), .init(190, 110), .init(190, 190)])
        return Plan(
            size: PlanPoint(4 * unit, 4 * unit), paths: paths, buildings: [building, other],
            gates: (0..<dice.within(0...3)).map { PlanGate(id: "g\($0)", gate: nil, at: point()) },
            spots: (0..<dice.below(4)).map { number in
                PlanSpot(
                    id: "s\(number)", kind: dice.pick([.parking, .parking, .locker]), at: point(),
                    vehicles: dice.pick([[], [.bike], [.car], [.bike, .car]]))
            })
    }

    static func entrances(_ plan: Plan, _ dice: inout Dice) -> [PlanEntrance] {
        plan.gates.filter { _ in dice.happens(percent: 80) }.map { gate in
            PlanEntrance(
                gate: gate.id, mode: dice.pick(PlanMode.allCases), speedLimitKmh: dice.pick([nil, 5, 10, 30]),
                leadMilliseconds: dice.pick([0, 0, 7000]))
        }
    }

    static func target(_ plan: Plan, _ dice: inout Dice) -> PlanTarget {
        switch dice.below(8) {
        case 0: dice.pick([.unit("x"), .building("x"), .spot("x")])
        case 1, 2: .building("b")
        case 3: .nearest(.parking)
        case 4: .nearest(.locker)
        case 5: .spot("s0")
        default: .unit("u0")
        }
    }
}
