import Geo
import Kernel
import NameSearch
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

    func list(_ found: [NearbyPlace]) -> HTML { list(found.map { FoundPlace($0) }) }

    func list(_ found: [FoundPlace]) -> HTML {
        "<ol class=\"cards\">\n\(found.markup(card))</ol>"
    }

    private func card(_ found: FoundPlace) -> HTML {
        let place = found.place
        let words = places.vocabulary.words(for: place.kind)
        let distance: HTML? = found.metres.map { metres in
            "<span class=\"card-distance\">\(Phrase.distance(metres).in(language))</span>\n"
        }
        return """
            <li class="card kind-\(place.kind.rawValue)">
            <a class="card-main" href="/places/\(place.id)">
            <span class="card-icon">\(icon(words.icon))</span>
            <span class="card-text">
            <span class="card-name">\(name(found))</span>
            <span class="card-facts"><span class="card-kind">\(words.name.in(language))</span>\(openState(place))</span>
            \(standing(place))\(address(found))</span>
            \(distance)</a>
            \(goLink(place))</li>

            """
    }

    /// What is known of a place just now, each line with its age; on its page without what is told there anyway.
    func standing(_ place: Place, onPage: Bool = false) -> [HTML] {
        index.standing(of: place.id).lines.filter { !(onPage && $0.isForCards) }.markup { line in
            """
            <span class="standing standing-\(line.tone.rawValue)">\(line.words(now: visit.now).in(language))</span>

            """
        }
    }

    /// The name, with what was looked for marked.
    private func name(_ found: FoundPlace) -> HTML {
        let isEnglish = language == .english && !found.place.nameEn.isEmpty
        let fields: [MatchedField] = isEnglish ? [.english] : [.name, .reading, .initials]
        return Marked.text(found.place.name(in: language), found.match, in: fields)
    }

    private func address(_ found: FoundPlace) -> HTML {
        let address = found.place.address
        guard !address.isEmpty else { return .empty }
        return "<span class=\"card-address\">\(Marked.text(address, found.match, in: [.address]))</span>\n"
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
}

/// Text with the parts that were looked for marked.
enum Marked {
    static func text(_ text: String, _ match: FoundMatch?, in fields: [MatchedField]) -> HTML {
        guard let match, fields.contains(match.field) else { return "\(text)" }
        return self.text(text, match.ranges)
    }

    /// - Parameter ranges: in UTF-16 units, in order.
    static func text(_ text: String, _ ranges: [Range<Int>]) -> HTML {
        let units = Array(text.utf16)
        var html: HTML = .empty
        var at = 0
        for range in ranges where range.lowerBound >= at && range.upperBound <= units.count {
            let before = String(decoding: units[at..<range.lowerBound], as: UTF16.self)
            html = "\(html)\(before)<mark>\(String(decoding: units[range], as: UTF16.self))</mark>"
            at = range.upperBound
        }
        return "\(html)\(String(decoding: units[at...], as: UTF16.self))"
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
