import Geo
import OpeningHours

@testable import GatePolicy

func hours(_ text: String) -> OpeningHours {
    guard let hours = try? OpeningHours(parsing: text) else { fatalError("not in the grammar: \(text)") }
    return hours
}

/// A moment on the clock of Ningbo.
func moment(_ day: String, _ time: String, storm: Bool = false) -> GateMoment {
    let parts = time.split(separator: ":").compactMap { Int($0) }
    guard let civil = CivilDay(iso8601: day), parts.count == 2 else { fatalError("no moment: \(day) \(time)") }
    return GateMoment(
        instant: CivilInstant(
            day: civil, minuteOfDay: parts[0] * 60 + parts[1], offsetSeconds: CivilInstant.shanghaiOffsetSeconds),
        calendar: Estate.calendar, isStorm: storm)
}

func seconds(_ day: String, _ time: String) -> Int64 { moment(day, time).instant.epochSeconds }

/// 丹桂苑: south gate for everybody, but e-bikes by day only; west gate for e-bikes; north gate for cars on working days;
/// east gate walled up.
enum Estate {
    /// 2026-10-01…07 is a holiday, and Saturday 2026-10-10 is worked for it.
    static let calendar = HolidayCalendar(
        holidays: Set((1...7).compactMap { CivilDay(year: 2026, month: 10, day: $0) }),
        workdays: Set([CivilDay(year: 2026, month: 10, day: 10)].compactMap { $0 }))

    static let riders: Set<VisitorTrade> = [.foodDelivery, .courier]

    static let south = PolicyGate(
        id: "south", point: Coordinate(uncheckedLatitude: 29.8690, longitude: 121.5478),
        policy: GatePolicy(
            admissions: [
                Admission(vehicles: [.foot], hours: hours("05:00-24:00")),
                Admission(trades: riders, vehicles: [.bike], hours: hours("09:00-17:00")),
            ],
            stormAdmissions: [Admission(vehicles: [.foot, .bike])], speedLimitKmh: 10,
            parking: [
                Parking(name: "门内车棚", vehicles: [.bike], hours: hours("06:00-22:00")),
                Parking(name: "门外车位", vehicles: [.bike, .car]),
            ],
            dwellMinutesMax: 30))

    static let west = PolicyGate(
        id: "west", point: Coordinate(uncheckedLatitude: 29.8690, longitude: 121.5450),
        policy: GatePolicy(
            admissions: [Admission(trades: riders, vehicles: [.bike], hours: hours("06:00-21:00"))], speedLimitKmh: 15))

    static let north = PolicyGate(
        id: "north", point: Coordinate(uncheckedLatitude: 29.8720, longitude: 121.5478),
        policy: GatePolicy(
            admissions: [
                Admission(
                    trades: [.rideHailing, .truck, .courier], vehicles: [.car],
                    hours: hours("Mo-Fr 08:00-18:00; PH off"))
            ],
            dwellMinutesMax: 15))

    static let east = PolicyGate(
        id: "east", point: Coordinate(uncheckedLatitude: 29.8690, longitude: 121.5479),
        policy: GatePolicy(isShut: true, admissions: [Admission(vehicles: Set(VisitorVehicle.allCases))]))

    static let gates = [south, west, north, east]
}

extension GateVerdict {
    /// In a few words, for tables.
    var words: String {
        switch self {
        case .comeIn(let terms): "in" + terms.words
        case .comeInOnFoot(let terms, let gate): "on foot" + terms.words + (gate.map { ", or \($0.words)" } ?? "")
        case .useAnotherGate(let gate): gate.words
        case .notNow(let opening): "not now: \(opening.gate)\(opening.isOnFoot ? " on foot" : "") at \(opening.at)"
        case .refused(let reason): "refused: \(reason.rawValue)"
        }
    }
}

extension GateVerdict.Direction {
    var words: String { "\(gate) \(metres.map { String($0) } ?? "?") m\(isOnFoot ? " on foot" : "")" }
}

extension GateVerdict.Terms {
    var words: String {
        (speedLimitKmh.map { ", \($0) km/h" } ?? "") + (dwellMinutesMax.map { ", \($0) min" } ?? "")
            + (until.map { ", until \($0)" } ?? "") + (parking.isEmpty ? "" : ", \(parking.joined(separator: "+"))")
            + (isByStorm ? ", storm" : "")
    }
}
