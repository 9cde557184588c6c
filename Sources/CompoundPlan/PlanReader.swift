/// A plan being read. `Decodable` carries the path of whatever is wrong.
struct PlanReader: Decodable {
    let plan: Plan

    init(from decoder: any Decoder) throws {
        let members = try PlanMembers(
            decoder, knowing: ["format", "width", "height", "north", "paths", "buildings", "gates", "spots", "grounds"])
        guard try members.number("format", within: nil) == 1 else { throw members.fault("format", .otherFormat) }
        let side = PlanLimits.sideMin...PlanLimits.sideMax
        let width = try members.number("width", within: side)
        let height = try members.number("height", within: side)
        let north = members.has("north") ? try members.number("north", within: 0...359) : 0
        plan = Plan(
            size: PlanPoint(width, height), north: north,
            paths: try members.list("paths", of: PathReader.self, max: PlanLimits.pathsMax).map(\.part),
            buildings: try members.list("buildings", of: BuildingReader.self, max: PlanLimits.buildingsMax)
                .map(\.part),
            gates: try members.list("gates", of: GateReader.self, max: PlanLimits.gatesMax).map(\.part),
            spots: try members.list("spots", of: SpotReader.self, max: PlanLimits.spotsMax).map(\.part),
            grounds: try members.list("grounds", of: GroundReader.self, max: PlanLimits.groundsMax).map(\.part))
        try Self.check(plan)
    }

    private static func check(_ plan: Plan) throws(PlanFault) {
        var known: Set<String> = []
        func once(_ id: String, _ path: @autoclosure () -> String) throws(PlanFault) {
            guard known.insert(id).inserted else { throw PlanFault(path: path() + ".id", reason: .doubleIdentifier) }
        }
        for (place, path) in plan.paths.enumerated() { try once(path.id, "paths[\(place)]") }
        for (place, building) in plan.buildings.enumerated() {
            try once(building.id, "buildings[\(place)]")
            for (door, unit) in building.units.enumerated() {
                try once(unit.id, "buildings[\(place)].units[\(door)]")
            }
        }
        for (place, gate) in plan.gates.enumerated() { try once(gate.id, "gates[\(place)]") }
        for (place, spot) in plan.spots.enumerated() { try once(spot.id, "spots[\(place)]") }
        for (place, ground) in plan.grounds.enumerated() { try once(ground.id, "grounds[\(place)]") }
        guard plan.pointCount <= PlanLimits.pointsMax else {
            throw PlanFault(path: "", reason: .outside(0...PlanLimits.pointsMax))
        }
    }
}

extension Plan {
    /// Of all lines and outlines together.
    public var pointCount: Int {
        paths.reduce(0) { $0 + $1.line.count } + buildings.reduce(0) { $0 + $1.outline.count }
            + grounds.reduce(0) { $0 + $1.outline.count }
    }
}

private struct PathReader: Decodable {
    let part: PlanPath

    init(from decoder: any Decoder) throws {
        let members = try PlanMembers(decoder, knowing: ["id", "kind", "line", "name", "oneway", "closed"])
        part = PlanPath(
            id: try members.id(), kind: try members.word("kind", of: PlanPath.Kind.self),
            line: try members.points("line", within: 2...PlanLimits.lineMax), name: try members.name("name"),
            isOneWay: try members.truth("oneway") ?? false, isClosed: try members.truth("closed") ?? false)
    }
}

private struct BuildingReader: Decodable {
    let part: PlanBuilding

    init(from decoder: any Decoder) throws {
        let members = try PlanMembers(decoder, knowing: ["id", "name", "outline", "floors", "lift", "units"])
        let floors = members.has("floors") ? try members.number("floors", within: 1...PlanLimits.floorsMax) : nil
        part = PlanBuilding(
            id: try members.id(), name: try members.name("name"),
            outline: try members.points("outline", within: 3...PlanLimits.outlineMax), floors: floors,
            hasLift: try members.truth("lift"),
            units: try members.list("units", of: UnitReader.self, max: PlanLimits.unitsOfBuildingMax).map(\.part))
    }
}

private struct UnitReader: Decodable {
    let part: PlanUnit

    init(from decoder: any Decoder) throws {
        let members = try PlanMembers(decoder, knowing: ["id", "name", "at"])
        part = PlanUnit(id: try members.id(), name: try members.name("name"), at: try members.point("at"))
    }
}

private struct GateReader: Decodable {
    let part: PlanGate

    init(from decoder: any Decoder) throws {
        let members = try PlanMembers(decoder, knowing: ["id", "gate", "name", "at"])
        let gate = try members.gate()
        part = PlanGate(
            id: try members.id(), gate: gate, name: gate == nil ? try members.name("name") : "",
            at: try members.point("at"))
    }
}

private struct SpotReader: Decodable {
    let part: PlanSpot

    init(from decoder: any Decoder) throws {
        let members = try PlanMembers(decoder, knowing: ["id", "kind", "name", "at", "vehicles"])
        let kind = try members.word("kind", of: PlanSpot.Kind.self)
        let vehicles = try members.words("vehicles", of: PlanVehicle.self)
        guard !vehicles.contains(.foot) else { throw members.fault("vehicles", .unknownWord) }
        part = PlanSpot(
            id: try members.id(), kind: kind, name: try members.name("name"), at: try members.point("at"),
            vehicles: kind == .parking ? Set(vehicles) : [])
    }
}

private struct GroundReader: Decodable {
    let part: PlanGround

    init(from decoder: any Decoder) throws {
        let members = try PlanMembers(decoder, knowing: ["id", "kind", "name", "outline"])
        part = PlanGround(
            id: try members.id(), kind: try members.word("kind", of: PlanGround.Kind.self),
            name: try members.name("name"), outline: try members.points("outline", within: 3...PlanLimits.outlineMax))
    }
}
