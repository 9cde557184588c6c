import Areas
import Geo
import Kernel
import TestTown
import Testing

@testable import Places

/// Places follow the outlines of areas.
struct AssignAreasTests {
    private static let table = sheet(
        ["id", "name", "lng", "lat"], [["1", "湖滨面馆", "87.62", "43.83"], ["2", "古城小吃", "87.57", "43.80"]])

    @Test(
        "After outlines were redrawn every place is put into the area it lies in now", arguments: TestEngine.available)
    func assignAreas(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            _ = try await Importing().run(Self.table, in: town)
            let square = [(43.82, 87.61), (43.82, 87.63), (43.84, 87.63), (43.84, 87.61)].map { at($0.0, $0.1) }
            let feature = OutlineFeature(
                properties: ["code": "990102001001"], outline: MultiPolygon(rings: [[square]]))
            let (areas, places) = (town.areas, town.places)
            _ = try await town.database.write {
                try areas.importOutlines([feature], datum: .wgs84, source: "survey", in: $0)
            }
            try await areas.refresh(from: town.database)
            #expect(try await town.database.write { try places.assignAreas(in: $0) } == 1)
            #expect(try await town.database.allPlaces().map(\.areaCode) == ["990102001001", "990103001"])
            #expect(try await town.database.allPlaces().map(\.areaBasis) == ["outline", "nearest-centre"])
            #expect(try await town.database.write { try places.assignAreas(in: $0) } == 0)
            #expect(try await Importing().run(Self.table, in: town).unchanged == 2)
        }
    }
}
