/// One way in that is open to whoever asks: a gate of the plan, and how they go on from it.
public struct PlanEntrance: Sendable, Hashable {
    /// The identifier of the gate in the plan.
    public var gate: String
    public var mode: PlanMode
    /// Of who rides in; nil where the gate's policy has none.
    public var speedLimitKmh: Int?
    /// What it takes to get to this gate: a way round outside, leaving the vehicle before it.
    public var leadMilliseconds: Int

    public init(gate: String, mode: PlanMode, speedLimitKmh: Int? = nil, leadMilliseconds: Int = 0) {
        self.gate = gate
        self.mode = mode
        self.speedLimitKmh = speedLimitKmh
        self.leadMilliseconds = leadMilliseconds
    }
}

public enum PlanMode: String, Sendable, CaseIterable {
    case walking, riding
}

/// Where somebody wants to go.
public enum PlanTarget: Sendable, Hashable {
    /// The nearest door of a building, by its identifier.
    case building(String)
    case unit(String)
    case spot(String)
    /// The nearest of a kind; of parking, the nearest for the vehicle.
    case nearest(PlanSpot.Kind)
}

/// Why there is no way, in the order these are looked at.
public enum PlanNoWay: String, Sendable, CaseIterable {
    /// The plan has no such building, door or spot.
    case unknownTarget
    /// The building has no door drawn.
    case noDoor
    /// It is not a point of any path.
    case targetNotOnPath
    /// The plan has no gate.
    case noGates
    /// No gate is open to whoever asks.
    case noEntrance
    /// None of the open gates is a point of a path.
    case gateNotOnPath
    /// There would be a way, but for paths that are closed.
    case closedPath
    /// Nothing drawn leads from the open gates to it.
    case unreachable
}

/// A stretch of a way that is gone in one manner.
public struct PlanLeg: Sendable, Hashable {
    public var mode: PlanMode
    /// Two points or more.
    public var line: [PlanPoint]
    /// Of what is walked or ridden: a lift is none.
    public var millimetres: Int
    public var milliseconds: Int
}

public struct PlanRoute: Sendable, Hashable {
    /// The identifier in the plan of the gate to come in by.
    public var gate: String
    /// Of a way to a door; nil otherwise.
    public var building: String?
    public var unit: String?
    /// Of a way to a spot; nil otherwise.
    public var spot: String?
    /// None where the gate is the target.
    public var legs: [PlanLeg]
    /// Where the vehicle stays; nil for who comes in on foot.
    public var left: PlanLeaving?
    public var leadMilliseconds: Int
    /// From the gate on, without the lead.
    public var milliseconds: Int
    public var millimetres: Int
    public var steps: [PlanStep]
}

public struct PlanLeaving: Sendable, Hashable {
    public var at: PlanPoint
    /// The parking for it that it stands at; nil where it is left at the door or by the path.
    public var spot: String?
}

public enum PlanAnswer: Sendable, Hashable {
    case route(PlanRoute)
    case none(PlanNoWay)
}

/// What times are made of. All costs are whole milliseconds, a length's rounded to the nearest.
public enum PlanPace {
    /// 1.25 m/s.
    public static let walkingMillimetresPerSecond = 1250
    /// 0.6 m/s.
    public static let stairsMillimetresPerSecond = 600
    /// Of each stretch of a lift: waiting, doors and the ride.
    public static let liftMilliseconds = 30_000
    public static let ridingKmhMax = 15
    /// At parking for the vehicle and at the door; anywhere where the plan has no such parking to ride to.
    public static let leavingMilliseconds = 20_000
    /// By the path although there is parking: finding a place where nobody minds takes longer.
    public static let leavingByThePathMilliseconds = 60_000

    static func walking(_ millimetres: Int, _ kind: PlanPath.Kind) -> Int {
        switch kind {
        case .lift: liftMilliseconds
        // 5/3 ms a millimetre.
        case .stairs: (millimetres * 10 + 3) / 6
        // 4/5 ms a millimetre.
        default: (millimetres * 8 + 5) / 10
        }
    }

    /// 18/(5 · km/h) ms a millimetre.
    static func riding(_ millimetres: Int, kmh: Int) -> Int { (millimetres * 36 + 5 * kmh) / (10 * kmh) }
}
