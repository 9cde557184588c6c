import Chargers
import Kernel
import Places

/// The files of a GBFS feed.
enum GBFSFile: String, CaseIterable, Sendable {
    case systemInformation = "system_information"
    case vehicleTypes = "vehicle_types"
    case stationInformation = "station_information"
    case stationStatus = "station_status"

    /// How long a reader may keep it.
    var secondsMax: Int { self == .stationStatus ? 60 : 3600 }
}

/// Chargers as stations of GBFS 3.0 (https://github.com/MobilityData/gbfs/blob/v3.0/gbfs.md), a format made for
/// vehicle sharing. Here it reads so: a *vehicle* that can be taken is a full battery (type `battery`); a *dock* is a
/// slot in which a vehicle of one's own (types `ebike`, `car`) or an empty battery is charged. A station whose
/// status nobody has told is in `station_information` and absent from `station_status`: its state is unknown, and
/// the format has no word for that.
struct GBFSFeed {
    let city: PublishedCity

    /// The discovery file; its addresses are those the visitor came by.
    static func discovery(_ city: PublishedCity, origin: String) -> JSON {
        let feeds = GBFSFile.allCases.map { file -> JSON in
            ["name": .string(file.rawValue), "url": .string("\(origin)/gbfs/\(file.rawValue).json")]
        }
        return GBFSFeed(city: city).envelope(secondsMax: 3600, ["feeds": .array(feeds)])
    }

    func json(_ file: GBFSFile) -> JSON {
        switch file {
        case .systemInformation: envelope(secondsMax: file.secondsMax, system)
        case .vehicleTypes: envelope(secondsMax: file.secondsMax, ["vehicle_types": .array(vehicleTypes)])
        case .stationInformation:
            envelope(secondsMax: file.secondsMax, ["stations": .array(city.entries.chargers.map(information))])
        case .stationStatus:
            envelope(secondsMax: file.secondsMax, ["stations": .array(city.entries.chargers.compactMap(status))])
        }
    }

    private func envelope(secondsMax: Int, _ data: JSON) -> JSON {
        ["last_updated": city.moment(city.madeAt), "ttl": JSON(secondsMax), "version": "3.0", "data": data]
    }

    private var system: JSON {
        let settings = city.settings
        let (chinese, english) = (settings.cityName.chinese, settings.cityName.english)
        let name =
            city.isDemonstration
            ? Phrase("\(chinese)充换电站（演示数据）", "\(english) chargers and swap cabinets (demonstration data)")
            : Phrase("\(chinese)充换电站", "\(english) chargers and swap cabinets")
        return [
            "system_id": .string("yongai_" + settings.partyID.lowercased()), "languages": ["zh-CN", "en"],
            "name": texts(name), "opening_hours": "24/7", "feed_contact_email": .string(settings.contactEmail),
            "timezone": .string(settings.timeZone), "license_id": .string(settings.licence),
        ]
    }

    private var vehicleTypes: [JSON] {
        let types: [(String, String, Phrase)] = [
            ("battery", "other", Phrase("可换电池", "Swappable battery")),
            ("ebike", "bicycle", Phrase("自己的电动自行车", "One's own e-bike")),
            ("car", "car", Phrase("自己的电动汽车", "One's own electric car")),
        ]
        return types.map { type in
            [
                "vehicle_type_id": .string(type.0), "form_factor": .string(type.1), "propulsion_type": "electric",
                // Required of everything electric; nobody has measured it, so it is nominal.
                "max_range_meters": JSON(type.0 == "car" ? 300_000 : 50_000), "name": texts(type.2),
            ]
        }
    }

    private func information(_ entry: OpenDataEntries.ChargerEntry) -> JSON {
        let place = entry.place
        var members: [(String, JSON)] = [
            ("station_id", .string(place.id.description)),
            ("name", texts(Phrase(place.name, place.nameEn.isEmpty ? place.name : place.nameEn))),
        ]
        if let point = place.point {
            members += [("lat", .degrees(point.latitude)), ("lon", .degrees(point.longitude))]
        }
        if !place.address.isEmpty { members.append(("address", .string(place.address))) }
        if !place.hours.isEmpty { members.append(("station_opening_hours", .string(place.hours))) }
        if !place.phone.isEmpty { members.append(("contact_phone", .string(place.phone))) }
        members.append(("is_charging_station", true))
        if entry.charger.slotsTotal > 0 {
            members += [
                ("capacity", JSON(entry.charger.slotsTotal)),
                (
                    "vehicle_docks_capacity",
                    [["vehicle_type_ids": docked(entry.charger), "count": JSON(entry.charger.slotsTotal)]]
                ),
            ]
        }
        if place.isDemonstration { members.append(("demonstration", true)) }
        return .object(members)
    }

    private func status(_ entry: OpenDataEntries.ChargerEntry) -> JSON? {
        let charger = entry.charger
        guard let at = charger.statusAt else { return nil }
        let full = charger.batteriesFull ?? 0
        let swaps = charger.method != .charge
        var members: [(String, JSON)] = [
            ("station_id", .string(entry.place.id.description)), ("num_vehicles_available", JSON(full)),
            ("vehicle_types_available", swaps ? [["vehicle_type_id": "battery", "count": JSON(full)]] : []),
        ]
        if let free = charger.slotsFree {
            members += [
                ("num_docks_available", JSON(free)),
                ("vehicle_docks_available", [["vehicle_type_ids": docked(charger), "count": JSON(free)]]),
            ]
        }
        return .object(
            members + [
                ("is_installed", true), ("is_renting", .bool(swaps)), ("is_returning", true),
                ("last_reported", city.moment(at)),
            ])
    }

    /// What its slots take.
    private func docked(_ charger: Charger) -> JSON {
        switch charger.method {
        case .swap: ["battery"]
        case .charge: [.string(charger.vehicle.rawValue)]
        case .both: ["battery", .string(charger.vehicle.rawValue)]
        }
    }

    private func texts(_ phrase: Phrase) -> JSON {
        [["text": .string(phrase.chinese), "language": "zh-CN"], ["text": .string(phrase.english), "language": "en"]]
    }
}
