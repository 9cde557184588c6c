#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The two customary shifts as smooth functions of the whole plane; where they apply is `Datum`'s to say.
enum DatumShift {
    /// WGS-84 to GCJ-02: a polynomial with sines about 105° E 35° N, in metres on Krasovsky's ellipsoid of 1940.
    static func gcj02(fromWGS84 from: Coordinate) -> Coordinate {
        let semiMajorMetres = 6_378_245.0
        let eccentricitySquared = 0.006_693_421_622_965_943_23
        let x = from.longitude - 105
        let y = from.latitude - 35
        let radians = from.latitude * .radiansPerDegree
        let bulge = 1 - eccentricitySquared * sin(radians) * sin(radians)
        let meridianRadius = semiMajorMetres * (1 - eccentricitySquared) / (bulge * bulge.squareRoot())
        let parallelRadius = semiMajorMetres / bulge.squareRoot() * cos(radians)
        return Coordinate(
            uncheckedLatitude: from.latitude + northMetres(x, y) / (meridianRadius * .radiansPerDegree),
            longitude: from.longitude + eastMetres(x, y) / (parallelRadius * .radiansPerDegree))
    }

    /// GCJ-02 to BD-09: a small turn and stretch about the origin of the degrees, then a fixed step.
    static func bd09(fromGCJ02 from: Coordinate) -> Coordinate {
        let frequency = Double.pi * 3000 / 180
        let x = from.longitude
        let y = from.latitude
        let reach = (x * x + y * y).squareRoot() + 0.000_02 * sin(y * frequency)
        let angle = atan2(y, x) + 0.000_003 * cos(x * frequency)
        return Coordinate(
            uncheckedLatitude: reach * sin(angle) + 0.006, longitude: reach * cos(angle) + 0.0065)
    }

    /// The point that `shift` moves to `target`, by fixed-point iteration.
    ///
    /// Both shifts differ from the identity by a map whose slope stays below 0.03 in the rectangle, so each round
    /// gains at least a digit and a half; seven are enough and the bound only guards against a broken formula.
    static func invert(_ shift: (Coordinate) -> Coordinate, at target: Coordinate) -> Coordinate {
        var guess = target
        for _ in 0..<roundsMax {
            let image = shift(guess)
            let north = target.latitude - image.latitude
            let east = target.longitude - image.longitude
            guess = Coordinate(uncheckedLatitude: guess.latitude + north, longitude: guess.longitude + east)
            if max(abs(north), abs(east)) < toleranceDegrees { break }
        }
        return guess
    }

    static let roundsMax = 20
    static let toleranceDegrees = 1e-10

    private static func northMetres(_ x: Double, _ y: Double) -> Double {
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * abs(x).squareRoot()
            + (20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)) * 2 / 3
            + (20 * sin(y * .pi) + 40 * sin(y / 3 * .pi)) * 2 / 3
            + (160 * sin(y / 12 * .pi) + 320 * sin(y * .pi / 30)) * 2 / 3
    }

    private static func eastMetres(_ x: Double, _ y: Double) -> Double {
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * abs(x).squareRoot()
            + (20 * sin(6 * x * .pi) + 20 * sin(2 * x * .pi)) * 2 / 3
            + (20 * sin(x * .pi) + 40 * sin(x / 3 * .pi)) * 2 / 3
            + (150 * sin(x / 12 * .pi) + 300 * sin(x / 30 * .pi)) * 2 / 3
    }
}
