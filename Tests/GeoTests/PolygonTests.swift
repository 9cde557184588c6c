import Geo
import TestTown
import Testing

@Suite struct PolygonTests {
    @Test("A hole is outside, and an island in another part is inside")
    func holesAndParts() {
        let area = MultiPolygon(rings: [
            [square(0, 0, 10, 10), square(2, 2, 8, 8)], [square(4, 4, 6, 6)], [square(20, 20, 21, 21)],
        ])
        #expect(area.contains(at(1, 1)))
        #expect(!area.contains(at(3, 3)))
        #expect(area.contains(at(5, 5)))
        #expect(area.contains(at(20.5, 20.5)))
        #expect(!area.contains(at(15, 15)))
        #expect(area.boundingBox == BoundingBox(south: 0, west: 0, north: 21, east: 21))
    }

    @Test("West and south edges belong to an area, east and north edges do not")
    func edges() {
        let area = Polygon(rings: [square(0, 0, 1, 1)])
        #expect(area.contains(at(0, 0)) && area.contains(at(0, 0.5)) && area.contains(at(0.5, 0)))
        #expect(!area.contains(at(1, 1)) && !area.contains(at(1, 0.5)) && !area.contains(at(0.5, 1)))
        #expect(!area.contains(at(0, 1)) && !area.contains(at(1, 0)))
    }

    @Test("A winding or a repeated last vertex changes nothing")
    func winding() {
        let ring = square(0, 0, 1, 1)
        let closed = Ring(ring + [ring[0]])
        #expect(closed == Ring(ring))
        #expect(Polygon(outer: Ring(ring.reversed())).contains(at(0.5, 0.5)))
        #expect(Ring(ring).signedAreaSquareMetres == -Ring(ring.reversed()).signedAreaSquareMetres)
    }

    @Test("Areas cut from one square along crooked lines have every point in exactly one of them")
    func partition() {
        var random = SplitMix(4)
        let lines = (0...6).map { line in
            (0...40).map { step in
                let sway = line == 0 || line == 6 ? 0 : Double.random(in: -0.04...0.04, using: &random)
                return at(29 + Double(step) / 40, 121 + Double(line) / 6 + sway)
            }
        }
        let strips = (0..<6).map { Polygon(rings: [lines[$0] + lines[$0 + 1].reversed()]) }
        let vertices = lines.dropLast().flatMap { $0.dropLast() }
        let middles = lines[1..<6].flatMap { line in
            zip(line, line.dropFirst()).map {
                at(($0.latitude + $1.latitude) / 2, ($0.longitude + $1.longitude) / 2)
            }
        }
        let anywhere = (0..<2000).map { _ in random.coordinate(latitude: 29...29.999, longitude: 121...121.999) }
        for point in vertices + middles + anywhere {
            #expect(strips.count { $0.contains(point) } == 1, "\(point)")
        }
    }

    @Test("Fewer than three vertices, or one that is no place, enclose nothing")
    func empty() {
        #expect(Polygon(rings: []).isEmpty)
        #expect(Polygon(rings: [[at(0, 0), at(1, 1), at(0, 0)]]).isEmpty)
        #expect(Polygon(rings: [[at(0, 0), at(1, .nan), at(1, 0), at(0, 1)]]).isEmpty)
        let nothing = MultiPolygon(rings: [[], [[at(0, 0)]]])
        #expect(nothing.isEmpty && nothing.boundingBox == nil && !nothing.contains(at(0, 0)))
        #expect(nothing.distanceToEdgeMetres(from: at(0, 0)) == .infinity)
        #expect(nothing.areaSquareMetres == 0)
    }

    @Test("The area of a square degree is that of the sphere, positive counter-clockwise, less its holes")
    func area() {
        // R² Δλ (sin φ₂ - sin φ₁)
        let ring = Ring(square(0, 0, 1, 1))
        #expect(abs(ring.signedAreaSquareMetres - 12_363_718_145) < 200_000)
        let holed = Polygon(rings: [square(0, 0, 1, 1), square(0.25, 0.25, 0.75, 0.75)])
        #expect(abs(holed.areaSquareMetres / ring.signedAreaSquareMetres - 0.75) < 1e-4)
        let metres = 0.001 * .pi / 180 * Earth.meanRadiusMetres
        let small = Ring([at(60, 10), at(60, 10.002), at(60.001, 10)])
        #expect(abs(small.signedAreaSquareMetres / (metres * metres / 2) - 1) < 1e-3)
    }

    @Test("The distance to an edge is that of the nearest of many places along it, from inside and outside")
    func distanceToEdge() {
        var random = SplitMix(5)
        let ring = (0..<12).map { _ in random.coordinate() }
        let area = Polygon(rings: [ring])
        let places = zip(ring, ring.dropFirst() + ring.prefix(1)).flatMap { from, to in
            (0...2000).map { step in
                let share = Double(step) / 2000
                return at(
                    from.latitude + share * (to.latitude - from.latitude),
                    from.longitude + share * (to.longitude - from.longitude))
            }
        }
        for _ in 0..<6 {
            let point = random.coordinate()
            let sampled = places.map(point.distanceMetres).min() ?? 0
            let metres = area.distanceToEdgeMetres(from: point)
            #expect(metres <= sampled * 1.001 && metres > sampled - 50 - sampled * 0.001)
        }
        #expect(area.distanceToEdgeMetres(from: ring[3]) < 1e-6)
    }

    @Test("A box that crosses the antimeridian holds both sides of it")
    func boxes() throws {
        let fiji = try #require(BoundingBox(south: -20, west: 177, north: -15, east: -178))
        #expect(fiji.crossesAntimeridian)
        #expect(fiji.contains(at(-17, 179)) && fiji.contains(at(-17, -179)) && !fiji.contains(at(-17, 0)))
        #expect(BoundingBox(south: 1, west: 0, north: 0, east: 1) == nil)
        #expect(BoundingBox(south: 0, west: .nan, north: 1, east: 1) == nil)
        #expect(BoundingBox(enclosing: []) == nil)
    }
}
