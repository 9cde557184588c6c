import Geo
import Kernel

/// Places as GeoJSON features (RFC 7946; coordinates are WGS-84 as it asks).
struct PlaceJSON {
    let places: Places
    let index: PlaceIndex
    let visit: Visit

    /// The entries at these positions of the index with their distances, copied from the prepared bytes.
    func collection(_ found: [Neighbour]) -> BodyBytes {
        let prepared = index.prepared
        let states = index.sentences.texts(
            of: found.map { prepared.schedules[$0.ordinal] }, at: visit.now, in: visit.language)
        var capacity = Self.frameBytesMax
        for (number, one) in found.enumerated() {
            capacity += prepared.count(of: one.ordinal) + states[number].count + Self.gapBytesMax
        }
        return BodyBytes(capacity: capacity) { pen in
            pen.write(#"{"type":"FeatureCollection","datum":"wgs84","features":["#)
            for (number, one) in found.enumerated() {
                if number > 0 { pen.write(UInt8(ascii: ",")) }
                prepared.withPieces(of: one.ordinal) { pieces in
                    pen.write(pieces.0)
                    Self.write(metres: one.metres, with: &pen)
                    pen.write(pieces.1)
                    pen.write(states[number])
                    pen.write(pieces.2)
                    pen.write(index.traits(at: one.ordinal).json)
                    pen.write(pieces.3)
                }
            }
            pen.write("]}")
        }
    }

    /// What stands around the features; what a feature's distance, its traits and the comma before it take.
    private static let frameBytesMax = 64
    private static let gapBytesMax = 24 + PlaceTraits.jsonBytesMax

    /// Metres to the decimetre, from whole decimetres: no floating-point text is made for it.
    private static func write(metres: Double, with pen: inout BodyBytes.Pen) {
        let decimetres = Int((metres * 10).rounded())
        pen.write(decimetres / 10)
        guard decimetres % 10 != 0 else { return }
        pen.write(UInt8(ascii: "."))
        pen.write(UInt8(ascii: "0") + UInt8(decimetres % 10))
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
        let timetable = index.timetable
        return timetable.json(timetable.state(of: place.hours, at: visit.now), at: visit.now, in: visit.language)
    }

    /// Rounded to a decimetre.
    static func metres(_ value: Double) -> JSON { .number((value * 10).rounded() / 10) }
}
