@testable import CompoundPlan

/// The rules of `docs/plan-format.md` and nothing clever: every way without a loop, on foot, riding, and with the
/// vehicle left at every place there is.
struct BruteForce {
    let plan: Plan
    let vehicle: PlanVehicle
    let goals: [PlanPoint]

    private struct Step {
        var to: PlanPoint
        var path: PlanPath
        var isForward: Bool
    }

    private func steps(from point: PlanPoint) -> [Step] {
        plan.paths.flatMap { path in
            zip(path.line, path.line.dropFirst()).flatMap { start, end -> [Step] in
                guard start != end else { return [] }
                return (start == point ? [Step(to: end, path: path, isForward: true)] : [])
                    + (end == point ? [Step(to: start, path: path, isForward: false)] : [])
            }
        }
    }

    private func may(_ step: Step, _ vehicle: PlanVehicle, opened: Bool = false) -> Bool {
        guard opened || !step.path.isClosed else { return false }
        return vehicle == .foot
            || step.path.kind.vehicles.contains(vehicle) && (step.isForward || !step.path.isOneWay)
    }

    private static func length(_ one: PlanPoint, _ other: PlanPoint) -> Double {
        let (dx, dy) = (Double(one.x - other.x), Double(one.y - other.y))
        return ((dx * dx + dy * dy).squareRoot() * 100).rounded()
    }

    private func walking(_ from: PlanPoint, _ step: Step) -> Int {
        switch step.path.kind {
        case .lift: 30_000
        case .stairs: Int((Self.length(from, step.to) / 0.6).rounded())
        default: Int((Self.length(from, step.to) / 1.25).rounded())
        }
    }

    private func riding(_ from: PlanPoint, _ step: Step, _ kmh: Int) -> Int {
        Int((Self.length(from, step.to) * 3.6 / Double(kmh)).rounded())
    }

    /// The least time of every place, by trying all ways without a loop.
    private func all(
        from start: PlanPoint, may: (Step) -> Bool, cost: (PlanPoint, Step) -> Int
    ) -> [PlanPoint: Int] {
        var least: [PlanPoint: Int] = [:]
        func follow(_ point: PlanPoint, _ total: Int, _ seen: [PlanPoint]) {
            least[point] = min(least[point] ?? .max, total)
            for step in steps(from: point) where may(step) && !seen.contains(step.to) {
                follow(step.to, total + cost(point, step), seen + [step.to])
            }
        }
        follow(start, 0, [start])
        return least
    }

    private func isDrawn(_ point: PlanPoint) -> Bool { plan.paths.contains { $0.line.contains(point) } }

    private func onFoot(from start: PlanPoint) -> [PlanPoint: Int] {
        all(from: start, may: { may($0, .foot) }, cost: walking)
    }

    private func starts(_ entrances: [PlanEntrance]) -> [(PlanEntrance, PlanPoint)] {
        entrances.compactMap { entrance in
            plan.gates.first { $0.id == entrance.gate }.map { (entrance, $0.at) }
        }.filter { isDrawn($0.1) }
    }

    /// Of leaving the vehicle at a place: 20 s at a goal, at parking for it, and anywhere where no such parking can be
    /// ridden to by whoever comes in; else 60 s.
    func leaving(_ entrances: [PlanEntrance]) -> (PlanPoint) -> Int {
        let riders = starts(entrances).filter { $0.0.mode == .riding && vehicle != .foot }
        let ridden = riders.map { _, at in all(from: at, may: { may($0, vehicle) }, cost: { _, _ in 0 }) }
        let parking = plan.spots.filter { spot in
            spot.kind == .parking && (spot.vehicles.isEmpty || spot.vehicles.contains(vehicle))
                && ridden.contains { $0[spot.at] != nil }
        }.map(\.at)
        return { parking.isEmpty || parking.contains($0) || goals.contains($0) ? 20_000 : 60_000 }
    }

    /// With the lead; nil when there is no way.
    func best(_ entrances: [PlanEntrance]) -> Int? {
        let leaving = leaving(entrances)
        var totals: [Int] = []
        for (entrance, at) in starts(entrances) {
            let isRiding = entrance.mode == .riding && vehicle != .foot
            let kmh = min(15, entrance.speedLimitKmh ?? 15)
            let there =
                isRiding
                ? all(from: at, may: { may($0, vehicle) }, cost: { riding($0, $1, kmh) }) : [at: 0]
            for (place, time) in there {
                let before = entrance.leadMilliseconds + time + (isRiding ? leaving(place) : 0)
                let walk = onFoot(from: place)
                totals += goals.compactMap { walk[$0] }.map { before + $0 }
            }
        }
        return totals.min()
    }

    /// Whether there would be a way if nothing were closed.
    func isOnlyClosed(_ entrances: [PlanEntrance]) -> Bool {
        entrances.contains { entrance in
            guard let gate = plan.gates.first(where: { $0.id == entrance.gate }), isDrawn(gate.at) else { return false }
            let there = all(from: gate.at, may: { may($0, .foot, opened: true) }, cost: { _, _ in 0 })
            return goals.contains { isDrawn($0) && there[$0] != nil }
        }
    }
}
