#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A closed line. It is closed by itself: the first vertex need not be repeated. It must not cross the antimeridian;
/// RFC 7946 §3.1.9 has such areas cut in two.
public struct Ring: Sendable, Hashable {
    /// The vertices without a repeated last one; none when fewer than three are left or one of them is not valid,
    /// since such a line encloses nothing.
    public let vertices: [Coordinate]

    public init(_ vertices: [Coordinate]) {
        let open = vertices.count > 1 && vertices.first == vertices.last ? Array(vertices.dropLast()) : vertices
        self.vertices = open.count >= 3 && open.allSatisfy(\.isValid) ? open : []
    }

    /// Whether it encloses nothing.
    public var isEmpty: Bool { vertices.isEmpty }

    /// Square metres on the sphere, positive when the ring runs counter-clockwise, as RFC 7946 wants outer rings.
    ///
    /// The integral of sin φ dλ round the ring, exact for edges that are straight lines in degrees.
    public var signedAreaSquareMetres: Double {
        var sum = 0.0
        forEachEdge { from, to in
            let width = (to.longitude - from.longitude) * .radiansPerDegree
            let half = (to.latitude - from.latitude) * (.radiansPerDegree / 2)
            let middle = from.latitude * .radiansPerDegree + half
            sum -= width * sin(middle) * (half == 0 ? 1 : sin(half) / half)
        }
        return sum * Earth.meanRadiusMetres * Earth.meanRadiusMetres
    }

    /// Calls with every edge, the closing one first.
    func forEachEdge(_ body: (Coordinate, Coordinate) -> Void) {
        guard var from = vertices.last else { return }
        for to in vertices {
            body(from, to)
            from = to
        }
    }

    func isCrossedOddly(eastOf point: Coordinate) -> Bool {
        var odd = false
        forEachEdge { from, to in
            if let edge = RisingEdge(from, to), edge.isCrossed(eastOf: point) { odd.toggle() }
        }
        return odd
    }
}

/// An edge turned to run north, so that neighbours who share it decide alike, bit for bit.
@usableFromInline
struct RisingEdge: Sendable {
    @usableFromInline let south: Double
    @usableFromInline let southLongitude: Double
    @usableFromInline let north: Double
    @usableFromInline let northLongitude: Double

    /// Nil for an edge along a parallel, which a ray along a parallel does not cross.
    init?(_ from: Coordinate, _ to: Coordinate) {
        guard from.latitude != to.latitude else { return nil }
        let (low, high) = from.latitude < to.latitude ? (from, to) : (to, from)
        south = low.latitude
        southLongitude = low.longitude
        north = high.latitude
        northLongitude = high.longitude
    }

    /// Whether the ray from the point due east crosses the edge. The south end belongs to it, the north end does not;
    /// a point on the edge has already passed it.
    @inlinable
    func isCrossed(eastOf point: Coordinate) -> Bool {
        guard south <= point.latitude, point.latitude < north else { return false }
        let rise = (northLongitude - southLongitude) * (point.latitude - south)
        return (point.longitude - southLongitude) * (north - south) < rise
    }
}
