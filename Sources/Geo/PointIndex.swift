/// An immutable k-d tree of points for exact nearest-neighbour search by great-circle distance, and for boxes.
///
/// A point is known by its ordinal, its position in the array it was built from. Answers are those of measuring every
/// point with `Coordinate.distanceMetres` and sorting by distance, then ordinal: the same set in the same order.
///
/// Points are split at the median of the wider side into leaves of 32, each leaf's numbers beside each other. They are
/// kept as Doubles, 44 bytes a point: the unit vector ranks a point by three multiplications where latitude and
/// longitude would cost sines, and the exact degrees settle what rounding leaves open, so no answer is ever rounded.
public struct PointIndex: Sendable {
    /// Number of points in the tree.
    public let count: Int
    /// Depth first: a node's left child follows it. Empty when there are no points.
    @usableFromInline let nodes: [PointIndexNode]
    /// Five rows of `count` numbers in the order of the leaves: x, y, z of the unit vector, latitude, longitude.
    @usableFromInline let rows: [Double]
    /// The ordinals in the order of the leaves.
    @usableFromInline let ordinals: [Int32]

    @usableFromInline static var leafPointsMax: Int { 32 }

    /// Levels of a tree of 2³¹ points, and so the most nodes a search can have waiting.
    @usableFromInline static var depthMax: Int { 32 }

    /// The tree of the points, O(n log n) whatever they are. A coordinate that is not valid is never found.
    ///
    /// - Precondition: there are fewer than 2³¹ points.
    public init(_ points: [Coordinate]) {
        precondition(points.count < Int(Int32.max), "A point index holds fewer than 2³¹ points.")
        var builder = PointIndexBuilder(points)
        builder.build()
        count = builder.order.count
        nodes = builder.nodes
        ordinals = builder.order
        var rows = [Double](repeating: 0, count: count * 5)
        for (position, ordinal) in ordinals.enumerated() {
            let point = points[Int(ordinal)]
            let vector = Sphere.vector(point)
            rows[position] = vector.x
            rows[count + position] = vector.y
            rows[2 * count + position] = vector.z
            rows[3 * count + position] = point.latitude
            rows[4 * count + position] = point.longitude
        }
        self.rows = rows
    }
}

/// A point found: which, and how far.
@frozen
public struct Neighbour: Sendable, Hashable {
    /// Position in the array the index was built from.
    public let ordinal: Int
    /// Great-circle distance, as `Coordinate.distanceMetres` gives it.
    public let metres: Double

    @inlinable
    public init(ordinal: Int, metres: Double) {
        self.ordinal = ordinal
        self.metres = metres
    }
}

/// A part of the tree: the tight box of its points, where they stand, and its right child if it is split.
@usableFromInline
struct PointIndexNode: Sendable {
    @usableFromInline let box: BoundingBox
    @usableFromInline let cosineMin: Double
    @usableFromInline let first: Int32
    @usableFromInline let count: Int32
    /// 0 for a leaf.
    @usableFromInline var right: Int32

    @inlinable var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
}

/// The rows of a tree's points without the cost of checking every index.
@usableFromInline
struct PointIndexRows {
    @usableFromInline let rows: UnsafeBufferPointer<Double>
    @usableFromInline let ordinals: UnsafeBufferPointer<Int32>

    @inlinable
    init(rows: UnsafeBufferPointer<Double>, ordinals: UnsafeBufferPointer<Int32>) {
        self.rows = rows
        self.ordinals = ordinals
    }

    @inlinable
    func squaredChord(_ position: Int, to vector: (x: Double, y: Double, z: Double)) -> Double {
        let x = rows[position] - vector.x
        let y = rows[ordinals.count + position] - vector.y
        let z = rows[2 * ordinals.count + position] - vector.z
        return x * x + y * y + z * z
    }

    @inlinable
    func coordinate(_ position: Int) -> Coordinate {
        Coordinate(
            uncheckedLatitude: rows[3 * ordinals.count + position],
            longitude: rows[4 * ordinals.count + position])
    }
}
