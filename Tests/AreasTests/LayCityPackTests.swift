import Areas
import Geo
import Kernel
import TestTown
import Testing

/// A city pack goes into the database, again at every start.
struct LayCityPackTests {
    @Test("The pack laid twice changes nothing and announces nothing", arguments: TestEngine.available)
    func twice(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let areas = try await areas(in: town)
            #expect(areas.count == town.city.areas.count)
            try await town.database.write { _ = try $0.run("UPDATE area_outline SET updated_at = 1") }
            let announced = Announced(try await town.database.changes())
            try await lay(in: town)
            #expect(try await self.areas(in: town) == areas)
            #expect(try await moved(in: town) == 0)
            #expect(try await announced.within(seconds: 0.7) == [])
        }
    }

    @Test("What changed in the pack arrives, and is announced", arguments: TestEngine.available)
    func changed(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            var city = town.city
            let changedIndex = try #require(city.areas.firstIndex { $0.code == "990102001" })
            city.areas[changedIndex].name = Phrase("湖畔街道", "Hupan Subdistrict")
            city.outlines[0].outline = Outlines.square(43.83, 87.62)
            try await town.database.write { _ = try $0.run("UPDATE area_outline SET updated_at = 1") }
            let announced = Announced(try await town.database.changes())
            try await lay(city, in: town)
            #expect(try await announced.within(seconds: 1).contains(AreaStore.changed))
            try await town.areas.refresh(from: town.database)
            #expect(town.areas.map.area("990102001")?.name.english == "Hupan Subdistrict")
            #expect(!town.areas.map.locate(Coordinate(uncheckedLatitude: 43.76, longitude: 87.68)).isInside)
            #expect(try await moved(in: town) == 1)
        }
    }

    @Test("An imported outline survives the pack being laid again", arguments: TestEngine.available)
    func importedStays(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            // The whole district shrinks to a square, and with it the city.
            let feature = Outlines.square("990102", latitude: 43.83, longitude: 87.62)
            let areas = town.areas
            _ = try await town.database.write {
                try areas.importOutlines([feature], datum: .wgs84, source: "survey", in: $0)
            }
            try await lay(in: town)
            let map = try await town.areas.refresh(from: town.database)
            #expect(map.locate(Town.lakeside).isInside)
            #expect(!map.locate(Coordinate(uncheckedLatitude: 43.76, longitude: 87.68)).isInside)
        }
    }

    @Test("A pack that contradicts itself is refused with the file and the line")
    func faults() throws {
        let pack = Town.pack(Repository.root + "/Tests/TestTown/Cities/yunshan")
        var broken = pack
        broken.sheet = { name in
            var sheet = try pack.sheet(name)
            sheet.rows[1].cells[0] = "99010"
            return sheet
        }
        let fault = #expect(throws: PackFault.self) { _ = try City(broken) }
        #expect(fault?.description == "divisions.csv line 3: '99010' is no code of a district.")
        broken.sheet = { name in
            var sheet = try pack.sheet(name)
            sheet.rows[0].cells[1] = "planet"
            return sheet
        }
        #expect(throws: PackFault.self) { _ = try City(broken) }
        broken = pack
        broken.outlines = { _ in [OutlineFeature(properties: [:], outline: Outlines.square(43.8, 87.6))] }
        #expect(throws: PackFault.self) { _ = try City(broken) }
    }

    private func areas(in town: Town) async throws -> [Area] {
        try await town.database.read { try AreaStore().areas(in: $0) }
    }

    private func lay(_ city: City? = nil, in town: Town) async throws {
        let city = city ?? town.city
        let areas = town.areas
        try await town.database.write { try areas.layCityPack(city, in: $0) }
    }

    /// Outlines written since their time of change was set to 1.
    private func moved(in town: Town) async throws -> Int {
        try await town.database.read { town in
            try town.row("SELECT count(*) AS moved FROM area_outline WHERE updated_at <> 1")?.int("moved") ?? -1
        }
    }
}

/// Gathers what a database announces.
struct Announced: Sendable {
    private let gathering: Task<[Topic?], Never>

    init(_ changes: AsyncStream<Topic?>) {
        gathering = Task {
            var topics: [Topic?] = []
            for await topic in changes { topics.append(topic) }
            return topics
        }
    }

    /// What was announced until now and this much longer.
    func within(seconds: Double) async throws -> [Topic?] {
        try await Task.sleep(for: .seconds(seconds))
        gathering.cancel()
        return await gathering.value
    }
}
