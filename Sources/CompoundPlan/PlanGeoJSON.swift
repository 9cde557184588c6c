extension Plan {
    /// The plan as a GeoJSON feature collection (RFC 7946) in local metres: x to the right, y upwards from the lower
    /// left corner of the sheet. These are no longitudes and latitudes, and the member `local` says so.
    ///
    /// Each part is a feature with its identifier; doors are points of their own. The walls of outlines go round
    /// counterclockwise.
    public var geoJSON: String {
        let features =
            grounds.map(feature) + paths.map(feature) + buildings.map(feature)
            + buildings.flatMap { building in building.units.map { feature($0, of: building) } }
            + gates.map(feature) + spots.map(feature)
        return "{\"type\":\"FeatureCollection\",\"local\":{\"unit\":\"metre\",\"origin\":\"lower left corner\","
            + "\"width\":\(Self.metres(size.x)),\"height\":\(Self.metres(size.y)),\"north\":\(north)},\"features\":[\n"
            + features.joined(separator: ",\n") + "]}\n"
    }

    /// Decimetres as metres: `12.5`.
    private static func metres(_ decimetres: Int) -> String {
        let (whole, tenth) = abs(decimetres).quotientAndRemainder(dividingBy: 10)
        return (decimetres < 0 ? "-" : "") + String(whole) + (tenth == 0 ? "" : ".\(tenth)")
    }

    private func position(_ point: PlanPoint) -> String {
        "[\(Self.metres(point.x)),\(Self.metres(size.y - point.y))]"
    }

    private func feature(_ id: String, _ type: String, _ coordinates: String, _ members: [String?]) -> String {
        "{\"type\":\"Feature\",\"id\":\"\(id)\",\"properties\":{\(members.compactMap(\.self).joined(separator: ","))},"
            + "\"geometry\":{\"type\":\"\(type)\",\"coordinates\":\(coordinates)}}"
    }

    private func ring(_ outline: [PlanPoint]) -> String {
        let doubled = zip(outline, outline.dropFirst() + outline.prefix(1)).reduce(0) { sum, side in
            sum + side.0.x * side.1.y - side.1.x * side.0.y
        }
        // Over 0 clockwise to look at, since y is downwards on the sheet.
        let turned = doubled > 0 ? Array(outline.reversed()) : outline
        return "[[" + (turned + turned.prefix(1)).map(position).joined(separator: ",") + "]]"
    }

    private static func part(_ part: String, _ kind: String? = nil) -> String {
        "\"part\":\"\(part)\"" + (kind.map { ",\"kind\":\"\($0)\"" } ?? "")
    }

    private static func named(_ name: String) -> String? { name.isEmpty ? nil : "\"name\":\(quoted(name))" }

    private func feature(_ path: PlanPath) -> String {
        feature(
            path.id, "LineString", "[" + path.line.map(position).joined(separator: ",") + "]",
            [
                Self.part("path", path.kind.rawValue), Self.named(path.name), path.isOneWay ? "\"oneway\":true" : nil,
                path.isClosed ? "\"closed\":true" : nil,
            ])
    }

    private func feature(_ building: PlanBuilding) -> String {
        feature(
            building.id, "Polygon", ring(building.outline),
            [
                Self.part("building"), Self.named(building.name), building.floors.map { "\"floors\":\($0)" },
                building.hasLift.map { "\"lift\":\($0)" },
            ])
    }

    private func feature(_ unit: PlanUnit, of building: PlanBuilding) -> String {
        feature(
            unit.id, "Point", position(unit.at),
            [Self.part("door"), "\"building\":\(quoted(building.name))", Self.named(unit.name)])
    }

    private func feature(_ gate: PlanGate) -> String {
        feature(
            gate.id, "Point", position(gate.at),
            [Self.part("gate"), gate.gate.map { "\"gate\":\"\($0)\"" }, Self.named(gate.name)])
    }

    private func feature(_ spot: PlanSpot) -> String {
        let vehicles = PlanVehicle.allCases.filter(spot.vehicles.contains).map { "\"\($0.rawValue)\"" }
        return feature(
            spot.id, "Point", position(spot.at),
            [
                Self.part("spot", spot.kind.rawValue), Self.named(spot.name),
                vehicles.isEmpty ? nil : "\"vehicles\":[\(vehicles.joined(separator: ","))]",
            ])
    }

    private func feature(_ ground: PlanGround) -> String {
        feature(
            ground.id, "Polygon", ring(ground.outline),
            [Self.part("ground", ground.kind.rawValue), Self.named(ground.name)])
    }
}
