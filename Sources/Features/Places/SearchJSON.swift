import Areas
import Geo
import Kernel
import NameSearch

/// What was found by name as GeoJSON features: places as everywhere, areas and roads with a point to look around.
struct SearchJSON {
    let places: PlaceJSON

    func collection(_ found: [Found]) -> JSON {
        ["type": "FeatureCollection", "datum": "wgs84", "features": .array(found.map(feature))]
    }

    private func feature(_ found: Found) -> JSON {
        switch found.thing {
        case .place(let place):
            places.feature(place, metres: found.metres, members: [("match", match(found.match))])
        case .area(let area):
            feature(
                found, id: "area/\(area.code)", kind: .area, name: area.name, parent: area.parentCode,
                [("code", .string(area.code)), ("level", .string(area.level.rawValue))])
        case .road(let road):
            feature(
                found, id: "road/\(road.districtCode)/\(road.name)", kind: .road,
                name: Phrase(road.name, RoadNames.english(road.name, places.places.pinyin)),
                parent: road.districtCode, [])
        }
    }

    private func feature(
        _ found: Found, id: String, kind: SearchKind, name: Phrase, parent: String?, _ more: [(String, JSON)]
    ) -> JSON {
        var properties: [(String, JSON)] = [
            ("kind", .string(kind.rawValue)), ("name", .string(name.chinese)), ("nameEn", .string(name.english)),
            ("area", PlaceJSON.area(parent, basis: nil, in: places.places)),
        ]
        if let metres = found.metres { properties.insert(("distanceMetres", PlaceJSON.metres(metres)), at: 0) }
        return [
            "type": "Feature", "id": .string(id), "geometry": PlaceJSON.geometry(found.point),
            "properties": .object(properties + more + [("match", match(found.match))]),
        ]
    }

    private func match(_ match: FoundMatch) -> JSON {
        [
            "field": .string(match.field.word),
            "ranges": .array(match.ranges.map { [JSON($0.lowerBound), JSON($0.count)] }),
        ]
    }
}

extension MatchedField {
    var word: String {
        switch self {
        case .name: "name"
        case .reading: "pinyin"
        case .initials: "initials"
        case .english: "nameEn"
        case .address: "address"
        case .area: "area"
        }
    }
}
