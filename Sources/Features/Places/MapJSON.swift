import Geo
import Kernel

/// The marks of a map as GeoJSON features: places alone in their short form, and several together with their number.
struct MapJSON {
    let places: Places
    let index: PlaceIndex
    let visit: Visit

    func collection(_ question: MapQuestion) -> JSON {
        let answer = index.map(question)
        let features = zip(answer.marks, answer.expansionZooms).map { mark, expansion in
            mark.isCluster ? cluster(mark, answer.zoom, expansion) : place(mark)
        }
        return [
            "type": "FeatureCollection",
            "datum": "wgs84",
            "zoom": JSON(answer.zoom),
            "count": JSON(answer.marks.reduce(0) { $0 + $1.count }),
            "features": .array(features),
        ]
    }

    private func cluster(_ mark: MapMark, _ zoom: Int, _ expansion: Int?) -> JSON {
        let cell = index.clusters.cell(of: mark, zoom: zoom)
        let kinds = PlaceKind.allCases.compactMap { kind -> (String, JSON)? in
            let count = mark.counts[PlaceIndex.bit(of: kind).trailingZeroBitCount]
            return count == 0 ? nil : (kind.rawValue, .integer(Int64(count)))
        }
        return [
            "type": "Feature",
            "id": .string("\(zoom)/\(cell.column)/\(cell.row)"),
            "geometry": point(mark.point),
            "properties": [
                "cluster": true, "count": JSON(mark.count), "kinds": .object(kinds),
                "expansionZoom": expansion.map { JSON($0) } ?? .null,
            ],
        ]
    }

    private func place(_ mark: MapMark) -> JSON {
        let place = index.places[Int(index.placed[mark.ordinal])]
        let json = PlaceJSON(places: places, index: index, visit: visit)
        return [
            "type": "Feature",
            "id": .string(place.id.description),
            "geometry": point(place.point ?? mark.point),
            "properties": [
                "cluster": false,
                "kind": .string(place.kind.rawValue),
                "name": .string(place.name),
                "nameEn": place.nameEn.isEmpty ? .null : .string(place.nameEn),
                "openState": json.openState(place),
            ],
        ]
    }

    private func point(_ point: Coordinate) -> JSON {
        ["type": "Point", "coordinates": [degrees(point.longitude), degrees(point.latitude)]]
    }

    private func degrees(_ value: Double) -> JSON { .number((value * 1e7).rounded() / 1e7) }
}
