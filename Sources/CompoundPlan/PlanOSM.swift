import Geo

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

extension Plan {
    /// The plan as an OpenStreetMap file (API 0.6 XML), for JOSM and for routers. It tells where the compound is: for
    /// staff alone.
    ///
    /// Everything is new (negative identifiers) and marked never to be uploaded. Ways that share a point share a node.
    /// - Parameters:
    ///   - corner: where the upper left corner of the sheet lies, WGS-84.
    ///   - turn: by how many degrees the sheet is turned clockwise; 0 when up is north.
    public func osm(corner: Coordinate, turn: Int) -> String {
        var writer = OSMWriter(corner: corner, turn: turn)
        for path in paths { writer.way(path.line, closed: false, path.osmTags) }
        for building in buildings { writer.way(building.outline, closed: true, building.osmTags) }
        for ground in grounds { writer.way(ground.outline, closed: true, ground.osmTags) }
        for building in buildings {
            for unit in building.units { writer.tag(unit.at, unit.osmTags) }
        }
        for gate in gates { writer.tag(gate.at, gate.osmTags) }
        for spot in spots { writer.tag(spot.at, spot.osmTags) }
        return writer.text
    }

    /// Where a point of the plan lies: on the plane that touches the sphere at the corner, good to a millimetre in a
    /// hundred metres and to a decimetre in three kilometres.
    public static func coordinate(of point: PlanPoint, corner: Coordinate, turn: Int) -> Coordinate {
        let angle = Double(turn) * .pi / 180
        let (right, down) = (Double(point.x) / 10, Double(point.y) / 10)
        let east = right * cos(angle) - down * sin(angle)
        let north = -right * sin(angle) - down * cos(angle)
        let degree = Earth.meanRadiusMetres * .pi / 180
        let latitude = corner.latitude + north / degree
        let middle = (corner.latitude + latitude) / 2 * .pi / 180
        return Coordinate(
            uncheckedLatitude: latitude, longitude: corner.longitude + east / (degree * max(cos(middle), 1e-9)))
    }
}

private struct OSMWriter {
    let corner: Coordinate
    let turn: Int
    private var places: [PlanPoint: Int] = [:]
    private var points: [PlanPoint] = []
    private var tags: [[(String, String)]] = []
    private var ways = ""
    private var wayCount = 0

    init(corner: Coordinate, turn: Int) {
        self.corner = corner
        self.turn = turn
    }

    private mutating func node(_ point: PlanPoint) -> Int {
        if let known = places[point] { return known }
        points.append(point)
        tags.append([])
        places[point] = points.count
        return points.count
    }

    mutating func tag(_ point: PlanPoint, _ more: [(String, String)]) {
        let place = node(point) - 1
        // What was there first stays: a door that is also a gate is a gate by its barrier and a door by its entrance.
        tags[place] += more.filter { tag in !tags[place].contains { $0.0 == tag.0 } }
    }

    mutating func way(_ line: [PlanPoint], closed isClosed: Bool, _ tags: [(String, String)]) {
        wayCount += 1
        var nodes: [Int] = []
        for point in line {
            let node = node(point)
            if nodes.last != node { nodes.append(node) }
        }
        if isClosed, let first = nodes.first { nodes.append(first) }
        ways +=
            "<way id=\"-\(wayCount)\">" + nodes.map { "<nd ref=\"-\($0)\"/>" }.joined() + Self.xml(tags) + "</way>\n"
    }

    private static func xml(_ tags: [(String, String)]) -> String {
        tags.map { "<tag k=\"\($0.0)\" v=\"\(escaped($0.1))\"/>" }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { line, character in
            switch character {
            case "&": line += "&amp;"
            case "<": line += "&lt;"
            case ">": line += "&gt;"
            case "\"": line += "&quot;"
            default: line.append(character)
            }
        }
    }

    var text: String {
        var text =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<osm version=\"0.6\" generator=\"YongAi\" upload=\"never\">\n"
        for (place, point) in points.enumerated() {
            let at = Plan.coordinate(of: point, corner: corner, turn: turn)
            text +=
                "<node id=\"-\(place + 1)\" lat=\"\(Self.degrees(at.latitude))\" lon=\"\(Self.degrees(at.longitude))\""
            text += tags[place].isEmpty ? "/>\n" : ">" + Self.xml(tags[place]) + "</node>\n"
        }
        return text + ways + "</osm>\n"
    }

    /// With nine digits behind the point, a tenth of a millimetre.
    private static func degrees(_ degrees: Double) -> String {
        let scaled = Int((abs(degrees) * 1e9).rounded())
        let (whole, rest) = scaled.quotientAndRemainder(dividingBy: 1_000_000_000)
        let digits = String(rest)
        return (degrees < 0 ? "-" : "") + "\(whole)." + String(repeating: "0", count: 9 - digits.count) + digits
    }
}

// What OpenStreetMap calls the parts of a plan (wiki.openstreetmap.org, Map features).

private func named(_ name: String) -> [(String, String)] { name.isEmpty ? [] : [("name", name)] }

extension PlanPath {
    fileprivate var osmTags: [(String, String)] {
        let kind: [(String, String)] =
            switch self.kind {
            case .road: [("highway", "service")]
            case .lane: [("highway", "cycleway"), ("foot", "yes")]
            case .footway: [("highway", "footway")]
            case .stairs: [("highway", "steps")]
            case .ramp: [("highway", "path"), ("foot", "yes"), ("bicycle", "yes"), ("incline", "yes")]
            case .lift: [("highway", "elevator")]
            }
        // A permission for some stands above a ban for all: where it is closed nobody has one.
        let use = isClosed ? kind.prefix(1) + [("access", "no")] : kind[...]
        return use + named(name) + (isOneWay ? [("oneway", "yes"), ("oneway:foot", "no")] : [])
    }
}

extension PlanBuilding {
    fileprivate var osmTags: [(String, String)] {
        [("building", "apartments")] + (name.isEmpty ? [] : [("addr:housenumber", name)])
            + (floors.map { [("building:levels", String($0))] } ?? [])
    }
}

extension PlanUnit {
    fileprivate var osmTags: [(String, String)] {
        [("entrance", "staircase")] + (name.isEmpty ? [] : [("ref", name)])
    }
}

extension PlanGate {
    fileprivate var osmTags: [(String, String)] { [("barrier", "gate")] + named(name) }
}

extension PlanSpot {
    fileprivate var osmTags: [(String, String)] {
        let kind: [(String, String)] =
            switch self.kind {
            case .parking: [("amenity", vehicles.contains(.car) ? "parking" : "bicycle_parking")]
            case .locker: [("amenity", "parcel_locker")]
            case .trolley: [("amenity", "trolley_bay")]
            case .charging: [("amenity", "charging_station")]
            case .toilet: [("amenity", "toilets")]
            case .office: [("office", "property_management")]
            }
        return kind + named(name)
    }
}

extension PlanGround {
    fileprivate var osmTags: [(String, String)] {
        let kind: (String, String) =
            switch self.kind {
            case .green: ("landuse", "grass")
            case .water: ("natural", "water")
            case .court: ("leisure", "pitch")
            }
        return [kind] + named(name)
    }
}
