import Compounds
import GatePolicy
import Gates
import Geo
import Kernel
import OpeningHours
import Places

/// A gate a rider may be sent to, with what is known of it now.
struct GateChoice: Sendable, Equatable {
    var gate: Gate
    var point: Coordinate
    /// Of the gate for this rider: hours nobody knows are unknown, though they count as open.
    var state: OpenState.Kind
    /// Gates are taken from the first of these ranks that has any: better an open gate one must walk through than a
    /// closed one for the vehicle.
    var rank: Rank

    enum Rank: Int, Sendable, Comparable {
        case open, openOnFoot, later, laterOnFoot, never

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }
}

extension GateChoice {
    /// The best of a compound's gates, as the one evaluator judges each by itself.
    static func choices(_ round: GateRound, mode: TravelMode, trade: VisitorTrade) -> [GateChoice] {
        let visitor = Visitor(trade: trade, vehicle: mode == .foot ? .foot : .bike)
        let placed: [GateChoice] = round.gates.compactMap { one in
            guard let point = one.gate.point else { return nil }
            let gate = one.policyGate
            let verdict = evaluate(at: gate.id, of: [gate], visitor: visitor, round.moment)
            let rank = Rank(verdict)
            let isKnown = one.number != nil || !one.gate.hours.isEmpty
            let state: OpenState.Kind = rank > .openOnFoot ? .closed : isKnown ? .open : .unknown
            return GateChoice(gate: one.gate, point: point, state: state, rank: rank)
        }
        let best = placed.map(\.rank).min()
        return placed.filter { $0.rank == best }
    }
}

extension GateChoice.Rank {
    /// What one gate tells a rider, without the others.
    init(_ verdict: GateVerdict) {
        switch verdict {
        case .comeIn: self = .open
        case .comeInOnFoot: self = .openOnFoot
        case .notNow(let opening): self = opening.isOnFoot ? .laterOnFoot : .later
        case .useAnotherGate, .refused: self = .never
        }
    }
}

extension Limits {
    /// How many gates of one compound an engine is asked to compare, the nearest first.
    static let comparedGatesMax = 12
}
