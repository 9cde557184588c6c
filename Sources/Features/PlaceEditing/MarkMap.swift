import Geo
import Kernel
import Places

/// The map on which an entry is moved. `place-editor.js` shows it; without scripts there is no empty box, and
/// coordinates are typed.
struct MarkMap {
    let editing: PlaceEditing
    let visit: Visit
    let record: PlaceRecord?
    private var language: Language { visit.language }

    var markup: HTML {
        guard let middle = record?.place.point ?? centre else { return .empty }
        let kind = record?.place.kind ?? .merchant
        let isPlaced = record?.place.point != nil
        return """
            <div class="mark-map" id="mark-map" data-lat="\(EditForm.degrees(middle.latitude))" \
            data-lng="\(EditForm.degrees(middle.longitude))" data-placed="\(isPlaced ? "yes" : "no")" \
            data-kind="\(kind.rawValue)" data-icon="\(editing.places.vocabulary.words(for: kind).icon)"\
            \(words)\(editing.places.mapBase(for: visit)) hidden>
            <div class="small-map"><div class="map"></div>
            <button class="small-map-move" type="button"><span>\(Phrase.moveOnMap.in(language))</span></button></div>
            <p class="quiet">\(Phrase.moveNote.in(language))</p>
            <p class="mark-area" role="status"></p>
            </div>
            """
    }

    /// Where to look for an entry that lies nowhere yet.
    private var centre: Coordinate? {
        record?.place.areaCode.flatMap { code in
            editing.map.chain(of: code).links.reversed().compactMap(\.area.centre).first
        } ?? editing.map.city?.centre
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
