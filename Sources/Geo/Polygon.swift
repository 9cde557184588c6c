/// One area: an outer ring and the holes in it. Rings follow RFC 7946 §3.1.6, except that the winding does not matter.
public struct Polygon: Sendable, Hashable {
    public let outer: Ring
    public let holes: [Ring]
    /// Round the outer ring; nil when the polygon is empty.
    public let boundingBox: BoundingBox?

    /// Holes that are empty are dropped.
    public init(outer: Ring, holes: [Ring] = []) {
        self.outer = outer
        self.holes = holes.filter { !$0.isEmpty }
        boundingBox = BoundingBox(enclosing: outer.vertices)
    }

    /// Rings as GeoJSON has them, the outer one first; no rings make an empty polygon.
    public init(rings: [[Coordinate]]) {
        self.init(outer: Ring(rings.first ?? []), holes: rings.dropFirst().map { Ring($0) })
    }

    /// Whether the outer ring encloses nothing.
    public var isEmpty: Bool { outer.isEmpty }

    /// The outer ring and the holes.
    public var rings: [Ring] { [outer] + holes }

    /// Whether the point is inside by the even-odd rule: inside the outer ring and in no hole.
    ///
    /// On an edge a point counts as a hair to the north-east of where it is: west and south edges belong to the area,
    /// east and north edges to what lies beyond. So of areas that share an edge with the same vertices exactly one has
    /// a point of it, whichever way their rings run. An edge is a straight line in degrees, as RFC 7946 §3.1.1 says.
    public func contains(_ point: Coordinate) -> Bool {
        guard let boundingBox, !isEmpty, boundingBox.contains(point) else { return false }
        var inside = outer.isCrossedOddly(eastOf: point)
        for hole in holes where hole.isCrossedOddly(eastOf: point) { inside.toggle() }
        return inside
    }

    /// The area in square metres without its holes, never negative; see `Ring.signedAreaSquareMetres`.
    public var areaSquareMetres: Double {
        let holed = holes.reduce(0) { $0 + abs($1.signedAreaSquareMetres) }
        return max(0, abs(outer.signedAreaSquareMetres) - holed)
    }

    /// Metres from the point to the nearest edge, of a hole too, from either side; infinite when empty.
    public func distanceToEdgeMetres(from point: Coordinate) -> Double {
        EdgeDistance(from: point).metres(to: rings)
    }
}

/// Any number of areas, which do not overlap (OGC 06-103r4 §6.1.14): a district with its islands.
public struct MultiPolygon: Sendable, Hashable {
    /// The polygons that are not empty, in the order given.
    public let polygons: [Polygon]
    /// Round all of them; nil when empty.
    public let boundingBox: BoundingBox?

    public init(_ polygons: [Polygon]) {
        self.polygons = polygons.filter { !$0.isEmpty }
        boundingBox = self.polygons.compactMap(\.boundingBox).reduce(nil) { $0?.union($1) ?? $1 }
    }

    /// Polygons as GeoJSON has them: each a list of rings, the outer one first.
    public init(rings: [[[Coordinate]]]) {
        self.init(rings.map(Polygon.init(rings:)))
    }

    /// Whether it has no area at all.
    public var isEmpty: Bool { polygons.isEmpty }

    /// Whether one of the polygons contains the point, by the rule of `Polygon.contains`.
    public func contains(_ point: Coordinate) -> Bool {
        guard let boundingBox, boundingBox.contains(point) else { return false }
        return polygons.contains { $0.contains(point) }
    }

    /// The sum of the polygons' areas, square metres.
    public var areaSquareMetres: Double { polygons.reduce(0) { $0 + $1.areaSquareMetres } }

    /// Metres from the point to the nearest edge of any polygon, from either side; infinite when empty.
    public func distanceToEdgeMetres(from point: Coordinate) -> Double {
        EdgeDistance(from: point).metres(to: polygons.lazy.flatMap(\.rings))
    }
}
