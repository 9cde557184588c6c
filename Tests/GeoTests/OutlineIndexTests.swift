import Geo
import TestTown
import Testing

@Suite struct OutlineIndexTests {
    /// A star with a crooked edge, a star-shaped hole and two islets, of many vertices.
    private func archipelago(at centre: Coordinate, _ random: inout SplitMix) -> MultiPolygon {
        func star(_ centre: Coordinate, _ vertices: Int, _ reach: ClosedRange<Double>) -> [Coordinate] {
            (0..<vertices).map { step in
                let place = random.coordinate(latitude: reach, longitude: 0...1)
                let turn = Double(step) / Double(vertices) * 4
                // Round a diamond, which needs no sines.
                let north = turn < 1 ? turn : turn < 3 ? 2 - turn : turn - 4
                let east = turn < 2 ? 1 - turn : turn - 3
                return at(centre.latitude + north * place.latitude, centre.longitude + east * place.latitude)
            }
        }
        let islets = (0..<2).map { _ in
            let place = random.coordinate(latitude: 0.32...0.4, longitude: 0.32...0.4)
            return [star(at(centre.latitude + place.latitude, centre.longitude + place.longitude), 9, 0.01...0.02)]
        }
        return MultiPolygon(rings: [[star(centre, 150, 0.15...0.3), star(centre, 30, 0.05...0.1)]] + islets)
    }

    @Test("The index answers as asking every outline does, on vertices and anywhere")
    func agreesWithBruteForce() {
        var random = SplitMix(6)
        let areas = (0..<10).map { key in (key: key, outline: archipelago(at: random.coordinate(), &random)) }
        let index = OutlineIndex(areas)
        let vertices = areas.flatMap { $0.outline.polygons.flatMap(\.rings).flatMap(\.vertices) }
        let anywhere = (0..<1500).map { _ in random.coordinate(latitude: 28.8...30.8, longitude: 120.6...122.4) }
        var inside = 0
        for point in vertices + anywhere {
            let expected = areas.filter { $0.outline.contains(point) }.map(\.key)
            #expect(index.keys(containing: point) == expected)
            inside += expected.count
        }
        #expect(inside > 500)
    }

    @Test("Empty outlines, outlines along a parallel and places that are none are answered quietly")
    func degenerate() {
        let flat = MultiPolygon(rings: [[[at(1, 0), at(1, 1), at(1, 2)]]])
        let index = OutlineIndex([(key: "none", outline: MultiPolygon([])), (key: "flat", outline: flat)])
        #expect(index.keys(containing: at(1, 1)).isEmpty)
        #expect(index.keys(containing: at(.nan, 1)).isEmpty)
        #expect(index.nearestEdge(to: at(2, 1))?.key == "flat")
        #expect(OutlineIndex<Int>([]).nearestEdge(to: at(0, 0)) == nil)
    }

    @Test("The nearest edge is that of the nearest outline")
    func nearestEdge() throws {
        var random = SplitMix(7)
        let areas = (0..<6).map { key in (key: key, outline: archipelago(at: random.coordinate(), &random)) }
        let index = OutlineIndex(areas)
        for _ in 0..<12 {
            let point = random.coordinate(latitude: 28...31, longitude: 120...123)
            let metres = areas.map { $0.outline.distanceToEdgeMetres(from: point) }
            let nearest = try #require(index.nearestEdge(to: point))
            #expect(nearest.metres == metres.min())
            #expect(nearest.key == metres.firstIndex(of: nearest.metres))
        }
    }

    private static let districtFiles = ["ningbo_districts_wgs84.geojson", "ningbo_districts_gcj02.geojson"]

    @Test(
        "No place is in two districts of Ningbo, and the index agrees with asking each",
        .enabled(if: SharedData.has("ningbo-boundaries"), "needs ../shared/data/ningbo-boundaries"),
        arguments: districtFiles)
    func districts(file: String) throws {
        let districts = try DistrictFile.read("ningbo-boundaries/" + file)
        #expect(districts.count == 10)
        let index = OutlineIndex(districts.map { (key: $0.properties.adcode, outline: $0.geometry.area) })
        let square = Datum.convert(
            at(29.8690, 121.5478), from: .wgs84, to: file.contains("gcj02") ? .gcj02 : .wgs84)
        #expect(index.keys(containing: square) == ["330203"])
        #expect(index.keys(containing: at(31.23, 121.47)).isEmpty)
        var random = SplitMix(8)
        var inside = 0
        for _ in 0..<600 {
            let point = random.coordinate(latitude: 28.8...30.5, longitude: 120.8...122.3)
            let keys = index.keys(containing: point)
            #expect(keys == districts.filter { $0.geometry.area.contains(point) }.map(\.properties.adcode))
            #expect(keys.count <= 1)
            inside += keys.count
        }
        #expect(inside > 200)
    }
}
