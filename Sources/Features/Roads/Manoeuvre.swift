/// One act of a rider along a route: what to do at its beginning, and how far it carries.
public struct Manoeuvre: Sendable, Equatable {
    public enum Kind: String, Sendable, CaseIterable {
        case start, arrive, becomes, straight
        case slightRight, right, sharpRight, uTurnRight, uTurnLeft, sharpLeft, left, slightLeft
        case ramp, rampRight, rampLeft, exitRight, exitLeft, keepStraight, keepRight, keepLeft
        case merge, mergeRight, mergeLeft
        case enterRoundabout, leaveRoundabout
        case boardFerry, leaveFerry
        case lift, stairs, escalator, enterBuilding, leaveBuilding
    }

    public enum Side: String, Sendable, CaseIterable {
        case left, right
    }

    public var kind: Kind
    /// Where the destination lies, seen by who arrives; nil when it is straight ahead or nobody knows.
    public var side: Side?
    /// Names of the way that is followed from here, the usual one first; empty when it has none.
    public var streets: [String]
    /// Degrees clockwise from north in 0 ..< 360 right after the act; nil at the end.
    public var headingDegrees: Double?
    /// Which exit of a roundabout, from 1.
    public var exit: Int?
    /// The vehicle is pushed, or the rider walks.
    public var isOnFoot: Bool
    public var metres: Double
    public var seconds: Double
    /// First and last point of the line that belong to this act.
    public var span: ClosedRange<Int>

    public init(
        _ kind: Kind, side: Side? = nil, streets: [String] = [], headingDegrees: Double? = nil, exit: Int? = nil,
        isOnFoot: Bool = false, metres: Double = 0, seconds: Double = 0, span: ClosedRange<Int> = 0...0
    ) {
        self.kind = kind
        self.side = side
        self.streets = streets
        self.headingDegrees = headingDegrees
        self.exit = exit
        self.isOnFoot = isOnFoot
        self.metres = metres
        self.seconds = seconds
        self.span = span
    }
}
