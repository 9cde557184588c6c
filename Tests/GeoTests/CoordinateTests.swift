import Geo
import TestTown
import Testing

@Suite struct CoordinateTests {
    @Test("A coordinate must be finite and in range")
    func validates() {
        #expect(Coordinate(latitude: 29.869, longitude: 121.5478) != nil)
        #expect(Coordinate(latitude: -90, longitude: 180) != nil)
        #expect(Coordinate(latitude: 90.000001, longitude: 0) == nil)
        #expect(Coordinate(latitude: 0, longitude: -180.000001) == nil)
        #expect(Coordinate(latitude: .nan, longitude: 0) == nil)
        #expect(Coordinate(latitude: 0, longitude: .infinity) == nil)
        #expect(!at(.nan, .nan).isValid)
    }

    @Test("A quarter of the globe is a quarter of its girth, along the equator and along a meridian")
    func quarters() {
        let quarter = Double.pi / 2 * Earth.meanRadiusMetres
        #expect(abs(at(0, 0).distanceMetres(to: at(0, 90)) - quarter) < 1e-6)
        #expect(abs(at(0, 33).distanceMetres(to: at(90, -120)) - quarter) < 1e-6)
        #expect(abs(at(0, 0).distanceMetres(to: at(0, 180)) - 2 * quarter) < 1e-6)
        #expect(at(29.8, 121.5).distanceMetres(to: at(29.8, 121.5)) == 0)
        #expect(at(10, 180).distanceMetres(to: at(10, -180)) < 1e-6)
    }

    @Test("Known distances: Berlin to Beijing, and a step of a hundredth of a second")
    func knownDistances() {
        // By the angle between unit vectors, atan2(|u × v|, u · v), worked out apart from this code.
        #expect(abs(at(52.5167, 13.3833).distanceMetres(to: at(39.9042, 116.4074)) - 7358972.2908) < 0.001)
        let step = at(29.8, 121.5).distanceMetres(to: at(29.8 + 1e-7, 121.5))
        #expect(abs(step - 0.011_119_5) < 1e-6)
    }

    @Test("Distance is the same both ways, bit for bit")
    func symmetric() {
        var random = SplitMix(1)
        for _ in 0..<1000 {
            let one = random.coordinate(latitude: -90...90, longitude: -180...180)
            let other = random.coordinate(latitude: -90...90, longitude: -180...180)
            #expect(one.distanceMetres(to: other) == other.distanceMetres(to: one))
        }
    }

    @Test(
        "Bearings run clockwise from north",
        arguments: [
            (at(0, 0), at(1, 0), 0), (at(0, 0), at(0, 1), 90), (at(0, 0), at(-1, 0), 180), (at(0, 0), at(0, -1), 270),
            (at(0, 179.5), at(0, -179.5), 90), (at(30, 120), at(30, 120), 0),
            (at(50.06639, -5.71472), at(58.64389, -3.07), 9.1198),
        ] as [(Coordinate, Coordinate, Double)])
    func bearings(from: Coordinate, to: Coordinate, degrees: Double) {
        #expect(abs(from.initialBearingDegrees(to: to) - degrees) < 1e-3)
    }
}
