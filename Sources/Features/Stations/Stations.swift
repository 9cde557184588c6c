import Kernel
import Places

/// Stations (甬爱e家) are places to rest, eat, charge a phone and be helped. What they have of their own is a keeper
/// and how crowded they are; facilities and services stand in the directory.
public struct Stations: PlaceDetailing {
    public let kind = PlaceKind.station
    let store = StationStore()

    public init() {}

    public func detail(of place: Place, for visit: Visit, in town: any Reading) throws -> PlaceDetail {
        guard let station = try store.station(place.id, in: town) else {
            return PlaceDetail(section: .empty, json: nil)
        }
        return PlaceDetail(
            section: StationPages.section(station, for: visit), json: ("station", StationPages.json(station, visit)))
    }

    /// Every station that has something of its own, by its place.
    public func all(in town: any Reading) throws -> [ID<Place>: Station] {
        let stations = try store.all(in: town)
        return Dictionary(stations.map { ($0.placeID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func save(_ stations: [Station], in town: any Writing) throws {
        try store.save(stations, in: town)
    }
}

/// What a station has beside its entry in the directory.
public struct Station: Sendable, Equatable {
    public enum Crowding: String, Sendable, CaseIterable, SQLBindable {
        case unknown, free, busy, full
    }

    public var placeID: ID<Place>
    /// The organisation that keeps it; empty when unknown. Never a person's name.
    public var keeper: String
    public var crowding: Crowding
    public var crowdingAt: Instant?
    /// How crowded it was longer ago than this says nothing about now.
    static let crowdingHoursMax: Int64 = 6

    public init(placeID: ID<Place>, keeper: String, crowding: Crowding, crowdingAt: Instant?) {
        self.placeID = placeID
        self.keeper = keeper
        self.crowding = crowding
        self.crowdingAt = crowdingAt
    }
}
