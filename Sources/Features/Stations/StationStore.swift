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

extension StationStore {
    /// Where the other has none of its own.
    func moveFacts(from old: ID<Place>, to new: ID<Place>, in town: any Writing) throws -> [String] {
        guard try town.row("SELECT 1 AS one FROM station WHERE place_id = \(new)") == nil else { return [] }
        let count = try town.run("UPDATE station SET place_id = \(new) WHERE place_id = \(old)")
        return count > 0 ? [old.description] : []
    }

    func returnFacts(from new: ID<Place>, to old: ID<Place>, in town: any Writing) throws {
        guard try town.row("SELECT 1 AS one FROM station WHERE place_id = \(old)") == nil else { return }
        try town.run("UPDATE station SET place_id = \(old) WHERE place_id = \(new)")
    }
}
