extension PlanNetwork {
    /// The quickest way to a target by whichever entrance is best, or why there is none.
    ///
    /// The vehicle may be left anywhere on the way. Where the plan has parking for it that can be ridden to, leaving
    /// it elsewhere than there or at the very door takes longer. Of ways that take equally long the same one is told
    /// on every machine.
    /// - Parameters:
    ///   - vehicle: what the visitor has come with; entrances for walking are gone on foot all the same.
    ///   - floor: of the room, for the last step; nil when nobody said.
    public func route(
        to target: PlanTarget, with vehicle: PlanVehicle, by entrances: [PlanEntrance], floor: Int? = nil
    ) -> PlanAnswer {
        let goals: [Goal]
        switch self.goals(target, vehicle) {
        case .success(let found): goals = found
        case .failure(let reason): return .none(reason.noWay)
        }
        guard !plan.gates.isEmpty else { return .none(.noGates) }
        guard !entrances.isEmpty else { return .none(.noEntrance) }
        let starts = entrances.enumerated().compactMap { start($0.element, $0.offset, vehicle) }
        guard !starts.isEmpty else { return .none(.gateNotOnPath) }
        let parking = parking(for: vehicle, from: starts)
        var best: Found?
        for group in Self.groups(starts) {
            var search = PlanSearch(self, vehicle: vehicle, kmh: group.kmh, parking: parking, goals: goals)
            guard let found = search.run(group.starts), best.map({ found.cost < $0.cost }) ?? true else { continue }
            best = found
        }
        if let best {
            return .route(route(best, goals, entrances[best.start.entrance], vehicle: vehicle, floor: floor))
        }
        let reached = reached(from: starts.map(\.point), by: .foot, opened: true)
        return .none(goals.contains { reached[$0.point] } ? .closedPath : .unreachable)
    }

    /// A point to arrive at.
    struct Goal {
        var point: Int
        var building: Int?
        var unit: String?
        var spot: PlanSpot?
    }

    struct Start {
        var entrance: Int
        var point: Int
        var isRiding: Bool
        var kmh: Int
        var lead: Int
    }

    /// A way found.
    struct Found {
        /// With the lead.
        var cost: Int
        var start: Start
        /// Where it ends.
        var point: Int
        /// Its edges in order.
        var moves: [Move]
        /// Where the vehicle is left; nil for who comes on foot.
        var left: Int?
    }

    struct Move {
        var start: Int
        var edge: Edge
        var isRiding: Bool
        var milliseconds: Int
    }

    private struct Refused: Error { var noWay: PlanNoWay }

    private func goals(_ target: PlanTarget, _ vehicle: PlanVehicle) -> Result<[Goal], Refused> {
        var points: [(PlanPoint, Goal)] = []
        switch target {
        case .building(let id):
            guard let place = plan.buildings.firstIndex(where: { $0.id == id }) else { break }
            let units = plan.buildings[place].units
            if units.isEmpty { return .failure(Refused(noWay: .noDoor)) }
            points = units.map { ($0.at, Goal(point: 0, building: place, unit: $0.id)) }
        case .unit(let id):
            guard let place = buildingOfUnit[id] else { break }
            points = plan.buildings[place].units.filter { $0.id == id }
                .map { ($0.at, Goal(point: 0, building: place, unit: id)) }
        case .spot(let id):
            points = plan.spots.filter { $0.id == id }.map { ($0.at, Goal(point: 0, spot: $0)) }
        case .nearest(let kind):
            points = plan.spots.filter { $0.kind == kind && (kind != .parking || $0.takes(vehicle)) }
                .map { ($0.at, Goal(point: 0, spot: $0)) }
        }
        if points.isEmpty { return .failure(Refused(noWay: .unknownTarget)) }
        let goals = points.compactMap { point, goal -> Goal? in
            guard let index = index(of: point) else { return nil }
            var goal = goal
            goal.point = index
            return goal
        }
        return goals.isEmpty ? .failure(Refused(noWay: .targetNotOnPath)) : .success(goals)
    }

    private func start(_ entrance: PlanEntrance, _ place: Int, _ vehicle: PlanVehicle) -> Start? {
        guard let gate = plan.gates.first(where: { $0.id == entrance.gate }), let point = index(of: gate.at) else {
            return nil
        }
        let kmh = min(max(entrance.speedLimitKmh ?? PlanPace.ridingKmhMax, 1), PlanPace.ridingKmhMax)
        return Start(
            entrance: place, point: point, isRiding: entrance.mode == .riding && vehicle != .foot, kmh: kmh,
            lead: entrance.leadMilliseconds)
    }

    /// Where there is parking for the vehicle; nil where none can be ridden to, so that one place is like another.
    private func parking(for vehicle: PlanVehicle, from starts: [Start]) -> [Bool]? {
        let ridden = starts.filter(\.isRiding).map(\.point)
        guard !ridden.isEmpty else { return nil }
        let reached = reached(from: ridden, by: vehicle)
        var parking = [Bool](repeating: false, count: points.count)
        var hasAny = false
        for spot in plan.spots where spot.kind == .parking && spot.takes(vehicle) {
            guard let point = index(of: spot.at), reached[point] else { continue }
            parking[point] = true
            hasAny = true
        }
        return hasAny ? parking : nil
    }

    /// Entrances by what may be ridden from them, the fastest first; who walks in goes with the first.
    private static func groups(_ starts: [Start]) -> [(kmh: Int, starts: [Start])] {
        let speeds = Set(starts.filter(\.isRiding).map(\.kmh)).sorted(by: >)
        guard let fastest = speeds.first else { return [(PlanPace.ridingKmhMax, starts)] }
        return speeds.map { kmh in
            (kmh, starts.filter { $0.isRiding ? $0.kmh == kmh : kmh == fastest })
        }
    }
}

extension PlanSpot {
    /// Parking without a list takes everything; who comes on foot may look for any.
    func takes(_ vehicle: PlanVehicle) -> Bool { vehicle == .foot || vehicles.isEmpty || vehicles.contains(vehicle) }
}
