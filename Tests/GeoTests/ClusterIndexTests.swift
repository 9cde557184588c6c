import Foundation
import Geo
import TestTown
import Testing

/// The marks of a map against a loop over every point, by the definition of the grid alone.
@Suite struct ClusterIndexTests {
    private struct Cell: Hashable {
        var column: Int
        var row: Int

        /// Column and row by the textbook's formulas of the web's Mercator map.
        init(_ point: Coordinate, zoom: Int) {
            let side = Double(1 << (zoom + 2))
            let latitude = max(-85.05112877, min(85.05112877, point.latitude)) * .pi / 180
            let south = (1 - log(tan(latitude) + 1 / cos(latitude)) / .pi) / 2
            column = Int(max(0, min(side - 1, ((point.longitude + 180) / 360 * side).rounded(.down))))
            row = Int(max(0, min(side - 1, (south * side).rounded(.down))))
        }

        /// The mean of places, moved 20 of 64 pixels in from the cell's edges.
        func inner(_ points: [Coordinate], zoom: Int) -> Coordinate {
            let side = Double(1 << (zoom + 2))
            let latitude = { (row: Double) in atan(sinh(.pi * (1 - 2 * row / side))) * 180 / .pi }
            let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
            let (north, south) = (latitude(Double(row) + 0.3125), latitude(Double(row) + 0.6875))
            let west = (Double(column) + 0.3125) / side * 360 - 180
            return at(
                max(south, min(north, mean(points.map(\.latitude)))),
                max(west, min(west + 0.375 / side * 360, mean(points.map(\.longitude)))))
        }
    }

    private struct Town {
        var points: [Coordinate]
        var groups: [UInt8]
        var index: ClusterIndex

        init(_ points: [Coordinate]) {
            self.points = points
            groups = points.indices.map { UInt8(($0 * 7 + $0 / 5) % 8) }
            index = ClusterIndex(points, groups: groups)
        }

        /// The numbers of the places in each cell that the view touches.
        func cells(_ box: BoundingBox, zoom: Int, where passes: (Int) -> Bool) -> [Cell: [Int]] {
            let northWest = Cell(at(box.north, box.west), zoom: zoom)
            let southEast = Cell(at(box.south, box.east), zoom: zoom)
            var found: [Cell: [Int]] = [:]
            for (number, point) in points.enumerated() where passes(number) {
                let cell = Cell(point, zoom: zoom)
                let isEast =
                    box.crossesAntimeridian
                    ? cell.column >= northWest.column || cell.column <= southEast.column
                    : (northWest.column...southEast.column).contains(cell.column)
                if isEast, (northWest.row...southEast.row).contains(cell.row) {
                    found[cell, default: []].append(number)
                }
            }
            return found
        }
    }

    private static func clustered(_ random: inout SplitMix) -> [Coordinate] {
        let centres = (0..<9).map { _ in random.coordinate() }
        let here = at(29.869, 121.5478)
        return (0..<3000).map { number in
            if number % 10 == 0 { return here }
            let reach = number % 3 == 0 ? 0.3 : number % 3 == 1 ? 0.004 : 0.00005
            let off = random.coordinate(latitude: -reach...reach, longitude: -reach...reach)
            let centre = centres[number % 9]
            return at(centre.latitude + off.latitude, centre.longitude + off.longitude)
        }
    }

    private static func world(_ random: inout SplitMix) -> [Coordinate] {
        (0..<2000).map { _ in random.coordinate(latitude: -90...90, longitude: -180...180) }
            + [at(90, 0), at(-90, 10), at(0, 180), at(0, -180), at(0, 0), at(86, 5)]
    }

    private func view(round point: Coordinate, zoom: Int, _ random: inout SplitMix) -> BoundingBox {
        let width = min(359, 360 / Double(1 << zoom) * .random(in: 0.1...3, using: &random))
        let height = min(170, width * .random(in: 0.3...1.2, using: &random))
        let (west, east) = (point.longitude - width / 2, point.longitude + width / 2)
        let south = max(-90, point.latitude - height / 2)
        let around = { (degrees: Double) in degrees < -180 ? degrees + 360 : degrees > 180 ? degrees - 360 : degrees }
        return BoundingBox(
            south: south, west: around(west), north: min(90, south + height), east: around(east))!
    }

    private func agree(
        _ town: Town, _ box: BoundingBox, zoom asked: Int, groups: UInt8 = .max, where passes: ((Int) -> Bool)? = nil
    ) {
        let zoom = ClusterIndex.zoom(answering: box, zoom: asked)
        let marks =
            passes.map { town.index.marks(in: box, zoom: asked, groups: groups, where: $0) }
            ?? town.index.marks(in: box, zoom: asked, groups: groups)
        let cells = town.cells(box, zoom: zoom) { number in
            groups >> town.groups[number] & 1 != 0 && passes?(number) ?? true
        }
        var left = cells
        for mark in marks where mark.isCluster {
            let cell = town.index.cell(of: mark, zoom: zoom)
            let key = Cell(mark.point, zoom: zoom)
            #expect(cell == (key.column, key.row))
            let numbers = left.removeValue(forKey: key) ?? []
            #expect(mark.count == numbers.count && mark.count > (zoom >= 17 ? 6 : 1))
            #expect(mark.point.distanceDegrees(to: key.inner(numbers.map { town.points[$0] }, zoom: zoom)) < 2e-7)
            for group in 0..<8 {
                #expect(Int(mark.counts[group]) == numbers.count { Int(town.groups[$0]) == group })
            }
        }
        let alone = marks.filter { !$0.isCluster }
        #expect(alone.allSatisfy { $0.count == 1 && $0.counts[Int(town.groups[$0.ordinal])] == 1 })
        #expect(alone.map(\.ordinal).sorted() == left.values.flatMap(\.self).sorted())
        #expect(left.values.allSatisfy { $0.count <= (zoom >= 17 ? 6 : 1) })
        #expect(marks.count { $0.isCluster } <= 1024)
    }

