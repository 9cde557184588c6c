/// One act of a way, as data; the words are those of the feature that shows it. Names are as they stand in the plan.
public enum PlanStep: Sendable, Hashable {
    /// By the gate's identifier in the plan.
    case enter(gate: String, mode: PlanMode)
    case go(PlanStretch)
    /// Up or down, which nobody has drawn.
    case stairs(turn: PlanTurn, metres: Int)
    case lift
    /// At parking for it, whose name may be empty; nil by the path, or at the door when the arrival follows at once.
    case leaveVehicle(parking: String?)
    /// At a door: the unit is empty where the building has one door alone.
    case arrive(building: String, unit: String, side: PlanSide)
    case arriveAtSpot(kind: PlanSpot.Kind, name: String)
    /// Up to a floor; whether by lift is nil when nobody knows.
    case floor(Int, byLift: Bool?)
}

/// Straight on until something has to be said.
public struct PlanStretch: Sendable, Hashable {
    /// What is done at its beginning.
    public var turn: PlanTurn
    public var mode: PlanMode
    /// 1 or more.
    public var metres: Int
    /// Of the path most of it lies on; its name is empty for most.
    public var kind: PlanPath.Kind
    public var name: String
    /// The name of the building by its end, at most 20 m from it; empty when there is none, and for short stretches.
    public var passing: String
}

public enum PlanTurn: String, Sendable, CaseIterable {
    case straight
    /// From 20°, 50°, 125°, 160° on.
    case slightLeft, slightRight, left, right, sharpLeft, sharpRight, back

    /// From one direction into another, both in decimetres of any length. In whole numbers, so that every machine
    /// says the same.
    init(from: PlanPoint, into: PlanPoint) {
        let dot = from.x * into.x + from.y * into.y
        // Over 0 clockwise on the sheet, where y is downwards.
        let cross = from.x * into.y - from.y * into.x
        let isRight = cross > 0
        let size = abs(cross)
        if dot > 0 {
            // tan 20°, tan 50°
            if size * 1000 < dot * 364 {
                self = .straight
            } else if size * 1000 < dot * 1192 {
                self = isRight ? .slightRight : .slightLeft
            } else {
                self = isRight ? .right : .left
            }
        } else if size * 1000 < -dot * 364 || size == 0 {
            self = .back
        } else if size * 1000 < -dot * 1428 {
            self = isRight ? .sharpRight : .sharpLeft
        } else {
            self = isRight ? .right : .left
        }
    }

    /// Worth saying wherever it is.
    var isMarked: Bool { self != .straight && self != .slightLeft && self != .slightRight }
}

public enum PlanSide: String, Sendable, CaseIterable {
    case ahead, left, right

    /// Where something lies for who goes in a direction; within 30° it is ahead.
    init(heading: PlanPoint, to offset: PlanPoint) {
        let dot = heading.x * offset.x + heading.y * offset.y
        let cross = heading.x * offset.y - heading.y * offset.x
        if cross == 0 || (dot > 0 && abs(cross) * 1000 < dot * 577) {
            self = .ahead
        } else {
            self = cross > 0 ? .right : .left
        }
    }
}
