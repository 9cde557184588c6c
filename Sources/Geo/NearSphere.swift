/// Sines and cosines for places near each other, by polynomials that the compiler can put in line: a search measures
/// dozens of places in the time of a few calls to the system's library. Each is within two units of the last place.
enum NearSphere {
    /// Up to here `sine` and `arcsine` hold: half the angle between places 796 km apart.
    static let halfAngleMax = 1.0 / 16

    /// sin x for |x| ≤ `halfAngleMax`: Taylor's series; what is left out is below 3e-20 of it.
    @inline(__always)
    static func sine(_ x: Double) -> Double {
        let s = x * x
        return x + x * s * (-1.0 / 6 + s * (1.0 / 120 + s * (-1.0 / 5040 + s * (1.0 / 362_880))))
    }

    /// The arcsine for 0 ≤ y ≤ `halfAngleMax`: Taylor's series; what is left out is below 3e-19 of it.
    @inline(__always)
    static func arcsine(_ y: Double) -> Double {
        let s = y * y
        let tail = 15.0 / 336 + s * (105.0 / 3456 + s * (945.0 / 42_240 + s * (10_395.0 / 599_040)))
        return y + y * s * (1.0 / 6 + s * (3.0 / 40 + s * tail))
    }

    /// The cosine of a latitude in degrees, -90 to 90: series round the equator below 45° and round the pole above.
    @inline(__always)
    static func cosine(ofLatitude degrees: Double) -> Double {
        let angle = abs(degrees) * .radiansPerDegree
        return angle <= .pi / 4 ? cosineNearZero(angle) : sineNearZero((.pi / 2 - angle) + 6.123_233_995_736_766e-17)
    }

    @inline(__always)
    private static func cosineNearZero(_ x: Double) -> Double {
        let s = x * x
        let tail =
            1.0 / 3_628_800 - s * (1.0 / 479_001_600 - s * (1.0 / 87_178_291_200 - s * (1.0 / 20_922_789_888_000)))
        return 1 - s * (0.5 - s * (1.0 / 24 - s * (1.0 / 720 - s * (1.0 / 40_320 - s * tail))))
    }

    @inline(__always)
    private static func sineNearZero(_ x: Double) -> Double {
        let s = x * x
        let tail = 1.0 / 39_916_800 - s * (1.0 / 6_227_020_800 - s * (1.0 / 1_307_674_368_000))
        return x - x * s * (1.0 / 6 - s * (1.0 / 120 - s * (1.0 / 5040 - s * (1.0 / 362_880 - s * tail))))
    }
}
