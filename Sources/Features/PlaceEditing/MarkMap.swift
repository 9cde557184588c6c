import Geo
import Kernel
import Places

/// The map on which an entry is moved. `place-editor.js` shows it; without scripts there is no empty box, and
/// coordinates are typed.
public struct MarkMap {
    let places: Places
    let visit: Visit
    let kind: PlaceKind
    let point: Coordinate?
    let middle: Coordinate?
    let area: String?
    private var language: Language { visit.language }

    /// - Parameters:
    ///   - point: where the mark is; nil for what lies nowhere yet.
    ///   - middle: where to look then.
    ///   - area: and where to look without that, by its code.
    public init(
        places: Places, visit: Visit, kind: PlaceKind, point: Coordinate?, middle: Coordinate? = nil,
        area: String? = nil
    ) {
        self.places = places
        self.visit = visit
        self.kind = kind
        self.point = point
        self.middle = middle
        self.area = area
    }

    init(editing: PlaceEditing, visit: Visit, record: PlaceRecord?) {
        self.init(
            places: editing.places, visit: visit, kind: record?.place.kind ?? .merchant, point: record?.place.point,
            area: record?.place.areaCode)
    }

    public var markup: HTML {
        guard let middle = point ?? middle ?? centre else { return .empty }
        return """
            <div class="mark-map" id="mark-map" data-lat="\(EditForm.degrees(middle.latitude))" \
            data-lng="\(EditForm.degrees(middle.longitude))" data-placed="\(point == nil ? "no" : "yes")" \
            data-kind="\(kind.rawValue)" data-icon="\(places.vocabulary.words(for: kind).icon)"\
            \(words)\(places.mapBase(for: visit)) hidden>
            <div class="small-map"><div class="map"></div>
            <button class="small-map-move" type="button"><span>\(Phrase.moveOnMap.in(language))</span></button></div>
            <p class="quiet">\(Phrase.moveNote.in(language))</p>
            <p class="mark-area" role="status"></p>
            </div>
            """
    }

    /// Where to look for an entry that lies nowhere yet.
    private var centre: Coordinate? {
        let map = places.areas.map
        return area.flatMap { code in
            map.chain(of: code).links.reversed().compactMap(\.area.centre).first
        } ?? map.city?.centre
    }

    private var words: [HTML] {
        let words: [(HTML, Phrase)] = [
            ("label", .mapOfPlace), ("mark", .theMark), ("outlines", .outlineCredits), ("zoom-in", .closer),
            ("zoom-out", .farther),
        ]
        return words.markup { " data-\($0.0)=\"\($0.1.in(language))\"" }
    }
}

extension Phrase {
    static let moveOnMap = Phrase("在地图上移动", "Move on the map")
    static let moveNote = Phrase(
        "点一下地图，或拖动标记；用键盘时方向键移动 1 米，按住 Shift 移动 10 米。",
        "Tap the map or drag the mark; with a keyboard the arrow keys move it 1 m, with Shift 10 m.")
    static let mapOfPlace = Phrase("地图", "Map")
    static let theMark = Phrase("地点的标记", "Mark of the place")
    static let outlineCredits = Phrase("区界：城市数据包", "Districts: city pack")
    static let closer = Phrase("放大", "Zoom in")
    static let farther = Phrase("缩小", "Zoom out")
}
