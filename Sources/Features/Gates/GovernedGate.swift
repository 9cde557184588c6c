import Compounds
import GatePolicy
import Kernel
import OpeningHours
import Places

/// A gate with what holds at it.
public struct GovernedGate: Sendable, Equatable {
    public var gate: Gate
    public var policy: GatePolicy
    /// The number of the policy somebody has written; nil where it follows from the gate's recorded hours.
    public var number: Int?
    /// When that came to stand.
    public var since: Instant?

    public init(gate: Gate, policy: GatePolicy, number: Int? = nil, since: Instant? = nil) {
        self.gate = gate
        self.policy = policy
        self.number = number
        self.since = since
    }

    public var policyGate: PolicyGate {
        PolicyGate(id: gate.id.description, point: gate.point, policy: policy)
    }
}

/// The gates of one compound at a moment, as the evaluator wants them.
public struct GateRound: Sendable, Equatable {
    public var place: ID<Place>
    /// By name.
    public var gates: [GovernedGate]
    public var moment: GateMoment

    public init(place: ID<Place>, gates: [GovernedGate], moment: GateMoment) {
        self.place = place
        self.gates = gates
        self.moment = moment
    }

    public func verdict(at gate: ID<Gate>, for visitor: Visitor) -> GateVerdict {
        evaluate(at: gate.description, of: gates.map(\.policyGate), visitor: visitor, moment)
    }

    /// A gate by the name the evaluator gives it.
    public func gate(_ id: String) -> Gate? { gates.first { $0.gate.id.description == id }?.gate }
    public func gate(_ id: ID<Gate>) -> GovernedGate? { gates.first { $0.gate.id == id } }
}

/// Whoever knows the gates of compounds with what holds at each.
public protocol GateRounds: Sendable {
    /// nil for a compound that is not in the directory.
    func round(of place: ID<Place>, at instant: Instant, in town: any Reading) throws -> GateRound?
}

extension Gates: GateRounds {}

extension GatePolicy {
    /// What follows from a gate's hours and the most it lets through; hours nobody knows are always.
    public init(of gate: Gate) {
        self.init(admissions: [
            Admission(vehicles: Set(gate.admits.vehicles), hours: try? OpeningHours(parsing: gate.hours))
        ])
    }
}

extension Gate.Admits {
    public var vehicles: [VisitorVehicle] {
        switch self {
        case .foot: [.foot]
        case .bike: [.foot, .bike]
        case .car: [.foot, .bike, .car]
        }
    }
}

extension Gates {
    public func moment(_ instant: Instant, isStorm: Bool = false) -> GateMoment {
        GateMoment(
            instant: CivilInstant(epochSeconds: instant.seconds, offsetSeconds: Int(utcOffsetSeconds)),
            calendar: calendar, isStorm: isStorm)
    }

    /// Gates of a compound with what stands at each, by name.
    public func governed(of place: ID<Place>, in town: any Reading) throws -> [GovernedGate] {
        let gates = try compounds.gates(of: place, in: town)
        let standing = try store.standing(at: gates.map(\.id), in: town)
        return gates.map { gate in
            guard let record = standing[gate.id], let policy = record.policy else {
                return GovernedGate(gate: gate, policy: GatePolicy(of: gate))
            }
            return GovernedGate(gate: gate, policy: policy, number: record.number, since: record.decidedAt)
        }
    }

    /// As the evaluator wants them.
    public func policies(of place: ID<Place>, in town: any Reading) throws -> [PolicyGate] {
        try governed(of: place, in: town).map(\.policyGate)
    }

    /// All that a verdict at one of a compound's gates needs; `nil` for a compound that is not in the directory.
    public func round(of place: ID<Place>, at instant: Instant, in town: any Reading) throws -> GateRound? {
        guard let land = try compounds.land(of: place, in: town) else { return nil }
        let isStorm = try settings.isStorm(in: land.area ?? city, town)
        return GateRound(
            place: place, gates: try governed(of: place, in: town), moment: moment(instant, isStorm: isStorm))
    }

    /// One gate; nil also for one that has been taken away.
    public func gate(_ id: ID<Gate>, in town: any Reading) throws -> Gate? {
        try compounds.gate(id, in: town)
    }

    public func verdict(
        at id: ID<Gate>, for visitor: Visitor, _ instant: Instant, in town: any Reading
    ) throws -> GateVerdict {
        guard let gate = try gate(id, in: town), let round = try round(of: gate.placeID, at: instant, in: town)
        else { return .refused(.unknownGate) }
        return round.verdict(at: id, for: visitor)
    }
}
