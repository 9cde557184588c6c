#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A place on the Earth in degrees: WGS-84 (EPSG:4326) unless a `Datum` beside it says otherwise.
@frozen
public struct Coordinate: Sendable, Hashable {
    /// Degrees north of the equator, -90 to 90.
    public let latitude: Double
    /// Degrees east of Greenwich, -180 to 180.
    public let longitude: Double

    /// Nil unless both are finite, the latitude is within ±90° and the longitude within ±180°.
    @inlinable
    public init?(latitude: Double, longitude: Double) {
        self.init(uncheckedLatitude: latitude, longitude: longitude)
        guard isValid else { return nil }
    }

    /// For values already known to be good: literals, rows a constraint has checked, results of arithmetic.
    @inlinable
    public init(uncheckedLatitude latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }

    /// Whether both are finite and in range, as `init?(latitude:longitude:)` asks.
    @inlinable
    public var isValid: Bool { abs(latitude) <= 90 && abs(longitude) <= 180 }
}

/// The sphere that distances are measured on.
public enum Earth {
    /// IUGG mean radius R1 = (2a + b) / 3 of GRS 80, metres (Moritz, "Geodetic Reference System 1980").
    public static let meanRadiusMetres = 6_371_008.8
}

extension Coordinate {
    /// Great-circle distance in metres on the sphere of `Earth.meanRadiusMetres`, by the haversine formula.
    ///
    /// The same both ways, bit for bit. Against the ellipsoid the sphere is wrong by up to 0.56 %. Within about
    /// 10 km of the antipode rounding costs up to 0.2 m; elsewhere it is far below a millimetre.
    /// Source: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984).
    public func distanceMetres(to other: Coordinate) -> Double { HaversineOrigin(self).metres(to: other) }

    /// Direction of the great circle at its start, degrees clockwise from north in 0 ..< 360; 0 for the same place.
    public func initialBearingDegrees(to other: Coordinate) -> Double {
        let from = latitude * .radiansPerDegree
        let to = other.latitude * .radiansPerDegree
        let turn = (other.longitude - longitude) * .radiansPerDegree
        let east = sin(turn) * cos(to)
        let north = cos(from) * sin(to) - sin(from) * cos(to) * cos(turn)
        guard east != 0 || north != 0 else { return 0 }
        let degrees = atan2(east, north) / .radiansPerDegree
        let positive = degrees < 0 ? degrees + 360 : degrees
        return positive < 360 ? positive : 0
    }

    /// sin²(θ/2) of the angle θ between the two places: orders as the distance does, without its arcsine.
    func haversine(to other: Coordinate) -> Double { HaversineOrigin(self).haversine(to: other) }
}

/// A place that distances are measured from, with what all of them share.
struct HaversineOrigin {
    private let place: Coordinate
    private let cosine: Double

    init(_ place: Coordinate) {
        self.place = place
        cosine = NearSphere.cosine(ofLatitude: place.latitude)
    }

    @inline(__always)
    func haversine(to other: Coordinate) -> Double {
        let north = Self.sine((other.latitude - place.latitude) * (.radiansPerDegree / 2))
        let east = Self.sine((other.longitude - place.longitude) * (.radiansPerDegree / 2))
        let shrink = cosine * NearSphere.cosine(ofLatitude: other.latitude)
        return north * north + shrink * (east * east)
    }

    @inline(__always)
    func metres(to other: Coordinate) -> Double {
        let root = haversine(to: other).squareRoot()
        let half = root <= NearSphere.halfAngleMax ? NearSphere.arcsine(root) : asin(min(1, root))
        return 2 * Earth.meanRadiusMetres * half
    }

    @inline(__always)
    private static func sine(_ angle: Double) -> Double {
        abs(angle) <= NearSphere.halfAngleMax ? NearSphere.sine(angle) : sin(angle)
    }
}

extension Double {
    @usableFromInline static let radiansPerDegree = Double.pi / 180
}
