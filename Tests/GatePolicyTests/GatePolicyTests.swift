import Geo
import OpeningHours
import Testing

@testable import GatePolicy

@Suite("Who may come in by which gate")
struct GatePolicyTests {
    /// A Tuesday.
    private let day = "2026-11-24"
    private let nextDay = "2026-11-25"

    private func words(
        _ gate: String, _ trade: VisitorTrade, _ vehicle: VisitorVehicle, _ at: GateMoment,
        gates: [PolicyGate] = Estate.gates
    ) -> String {
        evaluate(at: gate, of: gates, visitor: Visitor(trade: trade, vehicle: vehicle), at).words
    }

    @Test("A Tuesday noon, everybody at every gate, with everything")
    func noon() {
        let at = moment(day, "12:00")
        let (five, six, nine, midnight) =
            (seconds(day, "17:00"), seconds(day, "18:00"), seconds(day, "21:00"), seconds(nextDay, "00:00"))
        let foot = "in, 30 min, until \(midnight)"
        let bike = "in, 10 km/h, 30 min, until \(five), 门内车棚+门外车位"
        let noBike = "on foot, 30 min, until \(midnight), 门内车棚+门外车位"
        let noCar = "on foot, 30 min, until \(midnight), 门外车位"
        let table: [(VisitorTrade, VisitorVehicle, south: String, west: String, north: String, east: String)] = [
            (.foodDelivery, .foot, foot, "south 270 m", "south 334 m", "south 10 m"),
            (.foodDelivery, .bike, bike, "in, 15 km/h, until \(nine)", "south 334 m", "south 10 m"),
            (.foodDelivery, .car, noCar, "south 270 m on foot", "south 334 m on foot", "south 10 m on foot"),
            (.courier, .foot, foot, "south 270 m", "south 334 m", "south 10 m"),
            (.courier, .bike, bike, "in, 15 km/h, until \(nine)", "south 334 m", "south 10 m"),
            (.courier, .car, noCar + ", or north 334 m", "north 429 m", "in, 15 min, until \(six)", "north 334 m"),
            (.rideHailing, .foot, foot, "south 270 m", "south 334 m", "south 10 m"),
            (.rideHailing, .bike, noBike, "south 270 m on foot", "south 334 m on foot", "south 10 m on foot"),
            (.rideHailing, .car, noCar + ", or north 334 m", "north 429 m", "in, 15 min, until \(six)", "north 334 m"),
            (.truck, .foot, foot, "south 270 m", "south 334 m", "south 10 m"),
            (.truck, .bike, noBike, "south 270 m on foot", "south 334 m on foot", "south 10 m on foot"),
            (.truck, .car, noCar + ", or north 334 m", "north 429 m", "in, 15 min, until \(six)", "north 334 m"),
            (.other, .foot, foot, "south 270 m", "south 334 m", "south 10 m"),
            (.other, .bike, noBike, "south 270 m on foot", "south 334 m on foot", "south 10 m on foot"),
            (.other, .car, noCar, "south 270 m on foot", "south 334 m on foot", "south 10 m on foot"),
        ]
        #expect(table.count == VisitorTrade.allCases.count * VisitorVehicle.allCases.count)
        for row in table {
            #expect(words("south", row.0, row.1, at) == row.south, "\(row.0) \(row.1)")
            #expect(words("west", row.0, row.1, at) == row.west, "\(row.0) \(row.1)")
            #expect(words("north", row.0, row.1, at) == row.north, "\(row.0) \(row.1)")
            #expect(words("east", row.0, row.1, at) == row.east, "\(row.0) \(row.1)")
        }
    }

    @Test("Through the day at the south gate, with an e-bike")
    func day24() {
        let (midnight, five) = (seconds(nextDay, "00:00"), seconds(day, "17:00"))
        for (time, wanted) in [
            ("03:00", "not now: south on foot at \(seconds(day, "05:00"))"),
            ("05:00", "on foot, 30 min, until \(midnight), 门外车位"),
            ("06:30", "on foot, 30 min, until \(midnight), 门内车棚+门外车位, or west 270 m"),
            ("09:00", "in, 10 km/h, 30 min, until \(five), 门内车棚+门外车位"),
            ("17:00", "on foot, 30 min, until \(midnight), 门内车棚+门外车位, or west 270 m"),
            ("22:30", "on foot, 30 min, until \(midnight), 门外车位"),
        ] {
            #expect(words("south", .courier, .bike, moment(day, time)) == wanted, "\(time)")
        }
    }

