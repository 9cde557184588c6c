internal import CNearest

/// Points in groups, each with marks, traits and a schedule, for the question "the nearest that have all of this".
///
/// A point is known by its ordinal, its position in the columns the index was built from. Answers are those of
/// measuring every point with `Coordinate.distanceMetres`, filtering, and sorting by metres, then ordinal.
///
/// Every group has a k-d tree of its own with leaves of 128 points; a leaf keeps a row of each number, which vector
/// instructions measure and filter many points at a time. Points are ranked by whole numbers (the unit vector times
/// 2²⁹, a step of 12 mm) and settled by the exact degrees, so no answer is ever rounded: see `NearestWalk`. It takes
/// 49 bytes a point, and 4 more with traits.
public struct NearestIndex: Sendable {
    /// Number of valid points.
    public let count: Int
    let tree: NearestTree
    /// Traits by position in the leaves, and for each node those that any of its points has. Nil: no point has any.
    let traits: NearestTraits?

    /// - Parameters:
    ///   - points: a coordinate that is not valid is never found.
    ///   - groups: for each point its group, below `groupsMax`; empty puts all in group 0.
    ///   - marks: for each point its bits; empty gives it none.
    ///   - schedules: for each point the number of its schedule, -1 for none, which is never open; empty gives none.
    /// - Precondition: there are fewer than 2³¹ points, and every column that is not empty has a value for each.
    public init(points: [Coordinate], groups: [UInt8] = [], marks: [UInt64] = [], schedules: [Int32] = []) {
        precondition(points.count < Int(Int32.max) / 2, "A nearest index holds fewer than 2³⁰ points.")
        for column in [groups.count, marks.count, schedules.count] {
            precondition(column == 0 || column == points.count, "A column has a value for each point.")
        }
        var builder = NearestIndexBuilder(points: points, groups: groups)
        tree = builder.build(marks: marks, schedules: schedules)
        count = tree.pointCount
        traits = nil
    }

    init(tree: NearestTree, traits: NearestTraits?) {
        self.tree = tree
        self.traits = traits
        count = tree.pointCount
    }

    public static let groupsMax = 64

    /// Bytes of memory the index holds.
    public var memoryBytes: Int { tree.memoryBytes + (traits?.memoryBytes ?? 0) }

    /// The same points with other traits, for each point its bits. Only they are written anew; the tree is shared.
    ///
    /// - Precondition: there are as many as there were points.
    public func replacing(traits: [UInt32]) -> NearestIndex {
        precondition(traits.count == tree.columnCount, "Traits have a value for each point.")
        return NearestIndex(tree: tree, traits: NearestTraits(traits, of: tree))
    }
}

/// A point found: which, and how far.
@frozen
public struct Neighbour: Sendable, Hashable {
    /// Position in the columns the index was built from.
    public let ordinal: Int
    /// Great-circle distance, as `Coordinate.distanceMetres` gives it.
    public let metres: Double

    @inlinable
    public init(ordinal: Int, metres: Double) {
        self.ordinal = ordinal
        self.metres = metres
    }
}

/// What is asked of a `NearestIndex`.
public struct NearestQuestion: Sendable {
    public var point: Coordinate
    /// Its edge is included. Infinity has no bound.
    public var radiusMetres: Double
    public var limit: Int
    /// A bit for each group that is wanted.
    public var groups: UInt64
    /// All of these must be there.
    public var marks: UInt64
    /// All of these must be there.
    public var traits: UInt32
    /// None of these may be there.
    public var traitsExcluded: UInt32
    /// Only points whose schedule is in the set; nil asks for nothing.
    public var open: ScheduleSet?

    public init(
        point: Coordinate, radiusMetres: Double = .infinity, limit: Int, groups: UInt64 = .max, marks: UInt64 = 0,
        traits: UInt32 = 0, traitsExcluded: UInt32 = 0, open: ScheduleSet? = nil
    ) {
        self.point = point
        self.radiusMetres = radiusMetres
        self.limit = limit
        self.groups = groups
        self.marks = marks
        self.traits = traits
        self.traitsExcluded = traitsExcluded
        self.open = open
    }
}

/// A set of schedules, by their numbers from 0.
public struct ScheduleSet: Sendable, Equatable {
    /// A bit for each, the first for a point without a schedule: never set.
    @usableFromInline let words: [UInt32]

    /// The numbers below `count` for which the answer is true.
    public init(count: Int, where isOpen: (Int) -> Bool) {
        var words = [UInt32](repeating: 0, count: (count + 1) / 32 + 1)
        for number in 0..<count where isOpen(number) { words[(number + 1) / 32] |= 1 << UInt32((number + 1) % 32) }
        self.words = words
    }

    /// Whether the schedule of this number is in the set; -1, no schedule, never is.
    @inlinable
    public func contains(_ number: Int32) -> Bool {
        let bit = Int(number) + 1
        return words[bit / 32] >> UInt32(bit % 32) & 1 == 1
    }
}
