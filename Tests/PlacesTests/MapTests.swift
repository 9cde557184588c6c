import Geo
import Kernel
import OpeningHours
import TestTown
import Testing

@testable import Places

/// The map's marks count what a loop over every entry counts.
struct MapTests {
    private static let hours = ["", "24/7", "Mo-Fr 09:00-18:00", "22:00-06:00", "rubbish"]
    private static let facilityCodes = ["water", "microwave", "toilet", "battery_swap"]
    private static let moment = Instant(seconds: 1_783_123_200 + 36_000)

    private static func places(_ count: Int, seed: UInt64) -> [Place] {
        var dice = SplitMix(seed)
        return (0..<count).map { number in
            let point = at(
                43.8 + .random(in: -0.05...0.05, using: &dice), 87.6 + .random(in: -0.05...0.05, using: &dice))
            let isPlaced = Int.random(in: 0..<10, using: &dice) > 0
            return Town.place(
                UInt64(number), "P\(number)", kind: PlaceKind.allCases.randomElement(using: &dice) ?? .merchant,
                at: isPlaced ? point : nil, hours: hours.randomElement(using: &dice) ?? "",
                facilities: facilityCodes.filter { _ in Bool.random(using: &dice) })
        }
    }

    private static func passes(_ place: Place, _ filter: PlaceFilter) -> Bool {
        guard filter.kinds.isEmpty || filter.kinds.contains(place.kind) else { return false }
        guard filter.facilities.allSatisfy(place.facilities.contains) else { return false }
        guard traits(place).isSuperset(of: filter.traits) else { return false }
        guard let openAt = filter.openAt else { return true }
        guard !traits(place).contains(.reportedClosed), !place.hours.isEmpty,
            let schedule = try? OpeningHours(parsing: place.hours)
        else { return false }
        let civil = CivilInstant(epochSeconds: openAt.seconds, offsetSeconds: Int(Town.utcOffsetSeconds))
        return schedule.kind(at: civil, calendar: Yunshan.calendar) == .open
    }

    /// Live facts of every third entry.
    private static func traits(_ place: Place) -> PlaceTraits {
        let number = Int(place.name.dropFirst()) ?? 0
        return number % 3 != 0 ? [] : number % 2 == 0 ? [.swap, .fullBattery] : [.swap, .reportedClosed]
    }

    private static var filters: [PlaceFilter] {
        let live: [(Instant?, PlaceTraits)] = [(nil, []), (moment, []), (nil, .swap), (moment, .fullBattery)]
        var filters = [PlaceFilter()]
        for kinds in [[], [PlaceKind.charger], [.station, .building]] {
            for facilities in [[], ["water"], ["toilet", "microwave"]] {
                for (openAt, traits) in live {
                    var filter = PlaceFilter()
                    filter.kinds = kinds
                    filter.facilities = facilities
                    filter.openAt = openAt
                    filter.traits = traits
                    filters.append(filter)
                }
            }
        }
        return filters
    }

    @Test("With every filter the marks of the whole town count exactly the entries that pass", arguments: [4, 11, 19])
    func counts(zoom: Int) throws {
        let places = Self.places(900, seed: UInt64(zoom))
        let standings = places.map { ($0.id, PlaceStanding(traits: Self.traits($0))) }
        let index = try Yunshan.index(places).replacing(standings: Dictionary(uniqueKeysWithValues: standings))
        let box = try #require(BoundingBox(south: 43.7, west: 87.5, north: 43.9, east: 87.7))
        for filter in Self.filters {
            let passing = places.filter { $0.point != nil && Self.passes($0, filter) }
            let answer = index.map(MapQuestion(box: box, zoom: zoom, filter: filter))
            #expect(answer.marks.reduce(0) { $0 + $1.mark.count } == passing.count)
            for kind in PlaceKind.allCases {
                let bit = Int(PlaceMap.group(of: kind))
                #expect(answer.marks.reduce(0) { $0 + Int($1.mark.counts[bit]) } == passing.count { $0.kind == kind })
            }
        }
    }

    @Test("At a high zoom the places themselves are answered, each with its own point")
    func alone() throws {
        let places = Self.places(900, seed: 5)
        let index = try Yunshan.index(places)
        var found = Set<String>()
        for row in 0..<80 {
            let south = 43.7475 + Double(row) * 0.00131
            let box = try #require(BoundingBox(south: south, west: 87.54, north: south + 0.0013, east: 87.66))
            for zoom in [16, 20] {
                for mark in index.map(MapQuestion(box: box, zoom: zoom)).marks where mark.position != nil {
                    let place = index.places[try #require(mark.position)]
                    let point = try #require(place.point)
                    #expect(point.distanceMetres(to: mark.mark.point) < 0.02)
                    if zoom == 16 { found.insert(place.name) }
                }
            }
        }
        #expect(found.count > 500)
    }
}
