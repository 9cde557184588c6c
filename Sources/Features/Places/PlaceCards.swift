import Geo
import Kernel
import OpeningHours

/// Pieces of markup the directory's pages share.
struct PlaceCards {
    let places: Places
    let index: PlaceIndex
    let visit: Visit

    var language: Language { visit.language }

    func icon(_ name: String) -> HTML { visit.icon(name) }

    /// The way to the start page, where the nearest places are listed again.
    func back() -> HTML {
        "<p class=\"back\"><a href=\"/\">\(icon("back"))\(Phrase.nearest.in(language))</a></p>"
    }

    func list(_ found: [NearbyPlace]) -> HTML {
        "<ol class=\"cards\">\n\(found.markup(card))</ol>"
    }

    private func card(_ found: NearbyPlace) -> HTML {
        let place = found.place
        let words = places.vocabulary.words(for: place.kind)
        return """
            <li class="card kind-\(place.kind.rawValue)">
            <a class="card-main" href="/places/\(place.id)">
            <span class="card-icon">\(icon(words.icon))</span>
            <span class="card-text">
            <span class="card-name">\(place.name(in: language))</span>
            <span class="card-facts"><span class="card-kind">\(words.name.in(language))</span>\(openState(place))</span>
            \(standing(place))\(address(place))</span>
            <span class="card-distance">\(Phrase.distance(found.metres).in(language))</span>
            </a>
            \(goLink(place))</li>

            """
    }

    /// What is known of a place just now, each line with its age.
    func standing(_ place: Place) -> [HTML] {
        index.standing(of: place.id).lines.markup { line in
            """
            <span class="standing standing-\(line.tone.rawValue)">\(line.words(now: visit.now).in(language))</span>

            """
        }
    }

    private func address(_ place: Place) -> HTML {
        place.address.isEmpty ? .empty : "<span class=\"card-address\">\(place.address)</span>\n"
    }

    private func goLink(_ place: Place) -> HTML {
        guard let point = place.point else { return .empty }
        let target = NavigationTarget(name: place.name, point: point)
        return """
            <a class="go" href="\(NavigationApp.amap.address(to: target))" rel="noreferrer" \
            aria-label="\(Phrase.navigate.in(language)) \(place.name(in: language))">\(icon("navigate"))\
            \(Phrase.navigate.in(language))</a>

            """
    }

    /// Empty for kinds that do not open and close as a whole, such as a compound with gates of its own.
    func openState(_ place: Place) -> HTML {
        if place.hours.isEmpty, !place.kind.keepsHours { return .empty }
        let state = index.timetable.state(of: place.hours, at: visit.now)
        let text = index.timetable.sentence(for: state, at: visit.now, in: language)
        return "<span class=\"open open-\(state.kind.word)\">\(text)</span>"
    }

    /// The filters as links that keep the address they stand on, one for each kind and one for "open now".
    func chips(_ filter: PlaceFilter, path: String) -> HTML {
        let present = places.vocabulary.kinds.filter { index.hasPlaces(of: $0.kind) }
        let all = chip(Phrase.everyKind.in(language), icon: nil, isOn: filter.kinds.isEmpty, filter, path) {
            $0.kinds = []
        }
        let kinds = present.markup { words in
            chip(words.name.in(language), icon: words.icon, isOn: filter.kinds == [words.kind], filter, path) {
                $0.kinds = [words.kind]
            }
        }
        let open = chip(Phrase.openNow.in(language), icon: "clock", isOn: filter.openAt != nil, filter, path) {
            $0.openAt = $0.openAt == nil ? visit.now : nil
        }
        return """
            <nav class="chips" aria-label="\(Phrase.filters.in(language))">
            \(open)\(all)\(kinds)</nav>
            """
    }

    private func chip(
        _ text: String, icon name: String?, isOn: Bool, _ filter: PlaceFilter, _ path: String,
        _ change: (inout PlaceFilter) -> Void
    ) -> HTML {
        var changed = filter
        change(&changed)
        let symbol: HTML = name.map { icon($0) } ?? .empty
        let current: HTML = isOn ? " aria-current=\"true\"" : .empty
        return "<a class=\"chip\" href=\"\(path)\(changed.query)\"\(current)>\(symbol)\(text)</a>\n"
    }

    /// What to do when nothing fits: look farther.
    func nothing(_ filter: PlaceFilter, path: String) -> HTML {
        if index.places.isEmpty { return "<p class=\"empty\">\(Phrase.emptyDirectory.in(language))</p>" }
        let wider = [10_000, Limits.radiusMetresMax].first { $0 > filter.radiusMetres }
        let link: HTML? = wider.map { metres in
            var changed = filter
            changed.radiusMetres = metres
            let words = Phrase.searchWithin(metres).in(language)
            return "<p><a class=\"button\" href=\"\(path)\(changed.query)\">\(words)</a></p>"
        }
        return """
            <div class="empty"><p>\(Phrase.nothingWithin(filter.radiusMetres).in(language))</p>\(link)</div>
            """
    }
}

extension PlaceFilter {
    /// The filter as a query, with its question mark; empty when nothing is filtered.
    var query: String {
        var items: [String] = []
        if !kinds.isEmpty { items.append("kinds=" + kinds.map(\.rawValue).joined(separator: ",")) }
        if !facilities.isEmpty { items.append("facilities=" + facilities.joined(separator: ",")) }
        if !traits.isEmpty { items.append("traits=" + traits.words.joined(separator: ",")) }
        if openAt != nil { items.append("open=now") }
        if radiusMetres != Limits.radiusMetresDefault { items.append("radius=\(radiusMetres)") }
        return items.isEmpty ? "" : "?" + items.joined(separator: "&")
    }
}

extension OpenState.Kind {
    /// The word the API and the style sheet use.
    var word: String {
        switch self {
        case .open: "open"
        case .closed: "closed"
        case .unknown: "unknown"
        }
    }
}
