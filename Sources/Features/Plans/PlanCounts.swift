import CompoundPlan

extension PlanCounts {
    init(_ plan: Plan) { self.init(plan, findings: plan.findings) }

    /// - Parameter findings: of this plan, where they are known already.
    init(_ plan: Plan, findings: [PlanFinding]) {
        let units = plan.buildings.reduce(0) { $0 + $1.units.count }
        let isAside = findings.contains { $0.kind == .noGate }
        let aside = Set(findings.filter { $0.kind == .doorNotOnPath || $0.kind == .doorUnreachable }.flatMap(\.parts))
        // Where no gate stands on a path the check names no door, and none is reached.
        let gates = plan.gates.count
        let lost = findings.count { $0.kind == .gateNotOnPath }
        self.init(
            buildings: plan.buildings.count, units: units,
            reachableUnits: isAside || gates == lost ? 0 : units - aside.count,
            parkingSpots: plan.spots.count { $0.kind == .parking })
    }
}
