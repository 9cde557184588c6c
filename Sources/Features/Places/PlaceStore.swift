import Geo
import Kernel

/// All SQL about places.
public struct PlaceStore: Sendable {
    public init() {}

    public static let changed = Topic(rawValue: "places")

    public static let columns: SQL = """
        id, kind, name, name_en, pinyin, initials, latitude, longitude, point_basis, area_code, area_basis, address, \
        hours, phone, facilities, source, source_key, demonstration, verified_at
        """

    /// Hands every entry that stands to `visit`, in the order of identifiers: not those closed for good or merged.
    public func each(in town: any Reading, _ visit: (Place) throws -> Void) throws {
        try town.each("SELECT \(Self.columns) FROM place WHERE archived_at IS NULL ORDER BY id") {
            try visit(place($0))
        }
    }

    /// Hands every entry to `visit`, those closed for good or merged as well.
    func eachKnown(in town: any Reading, _ visit: (Place) throws -> Void) throws {
        try town.each("SELECT \(Self.columns) FROM place ORDER BY id") { try visit(place($0)) }
    }

    /// Hands every entry of these kinds that stands to `visit`, in the order of identifiers.
    public func each(of kinds: [PlaceKind], in town: any Reading, _ visit: (Place) throws -> Void) throws {
        try town.each(
            "SELECT \(Self.columns) FROM place WHERE kind IN \(list: kinds) AND archived_at IS NULL ORDER BY id"
        ) { try visit(place($0)) }
    }

    /// The entries that another stands for, each with the one to go to.
    func mergers(in town: any Reading) throws -> [(merged: ID<Place>, into: ID<Place>)] {
        try town.rows("SELECT id, merged_into FROM place WHERE merged_into IS NOT NULL ORDER BY id").map {
            (try $0.id("id"), try $0.id("merged_into"))
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

    /// What a file or a feed tells anew; what staff have set since stays as they set it.
    private static let taken: SQL = """
        kind = CASE WHEN place.kept LIKE '%|kind|%' THEN place.kind ELSE excluded.kind END,
        name = CASE WHEN place.kept LIKE '%|name|%' THEN place.name ELSE excluded.name END,
        pinyin = CASE WHEN place.kept LIKE '%|name|%' THEN place.pinyin ELSE excluded.pinyin END,
        initials = CASE WHEN place.kept LIKE '%|name|%' THEN place.initials ELSE excluded.initials END,
        name_en = CASE WHEN place.kept LIKE '%|name-en|%' THEN place.name_en ELSE excluded.name_en END,
        latitude = CASE WHEN place.kept LIKE '%|point|%' THEN place.latitude ELSE excluded.latitude END,
        longitude = CASE WHEN place.kept LIKE '%|point|%' THEN place.longitude ELSE excluded.longitude END,
        point_basis = CASE WHEN place.kept LIKE '%|point|%' THEN place.point_basis ELSE excluded.point_basis END,
        area_code = CASE WHEN place.kept LIKE '%|area|%' THEN place.area_code ELSE excluded.area_code END,
        area_basis = CASE WHEN place.kept LIKE '%|area|%' THEN place.area_basis ELSE excluded.area_basis END,
        address = CASE WHEN place.kept LIKE '%|address|%' THEN place.address ELSE excluded.address END,
        hours = CASE WHEN place.kept LIKE '%|hours|%' THEN place.hours ELSE excluded.hours END,
        phone = CASE WHEN place.kept LIKE '%|phone|%' THEN place.phone ELSE excluded.phone END,
        facilities = CASE WHEN place.kept LIKE '%|facilities|%' THEN place.facilities ELSE excluded.facilities END
        """

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
            ON CONFLICT (id) DO UPDATE SET \(Self.taken), verified_at = excluded.verified_at,
                version = place.version + 1, updated_at = excluded.updated_at
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

    /// After areas were redrawn: the entries whose area has changed, but where staff have said it themselves.
    func moveAreas(_ moves: [(id: ID<Place>, code: String?, basis: String?)], in town: any Writing) throws {
        try town.runMany(moves) { move in
            """
            UPDATE place SET area_code = \(move.code), area_basis = \(move.basis ?? "none")
            WHERE id = \(move.id) AND NOT (area_basis = 'given' AND kept LIKE '%|area|%')
            """
        }
        if !moves.isEmpty { try town.announce(Self.changed) }
    }

    /// - Parameter row: with the columns of a place.
    public func place(_ row: Row) throws -> Place {
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
