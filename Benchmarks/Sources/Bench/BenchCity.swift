import Geo
import OpeningHours

/// A question of the nearest benchmark.
struct BenchQuestion {
    var point: Coordinate
    /// -1 for all.
    var kind: Int
    var marks: UInt64
    var isOpenOnly: Bool
}

/// Which of the schedules are open, as each side wants to be told.
struct OpenSchedules {
    var set: ScheduleSet
    var bytes: [UInt8]
}

/// Places like those of the demonstration: 160 streets of a city, kinds and facilities in its proportions, some hundred
/// distinct hours.
struct BenchCity {
    /// Compounds, merchants, stations, chargers of the real service.
    private static let kindCounts = [3536, 8433, 2433, 11_321]
    /// For each kind the odds of its facilities, some of the demonstration's.
    private static let odds: [[Double]] = [
        [0.6, 0.5, 0.45, 0.7, 0.35, 0.2, 0.4, 0.3, 0.6, 0.5, 0.1, 0.2],
        [0.35, 0.3, 0.3, 0.25, 0.12, 0.2, 0.3, 0.25, 0.12, 0.05, 0.2, 0.06],
        [0.95, 0.95, 0.7, 0.75, 0.8, 0.5, 0.5, 0.55, 0.4, 0.25, 0.25, 0.25],
        [0.35, 0.6, 0.15, 0.55, 0.5, 0.08, 0.04, 0.06, 0.03, 0.08, 0.1, 0.1],
    ]
    private static let cityPlaces = 25_723

    private(set) var points: [Coordinate] = []
    private(set) var kinds: [UInt8] = []
    private(set) var marks: [UInt64] = []
    private(set) var schedules: [Int32] = []
    private var dice = SplitMix(7)

    static func mark(ofKind kind: Int) -> UInt64 { 1 << UInt64(60 + kind) }

    init(_ count: Int, isWide: Bool) {
        let cities = isWide ? (count + Self.cityPlaces - 1) / Self.cityPlaces : 1
        let streets = (0..<160).map { _ in
            (north: dice.fraction() * 1.1, east: dice.fraction() * 1.2, weight: dice.fraction() * dice.fraction())
        }
        var sums: [Double] = []
        for street in streets { sums.append((sums.last ?? 0) + street.weight) }
        let side = Int(Double(cities).squareRoot().rounded(.up))
        for number in 0..<count {
            let city = number % cities
            let street = streets[street(in: sums)]
            let spread = 0.012 + 0.02 * street.weight
            let north = street.north + spread * dice.lean() + Double(city / side) * 1.3
            let east = street.east + spread * dice.lean() + Double(city % side) * 1.4
            points.append(Coordinate(uncheckedLatitude: 22 + north, longitude: 90 + east))
            addFacts()
        }
    }

    private mutating func street(in sums: [Double]) -> Int {
        let target = dice.fraction() * (sums.last ?? 0)
        return min(sums.partitioningIndex { $0 > target }, sums.count - 1)
    }

    private mutating func addFacts() {
        var rest = Int(dice.fraction() * Double(Self.cityPlaces))
        var kind = 0
        while kind < 3, rest >= Self.kindCounts[kind] {
            rest -= Self.kindCounts[kind]
            kind += 1
        }
        kinds.append(UInt8(kind))
        var bits: UInt64 = 0
        for (number, odds) in Self.odds[kind].enumerated() where dice.fraction() < odds { bits |= 1 << UInt64(number) }
        marks.append(bits)
        let isUnknown = kind == 0 || dice.fraction() < 0.04
        let isAlways = dice.fraction() < (kind == 3 ? 0.9 : 0.12)
        schedules.append(isUnknown ? -1 : isAlways ? 0 : Int32(1 + dice.fraction() * Double(Self.hours.count - 1)))
    }

    private static let hours: [String] =
        ["24/7"]
        + (5...11).flatMap { from in
            (17...23).flatMap { to in
                [
                    "Mo-Su \(twoDigits(from)):00-\(to):00", "Mo-Fr \(twoDigits(from)):30-\(to):00; PH off",
                    "Mo-Sa \(twoDigits(from)):00-\(to):30", "Mo-Fr \(twoDigits(from)):00-12:30,14:00-\(to):30",
                    "Mo-Su \(twoDigits(from)):30-02:00", "Tu-Su \(twoDigits(from)):15-\(to):15",
                ]
            }
        }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// On a Wednesday at 20:10.
    func openSchedules() throws -> OpenSchedules {
        let moment = CivilInstant(epochSeconds: 1_795_608_600, offsetSeconds: 8 * 3600)
        let isOpen = try Self.hours.map { try OpeningHours(parsing: $0).kind(at: moment, calendar: .none) == .open }
        return OpenSchedules(set: ScheduleSet(count: isOpen.count) { isOpen[$0] }, bytes: isOpen.map { $0 ? 1 : 0 })
    }

    /// People ask where places are: each question is some hundred metres from one. Filters are those of a rider: a swap
    /// cabinet, a microwave, water, a toilet, charging under a roof.
    mutating func questions(_ count: Int, isFiltered: Bool) -> [BenchQuestion] {
        let filters: [(kind: Int, facility: Int)] = [(3, 0), (2, 2), (1, 0), (2, 5), (3, 3), (1, 2), (3, 1), (2, 0)]
        return (0..<count).map { number in
            let near = points[Int(dice.fraction() * Double(points.count))]
            let filter = filters[number % filters.count]
            return BenchQuestion(
                point: Coordinate(
                    uncheckedLatitude: near.latitude + 0.005 * dice.lean(),
                    longitude: near.longitude + 0.005 * dice.lean()),
                kind: isFiltered ? filter.kind : -1, marks: isFiltered ? 1 << UInt64(filter.facility) : 0,
                isOpenOnly: isFiltered)
        }
    }
}

extension Array where Element == Double {
    /// The first position for which the answer is true, when it is true for all after it.
    fileprivate func partitioningIndex(where isAfter: (Double) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, 2014), so that every run measures the same places.
struct SplitMix {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }

    /// 0 ..< 1.
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// -1 ... 1, most often near 0.
    mutating func lean() -> Double { fraction() - fraction() }
}
