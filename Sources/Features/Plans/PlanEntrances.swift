import CompoundPlan
import GatePolicy
import Gates
import Kernel

/// Which gates of a plan let a visitor in now, and how they go on from them.
struct PlanEntrances {
    var entrances: [PlanEntrance] = []
    /// No gate of the plan is a recorded one: what holds at them, nobody knows.
    var isUnknown = false

    /// - Parameter only: the recorded gate somebody stands at; the others are left out where it lets in.
    init(_ plan: Plan, round: GateRound, for visitor: Visitor, only: String? = nil) {
        let recorded = plan.gates.filter { gate in gate.gate.map { round.gate($0) != nil } ?? false }
        guard !recorded.isEmpty else {
            isUnknown = true
            entrances = plan.gates.map { Self.onFoot($0.id, visitor) }
            return
        }
        let all = recorded.compactMap { gate -> (gate: PlanGate, entrance: PlanEntrance)? in
            guard let id = round.gate(gate.gate ?? "")?.id else { return nil }
            return Self.entrance(gate.id, round.verdict(at: id, for: visitor), visitor).map { (gate, $0) }
        }
        let chosen = all.filter { $0.gate.gate == only }
        entrances = (chosen.isEmpty ? all : chosen).map(\.entrance)
    }

    private static func entrance(_ gate: String, _ verdict: GateVerdict, _ visitor: Visitor) -> PlanEntrance? {
        switch verdict {
        case .comeIn(let terms):
            visitor.vehicle == .foot
                ? PlanEntrance(gate: gate, mode: .walking)
                : PlanEntrance(gate: gate, mode: .riding, speedLimitKmh: terms.speedLimitKmh)
        case .comeInOnFoot: onFoot(gate, visitor)
        case .useAnotherGate, .notNow, .refused: nil
        }
    }

    /// Whoever came on something leaves it before the gate first.
    private static func onFoot(_ gate: String, _ visitor: Visitor) -> PlanEntrance {
        let lead = visitor.vehicle == .foot ? 0 : PlanPace.leavingMilliseconds
        return PlanEntrance(gate: gate, mode: .walking, leadMilliseconds: lead)
    }
}

extension VisitorVehicle {
    var onPlan: PlanVehicle {
        switch self {
        case .foot: .foot
        case .bike: .bike
        case .car: .car
        }
    }
}
