import Foundation
import Geo
import TestTown
import Testing

@Suite struct DatumTests {
    @Test(
        "A datum is read in the ways people write it",
        arguments: [
            ("WGS-84", Datum.wgs84), ("wgs84", .wgs84), ("WGS 84", .wgs84), ("GCJ-02", .gcj02), ("gcj", .gcj02),
            ("gcj_02", .gcj02), ("BD-09", .bd09), ("bd09ll", .bd09), ("BD09LL", .bd09),
        ])
    func names(name: String, datum: Datum) {
        #expect(Datum(name: name) == datum)
    }

    @Test("Another name is no datum", arguments: ["", "bd09mc", "GPS坐标", "wgs85", "3857"])
    func otherNames(name: String) {
        #expect(Datum(name: name) == nil)
    }

    @Test("WGS-84 to GCJ-02 agrees with eviltransform's published values to a tenth of a millimetre")
    func published() {
        let vectors = [
            (at(31.1774276, 121.5272106), at(31.17530398364597, 121.531541859215)),
            (at(22.543847, 113.912316), at(22.540796131694766, 113.9171764808363)),
            (at(39.911954, 116.377817), at(39.91334545536069, 116.38404722455657)),
        ]
        for (from, to) in vectors {
            #expect(Datum.convert(from, from: .wgs84, to: .gcj02).distanceMetres(to: to) < 1e-4)
        }
        let baidu = Datum.convert(at(39.915, 116.404), from: .gcj02, to: .bd09)
        #expect(baidu.distanceMetres(to: at(39.92133699351021, 116.41036949371029)) < 1e-4)
    }

    @Test("Every pair of datums comes back within a tenth of a millimetre, but for the kilometres at the edge")
    func roundTrips() {
        var random = SplitMix(2)
        for _ in 0..<500 {
            let start = random.coordinate(latitude: 0.86...55.8, longitude: 72.03...137.8)
            for from in Datum.allCases {
                for to in Datum.allCases {
                    let there = Datum.convert(start, from: from, to: to)
                    let back = Datum.convert(there, from: to, to: from)
                    #expect(back.distanceMetres(to: start) < 1e-4)
                    #expect((there == start) == (from == to))
                }
            }
        }
    }

    @Test("Outside the customary rectangle nothing is shifted")
    func abroad() {
        for place in [at(48.85, 2.35), at(-33.9, 151.2), at(56, 100), at(30, 72), at(.nan, 120), at(0.8, 100)] {
            for from in Datum.allCases {
                for to in Datum.allCases {
                    let image = Datum.convert(place, from: from, to: to)
                    #expect(image == place || place.latitude.isNaN && image.latitude.isNaN)
                }
            }
        }
    }

    @Test("At the edge of the rectangle every conversion stays near and the way back is wrong by no more than a shift")
    func edge() {
        var random = SplitMix(3)
        let corners = [at(0.8293, 72.004), at(55.8271, 72.004), at(0.8293, 137.8347), at(55.8271, 137.8347)]
        for step in 0..<400 {
            let along = Double.random(in: 0...1, using: &random)
            let corner = corners[step % 4]
            let next = corners[(step + 1) % 4]
            let off = Double.random(in: -0.01...0.01, using: &random)
            let start = at(
                corner.latitude + along * (next.latitude - corner.latitude) + off,
                corner.longitude + along * (next.longitude - corner.longitude) + off)
            for from in Datum.allCases {
                for to in Datum.allCases {
                    let there = Datum.convert(start, from: from, to: to)
                    let back = Datum.convert(there, from: to, to: from)
                    #expect(there.distanceMetres(to: start) < 2000)
                    #expect(back.distanceMetres(to: start) < 2000)
                }
            }
        }
    }

    private struct City: Decodable {
        let coords: [String: [Double]]

        func place(_ datum: String) throws -> Coordinate {
            let pair = try #require(coords[datum])
            return at(pair[1], pair[0])
        }
    }

    @Test(
        "The cities of gcoord: GCJ-02 within 1 m, BD-09 within 0.05 m, and back within 0.01 m",
        .enabled(if: SharedData.has("coord-vectors/gcoord_china-cities.json"), "needs ../shared/data/coord-vectors"))
    func cities() throws {
        let data = try SharedData.read("coord-vectors/gcoord_china-cities.json")
        let cities = try JSONDecoder().decode([City].self, from: data)
        #expect(cities.count > 300)
        for city in cities {
            let (gps, amap, baidu) = (try city.place("WGS84"), try city.place("GCJ02"), try city.place("BD09"))
            #expect(Datum.convert(gps, from: .wgs84, to: .gcj02).distanceMetres(to: amap) < 1)
            #expect(Datum.convert(amap, from: .gcj02, to: .wgs84).distanceMetres(to: gps) < 1)
            #expect(Datum.convert(amap, from: .gcj02, to: .bd09).distanceMetres(to: baidu) < 0.05)
            for datum in Datum.allCases {
                let there = Datum.convert(gps, from: .wgs84, to: datum)
                #expect(Datum.convert(there, from: datum, to: .wgs84).distanceMetres(to: gps) < 0.01)
            }
        }
    }
}
