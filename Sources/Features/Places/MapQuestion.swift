import Areas
import Geo
import Kernel

/// What is asked of the map: the places of a view at a zoom that pass every filter, gathered where they are many.
struct MapQuestion: Sendable {
    var box: BoundingBox
    /// 0 to 20, as web maps count; at 0 the world is one tile of 256 pixels.
    var zoom: Int
    var filter: PlaceFilter

    static let parameters =
        ["bbox", "zoom", "lang"] + PlaceFilter.parameters.filter { $0 != "radius" && $0 != "limit" }

    init(box: BoundingBox, zoom: Int, filter: PlaceFilter = PlaceFilter()) {
        self.box = box
        self.zoom = zoom
        self.filter = filter
    }

    init(_ visit: Visit, vocabulary: Vocabulary) throws(Refusal) {
        let query = visit.query
        try query.accept(only: Self.parameters)
        guard let box = try BoxQuery.box(query) else { throw BoxQuery.refusal(nil) }
        let text = try query.value("zoom")
        guard let zoom = text.flatMap(Self.zoom) else {
            throw .parameter(
                name: "zoom", came: text,
                accepted: Phrase(
                    "请填 0 到 \(MapZoom.max) 的整数。", "Give a whole number from 0 to \(MapZoom.max)."))
        }
        self.box = box
        self.zoom = zoom
        filter = try PlaceFilter(query, vocabulary: vocabulary, now: visit.now)
    }

    private static func zoom(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let zoom = Int(text), zoom <= MapZoom.max else {
            return nil
        }
        return zoom
    }
}
