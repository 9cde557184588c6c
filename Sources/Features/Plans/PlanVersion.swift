import CompoundPlan
import Geo
import Kernel
import Places

/// A plan as it was drawn once.
struct PlanVersion: Sendable, Equatable {
    var place: ID<Place>
    /// Counted up for each compound.
    var number: Int
    /// The version it was drawn on; 0 for none.
    var base: Int
    /// As it is kept: `docs/plan-format.md`.
    var content: String
    var note: String
    var madeAt: Instant
    /// nil for the demonstration.
    var madeBy: ID<Account>?

    /// nil for a text this version cannot read.
    var plan: Plan? { try? Plan(reading: Array(content.utf8)) }
}

/// A version without what was drawn, for lists.
struct PlanVersionLine: Sendable, Equatable {
    var number: Int
    var note: String
    var madeAt: Instant
    var madeBy: ID<Account>?
}

/// Where a plan lies on the map. For staff alone: it is never published.
struct PlanPlacing: Sendable, Equatable {
    /// The upper left corner.
    var corner: Coordinate
    /// Degrees clockwise from north to the sheet's up.
    var turn: Int
}

/// What is known of a compound's plan, besides its versions.
struct PlanHead: Sendable, Equatable {
    var place: ID<Place>
    var number: Int
    var counts: PlanCounts
    var placing: PlanPlacing?
    /// When somebody on the spot last found it right, or drew it.
    var verifiedAt: Instant?
    /// Made up from a seed and never drawn on.
    var isTemplate: Bool
}

/// What the ratios of coverage count.
struct PlanCounts: Sendable, Equatable {
    var buildings: Int
    var units: Int
    /// From some gate, on foot.
    var reachableUnits: Int
    var parkingSpots: Int
}
