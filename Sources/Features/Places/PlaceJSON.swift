import Geo
import Kernel

/// Places as GeoJSON features (RFC 7946; coordinates are WGS-84 as it asks).
struct PlaceJSON {
    let places: Places
    let index: PlaceIndex
    let visit: Visit

    func collection(_ found: [NearbyPlace]) -> JSON {
        [
            "type": "FeatureCollection",
            "datum": "wgs84",
            "features": .array(found.map { feature($0.place, metres: $0.metres) }),
        ]
    }

    func feature(
        _ place: Place, metres: Double? = nil, detail: PlaceDetail? = nil, members: [(String, JSON)] = []
    ) -> JSON {
        var properties = facts(of: place)
        if let metres { properties.insert(("distanceMetres", Self.metres(metres)), at: 0) }
        if let extra = detail?.json { properties.append((extra.name, extra.value)) }
        properties += members
        return [
            "type": "Feature",
            "id": .string(place.id.description),
            "geometry": geometry(place.point),
            "properties": .object(properties),
        ]
    }

    func geometry(_ point: Coordinate?) -> JSON {
        guard let point else { return .null }
        return ["type": "Point", "coordinates": [degrees(point.longitude), degrees(point.latitude)]]
    }

    private func facts(of place: Place) -> [(String, JSON)] {
        [
            ("kind", .string(place.kind.rawValue)),
            ("name", .string(place.name)),
            ("nameEn", place.nameEn.isEmpty ? .null : .string(place.nameEn)),
            ("address", .string(place.address)),
            ("area", area(place.areaCode, basis: place.areaBasis)),
            ("openState", openState(place)),
            ("hours", place.hours.isEmpty ? .null : .string(place.hours)),
            ("phone", place.phone.isEmpty ? .null : .string(place.phone)),
            ("facilities", .array(place.facilities.map(JSON.string))),
            ("traits", .array(index.standing(of: place.id).traits.words.map(JSON.string))),
            ("pointBasis", .string(place.pointBasis.rawValue)),
            ("verifiedAt", JSON(place.verifiedAt?.rfc3339(utcOffsetSeconds: places.utcOffsetSeconds))),
            ("source", .string(place.source)),
            ("demonstration", .bool(place.isDemonstration)),
        ]
    }

    func area(_ code: String?, basis: String?) -> JSON {
        guard let area = code.flatMap({ places.areas.map.area($0) }) else { return .null }
        return [
            "code": .string(area.code),
            "name": .string(area.name.chinese),
            "nameEn": .string(area.name.english),
            "decidedBy": JSON(basis),
        ]
    }

    func openState(_ place: Place) -> JSON {
        let state = index.timetable.state(of: place.hours, at: visit.now)
        let next = state.nextChange.map {
            Instant(seconds: $0).rfc3339(utcOffsetSeconds: places.utcOffsetSeconds)
        }
        return [
            "state": .string(state.kind.word),
            "text": .string(index.timetable.sentence(for: state, at: visit.now, in: visit.language)),
            "nextChange": JSON(next),
        ]
    }

    /// Rounded to a decimetre.
    static func metres(_ value: Double) -> JSON { .number((value * 10).rounded() / 10) }

    /// Seven decimals, about a centimetre: more is noise.
    private func degrees(_ value: Double) -> JSON { .number((value * 1e7).rounded() / 1e7) }
}
