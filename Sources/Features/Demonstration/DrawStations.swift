import Dice
import Areas
import Kernel
import Places
import Stations

extension CityDrawing {
    mutating func drawStations(_ count: Int) {
        each(count, of: .station) { drawing, home, number, dice in drawing.drawStation(home, number, &dice) }
    }

    private mutating func drawStation(_ home: Int, _ number: Int, _ dice: inout Dice) {
        let neighbourhood = neighbourhoods[home]
        let spot = neighbourhood.spot(.station, on: map, &dice)
        var host = StationHost.draw(in: neighbourhood, at: spot, &dice)
        var station = place(.station, number, at: spot, &dice)
        station.name = name(.station, home, &dice) { dice in
            host = StationHost.draw(in: neighbourhood, at: spot, &dice)
            return host.name
        }
        station.nameEn = host.nameEn
        let hours = dice.happens(0.12) ? "24/7" : dice.pick(host.hours)
        let facilities = odds.draw(
            .station, count: dice.within(4...12), sure: hours.isOpenAtNight ? ["open_at_night"] : [], &dice)
        let isTold = dice.happens(0.75)
        stations.append(
            Station(
                placeID: station.id, keeper: host.keeper,
                crowding: isTold ? dice.pick([.free, .free, .free, .busy, .busy, .full]) : .unknown,
                crowdingAt: isTold ? statusAt(&dice) : nil))
        add(station, hours: hours, facilities: facilities, &dice)
    }
}

/// Who keeps a station, and how it is called after that.
struct StationHost {
    var name: String
    var nameEn: String
    var keeper: String
    var hours: [String]

    /// The product's word for a station.
    private static let brand = "甬爱e家"
    private static let office = [
        "Mo-Fr 08:30-17:30", "Mo-Fr 08:30-17:30; PH off", "Mo-Su 08:00-21:00", "Mo-Sa 08:30-17:30; PH off",
        "Mo-Fr 08:30-11:30,13:30-17:30; PH off", "Mo-Su 09:00-20:00",
    ]
    private static let bank = ["Mo-Su 09:00-17:00", "Mo-Fr 09:00-17:00; PH off"]
    private static let shop = ["24/7", "Mo-Su 07:00-23:00", "Mo-Su 06:30-22:30"]

    static func draw(in neighbourhood: Neighbourhood, at spot: Spot, _ dice: inout Dice) -> StationHost {
        let street = neighbourhood.street.name.chinese
        let road = spot.road.name
        let hosts = dice.below(100)
        if hosts < 58, !neighbourhood.communities.isEmpty {
            return community(dice.pick(neighbourhood.communities), street)
        }
        switch hosts % 25 {
        case 0..<9:
            return StationHost(
                name: "\(road)骑手驿站", nameEn: "Rider station, \(spot.english)", keeper: "\(street)综合服务中心", hours: office)
        case 9..<13:
            return StationHost(
                name: "\(road)工会爱心驿站", nameEn: "Trade-union rider station, \(spot.english)", keeper: "\(street)总工会",
                hours: office)
        case 13..<17:
            return StationHost(
                name: "\(road)银行网点爱心驿站", nameEn: "Rider corner in a bank, \(spot.english)", keeper: "\(road)银行网点",
                hours: bank)
        case 17..<20:
            return StationHost(
                name: "\(road)党群服务中心骑手驿站", nameEn: "Rider station in the community centre, \(spot.english)",
                keeper: "\(street)党群服务中心", hours: office)
        default:
            return StationHost(
                name: "\(road)便利店歇脚点", nameEn: "Rider corner in a shop, \(spot.english)", keeper: "\(road)便利店",
                hours: shop)
        }
    }

    private static func community(_ community: Area, _ street: String) -> StationHost {
        let name = community.name.chinese
        return StationHost(
            name: "\(brand)·\(street)\(name)站", nameEn: "Rider station, \(community.name.english)",
            keeper: "\(name)党群服务中心", hours: office)
    }
}
