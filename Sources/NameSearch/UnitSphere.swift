#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

enum UnitSphere {
    static func point(latitude: Double, longitude: Double) -> SIMD3<Double> {
        let (phi, lambda) = (latitude * .pi / 180, longitude * .pi / 180)
        return SIMD3(cos(phi) * cos(lambda), cos(phi) * sin(lambda), sin(phi))
    }

    /// The square of the straight line between two points; infinite when there is no second point.
    static func square(_ left: SIMD3<Double>, _ right: SIMD3<Double>) -> Double {
        let difference = left - right
        let square = (difference * difference).sum()
        return square.isNaN ? .infinity : square
    }
}
