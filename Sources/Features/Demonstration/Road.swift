import Areas
import Geo
import Kernel
import Pinyin

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

/// How a road is called in English: 中山东路 is "Zhongshan East Road".
enum RoadNames {
    private static let endings = [
        ("大道", "Avenue"), ("大街", "Avenue"), ("路", "Road"), ("街", "Street"), ("巷", "Lane"), ("弄", "Alley"),
        ("道", "Road"),
    ]
    private static let directions: [Character: String] = [
        "东": "East", "西": "West", "南": "South", "北": "North", "中": "Middle",
    ]

    static func english(_ name: String, _ pinyin: Pinyin) -> String {
        var syllables = pinyin.reading(of: name).syllables
        guard syllables.count == name.count, let ending = endings.first(where: { name.hasSuffix($0.0) }) else {
            return capitalised(syllables)
        }
        var words = [ending.1]
        syllables.removeLast(ending.0.count)
        let stem = name.dropLast(ending.0.count)
        if stem.count > 2, let direction = stem.last.flatMap({ directions[$0] }) {
            words.insert(direction, at: 0)
            syllables.removeLast()
        }
        return ([capitalised(syllables)] + words).joined(separator: " ")
    }

    /// "Ping'an": an apostrophe before a syllable that begins with a vowel (GB/T 16159), ü written out.
    private static func capitalised(_ syllables: [String]) -> String {
        var word = ""
        for syllable in syllables {
            if !word.isEmpty, let first = syllable.first, "aeo".contains(first) { word += "'" }
            word += syllable.replacing("v", with: "ü")
        }
        return word.prefix(1).uppercased() + word.dropFirst()
    }
}
