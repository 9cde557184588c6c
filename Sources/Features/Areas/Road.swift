import Geo
import Kernel

/// A road of the city pack (`roads.csv`): about where its middle is, and how much stands on it.
public struct Road: Sendable, Equatable {
    public var districtCode: String
    public var name: String
    /// WGS-84, approximate.
    public var middle: Coordinate
    public var houses: ClosedRange<Int>
    /// How many known addresses name it.
    public var addresses: Int

    public init(districtCode: String, name: String, middle: Coordinate, houses: ClosedRange<Int>, addresses: Int) {
        self.districtCode = districtCode
        self.name = name
        self.middle = middle
        self.houses = houses
        self.addresses = addresses
    }

    /// All roads of a pack.
    public static func all(in folder: CityFolder) throws -> [Road] {
        let reader = try SheetReader(
            try folder.sheet("roads.csv"), file: "roads.csv",
            columns: ["district_code", "name", "lat", "lng", "house_min", "house_max", "addresses"])
        return try reader.rows.map { row in
            guard let latitude = Double(row["lat"]), let longitude = Double(row["lng"]),
                let middle = Coordinate(latitude: latitude, longitude: longitude)
            else { throw PackFault("roads.csv line \(row.line): lat and lng are not a coordinate.") }
            guard let first = Int(row["house_min"]), let last = Int(row["house_max"]), 0 < first, first <= last,
                let addresses = Int(row["addresses"]), addresses >= 0
            else { throw PackFault("roads.csv line \(row.line): house numbers and addresses must be whole numbers.") }
            return Road(
                districtCode: row["district_code"], name: row["name"], middle: middle, houses: first...last,
                addresses: addresses)
        }
    }
}
