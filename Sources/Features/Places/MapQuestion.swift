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

/// Marks of the map, and the zoom they were gathered at.
struct MapAnswer {
    var zoom: Int
    var marks: [MapMark]
    /// For each mark the zoom at which it comes apart; nil where none does.
    var expansionZooms: [Int?]
}

extension PlaceIndex {
    /// The marks of a view. A view too large for its zoom is answered at a lower one.
    func map(_ question: MapQuestion) -> MapAnswer {
        let zoom = ClusterIndex.zoom(answering: question.box, zoom: question.zoom)
        let groups =
            question.filter.kinds.isEmpty ? UInt8.max : question.filter.kinds.reduce(0) { $0 | Self.bit(of: $1) }
        guard let passes = test(question.filter) else {
            let marks = clusters.marks(in: question.box, zoom: zoom, groups: groups)
            return MapAnswer(
                zoom: zoom, marks: marks, expansionZooms: marks.map { clusters.expansionZoom(of: $0, groups: groups) })
        }
        let marks = clusters.marks(in: question.box, zoom: zoom, groups: groups, where: passes)
        return MapAnswer(
            zoom: zoom, marks: marks,
            expansionZooms: marks.map { clusters.expansionZoom(of: $0, groups: groups, where: passes) })
    }

    /// Facilities and hours, of an entry known by its position in `placed`; nil when nothing is asked of them.
    private func test(_ filter: PlaceFilter) -> ((Int) -> Bool)? {
        guard !filter.facilities.isEmpty || filter.openAt != nil else { return nil }
        let facilities = vocabulary.mask(filter.facilities)
        var open = filter.openAt.map { OpenNow(timetable, at: $0) }
        return { ordinal in
            facilityBits[ordinal] & facilities == facilities && (open?.isOpen(hours[ordinal]) ?? true)
        }
    }
}
