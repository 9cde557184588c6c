import Kernel

/// Where a place lies, on a map of its page. `placemap.js` shows it; without scripts there is no empty box.
struct SmallMap {
    let cards: PlaceCards
    let place: Place

    private var language: Language { cards.language }

    var section: HTML {
        guard let point = place.point else { return .empty }
        let icon = cards.places.vocabulary.words(for: place.kind).icon
        return """
            <section class="small-map" id="place-map" aria-label="\(Phrase.placeMap.in(language))" \
            data-lat="\(NavigationApp.degrees(point.latitude))" data-lng="\(NavigationApp.degrees(point.longitude))" \
            data-kind="\(place.kind.rawValue)" data-icon="\(icon)"\(words) hidden>
            <div class="map"></div>
            <button class="small-map-move" type="button"><span>\(Phrase.moveMap.in(language))</span></button>
            </section>

            """
    }

    private var words: [HTML] {
        let words: [(String, Phrase)] = [
            ("label", .mapLabel), ("outlines", .mapOutlines),
            ("here", .mapHere), ("zoom-in", .zoomIn), ("zoom-out", .zoomOut),
        ]
        return words.markup { " data-\($0.0)=\"\($0.1.in(language))\"" as HTML } + [
            cards.places.mapBase(for: cards.visit)
        ]
    }
}
