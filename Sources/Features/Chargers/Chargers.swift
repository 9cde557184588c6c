import Kernel
import Places

/// Chargers are charging points, battery-swap cabinets, or both. What they have of their own is how they charge, for
/// which vehicle, what it costs, and how many slots and full batteries there are, with the age of that knowledge.
public struct Chargers: PlaceDetailing {
    public let kind = PlaceKind.charger
    let store = ChargerStore()

    public init() {}

    public func detail(of place: Place, for visit: Visit, in town: any Reading) throws -> PlaceDetail {
        guard let charger = try store.charger(place.id, in: town) else {
            return PlaceDetail(section: .empty, json: nil)
        }
        return PlaceDetail(
            section: ChargerPages.section(charger, for: visit), json: ("charger", ChargerPages.json(charger, visit)),
            vehicle: charger.vehicle == .car ? .car : .bike)
    }

    /// Every charger, by its place.
    public func all(in town: any Reading) throws -> [ID<Place>: Charger] {
        var chargers: [ID<Place>: Charger] = [:]
        try store.each(in: town) { chargers[$0.placeID] = $0 }
        return chargers
    }

    /// Takes in newer counts; older ones than are known, and those that do not fit the slots, change nothing.
    ///
    /// - Returns: how many chargers have other counts or a newer moment now.
    public func saveCounts(_ counts: [ChargerCounts], in town: any Writing) throws -> Int {
        try store.saveCounts(counts, in: town)
    }

    public func save(_ chargers: [Charger], in town: any Writing) throws {
        try store.save(chargers, in: town)
    }
}

extension Chargers {
    /// Keeps a demonstration alive; real chargers are told of by their feeds. Returns how many were moved up to now.
    @discardableResult
    public func freshenDemonstration(in town: any Writing) throws -> Int {
        try store.freshenDemonstration(in: town)
    }
}

extension Charger {
    static let demonstrationMinutesMax: Int64 = 10
}

/// What a charger has beside its entry in the directory. Money in fen.
public struct Charger: Sendable, Equatable {
    public enum Method: String, Sendable, CaseIterable, SQLBindable {
        case charge, swap, both
    }

    public enum Vehicle: String, Sendable, CaseIterable, SQLBindable {
        case ebike, car
    }

    public var placeID: ID<Place>
    public var method: Method
    public var `operator`: String
    public var vehicle: Vehicle
    public var connector: String
    public var battery: String
    public var electricityFenPerKWh: Int?
    public var serviceFenPerKWh: Int?
    public var swapFen: Int?
    public var slotsTotal: Int
    public var slotsFree: Int?
    public var batteriesFull: Int?
    public var statusAt: Instant?

    public init(
        placeID: ID<Place>, method: Method, operator: String, vehicle: Vehicle, connector: String, battery: String,
        electricityFenPerKWh: Int?, serviceFenPerKWh: Int?, swapFen: Int?, slotsTotal: Int, slotsFree: Int?,
        batteriesFull: Int?, statusAt: Instant?
    ) {
        self.placeID = placeID
        self.method = method
        self.operator = `operator`
        self.vehicle = vehicle
        self.connector = connector
        self.battery = battery
        self.electricityFenPerKWh = electricityFenPerKWh
        self.serviceFenPerKWh = serviceFenPerKWh
        self.swapFen = swapFen
        self.slotsTotal = slotsTotal
        self.slotsFree = slotsFree
        self.batteriesFull = batteriesFull
        self.statusAt = statusAt
    }
}

/// How many slots and batteries a charger has at a moment; nil for what was not told.
public struct ChargerCounts: Sendable, Equatable {
    public var placeID: ID<Place>
    public var free: Int?
    public var full: Int?
    public var at: Instant

    public init(placeID: ID<Place>, free: Int?, full: Int?, at: Instant) {
        self.placeID = placeID
        self.free = free
        self.full = full
        self.at = at
    }
}
