import Kernel
import OpeningHours
import Places

/// Who keeps stations: in HSDS an organization.
struct HSDSOrganization: Sendable {
    let id: ID<HSDSOrganization>
    let name: String
    let nameEn: String

    /// Every keeper once, after the city itself, which stands for stations whose keeper is not known.
    static func all(of stations: [OpenDataEntries.StationEntry], _ settings: OpenDataSettings) -> [HSDSOrganization] {
        let keepers = Set(stations.compactMap { $0.station?.keeper }).subtracting([""]).sorted()
        let city = HSDSOrganization(
            id: organizationID(""), name: settings.cityName.chinese + "骑手驿站",
            nameEn: settings.cityName.english + " rider stations")
        return [city] + keepers.map { HSDSOrganization(id: organizationID($0), name: $0, nameEn: "") }
    }

    static func organizationID(_ keeper: String) -> ID<HSDSOrganization> {
        derivedID(from: (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F), "organization/" + keeper)
    }
}

/// Another identifier that is always the same for the same thing: RFC 9562 version 8.
func derivedID<Subject>(from seed: (UInt64, UInt64), _ label: String) -> ID<Subject> {
    func mix(_ start: UInt64) -> UInt64 {
        var hash = label.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x0100_0000_01b3 }
        hash = (hash ^ hash >> 32) &* 0xd6e8_feb8_6659_fd93
        return hash ^ hash >> 32
    }
    return ID(
        high: mix(seed.0) & 0xFFFF_FFFF_FFFF_0FFF | 0x8000,
        low: mix(seed.1) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
}

/// Stations as services of HSDS 3.0 (https://docs.openreferral.org/en/3.0/): one service a station, at one location,
/// kept by one organization. A service has the identifier of its place.
struct HSDSServices {
    let city: PublishedCity
    let vocabulary: Vocabulary

    func organization(_ organization: HSDSOrganization, isWhole: Bool) -> JSON {
        var members: [(String, JSON)] = [
            ("id", .string(organization.id.description)), ("name", .string(organization.name)),
            ("description", .string("\(organization.name)，开放骑手驿站。Keeps stations where riders may rest.")),
        ]
        if isWhole {
            let kept = city.entries.stations.lazy.filter {
                HSDSOrganization.organizationID($0.station?.keeper ?? "") == organization.id
            }
            members.append(
                ("services", .array(kept.prefix(Limits.publishedPageMax).map { service($0, isWhole: false) })))
        }
        return .object(members)
    }

    func serviceAtLocationID(_ place: Place) -> String { part(place, "service_at_location") }

    private func organization(of entry: OpenDataEntries.StationEntry) -> HSDSOrganization {
        let id = HSDSOrganization.organizationID(entry.station?.keeper ?? "")
        return city.organizations.first { $0.id == id } ?? city.organizations[0]
    }

    func service(_ entry: OpenDataEntries.StationEntry, isWhole: Bool) -> JSON {
        let keeper = HSDSOrganization.organizationID(entry.station?.keeper ?? "")
        let place = entry.place
        var members: [(String, JSON)] = [
            ("id", .string(place.id.description)), ("organization_id", .string(keeper.description)),
            ("name", .string(place.name)), ("status", "active"), ("description", .string(description(place))),
            ("fees_description", "免费。Free of charge."), ("last_modified", city.moment(entry.changedAt)),
        ]
        if !place.nameEn.isEmpty { members.insert(("alternate_name", .string(place.nameEn)), at: 3) }
        if let verified = place.verifiedAt {
            let day = CivilTime(verified, utcOffsetSeconds: city.utcOffsetSeconds).date
            members.append(("assured_date", .string(day)))
        }
        if place.isDemonstration { members.append(("alert", "演示数据，不是真实地点。Demonstration data, not a real place.")) }
        members.append(("organization", organization(organization(of: entry), isWhole: false)))
        if isWhole { members += whole(entry) }
        return .object(members)
    }

    private func whole(_ entry: OpenDataEntries.StationEntry) -> [(String, JSON)] {
        [
            ("phones", .array(phones(entry.place))), ("schedules", .array(schedules(entry.place))),
            ("service_at_locations", [serviceAtLocation(entry, isWhole: false)]),
            ("attributes", .array(attributes(entry.place))),
        ]
    }

