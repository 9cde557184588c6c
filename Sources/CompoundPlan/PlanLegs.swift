extension PlanNetwork {
    /// A way as it is told.
    func route(
        _ found: Found, _ goals: [Goal], _ entrance: PlanEntrance, vehicle: PlanVehicle, floor: Int?
    ) -> PlanRoute {
        let goal = goals.first { $0.point == found.point }
        let legs = legs(found.moves)
        let left = found.left.map { point in
            PlanLeaving(at: points[point], spot: parkingSpot(at: points[point], for: vehicle)?.id)
        }
        let building = goal?.building.map { plan.buildings[$0] }
        var steps = PlanSteps(self, found, building: building, unit: goal?.unit)
        return PlanRoute(
            gate: entrance.gate, building: building?.id, unit: goal?.unit, spot: goal?.spot?.id, legs: legs, left: left,
            leadMilliseconds: found.start.lead, milliseconds: found.cost - found.start.lead,
            millimetres: legs.reduce(0) { $0 + $1.millimetres },
            steps: steps.steps(entrance, left: left, spot: goal?.spot, floor: floor))
    }

    private func legs(_ moves: [Move]) -> [PlanLeg] {
        var legs: [PlanLeg] = []
        for move in moves {
            let mode: PlanMode = move.isRiding ? .riding : .walking
            if legs.last?.mode != mode {
                legs.append(PlanLeg(mode: mode, line: [points[move.start]], millimetres: 0, milliseconds: 0))
            }
            legs[legs.count - 1].line.append(points[move.edge.end])
            legs[legs.count - 1].millimetres += travelled(move)
            legs[legs.count - 1].milliseconds += move.milliseconds
        }
        return legs
    }

    /// Of a lift nothing is walked.
    func travelled(_ move: Move) -> Int { plan.paths[move.edge.path].kind == .lift ? 0 : move.edge.millimetres }

    /// The first parking for a vehicle drawn at a point.
    func parkingSpot(at point: PlanPoint, for vehicle: PlanVehicle) -> PlanSpot? {
        plan.spots.first { $0.kind == .parking && $0.at == point && $0.takes(vehicle) }
    }
}
