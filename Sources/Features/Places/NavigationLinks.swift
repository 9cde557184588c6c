import Geo
import Kernel

/// The navigation apps a rider may have, each with its own scheme, travel mode and datum.
public enum NavigationApp: String, Sendable, CaseIterable {
    case amap, baidu, tencent, apple, geo

    /// The datum the app reads coordinates in. Apple's maps of mainland China are Amap's and use GCJ-02.
    public var datum: Datum {
        switch self {
        case .amap, .tencent, .apple: .gcj02
        case .baidu: .bd09
        case .geo: .wgs84
        }
    }

    public var name: Phrase {
        switch self {
        case .amap: Phrase("高德地图", "Amap")
        case .baidu: Phrase("百度地图", "Baidu Maps")
        case .tencent: Phrase("腾讯地图", "Tencent Maps")
        case .apple: Phrase("苹果地图", "Apple Maps")
        case .geo: Phrase("其他地图", "Other maps")
        }
    }
}

/// Where a rider travels to, and how.
public struct NavigationTarget: Sendable {
    public var name: String
    /// WGS-84.
    public var point: Coordinate
    public var vehicle: Vehicle

    public enum Vehicle: Sendable {
        case bike, car, foot
    }

    public init(name: String, point: Coordinate, vehicle: Vehicle = .bike) {
        self.name = name
        self.point = point
        self.vehicle = vehicle
    }
}

extension NavigationApp {
    /// The address that opens the app on a route to the target, with coordinates in the app's datum.
    ///
    /// Sources: Amap URI API (lbs.amap.com, "调起路径规划"), Baidu Maps URI API ("bdapp://map/direction",
    /// "baidumap://" on iOS), Tencent URI API (lbs.qq.com, "routeplan"), Apple Map Links, RFC 5870 with the `q` of
    /// Android's intents.
    ///
    /// - Parameter isApple: whether the phone runs iOS, where Baidu's scheme has another name.
    public func address(to target: NavigationTarget, isApple: Bool = false) -> String {
        let point = Datum.convert(target.point, from: .wgs84, to: datum)
        let latitude = Self.degrees(point.latitude)
        let longitude = Self.degrees(point.longitude)
        let name = AddressText.encode(target.name)
        switch self {
        case .amap:
            return "https://uri.amap.com/navigation?to=\(longitude),\(latitude),\(name)"
                + "&mode=\(mode(target.vehicle))&coordinate=gaode&callnative=1&src=yongai"
        case .baidu:
            return "\(isApple ? "baidumap" : "bdapp")://map/direction?destination=name:\(name)%7Clatlng:"
                + "\(latitude),\(longitude)&mode=\(mode(target.vehicle))&coord_type=bd09ll&src=yongai"
        case .tencent:
            return "https://apis.map.qq.com/uri/v1/routeplan?type=\(mode(target.vehicle))&to=\(name)"
                + "&tocoord=\(latitude),\(longitude)&policy=0&referer=yongai"
        case .apple:
            return "https://maps.apple.com/?daddr=\(latitude),\(longitude)&q=\(name)&dirflg=\(mode(target.vehicle))"
        case .geo:
            return "geo:\(latitude),\(longitude)?q=\(latitude),\(longitude)(\(name))"
        }
    }

    private func mode(_ vehicle: NavigationTarget.Vehicle) -> String {
        switch (self, vehicle) {
        case (.amap, .bike): "ride"
        case (.amap, .car): "car"
        case (.amap, .foot): "walk"
        case (.baidu, .bike): "riding"
        case (.baidu, .car): "driving"
        case (.baidu, .foot): "walking"
        case (.tencent, .bike): "bike"
        case (.tencent, .car): "drive"
        case (.tencent, .foot): "walk"
        case (.apple, .bike), (.apple, .foot): "w"
        case (.apple, .car): "d"
        case (.geo, _): ""
        }
    }

    /// Six decimals, about a decimetre.
    static func degrees(_ value: Double) -> String {
        let millionths = Int64((value * 1e6).rounded())
        let digits = String(millionths.magnitude)
        let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        return (millionths < 0 ? "-" : "") + padded.dropLast(6) + "." + padded.suffix(6)
    }
}
