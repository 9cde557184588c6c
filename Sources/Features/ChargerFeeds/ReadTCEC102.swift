import Chargers
import Kernel
import TCEC102

/// Stations and states in T/CEC 102.2's words. The standard knows charging of cars; battery swapping is not in it.
enum ReadTCEC102 {
    static func site(_ json: LooseJSON, _ number: Int, into harvest: inout Harvest) {
        let key = json["StationID"].text
        guard !key.isEmpty else { return harvest.report(number, "StationID", "", "The station has no identifier.") }
        let connectors = json["EquipmentInfos"].items.flatMap { equipment in
            equipment["ConnectorInfos"].items.map { $0["ConnectorID"].text }
        }
        guard connectors.count <= Limits.feedConnectorsMax else {
            return harvest.report(number, "ConnectorInfos", key, "The station has too many connectors.")
        }
        // 1 is being built, 5 and 6 are closed; a station that is not there yet must not lead anybody to it.
        guard json["StationStatus"].whole != 1 else {
            return harvest.report(number, "StationStatus", key, "The station is still being built.")
        }
        var site = FeedSite(
            key: key, name: json["StationName"].text, longitude: json["StationLng"].text,
            latitude: json["StationLat"].text)
        site.address = json["Address"].text
        site.hours = json["BusineHours"].text
        site.phone = json["ServiceTel"].text
        site.connector = connectorWords(json)
        site.electricityFenPerKWh = fen(json["ElectricityFee"].text)
        site.serviceFenPerKWh = fen(json["ServiceFee"].text)
        site.connectors = connectors
        site.slotsTotal = connectors.count
        harvest.sites.append(site)
    }

    /// States of one station's connectors, as a partner answers or pushes them.
    static func state(_ json: LooseJSON, at moment: Instant, _ number: Int, into harvest: inout Harvest) {
        let key = json["ConnectorID"].text
        guard !key.isEmpty, let status = json["Status"].whole else {
            return harvest.report(number, "ConnectorID", key, "The state names no connector or no status.")
        }
        let state: ConnectorState
        switch status {
        case 0: state = .offline
        case 1: state = .free
        case 2, 3, 4: state = .taken
        case 255: state = .broken
        default: return harvest.report(number, "Status", String(status), "There is no such status.")
        }
        harvest.states.append(.connector(key: key, state, at: moment))
    }

    /// `1.05元/度` and `0.8` to fen; nil for prices that change over the day, which are longer texts.
    static func fen(_ text: String) -> Int? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let rest = text.dropFirst(digits.count)
        guard let yuan = Double(digits), (0...100).contains(yuan), rest.allSatisfy({ "元/度kKWwHh¥￥ ".contains($0) })
        else { return nil }
        return Int((yuan * 100).rounded())
    }

    private static func connectorWords(_ json: LooseJSON) -> String {
        let types = json["EquipmentInfos"].items.flatMap {
            $0["ConnectorInfos"].items.map { $0["ConnectorType"].whole }
        }
        var words: [String] = []
        for type in types {
            let word =
                switch type {
                case 1: "家用插座"
                case 2: "交流插座"
                case 3: "GB/T 20234.2 交流"
                case 4: "GB/T 20234.3 直流"
                case 5: "无线充电"
                default: ""
                }
            if !word.isEmpty, !words.contains(word) { words.append(word) }
        }
        return words.prefix(3).joined(separator: "、")
    }
}