    @Test("Holidays and the Saturdays worked for them")
    func holidays() {
        let gates = [Estate.north]
        func at(_ day: String) -> String { words("north", .truck, .car, moment(day, "10:00"), gates: gates) }
        // National Day is a Thursday; the Friday is a holiday too, and the next working day is the Thursday after.
        #expect(at("2026-10-01") == "not now: north at \(seconds("2026-10-08", "08:00"))")
        #expect(at("2026-10-03") == "not now: north at \(seconds("2026-10-08", "08:00"))")
        #expect(at("2026-10-10") == "in, 15 min, until \(seconds("2026-10-10", "18:00"))")
        #expect(at("2026-10-11") == "not now: north at \(seconds("2026-10-12", "08:00"))")
        #expect(at("2026-10-17") == "not now: north at \(seconds("2026-10-19", "08:00"))")
    }

    @Test("A storm opens what its exception says, without a limit of stay; a shut gate stays shut")
    func storm() {
        let at = moment(day, "03:00", storm: true)
        #expect(words("south", .other, .foot, at) == "in, storm")
        #expect(words("south", .truck, .bike, at) == "in, 10 km/h, 门外车位, storm")
        #expect(words("south", .truck, .car, at) == "on foot, 门外车位, storm")
        #expect(words("west", .courier, .bike, at) == "south 270 m")
        #expect(words("east", .courier, .bike, at) == "south 10 m")
        #expect(words("south", .courier, .bike, moment(day, "12:00", storm: true)).contains("min") == false)
        #expect(words("east", .courier, .bike, at, gates: [Estate.east]) == "refused: shut")
    }

    @Test("Each refusal has its reason")
    func reasons() {
        let at = moment(day, "12:00")
        #expect(words("nowhere", .courier, .bike, at) == "refused: unknownGate")
        #expect(words("south", .courier, .bike, at, gates: []) == "refused: unknownGate")
        #expect(words("east", .courier, .bike, at, gates: [Estate.east]) == "refused: shut")
        #expect(words("west", .truck, .bike, at, gates: [Estate.west]) == "refused: trade")
        #expect(words("west", .courier, .car, at, gates: [Estate.west]) == "refused: vehicle")
        #expect(words("west", .courier, .foot, at, gates: [Estate.west]) == "refused: vehicle")
        var past = Estate.west
        past.policy.admissions[0].hours = hours("2025 Mo-Su 08:00-18:00")
        #expect(words("west", .courier, .bike, at, gates: [past]) == "refused: hours")
        past.policy.admissions = []
        #expect(words("west", .courier, .bike, at, gates: [past]) == "refused: trade")
    }

    @Test("A gate that is not on the map comes after those that are, and nobody says how far it is")
    func offMap() {
        var lost = Estate.west
        lost.point = nil
        lost.id = "lost"
        let at = moment(day, "12:00")
        #expect(words("north", .courier, .bike, at, gates: [Estate.north, lost]) == "lost ? m")
        #expect(words("north", .courier, .bike, at, gates: [Estate.north, lost, Estate.west]) == "west 429 m")
        #expect(words("lost", .truck, .car, at, gates: [lost, Estate.north]) == "north ? m")
        let night = words("north", .courier, .bike, moment(day, "22:00"), gates: [Estate.north, lost])
        #expect(night == "not now: lost at \(seconds(nextDay, "06:00"))")
    }

    @Test("Of two openings at one time this gate's comes first, and with the vehicle before on foot")
    func sameOpening() {
        var here = Estate.west
        here.policy.admissions = [Admission(vehicles: [.foot, .bike], hours: hours("06:00-21:00"))]
        let at = moment(day, "23:00")
        let six = seconds(nextDay, "06:00")
        #expect(words("west", .courier, .bike, at, gates: [here]) == "not now: west at \(six)")
        var there = here
        there.id = "there"
        #expect(words("west", .courier, .bike, at, gates: [there, here]) == "not now: west at \(six)")
        here.policy.admissions[0].vehicles = [.foot]
        #expect(words("west", .courier, .bike, at, gates: [there, here]) == "not now: west on foot at \(six)")
    }

