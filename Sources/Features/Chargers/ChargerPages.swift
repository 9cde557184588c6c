import Kernel
import Places

/// A charger's part of a place's page and of its JSON.
enum ChargerPages {
    static func section(_ charger: Charger, for visit: Visit) -> HTML {
        let language = visit.language
        let age = charger.statusAt.map { " · " + Phrase.ago($0, now: visit.now).in(language) } ?? ""
        var facts: [(Phrase, String)] = [
            (.method, charger.method.words.in(language) + " · " + charger.vehicle.words.in(language)),
            (.operatedBy, charger.operator),
            (.connector, charger.connector),
            (.battery, charger.battery),
        ]
        if let full = charger.batteriesFull {
            facts.append((.fullBatteries, "\(full) / \(charger.slotsTotal)\(age)"))
        } else if let free = charger.slotsFree {
            facts.append((.freeSlots, "\(free) / \(charger.slotsTotal)\(age)"))
        }
        let perKWh = Phrase("元/度", "¥/kWh").in(language)
        if let fee = charger.electricityFenPerKWh { facts.append((.electricityFee, "\(yuan(fee)) \(perKWh)")) }
        if let fee = charger.serviceFenPerKWh { facts.append((.serviceFee, "\(yuan(fee)) \(perKWh)")) }
        if let fee = charger.swapFen { facts.append((.swapFee, "\(yuan(fee)) \(Phrase("元/次", "¥").in(language))")) }
        let rows = facts.filter { !$0.1.isEmpty }.markup { fact in
            "<div><dt>\(fact.0.in(language))</dt><dd>\(fact.1)</dd></div>\n"
        }
        return "<dl class=\"facts\">\n\(rows)</dl>"
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
    static let swapFee = Phrase("换电费", "Per swap")
}