    func serviceAtLocation(_ entry: OpenDataEntries.StationEntry, isWhole: Bool) -> JSON {
        let place = entry.place
        var members: [(String, JSON)] = [
            ("id", .string(serviceAtLocationID(place))), ("service_id", .string(place.id.description)),
            ("location_id", .string(part(place, "location"))), ("location", location(place)),
        ]
        if isWhole {
            members += [
                ("schedules", .array(schedules(place))), ("service", service(entry, isWhole: false)),
            ]
        }
        return .object(members)
    }

    private func location(_ place: Place) -> JSON {
        var members: [(String, JSON)] = [
            ("id", .string(part(place, "location"))), ("location_type", "physical"), ("name", .string(place.name)),
        ]
        if let point = place.point {
            members += [("latitude", .degrees(point.latitude)), ("longitude", .degrees(point.longitude))]
        }
        members.append(("addresses", [address(place)]))
        return .object(members)
    }

    private func address(_ place: Place) -> JSON {
        [
            "id": .string(part(place, "address")), "location_id": .string(part(place, "location")),
            "address_1": .string(place.address.isEmpty ? place.name : place.address),
            "city": .string(city.settings.cityName.chinese), "state_province": "", "postal_code": "",
            "country": .string(city.settings.countryCode), "address_type": "physical",
        ]
    }

    private func phones(_ place: Place) -> [JSON] {
        guard !place.phone.isEmpty else { return [] }
        return [
            [
                "id": .string(part(place, "phone")), "service_id": .string(place.id.description),
                "number": .string(place.phone),
            ]
        ]
    }

    /// Weekdays of the same hours together. Hours that are no weekly table are told in words only.
    private func schedules(_ place: Place) -> [JSON] {
        guard !place.hours.isEmpty else { return [] }
        let week = (try? OpeningHours(parsing: place.hours))?.ordinaryWeek ?? []
        guard !week.isEmpty else { return [schedule(place, 1, [])] }
        var days: [[Int]: [Int]] = [:]
        for stretch in week { days[[stretch.start, stretch.end], default: []].append(stretch.weekday) }
        return days.sorted { $0.key.lexicographicallyPrecedes($1.key) }.enumerated().map { number, hours in
            let byday = hours.value.map { ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][$0] }.joined(separator: ",")
            return schedule(
                place, number + 1,
                [
                    ("byday", .string(byday)), ("opens_at", .string(clock(hours.key[0]))),
                    ("closes_at", .string(clock(hours.key[1] > 1440 ? hours.key[1] - 1440 : hours.key[1]))),
                ])
        }
    }

    private func schedule(_ place: Place, _ number: Int, _ hours: [(String, JSON)]) -> JSON {
        .object(
            [
                ("id", .string(part(place, "schedule/\(number)"))), ("service_id", .string(place.id.description)),
                ("timezone", .number(Double(city.utcOffsetSeconds) / 3600)), ("freq", "WEEKLY"),
                ("description", .string(place.hours)),
            ] + hours)
    }

    private func attributes(_ place: Place) -> [JSON] {
        place.facilities.compactMap { vocabulary.facility($0) }.map { facility in
            let term: ID<Facility> = derivedID(from: (1, 2), "term/" + facility.code)
            return [
                "id": .string(part(place, "attribute/" + facility.code)), "link_id": .string(place.id.description),
                "taxonomy_term_id": .string(term.description), "link_entity": "service",
                "taxonomy_term": [
                    "id": .string(term.description), "code": .string(facility.code),
                    "name": .string(facility.name.english), "description": .string(facility.name.chinese),
                    "taxonomy": "YongAi facilities and services",
                ],
            ]
        }
    }

    private func description(_ place: Place) -> String {
        let words = place.facilities.compactMap { vocabulary.facility($0)?.name }
        let chinese = words.map(\.chinese).joined(separator: "、")
        let english = words.map(\.english).joined(separator: ", ")
        return words.isEmpty
            ? "骑手驿站，可以歇脚。A station where riders may rest."
            : "骑手驿站，有\(chinese)。A station for riders with: \(english)."
    }

    private func part(_ place: Place, _ label: String) -> String {
        let id: ID<Place> = derivedID(from: (place.id.high, place.id.low), label)
        return id.description
    }
}
