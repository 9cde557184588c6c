import Chargers
import Foundation
import Kernel
import OpeningHours
import Places

/// Charging points as OCPI 2.2.1 locations (https://github.com/ocpi/ocpi/blob/2.2.1/mod_locations.asciidoc).
///
/// OCPI speaks of each EVSE, the directory knows only how many slots there are and how many are free. So each slot is
/// an EVSE without a number of its own: as many as are free are AVAILABLE, the others INOPERATIVE ("temporarily not
/// available for use": taken, or broken, nobody has told which), all UNKNOWN where there is no status. Voltage and
/// current are required; they are those the connector's standard names, not measured ones.
struct OCPILocations {
    let city: PublishedCity

    func json(_ entry: OpenDataEntries.ChargerEntry) -> JSON {
        let place = entry.place
        let settings = city.settings
        var members: [(String, JSON)] = [
            ("country_code", .string(settings.countryCode)), ("party_id", .string(settings.partyID)),
            ("id", .string(place.id.description)), ("publish", true), ("name", .string(place.name)),
            ("address", .string(String((place.address.isEmpty ? place.name : place.address).prefix(45)))),
            ("city", .string(String(settings.cityName.chinese.prefix(45)))),
            ("country", .string(settings.countryCodeLong)), ("coordinates", coordinates(place)),
            ("evses", .array(evses(entry))),
        ]
        if !entry.charger.operator.isEmpty {
            members.append(("operator", ["name": .string(entry.charger.operator)]))
        }
        members.append(("time_zone", .string(settings.timeZone)))
        if let times = openingTimes(place.hours) { members.append(("opening_times", times)) }
        members.append(("last_updated", .string(entry.changedAt.rfc3339())))
        if place.isDemonstration { members.append(("demonstration", true)) }
        return .object(members)
    }

    private func evses(_ entry: OpenDataEntries.ChargerEntry) -> [JSON] {
        let charger = entry.charger
        let digits = entry.place.id.description.replacing("-", with: "")
        let at = JSON.string((charger.statusAt ?? entry.changedAt).rfc3339())
        let plug = OCPIPlug(charger)
        return (0..<min(charger.slotsTotal, Self.evsesMax)).map { number in
            let state = charger.slotsFree.map { number < $0 ? "AVAILABLE" : "INOPERATIVE" } ?? "UNKNOWN"
            return [
                "uid": .string("\(digits)-\(number + 1)"),
                "status": .string(charger.statusAt == nil ? "UNKNOWN" : state),
                "connectors": [plug.json(lastUpdated: at)], "last_updated": at,
            ]
        }
    }

    private func coordinates(_ place: Place) -> JSON {
        guard let point = place.point else { return .null }
        return ["latitude": decimal(point.latitude), "longitude": decimal(point.longitude)]
    }

    /// Six decimals, ten centimetres: the field holds no more.
    private func decimal(_ degrees: Double) -> JSON {
        .string(String(format: "%.6f", locale: Locale(identifier: "en_US_POSIX"), degrees))
    }

    /// nil where the hours are unknown or are no weekly table.
    private func openingTimes(_ text: String) -> JSON? {
        guard !text.isEmpty, let hours = try? OpeningHours(parsing: text) else { return nil }
        if hours.isAlwaysOpen { return ["twentyfourseven": true, "regular_hours": []] }
        guard let week = hours.ordinaryWeek, !week.isEmpty else { return nil }
        let regular = week.flatMap { stretch -> [JSON] in
            // A period of OCPI ends on its own day, at 24:00 at the latest.
            let today = [period(stretch.weekday, stretch.start, min(stretch.end, 1440))]
            return stretch.end > 1440 ? today + [period((stretch.weekday + 1) % 7, 0, stretch.end - 1440)] : today
        }
        return ["twentyfourseven": false, "regular_hours": .array(regular)]
    }

    private func period(_ weekday: Int, _ start: Int, _ end: Int) -> JSON {
        ["weekday": JSON(weekday + 1), "period_begin": .string(clock(start)), "period_end": .string(clock(end))]
    }

    /// Of one location.
    static let evsesMax = 200
}

func clock(_ minute: Int) -> String {
    let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
    return (hour < 10 ? "0\(hour)" : "\(hour)") + ":" + (rest < 10 ? "0\(rest)" : "\(rest)")
}

/// A connector in OCPI's words, guessed from what the charger says of itself.
struct OCPIPlug {
    let standard: String
    let format: String
    let powerType: String
    let volts: Int
    let amperes: Int

    init(_ charger: Charger) {
        let text = charger.connector
        if text.contains("20234.3") || text.contains("直流") || text.contains("DC") {
            (standard, format, powerType, volts, amperes) = ("GBT_DC", "CABLE", "DC", 750, 250)
        } else if charger.vehicle == .car || text.contains("20234") {
            (standard, format, powerType, volts, amperes) = ("GBT_AC", "CABLE", "AC_1_PHASE", 220, 32)
        } else {
            (standard, format, powerType, volts, amperes) = ("DOMESTIC_I", "SOCKET", "AC_1_PHASE", 220, 10)
        }
    }

    func json(lastUpdated: JSON) -> JSON {
        [
            "id": "1", "standard": .string(standard), "format": .string(format), "power_type": .string(powerType),
            "max_voltage": JSON(volts), "max_amperage": JSON(amperes), "last_updated": lastUpdated,
        ]
    }
}
