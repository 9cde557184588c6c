import Areas
import Foundation
import Geo
import Kernel
import OpeningHours
import Pinyin
import Places
import Sheets

/// The one town all tests use: 云杉市, a tiny fictional city with two districts, far from Ningbo.
///
/// West of longitude 87.6 lies 雪岭区 (two parts), east of it 松林区 (with a lake that is no part of it).
public struct Town: Sendable {
    public let database: any Database
    public let city: City
    public let folder: CityFolder
    public let areas: Areas
    public let places: Places

    /// A spot inside 湖滨街道.
    public static let lakeside = Coordinate(uncheckedLatitude: 43.83, longitude: 87.62)
    /// A spot inside 古城街道.
    public static let oldTown = Coordinate(uncheckedLatitude: 43.8, longitude: 87.57)
    /// In the hole of 松林区.
    public static let lake = Coordinate(uncheckedLatitude: 43.8, longitude: 87.65)
    /// 天一广场, thousands of kilometres from this town.
    public static let ningbo = Coordinate(uncheckedLatitude: 29.869, longitude: 121.5478)
    public static let utcOffsetSeconds: Int64 = 21_600

    /// Opens the town on a fresh database, with the pack laid and these places in it.
    public static func open<Result>(
        _ engine: TestEngine, clock: Clock = .stopped(at: testMoment), places: [Place] = [],
        details: [any PlaceDetailing] = [],
        standings: [any PlaceStandings] = [], tiles: MapTiles? = nil, _ body: (Town) async throws -> Result
    ) async throws -> Result {
        try await withDatabase(engine, clock: clock) { database in
            let town = try Town(database: database, details: details, standings: standings, tiles: tiles)
            try await town.database.write { try town.areas.layCityPack(town.city, in: $0) }
            try await town.areas.refresh(from: database)
            if !places.isEmpty { try await database.write { try PlaceStore().save(places, in: $0) } }
            try await town.places.refresh(from: database, at: testMoment)
            return try await body(town)
        }
    }

    private init(
        database: any Database, details: [any PlaceDetailing], standings: [any PlaceStandings], tiles: MapTiles?
    ) throws {
        self.database = database
        folder = Self.pack(Repository.root + "/Tests/TestTown/Cities/yunshan")
        city = try City(folder)
        areas = Areas()
        places = Places(
            areas: areas, vocabulary: try Vocabulary(folder),
            calendar: try HolidayCalendar(try folder.sheet("holidays.csv")), pinyin: try Self.ownPinyin.get(),
            utcOffsetSeconds: Self.utcOffsetSeconds, details: details, standings: standings,
            tiles: tiles)
    }

    /// Read once: it is most of what opening the town costs.
    private static let ownPinyin = Result { try pinyin(pack(Repository.root + "/Tests/TestTown/Cities/yunshan")) }

    public static func pinyin(_ folder: CityFolder) throws -> Pinyin {
        Pinyin(
            characters: try Repository.text("Languages/zh/characters.tsv"),
            phrases: try Repository.text("Languages/zh/phrases.tsv"), local: try folder.text("pinyin.csv"))
    }

    /// A city pack in a folder, read as the server reads it.
    public static func pack(_ path: String) -> CityFolder {
        CityFolder(
            text: { try String(contentsOfFile: path + "/" + $0, encoding: .utf8) },
            sheet: { try SheetFile.read(path: path + "/" + $0) },
            outlines: { name in
                try GeoJSONFile.readAreas(path: path + "/" + name).map { area in
                    OutlineFeature(
                        properties: area.properties,
                        outline: MultiPolygon(
                            rings: area.polygons.map { polygon in
                                polygon.map { ring in
                                    ring.map { Coordinate(uncheckedLatitude: $0.lat, longitude: $0.lng) }
                                }
                            }))
                }
            })
    }

    /// A place with everything a test does not care about filled in; `number` names it.
    public static func place(
        _ number: UInt64, _ name: String, kind: PlaceKind = .merchant, at point: Coordinate? = lakeside,
        hours: String = "", facilities: [String] = [], address: String = "", verifiedAt: Instant? = nil
    ) -> Place {
        Place(
            id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 | number), kind: kind, name: name,
            point: point, pointBasis: point == nil ? .none : .given, address: address, hours: hours,
            facilities: facilities, source: "test", sourceKey: "T\(number)", verifiedAt: verifiedAt)
    }
}

/// The repository the tests stand in, and the shared data beside it where there is any.
public enum Repository {
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    public static func text(_ name: String) throws -> String {
        try String(contentsOfFile: root + "/" + name, encoding: .utf8)
    }

    /// A file of the shared data; tests that need it are skipped where it is absent.
    public static func shared(_ name: String) -> String { root + "/../shared/data/" + name }

    public static func hasShared(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: shared(name))
    }
}