    @Test("Hours that nobody knows let nobody in, and are waited through")
    func unknown() {
        var gate = Estate.west
        gate.policy.admissions[0].hours = hours("10:00-12:00 unknown, 14:00-15:00")
        let at = moment(day, "11:00")
        #expect(words("west", .courier, .bike, at, gates: [gate]) == "not now: west at \(seconds(day, "14:00"))")
    }

    @Test("Whatever the estate, the verdict agrees with its gates one by one")
    func property() {
        var random = Seeded(state: 41)
        let timetables = ["05:00-24:00", "Mo-Fr 08:00-18:00; PH off", "22:00-06:00", "Sa,Su,PH 10:00-12:00", "24/7"]
        for _ in 0..<400 {
            let gates = (0..<Int.random(in: 1...4, using: &random)).map { number in
                randomGate(number, timetables, &random)
            }
            let at = GateMoment(
                instant: CivilInstant(
                    epochSeconds: .random(in: 1_790_000_000...1_798_000_000, using: &random), offsetSeconds: 28_800),
                calendar: Estate.calendar, isStorm: Bool.random(using: &random))
            for trade in VisitorTrade.allCases {
                for vehicle in VisitorVehicle.allCases { agree(gates, Visitor(trade: trade, vehicle: vehicle), at) }
            }
        }
    }

    private func randomGate(_ number: Int, _ timetables: [String], _ random: inout Seeded) -> PolicyGate {
        let admissions = (0..<Int.random(in: 0...3, using: &random)).map { _ in
            Admission(
                trades: Set(VisitorTrade.allCases.filter { _ in Bool.random(using: &random) }),
                vehicles: Set(VisitorVehicle.allCases.filter { _ in Bool.random(using: &random) }),
                hours: Bool.random(using: &random)
                    ? nil : hours(timetables[Int.random(in: 0..<timetables.count, using: &random)]))
        }
        return PolicyGate(
            id: String(number),
            point: number == 3 ? nil : Coordinate(uncheckedLatitude: 29.8 + Double(number) / 1000, longitude: 121),
            policy: GatePolicy(
                isShut: Int.random(in: 0..<5, using: &random) == 0, admissions: admissions,
                stormAdmissions: admissions.suffix(1)))
    }

    /// What a verdict promises is so, and what it passes over is not.
    private func agree(_ gates: [PolicyGate], _ visitor: Visitor, _ at: GateMoment) {
        let here = gates[0]
        let onFoot = Visitor(trade: visitor.trade, vehicle: .foot)
        func isIn(_ gate: PolicyGate?, _ visitor: Visitor, _ at: GateMoment) -> Bool {
            gate?.policy.terms(for: visitor, at) != nil
        }
        switch evaluate(at: here.id, of: gates, visitor: visitor, at) {
        case .comeIn: #expect(isIn(here, visitor, at))
        case .comeInOnFoot: #expect(!isIn(here, visitor, at) && isIn(here, onFoot, at))
        case .useAnotherGate(let way):
            #expect(!isIn(here, visitor, at) && !isIn(here, onFoot, at) && way.gate != here.id)
            #expect(isIn(gates.first { $0.id == way.gate }, way.isOnFoot ? onFoot : visitor, at))
        case .notNow(let opening):
            let gate = gates.first { $0.id == opening.gate }
            var then = at
            then.instant = CivilInstant(epochSeconds: opening.at, offsetSeconds: 28_800)
            #expect(opening.at > at.instant.epochSeconds && isIn(gate, opening.isOnFoot ? onFoot : visitor, then))
            then.instant = CivilInstant(epochSeconds: opening.at - 60, offsetSeconds: 28_800)
            #expect(!isIn(gate, opening.isOnFoot ? onFoot : visitor, then))
        case .refused: #expect(!isIn(here, visitor, at) && !isIn(here, onFoot, at))
        }
    }
}

/// Numbers that look random and are the same each time (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
