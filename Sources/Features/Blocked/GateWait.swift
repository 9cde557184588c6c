import Compounds
import Kernel
import PassToken
import Places

/// Names arrivals in identifiers; they are those of the pass.
enum WaitArrival {}

/// Something that happened to one rider at a compound: what a wait is made of.
struct WaitMoment: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        case arrived(ID<WaitArrival>, gate: String)
        case letIn, notLetIn, reported
    }

    var place: ID<Place>
    var placeName: String
    var at: Instant
    var kind: Kind
}

/// A wait at a gate that a certificate can be had of.
struct GateWait: Sendable, Equatable {
    var arrival: ID<WaitArrival>
    var placeName: String
    var gateName: String
    var arrivedAt: Instant
    var endedAt: Instant
    var outcome: DelayCertificate.Outcome

    var minutes: Int { Int((endedAt.seconds - arrivedAt.seconds) / 60) }

    /// Of one rider's moments. A wait begins where they first said that they were there and ends when they were let
    /// in; or else when they reported being stopped; or else at the last look that did not let them in. Newest first.
    static func all(_ moments: [WaitMoment]) -> [GateWait] {
        let sorted = moments.sorted { $0.at < $1.at }
        var waits: [GateWait] = []
        for (index, moment) in sorted.enumerated() {
            guard case .arrived(let id, let gate) = moment.kind else { continue }
            let later = sorted[(index + 1)...].filter {
                $0.place == moment.place && $0.at.seconds - moment.at.seconds <= Limits.waitSecondsMax
            }
            guard let (end, outcome) = end(later),
                DelayCertificate.waitSeconds.contains(end.seconds - moment.at.seconds),
                // Said again while waiting: it is the same wait.
                !waits.contains(where: { $0.endedAt == end && $0.placeName == moment.placeName })
            else { continue }
            waits.append(
                GateWait(
                    arrival: id, placeName: moment.placeName, gateName: gate, arrivedAt: moment.at, endedAt: end,
                    outcome: outcome))
        }
        return waits.reversed()
    }

    private static func end(_ later: [WaitMoment]) -> (Instant, DelayCertificate.Outcome)? {
        if let one = later.first(where: { $0.kind == .letIn }) { return (one.at, .letIn) }
        if let one = later.first(where: { $0.kind == .reported }) { return (one.at, .reported) }
        return later.last { $0.kind == .notLetIn }.map { ($0.at, .notLetIn) }
    }
}
