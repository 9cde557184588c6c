import Geo
import Kernel

/// The marks of a map as GeoJSON features: places alone in their short form, and several together with their number.
struct MapJSON {
    let places: Places
    let index: PlaceIndex
    let visit: Visit

    func collection(_ question: MapQuestion) -> JSON {
        let answer = index.map(question)
        return [
            "type": "FeatureCollection",
            "datum": "wgs84",
            "zoom": JSON(answer.zoom),
            "count": JSON(answer.marks.reduce(0) { $0 + $1.mark.count }),
            "features": .array(
                answer.marks.map { mark in
                    mark.position.map { place(index.places[$0], mark) } ?? cluster(mark, answer.zoom)
                }),
        ]
    }

    private func cluster(_ found: MapAnswer.Mark, _ zoom: Int) -> JSON {
        let kinds = PlaceKind.allCases.compactMap { kind -> (String, JSON)? in
            let count = found.mark.counts[Int(PlaceMap.group(of: kind))]
            return count == 0 ? nil : (kind.rawValue, .integer(Int64(count)))
        }
        return [
            "type": "Feature",
            "id": .string("\(zoom)/\(found.cell.column)/\(found.cell.row)"),
            "geometry": point(found.mark.point),
            "properties": [
                "cluster": true, "count": JSON(found.mark.count), "kinds": .object(kinds),
                "expansionZoom": found.expansionZoom.map { JSON($0) } ?? .null,
            ],
        ]
    }

    private func place(_ place: Place, _ found: MapAnswer.Mark) -> JSON {
        let json = PlaceJSON(places: places, index: index, visit: visit)
        return [
            "type": "Feature",
            "id": .string(place.id.description),
            "geometry": point(place.point ?? found.mark.point),
            "properties": [
                "cluster": false,
                "kind": .string(place.kind.rawValue),
                "name": .string(place.name),
                "nameEn": place.nameEn.isEmpty ? .null : .string(place.nameEn),
                "openState": json.openState(place),
                "traits": .array(index.standing(of: place.id).traits.words.map(JSON.string)),
            ],
        ]
    }

    private func point(_ point: Coordinate) -> JSON {
        ["type": "Point", "coordinates": [.degrees(point.longitude), .degrees(point.latitude)]]
    }
}