    @Test("Every view counts what a loop over all places counts, at every zoom, for every choice", arguments: 0...20)
    func againstBruteForce(zoom: Int) {
        var random = SplitMix(UInt64(100 + zoom))
        for town in [Town(Self.clustered(&random)), Town(Self.world(&random))] {
            for number in 0..<12 {
                let point = town.points[Int.random(in: 0..<town.points.count, using: &random)]
                let box = view(round: point, zoom: zoom, &random)
                agree(town, box, zoom: zoom)
                agree(town, box, zoom: zoom, groups: [1, 0x0F, 0x81, 0, 0x40][number % 5])
                agree(town, box, zoom: zoom, groups: 0xF7, where: { $0 % 3 == number % 3 })
                agree(town, box, zoom: zoom, where: { $0 % 50 == 0 })
            }
        }
    }

    @Test("The whole world is answered at every zoom, at a lower one where it must be, and holds every place")
    func wholeWorld() throws {
        var random = SplitMix(31)
        let town = Town(Self.world(&random) + Self.clustered(&random))
        let world = try #require(BoundingBox(south: -90, west: -180, north: 90, east: 180))
        for zoom in 0...20 {
            let marks = town.index.marks(in: world, zoom: zoom)
            #expect(marks.reduce(0) { $0 + $1.count } == town.points.count)
            #expect(ClusterIndex.zoom(answering: world, zoom: zoom) == min(zoom, 2))
        }
    }

    @Test("A view that is moved shows the same marks where it overlaps the one before")
    func steady() throws {
        var random = SplitMix(32)
        let town = Town(Self.clustered(&random))
        for zoom in 9...19 {
            let width = 360 / Double(1 << zoom) * 2
            let (south, west) = (29.7, 121.4)
            let first = try #require(
                BoundingBox(south: south, west: west, north: south + width, east: west + width))
            let second = try #require(
                BoundingBox(
                    south: south + width / 3, west: west + width / 7, north: south + width * 4 / 3,
                    east: west + width * 8 / 7))
            let moved = town.index.marks(in: second, zoom: zoom)
            for mark in town.index.marks(in: first, zoom: zoom) where second.contains(mark.point) {
                #expect(moved.contains(mark))
            }
        }
    }

    @Test("Marks of several places stand at least 40 pixels apart")
    func apart() throws {
        var random = SplitMix(33)
        let town = Town(Self.clustered(&random))
        let box = try #require(BoundingBox(south: 29.2, west: 121, north: 30.3, east: 122))
        for zoom in 8...13 {
            let pixels = Double(256 << ClusterIndex.zoom(answering: box, zoom: zoom))
            let places = town.index.marks(in: box, zoom: zoom).filter(\.isCluster).map { mark in
                let latitude = mark.point.latitude * .pi / 180
                return (
                    x: (mark.point.longitude + 180) / 360 * pixels, y: asinh(tan(latitude)) / (2 * .pi) * pixels
                )
            }
            for (number, place) in places.enumerated() {
                for other in places.dropFirst(number + 1) {
                    #expect(max(abs(place.x - other.x), abs(place.y - other.y)) > 39.999)
                }
            }
        }
    }

    @Test("A mark comes apart at its expansion zoom and at no lower one")
    func expansion() throws {
        var random = SplitMix(34)
        let town = Town(Self.clustered(&random))
        let box = try #require(BoundingBox(south: 29.8, west: 121.4, north: 29.9, east: 121.6))
        let passes = { (number: Int) in number % 4 != 0 }
        for zoom in [8, 12, 13] {
            for mark in town.index.marks(in: box, zoom: zoom, groups: 0x3F, where: passes) where mark.isCluster {
                let found = town.index.expansionZoom(of: mark, groups: 0x3F, where: passes)
                let members = town.cells(box, zoom: zoom) { town.groups[$0] < 6 && passes($0) }[
                    Cell(mark.point, zoom: zoom)]
                let numbers = try #require(members)
                let expected = (zoom + 1...20).first { finer in
                    Set(numbers.map { Cell(town.points[$0], zoom: finer) }).count > 1
                        || numbers.count <= 6 && finer >= 17
                }
                #expect(found == expected)
            }
        }
    }

    @Test("No place, one place and a thousand on one point")
    func degenerate() throws {
        let box = try #require(BoundingBox(south: 29, west: 121, north: 30, east: 122))
        #expect(Town([]).index.marks(in: box, zoom: 12).isEmpty)
        let one = try #require(Town([at(29.5, 121.5)]).index.marks(in: box, zoom: 3).first)
        #expect(one.ordinal == 0 && one.point == at(29.5, 121.5) && !one.isCluster)
        let many = Town([Coordinate](repeating: at(29.5, 121.5), count: 1000))
        for zoom in 0...20 {
            let marks = many.index.marks(in: try #require(BoundingBox(enclosing: [at(29.5, 121.5)])), zoom: zoom)
            #expect(marks.map(\.count) == [1000])
            #expect(many.index.expansionZoom(of: marks[0]) == nil)
        }
        let point = try #require(BoundingBox(south: 29.5, west: 121.5, north: 29.5, east: 121.5))
        let odd = many.index.marks(in: point, zoom: 20, where: { $0 < 5 })
        #expect(odd.map(\.ordinal) == [0, 1, 2, 3, 4])
    }
}

extension Coordinate {
    fileprivate func distanceDegrees(to other: Coordinate) -> Double {
        max(abs(latitude - other.latitude), abs(longitude - other.longitude))
    }
}
