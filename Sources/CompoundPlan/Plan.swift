/// A compound drawn in local metres, without geographic coordinates (`docs/plan-format.md`): x to the right and y
/// downwards from the upper left corner, both in whole decimetres, so that a plan is the same text on every machine.
///
/// Parts are found by identifiers that are unique in the plan and stay with them from version to version. Paths meet
/// where they share a point; lines that cross without one lie above one another.
public struct Plan: Sendable, Hashable {
    /// The width and the height of the sheet.
    public var size: PlanPoint
    /// Which way north is: degrees clockwise from up.
    public var north: Int
    public var paths: [PlanPath]
    public var buildings: [PlanBuilding]
    public var gates: [PlanGate]
    public var spots: [PlanSpot]
    public var grounds: [PlanGround]

    public init(
        size: PlanPoint, north: Int = 0, paths: [PlanPath] = [], buildings: [PlanBuilding] = [],
        gates: [PlanGate] = [], spots: [PlanSpot] = [], grounds: [PlanGround] = []
    ) {
        self.size = size
        self.north = north
        self.paths = paths
        self.buildings = buildings
        self.gates = gates
        self.spots = spots
        self.grounds = grounds
    }
}

/// A point of a plan, in decimetres.
public struct PlanPoint: Sendable, Hashable {
    public var x: Int
    public var y: Int

    public init(_ x: Int, _ y: Int) {
        self.x = x
        self.y = y
    }
}

/// What somebody moves with inside.
public enum PlanVehicle: String, Sendable, CaseIterable {
    case foot
    case bike = "e-bike"
    case car
}

/// Something to move along.
public struct PlanPath: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case road, lane, footway, stairs, ramp, lift

        /// What may use it.
        public var vehicles: Set<PlanVehicle> { Set(PlanVehicle.allCases.filter { users.contains($0.user) }) }
    }

    public var id: String
    public var kind: Kind
    /// Two points or more.
    public var line: [PlanPoint]
    /// Empty for most.
    public var name: String
    /// Vehicles only along the line, people on foot both ways.
    public var isOneWay: Bool
    /// Barred to everybody.
    public var isClosed: Bool

    public init(
        id: String, kind: Kind, line: [PlanPoint], name: String = "", isOneWay: Bool = false, isClosed: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.line = line
        self.name = name
        self.isOneWay = isOneWay
        self.isClosed = isClosed
    }
}

public struct PlanBuilding: Sendable, Hashable {
    public var id: String
    /// What the sign says without `幢`: `12`, `12A`, `3-1`; or a name (`物业楼`).
    public var name: String
    /// Three corners or more, not closed.
    public var outline: [PlanPoint]
    /// nil when nobody knows.
    public var floors: Int?
    public var hasLift: Bool?
    public var units: [PlanUnit]

    public init(
        id: String, name: String, outline: [PlanPoint], floors: Int? = nil, hasLift: Bool? = nil,
        units: [PlanUnit] = []
    ) {
        self.id = id
        self.name = name
        self.outline = outline
        self.floors = floors
        self.hasLift = hasLift
        self.units = units
    }
}

/// A door of a building.
public struct PlanUnit: Sendable, Hashable {
    public var id: String
    /// What the sign says without `单元`; empty where the building has one door alone.
    public var name: String
    /// Where the door is: a point of some path, if it can be reached.
    public var at: PlanPoint

    public init(id: String, name: String, at: PlanPoint) {
        self.id = id
        self.name = name
        self.at = at
    }
}

public struct PlanGate: Sendable, Hashable {
    public var id: String
    /// The compound's recorded gate; nil for one that is only drawn, whose policy nobody knows.
    public var gate: String?
    /// Of one that is only drawn; the recorded name is used otherwise.
    public var name: String
    public var at: PlanPoint

    public init(id: String, gate: String?, name: String = "", at: PlanPoint) {
        self.id = id
        self.gate = gate
        self.name = name
        self.at = at
    }
}

/// Something riders look for besides doors.
public struct PlanSpot: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case parking, locker, trolley, charging, toilet, office
    }

    public var id: String
    public var kind: Kind
    public var name: String
    public var at: PlanPoint
    /// Of parking: what may stand there.
    public var vehicles: Set<PlanVehicle>

    public init(id: String, kind: Kind, name: String = "", at: PlanPoint, vehicles: Set<PlanVehicle> = []) {
        self.id = id
        self.kind = kind
        self.name = name
        self.at = at
        self.vehicles = vehicles
    }
}

/// What makes a plan readable and is never walked on.
public struct PlanGround: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case green, water, court
    }

    public var id: String
    public var kind: Kind
    public var name: String
    /// Three corners or more, not closed.
    public var outline: [PlanPoint]

    public init(id: String, kind: Kind, name: String = "", outline: [PlanPoint]) {
        self.id = id
        self.kind = kind
        self.name = name
        self.outline = outline
    }
}

/// Bounds of a plan, the same for its editor, its reader and its table.
public enum PlanLimits {
    /// 3 km.
    public static let sideMax = 30_000
    public static let sideMin = 200
    public static let pathsMax = 3000
    public static let buildingsMax = 600
    public static let unitsOfBuildingMax = 20
    public static let gatesMax = 40
    public static let spotsMax = 300
    public static let groundsMax = 300
    /// Of all lines and outlines together.
    public static let pointsMax = 12_000
    public static let lineMax = 400
    public static let outlineMax = 60
    public static let nameCharactersMax = 20
    public static let idCharactersMax = 12
    public static let floorsMax = 120
    public static let bytesMax = 400_000
}
