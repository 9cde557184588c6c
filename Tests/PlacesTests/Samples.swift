import Areas
import Geo
import Hummingbird
import Kernel
import OpeningHours
import TestTown

@testable import Places

func at(_ latitude: Double, _ longitude: Double) -> Coordinate {
    Coordinate(uncheckedLatitude: latitude, longitude: longitude)
}

/// A table of these columns; the first row stands in line 2, as in a file.
func sheet(_ columns: [String], _ rows: [[String]]) -> Sheet {
    Sheet(columns: columns, rows: rows.enumerated().map { SheetRow(line: $0 + 2, cells: $1) })
}

/// Visits as a browser makes them, in 云杉市 or another city, at the stopped moment.
func visit(_ target: String = "/", _ language: Language = .chinese, agent: String = "", now: Instant = testMoment)
    -> Visit
{
    var fields = HTTPFields()
    fields[.acceptLanguage] = language.rawValue
    fields[.userAgent] = agent
    let head = HTTPRequest(
        method: .get, scheme: "http", authority: "localhost", path: target, headerFields: fields)
    let site = Site(
        name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: Town.utcOffsetSeconds,
        assetBase: "/assets/0", clock: .stopped(at: now))
    return Visit(
        Request(head: head, body: RequestBody(buffer: ByteBuffer())), site: site, requestID: "1",
        parameters: Parameters())
}

/// How a test imports.
struct Importing {
    var kind: PlaceKind? = .merchant
    var source = "test"
    var datum: Datum?
    var mapping: [String: String] = [:]
    var anywhere = false
    var keepUnplaced = false
    var isDryRun = false

    func run(_ sheet: Sheet, into places: Places, _ database: any Database) async throws -> ImportReport {
        try await places.importPlaces(
            sheet, columns: try ImportColumns(sheet.columns, mapping: mapping, datum: datum),
            settings: ImportSettings(
                kind: kind, source: source, anywhere: anywhere, keepUnplaced: keepUnplaced),
            into: database, isDryRun: isDryRun)
    }

    func run(_ sheet: Sheet, in town: Town) async throws -> ImportReport {
        try await run(sheet, into: town.places, town.database)
    }
}

extension Database {
    func allPlaces() async throws -> [Place] {
        try await read { town in
            var places: [Place] = []
            try PlaceStore().each(in: town) { places.append($0) }
            return places
        }
    }
}

/// The real city of the repository, laid on a fresh database.
struct RealCity {
    let database: any Database
    let places: Places
    let city: City

    static func open<Result>(_ engine: TestEngine, _ body: (RealCity) async throws -> Result) async throws -> Result {
        try await withDatabase(engine) { database in
            let folder = Town.pack(Repository.root + "/Cities/ningbo")
            let city = try City(folder)
            let areas = Areas()
            try await database.write { try areas.layCityPack(city, in: $0) }
            try await areas.refresh(from: database)
            let places = Places(
                areas: areas, vocabulary: try Vocabulary(folder),
                calendar: try HolidayCalendar(try folder.sheet("holidays.csv")), pinyin: try Town.pinyin(folder),
                utcOffsetSeconds: 28_800)
            return try await body(RealCity(database: database, places: places, city: city))
        }
    }
}

/// 云杉市's own words and days, without a database.
enum Yunshan {
    static let folder = Town.pack(Repository.root + "/Tests/TestTown/Cities/yunshan")
    static let vocabulary = try? Vocabulary(folder)
    static let calendar =
        (try? HolidayCalendar((try? folder.sheet("holidays.csv")) ?? sheet(["date", "kind"], []))) ?? .none

    static func index(_ places: [Place]) throws -> PlaceIndex {
        PlaceIndex(
            places, vocabulary: try Vocabulary(folder), calendar: calendar, utcOffsetSeconds: Town.utcOffsetSeconds)
    }
}
