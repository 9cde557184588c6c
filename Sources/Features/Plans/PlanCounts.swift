import CompoundPlan

extension PlanCounts {
    init(_ plan: Plan) {
        let units = plan.buildings.flatMap(\.units)
        let ground = WalkedGround(plan)
        self.init(
            buildings: plan.buildings.count, units: units.count,
            reachableUnits: units.count { ground.isReached($0.at) },
            parkingSpots: plan.spots.count { $0.kind == .parking })
    }
}

/// The points that somebody on foot comes to from the gates.
private struct WalkedGround {
    private var reached: Set<PlanPoint> = []

    init(_ plan: Plan) {
        var beside: [PlanPoint: [PlanPoint]] = [:]
        for path in plan.paths where !path.isClosed {
            for (one, next) in zip(path.line, path.line.dropFirst()) {
                beside[one, default: []].append(next)
                beside[next, default: []].append(one)
            }
        }
        var waiting = plan.gates.map(\.at).filter { beside[$0] != nil }
        reached = Set(waiting)
        while let point = waiting.popLast() {
            for next in beside[point] ?? [] where reached.insert(next).inserted { waiting.append(next) }
        }
    }

    func isReached(_ point: PlanPoint) -> Bool { reached.contains(point) }
}
