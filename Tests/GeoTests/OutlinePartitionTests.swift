import Geo
import TestTown
import Testing

/// The raster of outlines on areas that share all their borders, asked where rounding and ties would show: on vertices,
/// on edges, and on the lines between the raster's cells.
@Suite struct OutlinePartitionTests {
    /// Crooked quadrilaterals without gaps. Corners are whole multiples of 2⁻²⁰ degrees, so that points half and a
    /// quarter along an edge lie on it exactly.
    private struct Quilt {
        let side: Int
        private(set) var corners: [Coordinate] = []

        init(_ side: Int, _ random: inout SplitMix) {
            self.side = side
            let unit = 0x1p-20
            for row in 0...side {
                for column in 0...side {
                    let north = Double(Int.random(in: -3000...3000, using: &random)) * unit
                    let east = Double(Int.random(in: -3000...3000, using: &random)) * unit
                    let isLevel = (row + column) % 5 == 0
                    corners.append(
                        at(29 + Double(row) * 0x1p-6 + (isLevel ? 0 : north), 121 + Double(column) * 0x1p-6 + east))
                }
            }
        }

        var outlines: [MultiPolygon] {
            (0..<side).flatMap { row in
                (0..<side).map { column in
                    let southWest = row * (side + 1) + column
                    let ring = [southWest, southWest + 1, southWest + side + 2, southWest + side + 1]
                    return MultiPolygon(rings: [[ring.map { corners[$0] }]])
                }
            }
        }

        /// Corners, and points half and a quarter along the edges between them.
        var ties: [Coordinate] {
            corners.indices.flatMap { number -> [Coordinate] in
                let (row, column) = (number / (side + 1), number % (side + 1))
                let here = corners[number]
                var others: [Coordinate] = []
                if column < side { others.append(corners[number + 1]) }
                if row < side { others.append(corners[number + side + 1]) }
                return [here]
                    + others.flatMap { other in
                        [0.5, 0.25].map { share in
                            at(
                                here.latitude + (other.latitude - here.latitude) * share,
                                here.longitude + (other.longitude - here.longitude) * share)
                        }
                    }
            }
        }
    }

    @Test("On borders and corners the index answers as every polygon does, and of neighbours one holds each point")
    func borders() {
        var random = SplitMix(41)
        let quilt = Quilt(24, &random)
        let outlines = quilt.outlines
        let index = OutlineIndex(outlines.enumerated().map { (key: $0, outline: $1) })
        var alone = 0
        for point in quilt.ties {
            let keys = index.keys(containing: point)
            #expect(keys == outlines.indices.filter { outlines[$0].contains(point) })
            #expect(index.firstKey(containing: point) == keys.first)
            #expect(keys.count <= 1)
            alone += keys.count
        }
        #expect(alone > quilt.ties.count * 9 / 10)
    }

    @Test("Points on the lines between the raster's cells, and beside them, are answered alike")
    func cellLines() throws {
        var random = SplitMix(42)
        let quilt = Quilt(12, &random)
        let outlines = quilt.outlines
        let index = OutlineIndex(outlines.enumerated().map { (key: $0, outline: $1) })
        let box = try #require(BoundingBox(enclosing: quilt.corners))
        for step in 0...384 {
            let share = Double(step) / 384
            let latitude = box.south + (box.north - box.south) * share
            let longitude = box.west + (box.east - box.west) * Double((step * 7) % 385) / 384
            for point in [
                at(latitude, longitude), at(latitude.nextUp, longitude), at(latitude, longitude.nextDown),
                at(latitude.nextDown, longitude.nextUp),
            ] {
                #expect(index.keys(containing: point) == outlines.indices.filter { outlines[$0].contains(point) })
            }
        }
    }

    @Test("Areas within areas are all answered, largest first as they were given")
    func nested() {
        var random = SplitMix(43)
        let quilt = Quilt(16, &random)
        let small = quilt.outlines
        let whole = MultiPolygon(rings: [[square(28.9, 120.9, 29.5, 121.5)]])
        let holed = MultiPolygon(rings: [[square(28.95, 120.95, 29.4, 121.4), square(29.1, 121.1, 29.15, 121.15)]])
        let outlines = [whole, holed] + small
        let index = OutlineIndex(outlines.enumerated().map { (key: $0, outline: $1) })
        var depths = Set<Int>()
        for number in 0..<4000 {
            let point =
                number % 4 == 0
                ? quilt.ties[number % quilt.ties.count]
                : random.coordinate(latitude: 28.85...29.55, longitude: 120.85...121.55)
            let keys = index.keys(containing: point)
            #expect(keys == outlines.indices.filter { outlines[$0].contains(point) })
            depths.insert(keys.count)
        }
        #expect(depths == [0, 1, 2, 3])
    }
}
