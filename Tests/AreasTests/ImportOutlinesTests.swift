import Areas
import Geo
import Kernel
import TestTown
import Testing

/// `yongai import areas`: real polygons take the place of the pack's and of nearest centres.
struct ImportOutlinesTests {
    private func importing(
        _ properties: [[String: String]], datum: Datum = .wgs84, on engine: TestEngine,
        at centre: (Double, Double) = (43.83, 87.62)
    ) async throws -> (OutlineImport, AreaMap) {
        try await Town.open(engine) { town in
            let areas = town.areas
            let features = properties.map {
                OutlineFeature(properties: $0, outline: Outlines.square(centre.0, centre.1))
            }
            let report = try await town.database.write {
                try areas.importOutlines(features, datum: datum, source: "test", in: $0)
            }
            return (report, try await town.areas.refresh(from: town.database))
        }
    }

    @Test(
        "A feature names its area by code, with 6, 9 or 12 digits and trailing zeros",
        arguments: [
            ("990102", "990102"), ("990102000", "990102"), ("990102000000", "990102"), ("990102001", "990102001"),
            ("990102001000", "990102001"), ("990103100000", "990103100"), ("990103100201", "990103100201"),
            ("9901", "9901"), ("990100", "9901"), ("990100000000", "9901"),
        ])
    func byCode(_ given: String, _ code: String) async throws {
        let (report, map) = try await importing([["code": given]], on: .sqlite)
        #expect(report.imported == [code] && report.problems == [])
        #expect(map.locate(Town.lakeside).links.contains { $0.area.code == code && $0.basis == .outline })
    }

    @Test("A feature may say adcode, or name its area", arguments: TestEngine.available)
    func byName(_ engine: TestEngine) async throws {
        let (report, _) = try await importing(
            [
                ["adcode": "990103"], ["name": "湖滨街道"], ["name": "长桥街道", "district": "松林区"],
                ["name": "古城街道", "district": "雪岭区", "code": ""],
            ], on: engine)
        #expect(report.imported == ["990103", "990102001", "990102002", "990103001"])
        #expect(report.problems == [])
    }

    @Test(
        "What names no area is a problem with the feature's number; the others go in", arguments: TestEngine.available)
    func problems(_ engine: TestEngine) async throws {
        let (report, _) = try await importing(
            [
                ["code": "330203"], ["name": "湖滨街道"], ["name": "海曙区"], ["code": "990102009"], [:],
                ["name": "长桥街道", "district": "雪岭区"], ["code": "99010200"],
            ], on: engine)
        #expect(report.imported == ["990102001"])
        #expect(report.problems.map(\.line) == [1, 3, 4, 5, 6, 7])
        #expect(report.problems.map(\.column) == ["code", "name", "code", "name", "name", "code"])
        #expect(report.problems.map(\.value) == ["330203", "海曙区", "990102009", "", "长桥街道", "99010200"])
        #expect(report.problems.first?.reason == "The city has no area with this code.")
        #expect(report.problems.dropFirst().first?.reason.hasPrefix("The city has no area with this name") == true)
    }

    @Test("A name that two areas have is a problem that says how to tell them apart", arguments: TestEngine.available)
    func ambiguous(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            var city = town.city
            let index = try #require(city.areas.firstIndex { $0.code == "990103001" })
            city.areas[index].name = Phrase("长桥街道", "Changqiao Subdistrict")
            let (areas, changed) = (town.areas, city)
            let square = Outlines.square(43.83, 87.62)
            let report = try await town.database.write { town in
                try areas.layCityPack(changed, in: town)
                return try areas.importOutlines(
                    [
                        OutlineFeature(properties: ["name": "长桥街道"], outline: square),
                        OutlineFeature(properties: ["name": "长桥街道", "district": "雪岭区"], outline: square),
                    ], datum: .wgs84, source: "test", in: town)
            }
            #expect(report.imported == ["990103001"])
            #expect(report.problems.map(\.line) == [1])
            #expect(report.problems.first?.reason.hasPrefix("2 areas have this name; give the division code") == true)
        }
    }

    @Test(
        "A code and a name that belong to two areas are a problem, not a wrong outline", arguments: TestEngine.available
    )
    func contradiction(_ engine: TestEngine) async throws {
        let (report, _) = try await importing(
            [
                ["code": "990102001", "name": "长桥街道"], ["code": "990102001", "name": "湖滨街道"],
                ["code": "990102002", "name": "Changqiao"],
            ], on: engine)
        #expect(report.imported == ["990102001", "990102002"])
        #expect(report.problems.map(\.line) == [1])
        #expect(report.problems.first?.reason.contains("湖滨街道") == true)
    }

    @Test("Two features for one area are a problem with the second", arguments: TestEngine.available)
    func twice(_ engine: TestEngine) async throws {
        let (report, _) = try await importing([["code": "990102001"], ["name": "湖滨街道"]], on: engine)
        #expect(report.imported == ["990102001"])
        #expect(report.problems.map(\.line) == [2])
    }

    @Test("A feature without a polygon is a problem, not an area without ground", arguments: TestEngine.available)
    func empty(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let areas = town.areas
            let feature = OutlineFeature(properties: ["code": "990102001"], outline: MultiPolygon([]))
            let report = try await town.database.write {
                try areas.importOutlines([feature], datum: .wgs84, source: "test", in: $0)
            }
            #expect(report.imported == [] && report.problems.map(\.line) == [1])
        }
    }

    @Test("Outlines in another datum are stored in WGS-84", arguments: [Datum.gcj02, .bd09])
    func datum(_ datum: Datum) async throws {
        let edge = Datum.convert(Coordinate(uncheckedLatitude: 43.84, longitude: 87.62), from: datum, to: .wgs84)
        let (report, map) = try await importing([["code": "990102001"]], datum: datum, on: .sqlite)
        #expect(report.imported == ["990102001"])
        // About 20 m inside and outside the northern edge, which lies hundreds of metres from 43.84 in WGS-84.
        let inside = Coordinate(uncheckedLatitude: edge.latitude - 2e-4, longitude: edge.longitude)
        let outside = Coordinate(uncheckedLatitude: edge.latitude + 2e-4, longitude: edge.longitude)
        #expect(map.locate(inside).last?.basis == .outline && map.locate(outside).last?.basis != .outline)
        #expect(abs(edge.latitude - 43.84) > 5e-4)
    }

    @Test("A second import replaces the first", arguments: TestEngine.available)
    func replaced(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let areas = town.areas
            for latitude in [43.83, 43.77] {
                let feature = Outlines.square("990102001", latitude: latitude, longitude: 87.62)
                _ = try await town.database.write {
                    try areas.importOutlines([feature], datum: .wgs84, source: "test", in: $0)
                }
            }
            let map = try await town.areas.refresh(from: town.database)
            #expect(map.locate(Coordinate(uncheckedLatitude: 43.77, longitude: 87.62)).last?.basis == .outline)
            #expect(map.locate(Town.lakeside).last?.basis == .nearestCentre)
        }
    }
}
