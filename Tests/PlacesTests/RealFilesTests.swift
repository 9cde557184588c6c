import Foundation
import Geo
import Kernel
import Sheets
import TestTown
import Testing

@testable import Places

/// Real tables, as they were found. They lie beside the repository, not in it.
@Suite(
    "Real files",
    .enabled(if: Repository.hasShared("ningbo-merchants"), "../shared/data is not here"))
struct RealFilesTests {
    private static let merchants = "ningbo-merchants/ningbo_food_merchants_2017.csv"
    private static let merchantsCount = 23_575

    private func read(_ name: String) throws -> Sheet { try SheetFile.read(path: Repository.shared(name)) }

    @Test("All 23,575 merchants go in, whichever of the three pairs of coordinates is read", arguments: Datum.allCases)
    func merchants(_ datum: Datum) async throws {
        try await merchants(datum, on: .sqlite)
    }

    @Test(
        "All 23,575 merchants go into PostgreSQL", .enabled(if: TestEngine.available.contains(.postgresql)))
    func merchantsOnPostgreSQL() async throws { try await merchants(.wgs84, on: .postgresql) }

    private func merchants(_ datum: Datum, on engine: TestEngine) async throws {
        let sheet = try read(Self.merchants)
        try await RealCity.open(engine) { city in
            let report = try await Importing(source: "2017", datum: datum).run(sheet, into: city.places, city.database)
            #expect(report.rowsRead == Self.merchantsCount && report.added == Self.merchantsCount)
            #expect(report.problems == [] && report.suspicion == nil && report.datum == datum)
            #expect(report.nearDuplicates.count > 1_000)
            let again = try await Importing(source: "2017", datum: datum, isDryRun: true)
                .run(sheet, into: city.places, city.database)
            #expect(again.unchanged == Self.merchantsCount)
            let index = try await city.places.refresh(from: city.database, at: testMoment)
            let nearest = index.nearby(NearbyQuestion(point: Town.ningbo, limit: 20))
            #expect(nearest.count == 20 && nearest.allSatisfy { $0.place.areaCode?.hasPrefix("330203") == true })
            let first = try #require(index.places.first { $0.sourceKey == "M00001" })
            #expect(first.name == "0574烧烤" && first.address == "海曙区灵桥路68、70号")
            // The file's own WGS-84 of this shop.
            #expect(try #require(first.point).distanceMetres(to: at(29.861382, 121.544007)) < 0.5)
        }
    }

    @Test("Read as WGS-84 from the columns in BD-09, the file is suspected to be BD-09")
    func wrongDatum() async throws {
        let sheet = try read(Self.merchants)
        try await RealCity.open(.sqlite) { city in
            let report = try await Importing(
                source: "2017", datum: .wgs84, mapping: ["lng": "lng_bd09", "lat": "lat_bd09"], isDryRun: true
            ).run(sheet, into: city.places, city.database)
            let sentence = try #require(report.suspicion)
            #expect(sentence.contains("as wgs84, but") && sentence.contains("as bd09"))
        }
    }

    @Test("The copy in GB18030 is the same table")
    func chineseEncoding() throws {
        let path = NSTemporaryDirectory() + "/" + UUID().uuidString + ".csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let iconv = Process()
        iconv.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
        iconv.arguments = ["-f", "UTF-8", "-t", "GB18030", "-o", path, Repository.shared(Self.merchants)]
        try iconv.run()
        iconv.waitUntilExit()
        try #require(iconv.terminationStatus == 0)
        #expect(try SheetFile.read(path: path) == read(Self.merchants))
    }

    @Test("All 1,195 compounds go in, 1,027 of them to be placed later; two names told twice are listed")
    func compounds() async throws {
        let sheet = try read("ningbo-compounds/ningbo_compounds_2023.csv")
        try await RealCity.open(.sqlite) { city in
            let report = try await Importing(kind: .compound).run(sheet, into: city.places, city.database)
            #expect(report.rowsRead == 1_195 && report.added == 1_195 && report.unplaced == 1_027)
            #expect(report.problems == [] && report.suspicion == nil)
            let places = try await city.database.allPlaces()
            #expect(places.filter { $0.pointBasis == .approximate }.count == 168)
            #expect(places.filter { $0.point == nil && $0.areaBasis == "given" }.count > 900)
            #expect(
                try await Importing(kind: .compound).run(sheet, into: city.places, city.database).unchanged == 1_195)
        }
    }

    @Test("The charging sites of Shenzhen are refused row by row, and all taken from anywhere")
    func shenzhen() async throws {
        let sheet = try read("charging/shenzhen_stations_UrbanEV_inf_raw.csv")
        try await RealCity.open(.sqlite) { city in
            let report = try await Importing(kind: .charger).run(sheet, into: city.places, city.database)
            #expect(report.rowsRead == 1_587 && report.added == 0 && report.problems.count == 1_587)
            #expect(report.problems.allSatisfy { $0.reason == "The point lies outside the city." })
            #expect(report.problems.map(\.line) == Array(2...1_588))
            let anywhere = try await Importing(kind: .charger, anywhere: true).run(
                sheet, into: city.places, city.database)
            #expect(anywhere.added == 1_587 && anywhere.problems == [])
        }
    }
}
