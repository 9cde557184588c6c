import Geo
import Kernel

/// All SQL about areas.
public struct AreaStore: Sendable {
    public init() {}

    public static let changed = Topic(rawValue: "areas")

    public func areas(in town: any Reading) throws -> [Area] {
        try town.rows(
            """
            SELECT code, level, parent_code, name, name_en, latitude, longitude, centre_basis, code_basis
            FROM area ORDER BY code
            """
        ).map(area)
    }

    public func outlines(in town: any Reading) throws -> [(code: String, outline: MultiPolygon)] {
        try town.rows("SELECT code, polygons FROM area_outline ORDER BY code").map(outline)
    }

    func outlines(of codes: [String], in town: any Reading) throws -> [String: MultiPolygon] {
        let found = try town.rows("SELECT code, polygons FROM area_outline WHERE code IN \(list: codes)").map(outline)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.code, $0.outline) })
    }

    private func outline(_ row: Row) throws -> (code: String, outline: MultiPolygon) {
        let text = try row.text("polygons")
        guard let outline = WKT.multiPolygon(text) else {
            throw RowFault(column: "polygons", found: .text(text))
        }
        return (try row.text("code"), outline)
    }

    func save(_ areas: [Area], in town: any Writing) throws {
        try town.runMany(areas) { area in
            """
            INSERT INTO area (code, level, parent_code, name, name_en, latitude, longitude, centre_basis, code_basis)
            VALUES (\(area.code), \(area.level), \(area.parentCode), \(area.name.chinese), \(area.name.english),
                \(area.centre?.latitude), \(area.centre?.longitude), \(area.centreBasis), \(area.codeBasis))
            ON CONFLICT (code) DO UPDATE SET level = excluded.level, parent_code = excluded.parent_code,
                name = excluded.name, name_en = excluded.name_en, latitude = excluded.latitude,
                longitude = excluded.longitude, centre_basis = excluded.centre_basis,
                code_basis = excluded.code_basis
            """
        }
    }

    /// Keeps an imported outline when the pack brings its own again.
    ///
    /// - Returns: how many outlines were written, being new or other than before.
    func savePackOutlines(_ outlines: [(code: String, outline: MultiPolygon)], in town: any Writing) throws -> Int {
        let moment = town.now
        return try outlines.reduce(0) { count, item in
            count
                + (try town.run(
                    """
                    INSERT INTO area_outline (code, basis, source, polygons, updated_at)
                    VALUES (\(item.code), 'pack', 'city pack', \(WKT.text(of: item.outline)), \(moment))
                    ON CONFLICT (code) DO UPDATE SET polygons = excluded.polygons, updated_at = excluded.updated_at
                    WHERE area_outline.basis = 'pack' AND area_outline.polygons <> excluded.polygons
                    """))
        }
    }

    func saveImportedOutlines(
        _ outlines: [(code: String, outline: MultiPolygon)], source: String, in town: any Writing
    ) throws {
        let moment = town.now
        try town.runMany(outlines) { item in
            """
            INSERT INTO area_outline (code, basis, source, polygons, updated_at)
            VALUES (\(item.code), 'import', \(source), \(WKT.text(of: item.outline)), \(moment))
            ON CONFLICT (code) DO UPDATE SET basis = excluded.basis, source = excluded.source,
                polygons = excluded.polygons, updated_at = excluded.updated_at
            """
        }
    }

    private func area(_ row: Row) throws -> Area {
        var centre: Coordinate?
        if let latitude = try row.optionalDouble("latitude"), let longitude = try row.optionalDouble("longitude") {
            centre = Coordinate(latitude: latitude, longitude: longitude)
        }
        return Area(
            code: try row.text("code"), level: try row.choice("level"),
            parentCode: try row.optionalText("parent_code"),
            name: Phrase(try row.text("name"), try row.text("name_en")), centre: centre,
            centreBasis: try row.choice("centre_basis"), codeBasis: try row.text("code_basis"))
    }
}
