import Chargers
import Kernel
import TCEC102

/// Locations of OCPI 2.2.1.
enum ReadOCPI {
    static func location(_ json: LooseJSON, _ number: Int, now: Instant, into harvest: inout Harvest) {
        let key = json["id"].text
        guard !key.isEmpty else { return harvest.report(number, "id", "", "The location has no identifier.") }
        guard json["publish"].truth != false else {
            return harvest.report(number, "publish", key, "The location is not to be published.")
        }
        let evses = json["evses"].items.filter { $0["status"].text != "REMOVED" && $0["status"].text != "PLANNED" }
        guard evses.count <= Limits.feedConnectorsMax else {
            return harvest.report(number, "evses", key, "The location has too many EVSEs.")
        }
        var site = FeedSite(
            key: key, name: json["name"].text.isEmpty ? json["address"].text : json["name"].text,
            longitude: json["coordinates"]["longitude"].text, latitude: json["coordinates"]["latitude"].text)
        site.address = json["address"].text
        site.hours = hours(json["opening_times"])
        let plugs = evses.flatMap { $0["connectors"].items.map { $0["standard"].text } }
        site.connector = words(plugs)
        site.vehicle = plugs.isEmpty ? nil : plugs.allSatisfy { $0.hasPrefix("DOMESTIC") } ? .ebike : .car
        site.connectors = evses.map { "\(key)/\($0["uid"].text)" }
        site.slotsTotal = evses.count
        harvest.sites.append(site)
        for evse in evses { state(evse, "\(key)/\(evse["uid"].text)", number, now: now, into: &harvest) }
    }

    private static func state(
        _ evse: LooseJSON, _ key: String, _ number: Int, now: Instant, into harvest: inout Harvest
    ) {
        // Nothing is said of an EVSE whose state is unknown: not that it is taken, not that anybody looked.
        let state: ConnectorState
        switch evse["status"].text {
        case "AVAILABLE": state = .free
        case "BLOCKED", "CHARGING", "RESERVED", "INOPERATIVE": state = .taken
        case "OUTOFORDER": state = .broken
        case "UNKNOWN": return
        default: return harvest.report(number, "status", evse["status"].text, "There is no such status.")
        }
        guard let moment = moment(evse["last_updated"].text) else {
            return harvest.report(number, "last_updated", evse["last_updated"].text, "This is not a moment.")
        }
        harvest.states.append(.connector(key: key, state, at: moment))
    }

    /// The zone may be left out and means UTC then.
    static func moment(_ text: String) -> Instant? { Instant(rfc3339: text) ?? Instant(rfc3339: text + "Z") }

    /// In the OSM grammar; empty when there are none. Exceptional days are left out.
    private static func hours(_ json: LooseJSON) -> String {
        if json["twentyfourseven"].truth == true { return "24/7" }
        let days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
        return json["regular_hours"].items.compactMap { period in
            guard let weekday = period["weekday"].whole, (1...7).contains(weekday) else { return nil }
            return "\(days[weekday - 1]) \(period["period_begin"].text)-\(period["period_end"].text)"
        }.joined(separator: ", ")
    }

    private static func words(_ standards: [String]) -> String {
        var words: [String] = []
        for standard in standards {
            let word =
                switch standard {
                case "GBT_AC": "GB/T 20234.2 交流"
                case "GBT_DC": "GB/T 20234.3 直流"
                case "DOMESTIC_I": "三孔插座"
                default: standard
                }
            if !words.contains(word) { words.append(word) }
        }
        return String(words.prefix(3).joined(separator: "、").prefix(60))
    }
}
