/// Longitude and latitude in degrees, in the datum of the file.
public struct GeoJSONPosition: Sendable, Equatable {
    public var lng: Double
    public var lat: Double

    public init(lng: Double, lat: Double) {
        self.lng = lng
        self.lat = lat
    }
}

/// The outline of one area: what the feature says about it, and its polygons.
public struct GeoJSONArea: Sendable, Equatable {
    /// The feature's number in the file, from 1.
    public var line: Int
    /// Property texts, written as the cells of a sheet are; `id` also from the feature itself.
    public var properties: [String: String]
    /// Polygons, each a list of rings: the outer one first, then holes. A ring is closed: its first and last
    /// positions are equal, and it has four or more.
    public var polygons: [[[GeoJSONPosition]]]

    public init(line: Int, properties: [String: String], polygons: [[[GeoJSONPosition]]]) {
        self.line = line
        self.properties = properties
        self.polygons = polygons
    }
}

extension GeoJSONFile {
    /// Positions of the smallest closed ring (RFC 7946, section 3.1.6).
    private static let ringPositionsMin = 4

    /// Outlines of areas: every feature must be a Polygon or a MultiPolygon. One that is not refuses the file, since
    /// a map of areas with one missing would place things in the wrong one.
    public static func readAreas(
        path: String, limits: SheetLimits = .standard
    ) throws(SheetRefusal) -> [GeoJSONArea] {
        try readAreas(bytes: try FileBytes.read(path: path, bytesMax: limits.fileBytesMax), limits: limits)
    }

    public static func readAreas(
        bytes: [UInt8], limits: SheetLimits = .standard
    ) throws(SheetRefusal) -> [GeoJSONArea] {
        guard bytes.count <= limits.fileBytesMax else { throw .tooLarge(bytesMax: limits.fileBytesMax) }
        guard try FileKind.of(bytes) == .text else { throw .notAFeatureCollection(found: "a ZIP file") }
        let text = try TextDecoding.utf8(bytes)
        var areas: [GeoJSONArea] = []
        var positions = 0
        try forEachFeature(text, limits: limits) { (feature, number) throws(SheetRefusal) in
            let area = try area(feature, number)
            positions += area.polygons.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
            guard positions <= limits.positionsMax else {
                throw .tooManyPositions(positionsMax: limits.positionsMax)
            }
            areas.append(area)
        }
        return areas
    }

    private static func area(_ feature: JSONValue, _ number: Int) throws(SheetRefusal) -> GeoJSONArea {
        let geometry = feature.member("geometry")
        let type = geometry?.member("type")?.text
        guard feature.member("type")?.text == "Feature", case .array(let items) = geometry?.member("coordinates"),
            type == "Polygon" || type == "MultiPolygon"
        else {
            throw .badArea(feature: number, reason: "its geometry is \(type ?? "missing"), not a Polygon")
        }
        var polygons: [[[GeoJSONPosition]]] = []
        for polygon in type == "Polygon" ? [.array(items)] : items {
            polygons.append(try rings(polygon, number))
        }
        guard !polygons.isEmpty else { throw .badArea(feature: number, reason: "it has no polygon") }
        var properties: [String: String] = [:]
        if let id = feature.member("id") { properties["id"] = id.cell }
        if case .object(let members) = feature.member("properties") {
            for member in members { properties[member.name] = member.value.cell }
        }
        return GeoJSONArea(line: number, properties: properties, polygons: polygons)
    }

    private static func rings(_ polygon: JSONValue, _ number: Int) throws(SheetRefusal) -> [[GeoJSONPosition]] {
        guard case .array(let items) = polygon, !items.isEmpty else {
            throw .badArea(feature: number, reason: "a polygon has no ring")
        }
        var rings: [[GeoJSONPosition]] = []
        for item in items {
            guard case .array(let corners) = item else {
                throw .badArea(feature: number, reason: "a ring is \(item.description), not an array")
            }
            var ring: [GeoJSONPosition] = []
            ring.reserveCapacity(corners.count)
            for corner in corners { ring.append(try position(corner, number)) }
            guard ring.count >= ringPositionsMin else {
                throw .badArea(feature: number, reason: "a ring has \(ring.count) positions, and needs four")
            }
            guard ring.first == ring.last else {
                throw .badArea(feature: number, reason: "a ring does not end where it begins")
            }
            rings.append(ring)
        }
        return rings
    }

    private static func position(_ value: JSONValue, _ number: Int) throws(SheetRefusal) -> GeoJSONPosition {
        guard case .array(let items) = value, items.count >= 2, case .number(let first) = items[0],
            case .number(let second) = items[1], let lng = Double(first), let lat = Double(second)
        else { throw .badArea(feature: number, reason: "a position is not a longitude and a latitude") }
        guard abs(lng) <= 180, abs(lat) <= 90 else {
            throw .badArea(feature: number, reason: "the position \(first), \(second) is not on the Earth")
        }
        return GeoJSONPosition(lng: lng, lat: lat)
    }
}
