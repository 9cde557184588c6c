import Compounds
import Geo
import Kernel
import OpeningHours
import Places

/// A gate a rider may be sent to, with what is known of it now.
struct GateChoice: Sendable, Equatable {
    var gate: Gate
    var point: Coordinate
    var state: OpenState.Kind
    var admits: Bool

    /// Gates are taken from the first of these ranks that has any: better an open gate one must walk through than a
    /// closed one for the vehicle. Unknown hours count as open: most gates nobody has written down stand open.
    var rank: Int {
        switch (admits, state) {
        case (true, .open), (true, .unknown): 0
        case (false, .open), (false, .unknown): 1
        case (true, .closed): 2
        case (false, .closed): 3
        }
    }
}

extension GateChoice {
    static func choices(
        _ gates: [Gate], mode: TravelMode, at moment: Instant, _ timetable: Timetable
    ) -> [GateChoice] {
        let placed: [GateChoice] = gates.compactMap { gate in
            guard let point = gate.point else { return nil }
            let state: OpenState.Kind =
                gate.hours.isEmpty ? .unknown : timetable.state(of: gate.hours, at: moment).kind
            return GateChoice(gate: gate, point: point, state: state, admits: gate.admits.admits(mode))
        }
        let best = placed.map(\.rank).min()
        return placed.filter { $0.rank == best }
    }
}

extension Gate.Admits {
    func admits(_ mode: TravelMode) -> Bool { mode == .foot || self != .foot }
}

extension Limits {
    /// How many gates of one compound an engine is asked to compare, the nearest first.
    static let comparedGatesMax = 12
}
