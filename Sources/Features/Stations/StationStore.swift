import Kernel
import Places

/// All SQL about stations.
struct StationStore: Sendable {
    func station(_ place: ID<Place>, in town: any Reading) throws -> Station? {
        try town.row("SELECT place_id, keeper, crowding, crowding_at FROM station WHERE place_id = \(place)").map(
            station)
    }

    private func station(_ row: Row) throws -> Station {
        Station(
            placeID: try row.id("place_id"), keeper: try row.text("keeper"), crowding: try row.choice("crowding"),
            crowdingAt: try row.optionalInstant("crowding_at"))
    }

    func all(in town: any Reading) throws -> [Station] {
        try town.rows("SELECT place_id, keeper, crowding, crowding_at FROM station").map(station)
    }

    func save(_ stations: [Station], in town: any Writing) throws {
        try town.runMany(stations) { station in
            """
            INSERT INTO station (place_id, keeper, crowding, crowding_at)
            VALUES (\(station.placeID), \(station.keeper), \(station.crowding), \(station.crowdingAt))
            ON CONFLICT (place_id) DO UPDATE SET keeper = excluded.keeper, crowding = excluded.crowding,
                crowding_at = excluded.crowding_at
            """
        }
    }
}
