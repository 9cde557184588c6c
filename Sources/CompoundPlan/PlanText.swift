import Foundation

// A plan as it is kept and told: JSON, `docs/plan-format.md`. What is written is read as the same plan; the same plan
// is always the same text.

extension Plan {
    /// The canonical text: members in one order, no spaces, what is empty, false or unknown left out.
    public var text: String {
        var text = PlanWriter()
        text.write(self)
        return text.line
    }

    /// Reads a plan and nothing else: no member it does not know, nothing over a bound, no identifier twice.
    ///
    /// Names lose spaces at their ends; a recorded gate has no name of its own and only parking has vehicles, so both
    /// are passed over elsewhere.
    public init(reading bytes: some Sequence<UInt8>) throws(PlanFault) {
        let data = Data(bytes)
        guard data.count <= PlanLimits.bytesMax else { throw PlanFault(path: "", reason: .tooLong) }
        do {
            self = try JSONDecoder().decode(PlanReader.self, from: data).plan
        } catch let fault as PlanFault {
            throw fault
        } catch let error as DecodingError {
            throw PlanFault(error)
        } catch {
            throw PlanFault(path: "", reason: .notJSON)
        }
    }

    public init(reading text: String) throws(PlanFault) { try self.init(reading: text.utf8) }
}

extension PlanFault {
    fileprivate init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(path: planPath(context.codingPath + [key]), reason: .missing)
        case .valueNotFound(_, let context):
            self.init(path: planPath(context.codingPath), reason: .otherType)
        case .typeMismatch(_, let context):
            self.init(path: planPath(context.codingPath), reason: .otherType)
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            self.init(path: planPath(context.codingPath), reason: .otherType)
        default: self.init(path: "", reason: .notJSON)
        }
    }
}

/// `buildings[3].units[0].at`.
func planPath(_ keys: [any CodingKey]) -> String {
    keys.reduce(into: "") { path, key in
        if let place = key.intValue {
            path += "[\(place)]"
        } else {
            path += (path.isEmpty ? "" : ".") + key.stringValue
        }
    }
}

private struct PlanWriter {
    private(set) var line = ""

    mutating func write(_ plan: Plan) {
        line += "{\"format\":1,\"width\":\(plan.size.x),\"height\":\(plan.size.y),\"north\":\(plan.north)"
        list("paths", plan.paths) { $0.write($1) }
        list("buildings", plan.buildings) { $0.write($1) }
        list("gates", plan.gates) { $0.write($1) }
        list("spots", plan.spots) { $0.write($1) }
        list("grounds", plan.grounds) { $0.write($1) }
        line += "}"
    }

    private mutating func list<Part>(_ name: String, _ parts: [Part], _ write: (inout Self, Part) -> Void) {
        line += ",\"\(name)\":["
        for (place, part) in parts.enumerated() {
            line += place == 0 ? "{" : ",{"
            write(&self, part)
            line += "}"
        }
        line += "]"
    }

    private mutating func write(_ path: PlanPath) {
        line += "\"id\":\"\(path.id)\",\"kind\":\"\(path.kind.rawValue)\""
        points("line", path.line)
        word("name", path.name)
        if path.isOneWay { line += ",\"oneway\":true" }
        if path.isClosed { line += ",\"closed\":true" }
    }

    private mutating func write(_ building: PlanBuilding) {
        line += "\"id\":\"\(building.id)\""
        word("name", building.name)
        points("outline", building.outline)
        if let floors = building.floors { line += ",\"floors\":\(floors)" }
        if let hasLift = building.hasLift { line += ",\"lift\":\(hasLift)" }
        if !building.units.isEmpty {
            list("units", building.units) { writer, unit in
                writer.line += "\"id\":\"\(unit.id)\""
                writer.word("name", unit.name)
                writer.points("at", [unit.at])
            }
        }
    }

    private mutating func write(_ gate: PlanGate) {
        line += "\"id\":\"\(gate.id)\""
        if let recorded = gate.gate { word("gate", recorded) } else { word("name", gate.name) }
        points("at", [gate.at])
    }

    private mutating func write(_ spot: PlanSpot) {
        line += "\"id\":\"\(spot.id)\",\"kind\":\"\(spot.kind.rawValue)\""
        word("name", spot.name)
        points("at", [spot.at])
        let vehicles = PlanVehicle.allCases.filter { spot.vehicles.contains($0) && spot.kind == .parking }
        guard !vehicles.isEmpty else { return }
        line += ",\"vehicles\":[" + vehicles.map { "\"\($0.rawValue)\"" }.joined(separator: ",") + "]"
    }

    private mutating func write(_ ground: PlanGround) {
        line += "\"id\":\"\(ground.id)\",\"kind\":\"\(ground.kind.rawValue)\""
        word("name", ground.name)
        points("outline", ground.outline)
    }

    private mutating func points(_ name: String, _ points: [PlanPoint]) {
        line += ",\"\(name)\":["
        for (place, point) in points.enumerated() {
            line += place == 0 ? "\(point.x),\(point.y)" : ",\(point.x),\(point.y)"
        }
        line += "]"
    }

    /// Names have no characters that JSON wants escaped but these two.
    private mutating func word(_ name: String, _ word: String) {
        guard !word.isEmpty else { return }
        line += ",\"\(name)\":\""
        for character in word.unicodeScalars {
            if character == "\"" || character == "\\" { line += "\\" }
            line.unicodeScalars.append(character)
        }
        line += "\""
    }
}
