import Foundation
import Geo
import TestTown
import Testing

@testable import Places

/// The addresses that open navigation apps, each with coordinates in the app's own datum.
struct NavigationLinksTests {
    /// eviltransform's published vector: WGS-84 31.1774276, 121.5272106 is GCJ-02 31.17530398, 121.53154186.
    private static let shanghai = at(31.1774276, 121.5272106)
    private static let gcj02 = (latitude: "31.175304", longitude: "121.531542")
    /// Outside China nothing is shifted.
    private static let sydney = at(-33.8567844, 151.2152967)

    private func address(
        _ app: NavigationApp, _ vehicle: NavigationTarget.Vehicle = .bike, at point: Coordinate = shanghai,
        name: String = "张江", isApple: Bool = false
    ) -> String {
        app.address(to: NavigationTarget(name: name, point: point, vehicle: vehicle), isApple: isApple)
    }

    @Test("Amap, Tencent and Apple get GCJ-02, geo: gets WGS-84, names are percent-encoded")
    func addresses() {
        let (lat, lng) = Self.gcj02
        let name = "%E5%BC%A0%E6%B1%9F"
        #expect(
            address(.amap)
                == "https://uri.amap.com/navigation?to=\(lng),\(lat),\(name)&mode=ride&coordinate=gaode&callnative=1"
                + "&src=yongai")
        #expect(
            address(.tencent)
                == "https://apis.map.qq.com/uri/v1/routeplan?type=bike&to=\(name)&tocoord=\(lat),\(lng)&policy=0"
                + "&referer=yongai")
        #expect(address(.apple) == "https://maps.apple.com/?daddr=\(lat),\(lng)&q=\(name)&dirflg=w")
        #expect(address(.geo) == "geo:31.177428,121.527211?q=31.177428,121.527211(\(name))")
    }

    @Test("Baidu gets BD-09 and its own scheme on each kind of phone")
    func baidu() throws {
        // coordtransform's published vector: GCJ-02 39.915, 116.404 is BD-09 39.92133699, 116.41036949; and the
        // WGS-84 that belongs to that GCJ-02 point, by the iteration its README's one step only approximates.
        let wgs84 = Datum.convert(at(39.915, 116.404), from: .gcj02, to: .wgs84)
        let link =
            "://map/direction?destination=name:%E5%BC%A0%E6%B1%9F%7Clatlng:39.921337,116.410369"
            + "&mode=riding&coord_type=bd09ll&src=yongai"
        #expect(address(.baidu, at: wgs84) == "bdapp" + link)
        #expect(address(.baidu, at: wgs84, isApple: true) == "baidumap" + link)
        for app in NavigationApp.allCases where app != .baidu {
            #expect(address(app) == address(app, isApple: true))
        }
    }

    @Test("Every app is asked for a bicycle, a car or a walk in its own words")
    func modes() {
        func parts(_ app: NavigationApp, _ key: String) -> [String] {
            [.bike, .car, .foot].compactMap { vehicle in
                address(app, vehicle).split(whereSeparator: { "?&".contains($0) }).first { $0.hasPrefix(key) }
                    .map(String.init)
            }
        }
        #expect(parts(.amap, "mode=") == ["mode=ride", "mode=car", "mode=walk"])
        #expect(parts(.baidu, "mode=") == ["mode=riding", "mode=driving", "mode=walking"])
        #expect(parts(.tencent, "type=") == ["type=bike", "type=drive", "type=walk"])
        #expect(parts(.apple, "dirflg=") == ["dirflg=w", "dirflg=d", "dirflg=w"])
        #expect(Set([.bike, .car, .foot].map { address(.geo, $0) }).count == 1)
    }

    @Test("Each app says which datum it reads")
    func datums() {
        #expect(NavigationApp.allCases.map(\.rawValue) == ["amap", "baidu", "tencent", "apple", "geo"])
        #expect(NavigationApp.allCases.map(\.datum) == [.gcj02, .bd09, .gcj02, .gcj02, .wgs84])
    }

    @Test("Nothing in a name can end the address or begin another part of it", arguments: NavigationApp.allCases)
    func hostileNames(_ app: NavigationApp) {
        let link = address(app, name: "a&b=c#d\"'<x>,|%41 (é)\n")
        #expect(link.contains("a%26b%3Dc%23d%22%27%3Cx%3E%2C%7C%2541%20%28%C3%A9%29%0A"))
        #expect(link.utf8.allSatisfy { $0 > 32 && $0 < 127 })
    }

    @Test(
        "Degrees have six decimals, also below zero and close to it",
        arguments: [
            (0, "0.000000"), (-0.0, "0.000000"), (0.000001, "0.000001"), (-0.000001, "-0.000001"), (1e-7, "0.000000"),
            (-1e-7, "0.000000"), (-0.0000005, "-0.000001"), (29.8683, "29.868300"), (-33.8567844, "-33.856784"),
            (121.9999999, "122.000000"), (-180, "-180.000000"), (0.5, "0.500000"), (-0.1, "-0.100000"),
        ])
    func degrees(_ value: Double, _ text: String) {
        #expect(NavigationApp.degrees(value) == text)
    }

    @Test("Outside China every app gets the point as it is", arguments: NavigationApp.allCases)
    func abroad(_ app: NavigationApp) {
        let link = address(app, at: Self.sydney)
        #expect(link.contains("-33.856784") && link.contains("151.215297"))
    }

    @Test(
        "Links to 332 cities hold the published GCJ-02 and BD-09 coordinates",
        .enabled(if: Repository.hasShared("coord-vectors/gcoord_china-cities.json"), "../shared/data is not here"))
    func publishedVectors() throws {
        struct City: Decodable {
            var coords: [String: [Double]]
        }
        let data = try Data(
            contentsOf: URL(fileURLWithPath: Repository.shared("coord-vectors/gcoord_china-cities.json")))
        let cities = try JSONDecoder().decode([City].self, from: data)
        #expect(cities.count == 332)
        for city in cities {
            let wgs84 = try #require(city.coords["WGS84"])
            for (app, key) in [(NavigationApp.amap, "GCJ02"), (.tencent, "GCJ02"), (.apple, "GCJ02"), (.baidu, "BD09")]
            {
                let published = try #require(city.coords[key])
                let link = address(app, at: at(wgs84[1], wgs84[0]), name: "x")
                let degrees = link.split { !"0123456789.-".contains($0) }.filter { $0.contains(".") }
                    .compactMap { Double($0) }
                // All of these cities lie farther east than north.
                let found = at(try #require(degrees.min()), try #require(degrees.max()))
                #expect(found.distanceMetres(to: at(published[1], published[0])) < 1, "\(link)")
            }
        }
    }
}
