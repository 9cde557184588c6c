import Geo
import OpeningHours

/// The line of work of whoever comes to a gate.
public enum VisitorTrade: String, Sendable, CaseIterable, Codable {
    case foodDelivery = "food-delivery"
    case courier
    case rideHailing = "ride-hailing"
    case truck
    case other
}

/// What somebody comes with.
public enum VisitorVehicle: String, Sendable, CaseIterable, Codable {
    case foot
    case bike = "e-bike"
    case car
}

public struct Visitor: Sendable, Hashable {
    public var trade: VisitorTrade
    public var vehicle: VisitorVehicle

    public init(trade: VisitorTrade, vehicle: VisitorVehicle) {
        self.trade = trade
        self.vehicle = vehicle
    }
}

/// Who may come in with what, and when. Anybody is let in by the first of a policy's admissions that fits.
public struct Admission: Sendable, Hashable {
    public var trades: Set<VisitorTrade>
    public var vehicles: Set<VisitorVehicle>
    /// nil is always. Hours that are unknown at a moment do not let anybody in.
    public var hours: OpeningHours?

    public init(
        trades: Set<VisitorTrade> = Set(VisitorTrade.allCases), vehicles: Set<VisitorVehicle>,
        hours: OpeningHours? = nil
    ) {
        self.trades = trades
        self.vehicles = vehicles
        self.hours = hours
    }
}

/// Where vehicles stand while their riders are inside.
public struct Parking: Sendable, Hashable {
    public var name: String
    public var vehicles: Set<VisitorVehicle>
    public var hours: OpeningHours?

    public init(name: String, vehicles: Set<VisitorVehicle>, hours: OpeningHours? = nil) {
        self.name = name
        self.vehicles = vehicles
        self.hours = hours
    }
}

/// What holds at one gate.
public struct GatePolicy: Sendable, Hashable {
    /// A gate that is walled up or under repair lets nobody in, in a storm neither.
    public var isShut: Bool
    public var admissions: [Admission]
    /// What is let in besides while a storm is declared; dwell limits are off then.
    public var stormAdmissions: [Admission]
    public var speedLimitKmh: Int?
    public var parking: [Parking]
    public var dwellMinutesMax: Int?

    public init(
        isShut: Bool = false, admissions: [Admission], stormAdmissions: [Admission] = [], speedLimitKmh: Int? = nil,
        parking: [Parking] = [], dwellMinutesMax: Int? = nil
    ) {
        self.isShut = isShut
        self.admissions = admissions
        self.stormAdmissions = stormAdmissions
        self.speedLimitKmh = speedLimitKmh
        self.parking = parking
        self.dwellMinutesMax = dwellMinutesMax
    }
}

/// A gate of a compound.
public struct PolicyGate: Sendable, Hashable {
    public var id: String
    /// nil when it is not on the map yet; then it comes after the others, and nobody knows how far it is.
    public var point: Coordinate?
    public var policy: GatePolicy

    public init(id: String, point: Coordinate?, policy: GatePolicy) {
        self.id = id
        self.point = point
        self.policy = policy
    }
}

/// When a gate is come to.
public struct GateMoment: Sendable, Hashable {
    public var instant: CivilInstant
    public var calendar: HolidayCalendar
    public var isStorm: Bool

    public init(instant: CivilInstant, calendar: HolidayCalendar, isStorm: Bool = false) {
        self.instant = instant
        self.calendar = calendar
        self.isStorm = isStorm
    }
}
