import TestTown
import Testing

@testable import Geo

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

/// Points with all that a question can ask for.
private struct Crowd {
    var points: [Coordinate]
    var groups: [UInt8]
    var marks: [UInt64]
    var schedules: [Int32]
    var traits: [UInt32]

    static let scheduleCount = 70

    init(_ points: [Coordinate], _ random: inout SplitMix) {
        self.points = points
        groups = points.map { _ in [0, 1, 1, 5, 63].randomElement(using: &random) ?? 0 }
        marks = points.map { _ in .random(in: 0 ... .max, using: &random) | .random(in: 0 ... .max, using: &random) }
        schedules = points.map { _ in .random(in: -1..<Int32(Self.scheduleCount), using: &random) }
        traits = points.map { _ in .random(in: 0..<16, using: &random) }
    }

    var index: NearestIndex {
        NearestIndex(points: points, groups: groups, marks: marks, schedules: schedules).replacing(traits: traits)
    }

    /// Straight from the definition.
    func bruteForce(_ question: NearestQuestion, isOpen: Set<Int32>?) -> [Neighbour] {
        GeoTests.bruteForce(points, to: question.point, within: question.radiusMetres, limit: question.limit) {
            question.groups >> UInt64(groups[$0]) & 1 == 1 && marks[$0] & question.marks == question.marks
                && traits[$0] & question.traits == question.traits
                && traits[$0] & question.traitsExcluded == 0 && isOpen?.contains(schedules[$0]) ?? true
        }
    }

    /// Every combination of filters, at every width of the processor.
    func agrees(at queries: [Coordinate], _ comment: Comment, _ random: inout SplitMix) {
        let index = index
        for (number, point) in queries.enumerated() {
            for filters in 0..<16 {
                var question = NearestQuestion(
                    point: point, radiusMetres: [.infinity, 3000, 500, 2e6, 0, 1e7][(number + filters) % 6],
                    limit: [1, 20, 7, 300, 1000][(number + filters) % 5])
                if filters & 1 != 0 {
                    question.groups = [1, 2, 0b100011, 1 << 63, 4].randomElement(using: &random) ?? 1
                }
                if filters & 2 != 0 { question.marks = [1, 1 << 40, 1 << 63 | 1].randomElement(using: &random) ?? 1 }
                if filters & 4 != 0 { question.traits = [1, 8, 6, 0].randomElement(using: &random) ?? 1 }
                if filters & 4 != 0 { question.traitsExcluded = [0, 2, 9].randomElement(using: &random) ?? 1 }
                let open: Set<Int32>? =
                    filters & 8 == 0
                    ? nil : Set((0..<Int32(Self.scheduleCount)).filter { _ in Bool.random(using: &random) })
                question.open = open.map { open in
                    ScheduleSet(count: Self.scheduleCount) { open.contains(Int32($0)) }
                }
                let expected = bruteForce(question, isOpen: open)
                for level in NearestIndex.levels {
                    #expect(index.nearest(question, level: level) == expected, comment)
                }
            }
        }
    }
}

@Suite struct NearestIndexTests {
    @Test("Random and clustered points are found as by measuring every one, whatever is asked")
    func randomAndClustered() {
        var random = SplitMix(30)
        let centres = (0..<12).map { _ in random.coordinate() }
        let clustered = (0..<3000).map { number in
            let off = random.coordinate(latitude: -0.004...0.004, longitude: -0.004...0.004)
            return at(centres[number % 12].latitude + off.latitude, centres[number % 12].longitude + off.longitude)
        }
        let spread = (0..<1500).map { _ in random.coordinate() }
        let queries = (0..<12).map { _ in random.coordinate() }
        Crowd(spread, &random).agrees(at: queries + spread.prefix(6), "spread", &random)
        Crowd(clustered, &random).agrees(at: queries + clustered.prefix(6) + centres, "clustered", &random)
    }

    @Test("No point, one point, thousands on one point, and many nearer to each other than a step")
    func degenerate() {
        var random = SplitMix(31)
        let here = at(29.869, 121.5478)
        let queries = [here, at(29.8690001, 121.5478), at(-29.869, -58.4522), at(90, 0), at(0, 180)]
        let others = (0..<500).map { _ in random.coordinate() }
        let same = [Coordinate](repeating: here, count: 4000)
        let dust = (0..<3000).map { _ in
            at(
                here.latitude + .random(in: -1e-7...1e-7, using: &random),
                here.longitude + .random(in: 0...1e-7, using: &random))
        }
        for points in [[], [here], same, others + same + others, dust, dust + same] {
            Crowd(points, &random).agrees(at: queries + dust.prefix(3), "\(points.count) points", &random)
        }
    }

    @Test("Points on lines and on a lattice, where many are equally far, stand in the order of their ordinals")
    func ties() {
        var random = SplitMix(32)
        let line = (0..<1400).map { at(29.8, 121 + Double($0 % 350) / 1000) }
        let meridian = (0..<1400).map { at(29 + Double($0) / 2000, 121.5) }
        var lattice = (0..<41).flatMap { row in (0..<41).map { at(Double(row - 20) / 512, Double($0 - 20) / 512) } }
        lattice.shuffle(using: &random)
        Crowd(line, &random).agrees(at: [at(29.8, 121.1755), at(29.9, 121.2), line[40]], "line", &random)
        Crowd(meridian, &random).agrees(at: [meridian[350], at(29.2005, 121.5), at(30, 121)], "meridian", &random)
        Crowd(lattice, &random).agrees(
            at: [at(0, 0), at(0.25 / 512, 0), at(1.5 / 512, -1.5 / 512)], "lattice", &random)
        let index = NearestIndex(points: lattice)
        let sorted = bruteForce(lattice, to: at(0, 0), limit: lattice.count)
        for limit in 1...lattice.count {
            #expect(index.nearest(NearestQuestion(point: at(0, 0), limit: limit)) == Array(sorted.prefix(limit)))
        }
    }

