import Geo
import TestTown
import Testing

/// Every point measured and sorted by distance, then ordinal.
func bruteForce(
    _ points: [Coordinate], to query: Coordinate, within radius: Double = .infinity, limit: Int,
    where keep: (Int) -> Bool = { _ in true }
) -> [Neighbour] {
    let measured = points.enumerated()
        .filter { $0.element.isValid && keep($0.offset) }
        .map { Neighbour(ordinal: $0.offset, metres: query.distanceMetres(to: $0.element)) }
        .filter { $0.metres <= radius }
    return Array(measured.sorted { ($0.metres, $0.ordinal) < ($1.metres, $1.ordinal) }.prefix(limit))
}

@Suite struct PointIndexTests {
    private func agree(_ points: [Coordinate], _ queries: [Coordinate], _ comment: Comment) {
        let index = PointIndex(points)
        for query in queries {
            let sorted = bruteForce(points, to: query, limit: points.count)
            for (radius, limit) in [(Double.infinity, 1), (.infinity, 20), (3000, 20), (500, 1000), (2e6, 7), (0, 300)]
            {
                let found = index.nearest(to: query, within: radius, limit: limit)
                #expect(found == Array(sorted.prefix { $0.metres <= radius }.prefix(limit)), comment)
            }
        }
    }

    @Test("Random and clustered points are found as by measuring every one")
    func randomAndClustered() {
        var random = SplitMix(10)
        let spread = (0..<1500).map { _ in random.coordinate() }
        let centres = (0..<12).map { _ in random.coordinate() }
        let clustered = (0..<1500).map { number in
            let centre = centres[number % 12]
            let off = random.coordinate(latitude: -0.004...0.004, longitude: -0.004...0.004)
            return at(centre.latitude + off.latitude, centre.longitude + off.longitude)
        }
        let queries = (0..<15).map { _ in random.coordinate() }
        agree(spread, queries + spread.prefix(10), "spread")
        agree(clustered, queries + clustered.prefix(10) + centres, "clustered")
    }

    @Test("No point, one point, all points equal, and 202 on one point among others")
    func degenerate() {
        var random = SplitMix(11)
        let here = at(29.869, 121.5478)
        let queries = [here, at(29.8690001, 121.5478), at(-29.869, -58.4522), at(90, 0), at(0, 180)]
        agree([], queries, "none")
        agree([here], queries, "one")
        agree([Coordinate](repeating: here, count: 1000), queries, "all equal")
        let others = (0..<500).map { _ in random.coordinate() }
        agree(others + [Coordinate](repeating: here, count: 202) + others, queries, "202 on one point")
    }

    @Test("Points on a line and on a lattice, where many are equally far, stand in the order of their ordinals")
    func ties() {
        var random = SplitMix(12)
        let line = (0..<700).map { at(29.8, 121 + Double($0 % 350) / 1000) }
        let meridian = (0..<700).map { at(29 + Double($0) / 1000, 121.5) }
        var lattice = (0..<41).flatMap { row in (0..<41).map { at(Double(row - 20) / 512, Double($0 - 20) / 512) } }
        lattice.shuffle(using: &random)
        agree(line, [at(29.8, 121.1755), at(29.9, 121.2), line[40]], "line")
        agree(meridian, [meridian[350], at(29.4005, 121.5), at(30, 121)], "meridian")
        agree(lattice, [at(0, 0), at(0.25 / 512, 0), at(1.5 / 512, -1.5 / 512)], "lattice")
        let index = PointIndex(lattice)
        let sorted = bruteForce(lattice, to: at(0, 0), limit: lattice.count)
        for limit in 1...60 {
            #expect(index.nearest(to: at(0, 0), limit: limit) == Array(sorted.prefix(limit)))
        }
    }

    @Test("Near the poles and across the antimeridian nothing is missed")
    func polesAndAntimeridian() {
        var random = SplitMix(13)
        let arctic = (0..<400).map { _ in random.coordinate(latitude: 89...90, longitude: -180...180) }
        let antarctic = (0..<400).map { _ in random.coordinate(latitude: -90 ... -88, longitude: -180...180) }
        let pacific = (0..<400).map { number in
            let place = random.coordinate(latitude: -18 ... -16, longitude: 0...1)
            return at(place.latitude, number % 2 == 0 ? 179 + place.longitude : -179 - place.longitude)
        }
        let world = (0..<1000).map { _ in random.coordinate(latitude: -90...90, longitude: -180...180) }
        let poles = [at(90, 0), at(90, 121), at(-90, 0), at(89.99, 77), at(-89.5, -170)]
        let seams = [at(-17, 180), at(-17, -180), at(-17, 179.999), at(-16.5, -179.9999), at(0, -180), at(0, 0)]
        for points in [arctic, antarctic, pacific, world, arctic + antarctic + pacific] {
            agree(points, poles + seams + world.prefix(10), "world")
        }
    }

