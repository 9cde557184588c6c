import Dice
import Areas
import Geo

/// Where something of the demonstration stands.
struct Spot {
    var point: Coordinate
    /// The smallest area the point lies in.
    var area: AreaLink
    var road: LaidRoad
    var houseNumber: Int

    static let attemptsMax = 12

    var address: String { "\(road.addressPrefix)\(road.name)\(houseNumber)号" }
    var roadAndNumber: String { "\(road.name)\(houseNumber)号" }
    var english: String { "\(houseNumber) \(road.nameEn)" }
}

/// How far from a road's middle and from the road itself things of a kind stand.
struct Scatter {
    /// In lengths of the road: 1 reaches its ends.
    var along: Double
    var offMetres: ClosedRange<Double>
    /// How often something stands well beyond the road's ends.
    var tailOdds: Double

    static let compound = Scatter(along: 1, offMetres: 60...240, tailOdds: 0.05)
    static let merchant = Scatter(along: 1, offMetres: 8...30, tailOdds: 0.02)
    static let station = Scatter(along: 1, offMetres: 12...70, tailOdds: 0.05)
    static let charger = Scatter(along: 1.4, offMetres: 6...45, tailOdds: 0.15)
}

extension Neighbourhood {
    /// A point along one of its roads that lies in this very street. Tries that fall outside come closer and closer
    /// to the road's middle, which is known to lie in it.
    func spot(_ scatter: Scatter, on map: AreaMap, _ dice: inout Dice) -> Spot {
        let road = roads[dice.position(roads.lazy.map(\.weight))]
        var reach = 1.0
        for _ in 0..<Spot.attemptsMax {
            let tail = dice.happens(scatter.tailOdds) ? 2.5 : 1
            let along = dice.lean() * scatter.along * tail
            let side = dice.happens(0.5) ? 1.0 : -1.0
            let metres = along * road.halfLengthMetres * reach
            let off = side * dice.within(scatter.offMetres) * reach
            let point = road.middle.moved(
                eastMetres: road.east * metres - road.north * off, northMetres: road.north * metres + road.east * off)
            let chain = map.locate(point)
            if holds(chain), let area = chain.last {
                return Spot(
                    point: point, area: area, road: road,
                    houseNumber: road.houseNumber(along: along * reach, isEven: side > 0))
            }
            reach *= 0.7
        }
        return Spot(
            point: road.middle, area: road.area, road: road, houseNumber: road.houseNumber(along: 0, isEven: false))
    }
}

extension LaidRoad {
    /// Numbers grow along the road, odd ones on one side and even ones on the other where the range allows it.
    func houseNumber(along: Double, isEven: Bool) -> Int {
        let share = (min(max(along, -1), 1) + 1) / 2
        let number = houses.lowerBound + Int((Double(houses.upperBound - houses.lowerBound) * share).rounded())
        if number.isMultiple(of: 2) == isEven { return number }
        return number < houses.upperBound ? number + 1 : max(number - 1, houses.lowerBound)
    }
}

/// Shares `count` things out: some for everybody, the rest by weight (largest remainders), exactly.
func apportioned(_ count: Int, by weights: [Double], floorMax: Int) -> [Int] {
    guard !weights.isEmpty else { return [] }
    let floor = min(floorMax, count / (2 * weights.count))
    let rest = count - floor * weights.count
    let total = weights.reduce(0, +)
    let exact = weights.map { Double(rest) * $0 / total }
    var shares = exact.map { Int($0.rounded(.down)) }
    let byRemainder = weights.indices.sorted { left, right in
        let leftRest = exact[left] - Double(shares[left])
        let rightRest = exact[right] - Double(shares[right])
        return leftRest != rightRest ? leftRest > rightRest : left < right
    }
    for index in byRemainder.prefix(rest - shares.reduce(0, +)) { shares[index] += 1 }
    return shares.map { $0 + floor }
}
