import Geo
import Kernel

/// All SQL about places.
public struct PlaceStore: Sendable {
    public init() {}

    public static let changed = Topic(rawValue: "places")

    private static let columns: SQL = """
        id, kind, name, name_en, pinyin, initials, latitude, longitude, point_basis, area_code, area_basis, address, \
        hours, phone, facilities, source, source_key, demonstration, verified_at
        """

    /// Hands every entry to `visit`, in the order of identifiers.
    public func each(in town: any Reading, _ visit: (Place) throws -> Void) throws {
        try town.each("SELECT \(Self.columns) FROM place ORDER BY id") { try visit(place($0)) }
    }

    /// Hands every entry of these kinds to `visit`, in the order of identifiers.
    public func each(of kinds: [PlaceKind], in town: any Reading, _ visit: (Place) throws -> Void) throws {
        try town.each("SELECT \(Self.columns) FROM place WHERE kind IN \(list: kinds) ORDER BY id") {
            try visit(place($0))
        }
    }

    /// When each entry of these kinds was last written.
    public func changes(of kinds: [PlaceKind], in town: any Reading) throws -> [ID<Place>: Instant] {
        var changes: [ID<Place>: Instant] = [:]
        try town.each("SELECT id, updated_at FROM place WHERE kind IN \(list: kinds)") { row in
            changes[try row.id("id")] = try row.instant("updated_at")
        }
        return changes
    }

    public func places(from source: String, in town: any Reading) throws -> [Place] {
        try town.rows("SELECT \(Self.columns) FROM place WHERE source = \(source) ORDER BY id").map(place)
    }

    public func count(in town: any Reading) throws -> Int {
        try town.row("SELECT count(*) AS places FROM place")?.int("places") ?? 0
    }

    /// Adds entries and brings those that are there up to date, by identifier.
    public func save(_ places: [Place], in town: any Writing) throws {
        let moment = town.now
        try town.runMany(places) { place in
            """
            INSERT INTO place (\(Self.columns), created_at, updated_at)
            VALUES (\(place.id), \(place.kind), \(place.name), \(place.nameEn), \(place.pinyin), \(place.initials),
                \(place.point?.latitude), \(place.point?.longitude), \(place.pointBasis), \(place.areaCode),
                \(place.areaBasis ?? "none"), \(place.address), \(place.hours), \(place.phone),
                \(place.facilities.joined(separator: " ")), \(place.source), \(place.sourceKey),
                \(place.isDemonstration), \(place.verifiedAt), \(moment), \(moment))
            ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, name_en = excluded.name_en,
                pinyin = excluded.pinyin, initials = excluded.initials, latitude = excluded.latitude,
                longitude = excluded.longitude, point_basis = excluded.point_basis, area_code = excluded.area_code,
                area_basis = excluded.area_basis, address = excluded.address, hours = excluded.hours,
                phone = excluded.phone, facilities = excluded.facilities, verified_at = excluded.verified_at,
                updated_at = excluded.updated_at
            """
        }
        if !places.isEmpty { try town.announce(Self.changed) }
    }

    /// Takes the demonstration entries out again, with all that belongs to them.
    public func removeDemonstration(in town: any Writing) throws -> Int {
        let count = try town.run("DELETE FROM place WHERE demonstration = 1")
        if count > 0 { try town.announce(Self.changed) }
        return count
    }

    /// After areas were redrawn: the entries whose area has changed.
    func moveAreas(_ moves: [(id: ID<Place>, code: String?, basis: String?)], in town: any Writing) throws {
        try town.runMany(moves) { move in
            """
            UPDATE place SET area_code = \(move.code), area_basis = \(move.basis ?? "none") WHERE id = \(move.id)
            """
        }
        if !moves.isEmpty { try town.announce(Self.changed) }
    }

    private func place(_ row: Row) throws -> Place {
        var point: Coordinate?
        if let latitude = try row.optionalDouble("latitude"), let longitude = try row.optionalDouble("longitude") {
            point = Coordinate(latitude: latitude, longitude: longitude)
        }
        let areaBasis = try row.text("area_basis")
        return Place(
            id: try row.id("id"), kind: try row.choice("kind"), name: try row.text("name"),
            nameEn: try row.text("name_en"), pinyin: try row.text("pinyin"), initials: try row.text("initials"),
            point: point, pointBasis: try row.choice("point_basis"), areaCode: try row.optionalText("area_code"),
            areaBasis: areaBasis == "none" ? nil : areaBasis, address: try row.text("address"),
            hours: try row.text("hours"), phone: try row.text("phone"),
            facilities: try row.text("facilities").split(separator: " ").map(String.init),
            source: try row.text("source"), sourceKey: try row.text("source_key"),
            isDemonstration: try row.bool("demonstration"), verifiedAt: try row.optionalInstant("verified_at"))
    }
}
