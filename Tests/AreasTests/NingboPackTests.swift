import Areas
import Geo
import Kernel
import TestTown
import Testing

/// The real pack that the repository carries, beside the fictional one all other tests use.
struct NingboPackTests {
    private static let pack = Result { try City(Town.pack(Repository.root + "/Cities/ningbo")) }

    private func map() throws -> AreaMap {
        let city = try Self.pack.get()
        return AreaMap(areas: city.areas, outlines: city.outlines)
    }

    @Test("The city has 10 districts and 157 streets and towns, each below its parent")
    func counts() throws {
        let map = try map()
        #expect(map.areas(of: .city).map(\.code) == ["3302"])
        #expect(map.areas(of: .district).count == 10)
        #expect(map.areas(of: .street).count == 157)
        #expect(map.areas(of: .community).count > 2_000)
        for level in [AreaLevel.district, .street, .community] {
            for area in map.areas(of: level) {
                let parent = try #require(area.parentCode.flatMap { map.area($0) })
                #expect(area.code.hasPrefix(parent.code) && parent.code.count < area.code.count)
            }
        }
    }

    @Test("Every district has an outline that holds its centre, and every street's centre lies in its own district")
    func centres() throws {
        let map = try map()
        for district in map.areas(of: .district) {
            let centre = try #require(district.centre)
            #expect(map.locate(centre).links.contains { $0.area.code == district.code && $0.basis == .outline })
        }
        for street in map.areas(of: .street) {
            let centre = try #require(street.centre, "\(street.name.chinese) has no centre")
            let chain = map.locate(centre)
            #expect(chain.links.map(\.area.code) == ["3302", String(street.code.prefix(6)), street.code])
        }
    }

    @Test("Codes are the Ministry's: 330212014 is 东柳街道, which the statistics list calls otherwise")
    func codesOfTheMinistry() throws {
        let map = try map()
        #expect(map.area("330212014")?.name.chinese == "东柳街道")
        #expect(map.area("330212014")?.codeBasis == "mca")
        #expect(map.areas(of: .street).allSatisfy { $0.codeBasis == "mca" })
    }

    @Test("天一广场 lies in 海曙区; Hangzhou, Shanghai and the sea lie outside")
    func landmarks() throws {
        let map = try map()
        let tianyi = map.locate(Coordinate(uncheckedLatitude: 29.869, longitude: 121.5478))
        #expect(tianyi.links.map(\.area.name.chinese).prefix(2) == ["宁波市", "海曙区"])
        for (latitude, longitude) in [(30.2741, 120.1551), (31.2304, 121.4737), (30.6, 122.5), (43.83, 87.62)] {
            #expect(!map.locate(Coordinate(uncheckedLatitude: latitude, longitude: longitude)).isInside)
        }
    }

    @Test("The pack goes into the database and comes out as it was", arguments: TestEngine.available)
    func stored(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let city = try Self.pack.get()
            let areas = Areas()
            try await database.write { try areas.layCityPack(city, in: $0) }
            let map = try await areas.refresh(from: database)
            #expect(map.count == city.areas.count)
            #expect(city.areas.allSatisfy { map.area($0.code) == $0 })
            let tianyi = Coordinate(uncheckedLatitude: 29.869, longitude: 121.5478)
            #expect(try map.locate(tianyi) == self.map().locate(tianyi))
        }
    }
}