    @Test("Near the poles, across the antimeridian and from the other side of the Earth nothing is missed")
    func polesAndAntimeridian() {
        var random = SplitMix(33)
        let arctic = (0..<600).map { _ in random.coordinate(latitude: 89...90, longitude: -180...180) }
        let antarctic = (0..<600).map { _ in random.coordinate(latitude: -90 ... -88, longitude: -180...180) }
        let pacific = (0..<600).map { number in
            let place = random.coordinate(latitude: -18 ... -16, longitude: 0...1)
            return at(place.latitude, number % 2 == 0 ? 179 + place.longitude : -179 - place.longitude)
        }
        let world = (0..<1500).map { _ in random.coordinate(latitude: -90...90, longitude: -180...180) }
        let poles = [at(90, 0), at(90, 121), at(-90, 0), at(89.99, 77), at(-89.5, -170)]
        let seams = [at(-17, 180), at(-17, -180), at(-17, 179.999), at(-16.5, -179.9999), at(0, -180), at(0, 0)]
        for points in [arctic, antarctic, pacific, world, arctic + antarctic + pacific] {
            Crowd(points, &random).agrees(at: poles + seams + world.prefix(5), "world", &random)
        }
    }

    @Test("The radius includes its edge, to the last bit")
    func radiusEdge() {
        var random = SplitMix(34)
        let points = (0..<500).map { _ in random.coordinate() }
        let index = NearestIndex(points: points)
        let query = random.coordinate()
        for (place, neighbour) in bruteForce(points, to: query, limit: 500).enumerated() {
            var question = NearestQuestion(point: query, radiusMetres: neighbour.metres, limit: 600)
            #expect(index.nearest(question).count == place + 1)
            question.radiusMetres = neighbour.metres.nextDown
            #expect(index.nearest(question).count == place)
        }
    }

    @Test("A limit below one, a radius below nothing, a query that is no place and points that are none find nothing")
    func refusals() {
        let index = NearestIndex(points: [at(.nan, 121.5), at(29.8, 121.5), at(29.8, 999), at(29.9, 121.5)])
        #expect(index.count == 2)
        func found(_ point: Coordinate, _ radius: Double, _ limit: Int) -> [Int] {
            index.nearest(NearestQuestion(point: point, radiusMetres: radius, limit: limit)).map(\.ordinal)
        }
        let here = at(29.8, 121.5)
        #expect(found(here, .infinity, .max) == [1, 3])
        #expect(found(here, 0, 5) == [1])
        #expect(found(here, .infinity, 0).isEmpty && found(here, .infinity, -3).isEmpty)
        #expect(found(here, -1, 5).isEmpty && found(here, .nan, 5).isEmpty)
        #expect(found(at(.nan, 0), 1e6, 5).isEmpty && found(at(0, 181), 1e6, 5).isEmpty)
        #expect(index.nearest(NearestQuestion(point: here, limit: 5, traits: 1)).isEmpty, "None has any trait")
        #expect(index.nearest(NearestQuestion(point: here, limit: 5, groups: 0)).isEmpty)
    }

    @Test("Traits are replaced without touching the index they came from; storage of an answer is used again")
    func replacingTraits() {
        let plain = NearestIndex(points: [at(29.8, 121.5), at(29.9, 121.5), at(30, 121.5)])
        let first = plain.replacing(traits: [1, 0, 3])
        let second = first.replacing(traits: [0, 2, 0])
        func found(_ index: NearestIndex, _ traits: UInt32) -> [Int] {
            index.nearest(NearestQuestion(point: at(29.8, 121.5), limit: 9, traits: traits)).map(\.ordinal)
        }
        #expect(found(first, 1) == [0, 2] && found(first, 2) == [2] && found(first, 3) == [2])
        #expect(found(second, 1) == [] && found(second, 2) == [1] && found(second, 0) == [0, 1, 2])
        #expect(found(first, 1) == [0, 2] && found(plain, 1) == [])
        var answer = [Neighbour](repeating: Neighbour(ordinal: 9, metres: 9), count: 50)
        first.nearest(NearestQuestion(point: at(29.8, 121.5), limit: 2), into: &answer)
        #expect(answer.map(\.ordinal) == [0, 1])
    }

    @Test("A large index asked for all it has gives all, in order")
    func everything() {
        var random = SplitMix(35)
        let points = (0..<20_000).map { _ in random.coordinate() }
        let crowd = Crowd(points, &random)
        let index = crowd.index
        for limit in [256, 257, 5000, 19_999, 20_000, .max] {
            let question = NearestQuestion(point: at(29.8, 121.5), limit: limit)
            #expect(index.nearest(question) == crowd.bruteForce(question, isOpen: nil))
        }
        #expect(index.memoryBytes < 60 * points.count)
    }
}
