import Foundation
import Geo
import Kernel

/// Files of a city pack, read by name: `Cities/ningbo`, or another folder of the same shape.
public struct CityFolder: Sendable {
    public var text: @Sendable (_ name: String) throws -> String
    public var sheet: @Sendable (_ name: String) throws -> Sheet
    public var outlines: @Sendable (_ name: String) throws -> [OutlineFeature]

    public init(
        text: @escaping @Sendable (_ name: String) throws -> String,
        sheet: @escaping @Sendable (_ name: String) throws -> Sheet,
        outlines: @escaping @Sendable (_ name: String) throws -> [OutlineFeature]
    ) {
        self.text = text
        self.sheet = sheet
        self.outlines = outlines
    }
}

/// A feature with a polygon, as GeoJSON files hold them; coordinates are as in the file.
public struct OutlineFeature: Sendable {
    public var properties: [String: String]
    public var outline: MultiPolygon

    public init(properties: [String: String], outline: MultiPolygon) {
        self.properties = properties
        self.outline = outline
    }
}

/// A city pack whose contents contradict themselves; the sentence names the file and what is wrong.
public struct PackFault: Error, Sendable, CustomStringConvertible {
    public let description: String
    public init(_ description: String) { self.description = description }
}

/// What a city says of itself in its pack: `city.json`, `divisions.csv` and `outlines.geojson`.
public struct City: Sendable {
    public var code: String
    public var name: Phrase
    public var timeZone: String
    /// WGS-84.
    public var centre: Coordinate
    public var areas: [Area]
    public var outlines: [(code: String, outline: MultiPolygon)]

    public init(_ folder: CityFolder) throws {
        let about = try JSONDecoder().decode(About.self, from: Data(folder.text("city.json").utf8))
        code = City.normalised(code: about.code, level: .city)
        name = Phrase(about.shortName ?? about.name, about.nameEn)
        timeZone = about.timeZone
        guard let centre = Coordinate(latitude: about.centre.lat, longitude: about.centre.lng) else {
            throw PackFault("city.json: the centre is not a coordinate.")
        }
        self.centre = centre
        areas = try City.areas(try folder.sheet("divisions.csv"))
        outlines = try folder.outlines("outlines.geojson").map { feature in
            guard let code = feature.properties["code"] else {
                throw PackFault("outlines.geojson: a feature has no property 'code'.")
            }
            return (code, feature.outline)
        }
    }

    private struct About: Decodable {
        struct Point: Decodable {
            var lat: Double
            var lng: Double
        }
        var code: String
        var name: String
        var shortName: String?
        var nameEn: String
        var timeZone: String
        var centre: Point
    }

    /// City codes are published with six digits, the last two zero; here a scope is a prefix, so they have four.
    static func normalised(code: String, level: AreaLevel) -> String {
        level == .city && code.count == 6 && code.hasSuffix("00") ? String(code.dropLast(2)) : code
    }

    private static func areas(_ sheet: Sheet) throws -> [Area] {
        let reader = try SheetReader(
            sheet, file: "divisions.csv",
            columns: [
                "code", "level", "parent_code", "name", "name_en", "lat", "lng", "centre_basis", "code_basis",
            ])
        let cityCodes = Set(
            reader.rows.filter { $0["level"] == AreaLevel.city.rawValue }.map { $0["code"] })
        return try reader.rows.map { row in
            guard let level = AreaLevel(rawValue: row["level"]) else {
                throw PackFault("divisions.csv line \(row.line): unknown level '\(row["level"])'.")
            }
            let code = normalised(code: row["code"], level: level)
            guard code.count == level.codeLength, code.allSatisfy({ $0.isASCII && $0.isNumber }) else {
                throw PackFault("divisions.csv line \(row.line): '\(code)' is no code of a \(level.rawValue).")
            }
            let parent = row["parent_code"]
            return Area(
                code: code, level: level,
                parentCode: level == .city
                    ? nil : normalised(code: parent, level: cityCodes.contains(parent) ? .city : .district),
                name: Phrase(row["name"], row["name_en"]),
                centre: coordinate(row["lat"], row["lng"]),
                centreBasis: CentreBasis(rawValue: row["centre_basis"]) ?? .none,
                codeBasis: row["code_basis"])
        }
    }

    private static func coordinate(_ latitude: String, _ longitude: String) -> Coordinate? {
        guard let latitude = Double(latitude), let longitude = Double(longitude) else { return nil }
        return Coordinate(latitude: latitude, longitude: longitude)
    }
}