    @Test("A filter is obeyed, one that accepts nothing finds nothing, and none is asked twice about a point")
    func filters() {
        var random = SplitMix(14)
        let points = (0..<2000).map { _ in random.coordinate() }
        let index = PointIndex(points)
        for _ in 0..<20 {
            let query = random.coordinate()
            let even = index.nearest(to: query, within: 30_000, limit: 15) { $0 % 7 == 3 }
            #expect(even == bruteForce(points, to: query, within: 30_000, limit: 15) { $0 % 7 == 3 })
            #expect(index.nearest(to: query, limit: 15) { _ in false }.isEmpty)
            var asked: Set<Int> = []
            _ = index.nearest(to: query, limit: 15) { asked.insert($0).inserted && $0 % 2 == 0 }
            #expect(asked.count < 400)
        }
    }

    @Test("A limit below one, a radius below nothing and a query that is no place find nothing")
    func refusals() {
        let points = [at(29.8, 121.5), at(29.9, 121.6)]
        let index = PointIndex(points)
        #expect(index.nearest(to: points[0], limit: 0).isEmpty)
        #expect(index.nearest(to: points[0], limit: -3).isEmpty)
        #expect(index.nearest(to: points[0], within: -1, limit: 5).isEmpty)
        #expect(index.nearest(to: points[0], within: .nan, limit: 5).isEmpty)
        #expect(index.nearest(to: at(.nan, 0), limit: 5).isEmpty)
        #expect(index.nearest(to: at(0, 181), limit: 5).isEmpty)
        #expect(index.nearest(to: points[0], within: 0, limit: 5) == [Neighbour(ordinal: 0, metres: 0)])
        #expect(index.nearest(to: points[0], limit: .max).map(\.ordinal) == [0, 1])
    }

    @Test("The radius includes its edge, to the last bit")
    func radiusEdge() {
        var random = SplitMix(15)
        let points = (0..<300).map { _ in random.coordinate() }
        let index = PointIndex(points)
        let query = random.coordinate()
        for neighbour in bruteForce(points, to: query, limit: 300) {
            let within = index.nearest(to: query, within: neighbour.metres, limit: 300)
            #expect(within.last?.ordinal == neighbour.ordinal)
            let short = index.nearest(to: query, within: neighbour.metres.nextDown, limit: 300)
            #expect(short.count == within.count - 1)
        }
    }

    @Test("Points that are no place are never found and the others keep their ordinals")
    func invalidPoints() throws {
        let points = [at(.nan, 121.5), at(29.8, 121.5), at(29.8, 999), at(29.9, 121.5)]
        let index = PointIndex(points)
        #expect(index.count == 2)
        #expect(index.nearest(to: at(29.8, 121.5), limit: 9).map(\.ordinal) == [1, 3])
        let everywhere = try #require(BoundingBox(south: -90, west: -180, north: 90, east: 180))
        #expect(ordinals(index, in: everywhere) == [1, 3])
    }

    private func ordinals(_ index: PointIndex, in box: BoundingBox) -> [Int] {
        var found: [Int] = []
        index.all(in: box) {
            found.append($0)
            return true
        }
        return found.sorted()
    }

    @Test("A box finds what it contains, edges and antimeridian included, and stops when asked")
    func boxes() throws {
        var random = SplitMix(16)
        let points = (0..<3000).map { _ in random.coordinate(latitude: -90...90, longitude: -180...180) }
        let index = PointIndex(points + [at(-90, -180), at(90, 180)])
        for round in 0..<200 {
            let one = random.coordinate(latitude: -90...90, longitude: -180...180)
            let other = round % 4 == 0 ? points[round] : random.coordinate(latitude: -90...90, longitude: -180...180)
            let box = try #require(
                BoundingBox(
                    south: min(one.latitude, other.latitude), west: one.longitude,
                    north: max(one.latitude, other.latitude), east: other.longitude))
            #expect(ordinals(index, in: box) == points.indices.filter { box.contains(points[$0]) })
        }
        let everywhere = try #require(BoundingBox(south: -90, west: -180, north: 90, east: 180))
        #expect(ordinals(index, in: everywhere) == Array(0..<3002))
        var visits = 0
        index.all(in: everywhere) { _ in
            visits += 1
            return visits < 5
        }
        #expect(visits == 5)
    }
}
