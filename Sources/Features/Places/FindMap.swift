import Areas
import Geo
import Kernel

/// The map's place on the result page, with all a script needs to draw it. Without scripts the list stays.
struct FindMap {
    let cards: PlaceCards
    let map: AreaMap
    let question: FindQuestion

    private var language: Language { cards.language }

    func section() -> HTML {
        let note: HTML =
            question.isMap
            ? "<noscript><p class=\"warning\">\(Phrase.mapNeedsScripts.in(language))</p></noscript>\n" : .empty
        return """
            \(note)<section class="map-frame" id="map-frame" aria-label="\(Phrase.mapView.in(language))" hidden>
            <div class="map" id="map" aria-label="\(Phrase.mapLabel.in(language))"\
            \(start)\(words)></div>
            <p class="map-status" id="map-status" role="status"></p>
            <div class="sheet map-sheet" id="map-sheet" role="dialog" \
            aria-label="\(Phrase.nearest.in(language))" tabindex="-1" hidden></div>
            </section>
            """
    }

    private var start: HTML {
        guard let centre = map.city?.centre else { return .empty }
        return """
             data-lat="\(NavigationApp.degrees(centre.latitude))" data-lng="\(NavigationApp.degrees(centre.longitude))"
            """
    }

    private var words: [HTML] {
        let words: [(String, Phrase)] = [
            ("loading", .mapLoading), ("failed", .mapFailed), ("offline", .mapPlacesFailed), ("here", .mapHere),
            ("ask", .locate),
            ("cluster", .mapCluster), ("outlines", .mapOutlines), ("zoom-in", .zoomIn), ("zoom-out", .zoomOut),
            ("empty", .mapEmpty), ("close", .close), ("open", .openNow),
        ]
        return words.markup { " data-\($0.0)=\"\($0.1.in(language))\"" as HTML } + [
            cards.places.mapBase(for: cards.visit)
        ]
    }
}

extension Places {
    /// What a map's element says of what lies under it, as attributes: tiles, or the offline map, or nothing.
    public func mapBase(for visit: Visit) -> HTML {
        guard let tiles else {
            guard let address = visit.site.basemap() else { return .empty }
            return " data-basemap=\"\(address)\" data-basemap-credits=\"© OpenStreetMap contributors\""
        }
        return """
             data-tiles="\(tiles.url)" data-attribution="\(tiles.attribution)" data-approval="\(tiles.approval)" \
            data-datum="\(tiles.datum.rawValue)" data-zoom-max="\(tiles.zoomMax)"
            """
    }
}
