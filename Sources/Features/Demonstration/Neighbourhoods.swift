import Dice
import Areas
import Geo
import Pinyin
import Places

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A road as the demonstration lays it out: a straight line through its middle.
struct LaidRoad {
    var name: String
    var nameEn: String
    /// Names the road for a letter: district, and street where the road is invented.
    var addressPrefix: String
    var middle: Coordinate
    /// The smallest area its middle lies in.
    var area: AreaLink
    /// The unit vector along it.
    var east: Double
    var north: Double
    var halfLengthMetres: Double
    var houses: ClosedRange<Int>
    var weight: Double
}

/// A street (街道, 镇, 乡) of the city with the roads that things are placed along.
struct Neighbourhood {
    var street: Area
    var district: Area
    var communities: [Area]
    var roads: [LaidRoad]
    /// About how many people are there, in addresses.
    var weight: Double

    static let roadsMin = 4
    /// What a street counts even if no known address names it, so that no corner of the city is left out.
    static let floorWeight = 30.0

    func holds(_ chain: AreaChain) -> Bool { chain.links.contains { $0.area.code == street.code } }
}

/// Makes the neighbourhoods of a city from its map and roads.
struct NeighbourhoodSurvey {
    let map: AreaMap
    let pinyin: Pinyin
    let seed: UInt64
    private static let stream: UInt64 = 0x5EED
    private static let inventedNames = [
        "人民路", "振兴路", "中心路", "学士路", "兴农路", "镇前路", "老街", "桥头路", "文化路", "健康路", "迎宾路", "渔港路",
    ]

    /// Every street that some point can lie in, in the order of codes.
    func neighbourhoods(_ roads: [Road]) -> [Neighbourhood] {
        var roadsByStreet: [String: [(Road, AreaLink)]] = [:]
        for road in roads {
            let chain = map.locate(road.middle.rounded)
            let street = chain.links.first { $0.area.level == .street }
            if let street, let last = chain.last { roadsByStreet[street.area.code, default: []].append((road, last)) }
        }
        return map.areas(of: .street).enumerated().compactMap { number, street in
            let district = street.parentCode.flatMap(map.area)
            return district.flatMap { neighbourhood(number, street, $0, roadsByStreet[street.code] ?? []) }
        }
    }

    private func neighbourhood(
        _ number: Int, _ street: Area, _ district: Area, _ roads: [(road: Road, area: AreaLink)]
    ) -> Neighbourhood? {
        var dice = Dice(seed: seed, kind: Self.stream, number: number)
        var found = Neighbourhood(
            street: street, district: district, communities: map.children(of: street.code), roads: [],
            weight: roads.reduce(Neighbourhood.floorWeight) { $0 + Double($1.road.addresses) })
        found.roads = roads.map { road, area in
            laid(road, in: area, prefix: district.name.chinese, weight: Double(road.addresses + 2), &dice)
        }
        invent(Neighbourhood.roadsMin - roads.count, for: &found, &dice)
        return found.roads.isEmpty ? nil : found
    }

    /// Roads for a street that the pack knows few or none of, round its centre.
    private func invent(_ count: Int, for found: inout Neighbourhood, _ dice: inout Dice) {
        guard count > 0, let centre = found.street.centre else { return }
        let prefix = found.district.name.chinese + found.street.name.chinese
        let first = dice.below(Self.inventedNames.count)
        for number in 0..<count {
            var reach = 900.0
            var middle = centre
            for _ in 0..<Spot.attemptsMax {
                middle = centre.moved(eastMetres: dice.lean() * reach, northMetres: dice.lean() * reach)
                if found.holds(map.locate(middle)) { break }
                reach *= 0.7
            }
            let chain = map.locate(middle)
            guard found.holds(chain), let area = chain.last else { continue }
            let road = Road(
                districtCode: found.district.code,
                name: Self.inventedNames[(first + number) % Self.inventedNames.count],
                middle: middle, houses: 1...dice.within(60...420), addresses: 0)
            found.roads.append(laid(road, in: area, prefix: prefix, weight: dice.within(3.0...9.0), &dice))
        }
    }

    /// East to west or north to south where the name says so, else near one of the two.
    private func laid(
        _ road: Road, in area: AreaLink, prefix: String, weight: Double, _ dice: inout Dice
    ) -> LaidRoad {
        let hint = road.name.dropLast().last
        let isEastWest = hint == "东" || hint == "西" || (hint != "南" && hint != "北" && dice.happens(0.5))
        let angle = (isEastWest ? 0 : Double.pi / 2) + dice.lean() * 0.3
        let houses = Double(road.houses.upperBound - road.houses.lowerBound)
        return LaidRoad(
            name: road.name, nameEn: RoadNames.english(road.name, pinyin), addressPrefix: prefix,
            middle: road.middle.rounded, area: area, east: cos(angle), north: sin(angle),
            halfLengthMetres: min(max(houses * 1.4, 140), 900), houses: road.houses, weight: weight)
    }
}

extension Coordinate {
    /// A point so many metres away on the sphere of `Earth.meanRadiusMetres`: for distances within a city.
    func moved(eastMetres: Double, northMetres: Double) -> Coordinate {
        let degrees = 180 / (Double.pi * Earth.meanRadiusMetres)
        let shrink = max(cos(latitude * .pi / 180), 1e-6)
        return Coordinate(
            uncheckedLatitude: latitude + northMetres * degrees,
            longitude: longitude + eastMetres * degrees / shrink
        ).rounded
    }

    /// Rounded to a ten-millionth of a degree, about a centimetre.
    var rounded: Coordinate {
        Coordinate(
            uncheckedLatitude: (latitude * 1e7).rounded() / 1e7, longitude: (longitude * 1e7).rounded() / 1e7)
    }
}
