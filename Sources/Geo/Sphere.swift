#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The unit sphere in space: chords between its points order as great-circle distances do.
@usableFromInline
enum Sphere {
    @usableFromInline
    static func cosine(ofDegrees degrees: Double) -> Double { cos(degrees * .radiansPerDegree) }

    /// The unit vector of a coordinate; each part is within 2e-15 of the truth.
    @usableFromInline
    static func vector(_ coordinate: Coordinate) -> (x: Double, y: Double, z: Double) {
        let latitude = coordinate.latitude * .radiansPerDegree
        let longitude = coordinate.longitude * .radiansPerDegree
        return (cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude))
    }

    /// The squared chord of a distance along the surface; infinite when the distance reaches round the sphere.
    @usableFromInline
    static func squaredChord(metres: Double) -> Double {
        let half = metres / (2 * Earth.meanRadiusMetres)
        guard half < .pi / 2 else { return .infinity }
        return 4 * sin(half) * sin(half)
    }
}
