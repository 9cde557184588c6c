import Kernel
import Places

/// A charger's part of a place's page and of its JSON.
enum ChargerPages {
    static func section(_ charger: Charger, for visit: Visit) -> HTML {
        let kind = charger.method.words.in(visit.language) + " · " + charger.vehicle.words.in(visit.language)
        let facts = [
            FactRows.row(.method, kind, icon: charger.method == .charge ? "plug" : "battery-swap", for: visit),
            FactRows.row(.connector, charger.connector, icon: "plug", for: visit),
            FactRows.row(.battery, charger.battery, icon: "battery", for: visit),
            FactRows.row(.operatedBy, charger.operator, icon: "keeper", for: visit),
        ]
        return """
            \(ChargerStatus(charger: charger, visit: visit).section())
            \(FactRows.list(.prices, prices(charger, visit), for: visit))
            \(FactRows.list(.equipment, facts, for: visit))
            """
    }

    /// Electricity and service apart, with their sum where both are known: what a full battery costs is the sum.
    private static func prices(_ charger: Charger, _ visit: Visit) -> [HTML] {
        let language = visit.language
        func perKWh(_ fen: Int?) -> String { fen.map { Phrase.perKWh(yuan($0)).in(language) } ?? "" }
        let both = charger.electricityFenPerKWh.flatMap { one in charger.serviceFenPerKWh.map { one + $0 } }
        let sum: HTML? = both.map { fen in
            FactRows.row(.feeSum, markup: "<strong>\(perKWh(fen))</strong>", icon: "sum", for: visit)
        }
        return [
            FactRows.row(.electricityFee, perKWh(charger.electricityFenPerKWh), icon: "ebike-charging", for: visit),
            FactRows.row(.serviceFee, perKWh(charger.serviceFenPerKWh), icon: "attendant", for: visit),
            sum ?? .empty,
            FactRows.row(
                .swapFee, charger.swapFen.map { Phrase.perSwap(yuan($0)).in(language) } ?? "", icon: "battery-swap",
                for: visit),
        ]
    }

    static func json(_ charger: Charger, _ visit: Visit) -> JSON {
        [
            "method": .string(charger.method.rawValue),
            "vehicle": .string(charger.vehicle.rawValue),
            "operator": .string(charger.operator),
            "connector": charger.connector.isEmpty ? .null : .string(charger.connector),
            "battery": charger.battery.isEmpty ? .null : .string(charger.battery),
            "electricityFenPerKWh": number(charger.electricityFenPerKWh),
            "serviceFenPerKWh": number(charger.serviceFenPerKWh),
            "swapFen": number(charger.swapFen),
            "slotsTotal": JSON(charger.slotsTotal),
            "slotsFree": number(charger.slotsFree),
            "batteriesFull": number(charger.batteriesFull),
            "statusAt": JSON(charger.statusAt?.rfc3339(utcOffsetSeconds: visit.site.utcOffsetSeconds)),
        ]
    }

    private static func number(_ value: Int?) -> JSON { value.map { JSON($0) } ?? .null }

    private static func yuan(_ fen: Int) -> String { "\(fen / 100).\(fen % 100 < 10 ? "0" : "")\(fen % 100)" }
}

extension Charger.Method {
    var words: Phrase {
        switch self {
        case .charge: Phrase("充电", "Charging")
        case .swap: Phrase("换电", "Battery swap")
        case .both: Phrase("充电、换电", "Charging and battery swap")
        }
    }
}

extension Charger.Vehicle {
    var words: Phrase {
        switch self {
        case .ebike: Phrase("电动自行车", "E-bikes")
        case .car: Phrase("电动汽车", "Electric cars")
        }
    }
}

extension Phrase {
    static let method = Phrase("方式", "Kind")
    static let operatedBy = Phrase("运营商", "Operator")
    static let connector = Phrase("接口", "Connector")
    static let battery = Phrase("电池规格", "Battery")
    static let fullBatteries = Phrase("满电电池", "Full batteries")
    static let freeSlots = Phrase("空闲接口", "Free slots")
    static let electricityFee = Phrase("电费", "Electricity")
    static let serviceFee = Phrase("服务费", "Service fee")
    static let swapFee = Phrase("换电费", "Swap")
    static let feeSum = Phrase("合计", "Together")
    static let prices = Phrase("价格", "Prices")
    static let equipment = Phrase("设备", "Equipment")

    static func perKWh(_ yuan: String) -> Phrase { Phrase("\(yuan) 元/度", "¥\(yuan) per kWh") }
    static func perSwap(_ yuan: String) -> Phrase { Phrase("\(yuan) 元/次", "¥\(yuan) each") }
}
