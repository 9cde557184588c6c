import Areas
import Geo
import Kernel
import TestTown
import Testing

/// Which areas a point lies in, in 云杉市, on both engines.
struct LocateTests {
    private func chain(
        _ latitude: Double, _ longitude: Double, on engine: TestEngine,
        outlines: [OutlineFeature] = []
    ) async throws -> AreaChain {
        try await Town.open(engine) { town in
            if !outlines.isEmpty {
                let areas = town.areas
                let report = try await town.database.write {
                    try areas.importOutlines(outlines, datum: .wgs84, source: "test", in: $0)
                }
                #expect(report.problems.isEmpty)
                try await town.areas.refresh(from: town.database)
            }
            return town.areas.map.locate(Coordinate(uncheckedLatitude: latitude, longitude: longitude))
        }
    }

    @Test("A point inside lies in city, district and nearest street, in this order", arguments: TestEngine.available)
    func inside(_ engine: TestEngine) async throws {
        let chain = try await chain(43.83, 87.62, on: engine)
        #expect(chain.links.map(\.area.code) == ["9901", "990102", "990102001"])
        #expect(chain.links.map(\.area.level) == [.city, .district, .street])
        #expect(chain.links.map(\.area.name.chinese) == ["云杉市", "松林区", "湖滨街道"])
        #expect(chain.links.map(\.basis) == [.parent, .outline, .nearestCentre])
        #expect(chain.links.map(\.basis.isApproximate) == [false, false, true])
    }

    @Test("Codes have 4, 6, 9 and 12 digits, level by level", arguments: TestEngine.available)
    func codes(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let map = town.areas.map
            for level in AreaLevel.allCases {
                #expect(!map.areas(of: level).isEmpty)
                #expect(map.areas(of: level).allSatisfy { $0.code.count == level.codeLength })
            }
            let chain = map.chain(of: "990102001001")
            #expect(chain.links.map(\.area.code) == ["9901", "990102", "990102001", "990102001001"])
            #expect(map.chain(of: "1").links.isEmpty)
            #expect(map.children(of: "9901").map(\.code) == ["990102", "990103"])
            #expect(map.city?.code == "9901")
        }
    }

    @Test("A point in the lake, the hole of a district, lies outside the city", arguments: TestEngine.available)
    func hole(_ engine: TestEngine) async throws {
        let lake = try await chain(43.8, 87.65, on: engine)
        #expect(!lake.isInside && lake.last == nil)
        let shore = try await chain(43.8, 87.665, on: engine)
        #expect(shore.links.map(\.area.code).prefix(2) == ["9901", "990102"])
    }

    @Test("The second part of a district belongs to it", arguments: TestEngine.available)
    func secondPart(_ engine: TestEngine) async throws {
        let chain = try await chain(43.88, 87.55, on: engine)
        #expect(chain.links.map(\.area.code) == ["9901", "990103", "990103100"])
    }

    @Test(
        "A point outside the city lies nowhere", arguments: TestEngine.available,
        [(43.9, 87.65), (43.86, 87.55), (29.869, 121.5478), (-43.8, 87.62), (0, 0), (90, 180)])
    func outside(_ engine: TestEngine, _ point: (Double, Double)) async throws {
        #expect(try await !chain(point.0, point.1, on: engine).isInside)
    }

    @Test("A point on the shared border lies in one district only", arguments: TestEngine.available)
    func border(_ engine: TestEngine) async throws {
        for latitude in [43.76, 43.7777, 43.8, 43.84] {
            let chain = try await chain(latitude, 87.6, on: engine)
            #expect(chain.links.map(\.area.code).prefix(2) == ["9901", "990102"])
            #expect(chain.links.filter { $0.area.level == .district }.count == 1)
        }
    }

    @Test("A street's imported outline decides, and is not approximate", arguments: TestEngine.available)
    func streetByOutline(_ engine: TestEngine) async throws {
        // Around the centre of 湖滨街道, but drawn as 长桥街道.
        let outline = [Outlines.square("990102002", latitude: 43.83, longitude: 87.62)]
        let inside = try await chain(43.83, 87.62, on: engine, outlines: outline)
        #expect(inside.links.map(\.area.code) == ["9901", "990102", "990102002"])
        #expect(inside.links.map(\.basis) == [.parent, .outline, .outline])
        // Beyond its outline a street that has one is out of the question, however near its centre.
        let beyond = try await chain(43.77, 87.65, on: engine, outlines: outline)
        #expect(beyond.last?.area.code == "990102001" && beyond.last?.basis == .nearestCentre)
    }

    @Test("Where imported outlines overlap the area with the lower code is taken", arguments: TestEngine.available)
    func overlap(_ engine: TestEngine) async throws {
        for codes in [["990102001", "990102002"], ["990102002", "990102001"]] {
            let outlines = codes.map { Outlines.square($0, latitude: 43.83, longitude: 87.62) }
            #expect(try await chain(43.83, 87.62, on: engine, outlines: outlines).last?.area.code == "990102001")
        }
    }

    @Test("A community is decided by outline only", arguments: TestEngine.available)
    func community(_ engine: TestEngine) async throws {
        // The centre of 湖心社区 is known, and yet it is not guessed.
        #expect(try await chain(43.832, 87.618, on: engine).last?.area.level == .street)
        let outline = [Outlines.square("990102001002", latitude: 43.832, longitude: 87.618)]
        let chain = try await chain(43.832, 87.618, on: engine, outlines: outline)
        #expect(chain.links.map(\.area.code) == ["9901", "990102", "990102001", "990102001002"])
        #expect(chain.links.map(\.basis) == [.parent, .outline, .parent, .outline])
    }

    @Test("Before anything is read the map is empty and answers so")
    func emptyMap() {
        let map = AreaMap.empty
        #expect(map.count == 0 && map.city == nil && !map.locate(Town.lakeside).isInside)
    }
}

/// Features as a GeoJSON file holds them.
enum Outlines {
    /// A square with sides of 0.02 degrees.
    static func square(_ code: String, latitude: Double, longitude: Double) -> OutlineFeature {
        OutlineFeature(properties: ["code": code], outline: square(latitude, longitude))
    }

    static func square(_ latitude: Double, _ longitude: Double, half: Double = 0.01) -> MultiPolygon {
        let corners = [(-half, -half), (-half, half), (half, half), (half, -half)].map { corner in
            Coordinate(uncheckedLatitude: latitude + corner.0, longitude: longitude + corner.1)
        }
        return MultiPolygon(rings: [[corners]])
    }
}
