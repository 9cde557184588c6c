/// A box of latitudes and longitudes, edges included, in the order of RFC 7946 §5: it may cross the antimeridian, and
/// then its west is greater than its east.
@frozen
public struct BoundingBox: Sendable, Hashable {
    public let south: Double
    public let west: Double
    public let north: Double
    public let east: Double

    /// Nil unless all are finite degrees in range and the south is not north of the north.
    public init?(south: Double, west: Double, north: Double, east: Double) {
        guard abs(south) <= 90, abs(north) <= 90, abs(west) <= 180, abs(east) <= 180, south <= north else {
            return nil
        }
        self.init(uncheckedSouth: south, west: west, north: north, east: east)
    }

    /// The smallest box round the coordinates that does not cross the antimeridian; nil when there are none.
    public init?(enclosing coordinates: some Sequence<Coordinate>) {
        var south = Double.infinity
        var west = Double.infinity
        var north = -Double.infinity
        var east = -Double.infinity
        for coordinate in coordinates {
            south = min(south, coordinate.latitude)
            north = max(north, coordinate.latitude)
            west = min(west, coordinate.longitude)
            east = max(east, coordinate.longitude)
        }
        guard south <= north else { return nil }
        self.init(uncheckedSouth: south, west: west, north: north, east: east)
    }

    @inlinable
    init(uncheckedSouth south: Double, west: Double, north: Double, east: Double) {
        self.south = south
        self.west = west
        self.north = north
        self.east = east
    }

    public var crossesAntimeridian: Bool { west > east }

    /// Whether the point is in the box or on its edge. 180° and -180° are different numbers here.
    @inlinable
    public func contains(_ point: Coordinate) -> Bool {
        guard point.latitude >= south, point.latitude <= north else { return false }
        if west <= east { return point.longitude >= west && point.longitude <= east }
        return point.longitude >= west || point.longitude <= east
    }

    /// The smallest box round both; neither may cross the antimeridian.
    func union(_ other: BoundingBox) -> BoundingBox {
        BoundingBox(
            uncheckedSouth: min(south, other.south), west: min(west, other.west),
            north: max(north, other.north), east: max(east, other.east))
    }
}

extension BoundingBox {
    /// The least cosine of a latitude in the box.
    var cosineMin: Double { Sphere.cosine(ofDegrees: max(abs(south), abs(north))) }

    /// A number that the squared chord (of the unit sphere) from the point to any place in the box is never below;
    /// 0 for a point in the box. The box must not cross the antimeridian.
    ///
    /// The squared chord is 4h with the haversine h = sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2). Each factor is replaced by
    /// its least over the box: Δφ by the gap in latitude, Δλ by the gap in longitude taken the shorter way round (both
    /// sines grow up to 180°), cos φ₂ by `cosineMin`, and sin²y by y² - y⁴/3, which is never above it. So it holds at
    /// the poles and across the antimeridian, and needs no trigonometry.
    @inlinable
    func squaredChordMin(to point: Coordinate, cosine: Double, cosineMin: Double) -> Double {
        let northGap = max(0, max(south - point.latitude, point.latitude - north))
        let westward = west - point.longitude
        let eastward = point.longitude - east
        let eastGap = max(0, min(max(westward, eastward), min(westward, eastward) + 360))
        let y = northGap * (.radiansPerDegree / 2)
        let x = eastGap * (.radiansPerDegree / 2)
        return 4 * (y * y * (1 - y * y / 3) + cosine * cosineMin * (x * x * (1 - x * x / 3)))
    }
}
