import Geo
import Kernel

/// Places as GeoJSON features (RFC 7946; coordinates are WGS-84 as it asks).
struct PlaceJSON {
    let places: Places
    let index: PlaceIndex
    let visit: Visit

    /// The entries at these positions of the index with their distances, copied from the prepared bytes.
    func collection(_ found: [Neighbour]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(found.count * Self.featureBytes + 128)
        output.append(contentsOf: #"{"type":"FeatureCollection","datum":"wgs84","features":["#.utf8)
        let prepared = index.prepared
        let states = index.sentences.texts(
            of: found.map { prepared.schedules[$0.ordinal] }, at: visit.now, in: visit.language)
        for (number, one) in found.enumerated() {
            if number > 0 { output.append(UInt8(ascii: ",")) }
            prepared.write(0, of: one.ordinal, into: &output)
            Self.write(metres: one.metres, into: &output)
            prepared.write(1, of: one.ordinal, into: &output)
            output.append(contentsOf: states[number])
            prepared.write(2, of: one.ordinal, into: &output)
            Self.write(index.traits(at: one.ordinal), into: &output)
            prepared.write(3, of: one.ordinal, into: &output)
        }
        output.append(contentsOf: "]}".utf8)
        return output
    }

    /// What a feature takes as a rule, so that an answer's storage is made once.
    private static let featureBytes = 900

    /// Metres to the decimetre, from whole decimetres: no floating-point text is made for it.
    private static func write(metres: Double, into output: inout [UInt8]) {
        let decimetres = Int((metres * 10).rounded())
        output.append(contentsOf: String(decimetres / 10).utf8)
        guard decimetres % 10 != 0 else { return }
        output.append(UInt8(ascii: "."))
        output.append(UInt8(ascii: "0") + UInt8(decimetres % 10))
    }

    private static func write(_ traits: PlaceTraits, into output: inout [UInt8]) {
        guard !traits.isEmpty else { return output.append(contentsOf: "[]".utf8) }
        JSON.array(traits.words.map(JSON.string)).write(to: &output)
    }

    /// The entries of a directory, written for `collection`.
    static func prepared(_ index: PlaceIndex, of places: Places) -> PreparedPlaces {
        PreparedPlaces(index.places, timetable: index.timetable) { place in
            feature(
                place,
                [("distanceMetres", PreparedPlaces.gap)]
                    + facts(of: place, places, openState: PreparedPlaces.gap, traits: PreparedPlaces.gap))
        }
    }

    func feature(
        _ place: Place, metres: Double? = nil, detail: PlaceDetail? = nil, members: [(String, JSON)] = []
    ) -> JSON {
        var properties = Self.facts(
            of: place, places, openState: openState(place),
            traits: .array(index.standing(of: place.id).traits.words.map(JSON.string)))
        if let metres { properties.insert(("distanceMetres", Self.metres(metres)), at: 0) }
        if let extra = detail?.json { properties.append((extra.name, extra.value)) }
        return Self.feature(place, properties + members)
    }

    private static func feature(_ place: Place, _ properties: [(String, JSON)]) -> JSON {
        [
            "type": "Feature",
            "id": .string(place.id.description),
            "geometry": geometry(place.point),
            "properties": .object(properties),
        ]
    }

    static func geometry(_ point: Coordinate?) -> JSON {
        guard let point else { return .null }
        return ["type": "Point", "coordinates": [.degrees(point.longitude), .degrees(point.latitude)]]
    }

    private static func facts(
        of place: Place, _ places: Places, openState: JSON, traits: JSON
    ) -> [(String, JSON)] {
        [
            ("kind", .string(place.kind.rawValue)),
            ("name", .string(place.name)),
            ("nameEn", place.nameEn.isEmpty ? .null : .string(place.nameEn)),
            ("address", .string(place.address)),
            ("area", area(place.areaCode, basis: place.areaBasis, in: places)),
            ("openState", openState),
            ("hours", place.hours.isEmpty ? .null : .string(place.hours)),
            ("phone", place.phone.isEmpty ? .null : .string(place.phone)),
            ("facilities", .array(place.facilities.map(JSON.string))),
            ("traits", traits),
            ("pointBasis", .string(place.pointBasis.rawValue)),
            ("verifiedAt", JSON(place.verifiedAt?.rfc3339(utcOffsetSeconds: places.utcOffsetSeconds))),
            ("source", .string(place.source)),
            ("demonstration", .bool(place.isDemonstration)),
        ]
    }

    static func area(_ code: String?, basis: String?, in places: Places) -> JSON {
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
}
