import Dice
import Compounds
import GatePolicy
import Kernel
import OpeningHours

/// Policies of some of a made-up city's gates: e-bikes by the side gate only, hours at night, exceptions in storms.
struct PolicyHabit {
    let seed: UInt64
    /// Compounds that surely have them.
    let sure: Set<String>

    /// The stream of numbers for policies, apart from those the places were drawn with.
    private static let kind: UInt64 = 77
    private static let shareWithPolicy = 0.35

    /// A policy for each gate of the compounds that have one, in the order of the gates. What is recorded of a gate is
    /// what its policy begins with.
    func policies(of gates: [Gate]) -> [(gate: ID<Gate>, policy: GatePolicy)] {
        var written: [(gate: ID<Gate>, policy: GatePolicy)] = []
        var number = 0
        var start = gates.startIndex
        while start < gates.endIndex {
            let place = gates[start].placeID
            let end = gates[start...].firstIndex { $0.placeID != place } ?? gates.endIndex
            number += 1
            var dice = Dice(seed: seed, kind: Self.kind, number: number)
            // Drawn in any case, so that one compound more leaves the others as they were.
            let isDrawn = dice.happens(Self.shareWithPolicy)
            if isDrawn || sure.contains(place.description) {
                for gate in gates[start..<end] { written.append((gate.id, policy(of: gate, &dice))) }
            }
            start = end
        }
        return written
    }

    /// The one the demonstration's property manager looks after has every kind of rule.
    func policy(of gate: Gate, _ dice: inout Dice) -> GatePolicy {
        let riders: Set<VisitorTrade> = [.foodDelivery, .courier]
        let day = Self.hours(dice.pick(["06:00-23:00", "05:30-23:30", "06:00-22:00"]))
        switch gate.admits {
        case .car:
            return GatePolicy(
                admissions: [
                    Admission(vehicles: [.foot]),
                    Admission(trades: riders, vehicles: [.bike], hours: dice.happens(0.5) ? day : nil),
                    Admission(trades: [.rideHailing, .truck], vehicles: [.car], hours: Self.hours("07:00-21:00")),
                ],
                stormAdmissions: [Admission(vehicles: [.foot, .bike, .car])], speedLimitKmh: dice.pick([5, 10, 15]),
                dwellMinutesMax: dice.happens(0.4) ? 30 : nil)
        case .bike:
            return GatePolicy(
                admissions: [
                    Admission(trades: riders, vehicles: [.foot, .bike]), Admission(vehicles: [.foot], hours: day),
                ],
                speedLimitKmh: dice.pick([10, 15]),
                parking: [Parking(name: gate.name + "内车棚", vehicles: [.bike])],
                dwellMinutesMax: dice.happens(0.5) ? dice.pick([15, 20, 30]) : nil)
        case .foot:
            return GatePolicy(
                admissions: [Admission(vehicles: [.foot], hours: day)],
                stormAdmissions: [Admission(trades: riders, vehicles: [.foot, .bike])],
                parking: [Parking(name: gate.name + "外停车位", vehicles: [.bike], hours: day)])
        }
    }

    private static func hours(_ text: String) -> OpeningHours? { try? OpeningHours(parsing: text) }
}

extension DemonstrationCity {
    /// What holds at some of the city's gates.
    /// - Parameter sure: compounds, by their identifiers, whose gates all have a policy.
    public func policies(sure: Set<String> = []) -> [(gate: ID<Gate>, policy: GatePolicy)] {
        PolicyHabit(seed: seed, sure: sure).policies(of: gates)
    }
}
