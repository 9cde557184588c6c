import Dice
import Chargers
import Kernel
import Places

/// The forms chargers come in.
enum ChargerForm {
    case shed, cabinet, hub, carPark

    static func inCompound(_ dice: inout Dice) -> ChargerForm {
        switch dice.below(100) {
        case 0..<75: .shed
        case 75..<90: .cabinet
        default: .carPark
        }
    }

    static func alongRoad(_ dice: inout Dice) -> ChargerForm {
        switch dice.below(100) {
        case 0..<45: .cabinet
        case 45..<70: .shed
        case 70..<82: .hub
        default: .carPark
        }
    }

    var compoundWords: [String] {
        switch self {
        case .shed: ["充电棚", "充电车棚", "东侧充电棚", "西侧充电棚", "北侧充电棚", "南门充电棚"]
        case .cabinet, .hub: ["换电柜", "门口换电柜", "北门换电柜"]
        case .carPark: ["汽车充电桩", "地面充电桩", "地下车库充电桩"]
        }
    }

    func name(at spot: Spot, _ dice: inout Dice) -> String {
        let road = dice.happens(0.7) ? spot.roadAndNumber : spot.road.name
        switch self {
        case .cabinet: return road + dice.pick(["换电柜", "换电柜", "智能换电柜"])
        case .shed: return road + dice.pick(["充电点", "电动车充电点", "充电棚"])
        case .hub: return road + dice.pick(["充换电站", "骑手换电站"])
        case .carPark:
            return dice.happens(0.4)
                ? dice.pick(CompoundNames.stems) + dice.pick(["广场", "中心", "商场", "公园"]) + "充电站"
                : road + dice.pick(["充电站", "停车场充电站", "快充站"])
        }
    }

    var english: String {
        switch self {
        case .shed: "E-bike charging"
        case .cabinet: "Swap cabinet"
        case .hub: "Swap and charging"
        case .carPark: "Car charging"
        }
    }

    var facilities: Set<String> {
        switch self {
        case .shed: ["ebike_charging"]
        case .cabinet: ["battery_swap"]
        case .hub: ["battery_swap", "ebike_charging"]
        case .carPark: ["car_charging", "car_parking"]
        }
    }
}

extension ChargerForm {
    /// Made up, and saying so.
    private static let chargingOperators = ["橙雀充电（演示）", "小满充电（演示）", "青禾电力（演示）", "灯塔充电（演示）"]
    private static let swappingOperators = ["蓝鸢换电（演示）", "白鹭换电（演示）", "快马换电（演示）"]

    /// Slots that are neither free nor hold a full battery are in use or charging. Without a status nothing is said of
    /// them.
    func charger(_ place: ID<Place>, statusAt: Instant?, _ dice: inout Dice) -> Charger {
        let total = slotsTotal(&dice)
        let free = dice.within(0...total)
        let full = dice.within(0...(total - free))
        let tellsFees = dice.happens(0.9)
        let charges = self != .cabinet
        let swaps = self == .cabinet || self == .hub
        return Charger(
            placeID: place, method: charges ? (swaps ? .both : .charge) : .swap,
            operator: dice.pick(swaps ? Self.swappingOperators : Self.chargingOperators),
            vehicle: self == .carPark ? .car : .ebike, connector: charges ? dice.pick(connectors) : "",
            battery: swaps ? dice.pick(["48V 20Ah", "60V 20Ah", "48V / 60V", "72V 30Ah"]) : "",
            electricityFenPerKWh: tellsFees && charges ? dice.within(electricityFen) : nil,
            serviceFenPerKWh: tellsFees && charges ? dice.within(serviceFen) : nil,
            swapFen: tellsFees && swaps ? dice.within(5...12) * 50 : nil, slotsTotal: total,
            slotsFree: statusAt == nil ? nil : free, batteriesFull: statusAt != nil && swaps ? full : nil,
            statusAt: statusAt)
    }

    private func slotsTotal(_ dice: inout Dice) -> Int {
        switch self {
        case .shed: dice.within(5...20) * 2
        case .cabinet: dice.pick([8, 10, 12, 12, 15])
        case .hub: dice.within(12...30)
        case .carPark: dice.within(4...40)
        }
    }

    private var connectors: [String] {
        self == .carPark ? ["GB/T 20234.3 直流", "GB/T 20234.3 直流", "GB/T 20234.2 交流"] : ["三孔插座", "三孔插座", "品字插头"]
    }

    private var electricityFen: ClosedRange<Int> { self == .carPark ? 58...98 : 52...78 }
    private var serviceFen: ClosedRange<Int> { self == .carPark ? 30...80 : 12...45 }
}
