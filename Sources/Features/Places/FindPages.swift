import Areas
import Kernel

/// A place that was found, with its distance where one is known, and the part of its name that was looked for.
struct FoundPlace: Sendable, Equatable {
    var place: Place
    var metres: Double?
    var match: FoundMatch?

    init(_ place: Place, metres: Double? = nil, match: FoundMatch? = nil) {
        self.place = place
        self.metres = metres
        self.match = match
    }

    init(_ found: NearbyPlace) { self.init(found.place, metres: found.metres) }
}

/// What was found: places, and areas that bear the name.
struct FindResults: Sendable, Equatable {
    var places: [FoundPlace]
    var areas: [Area] = []
}

/// The result page: one result, shown as a list or on the map.
struct FindPages {
    let cards: PlaceCards
    let map: AreaMap
    let question: FindQuestion

    private var language: Language { cards.language }
    private var vocabulary: Vocabulary { cards.places.vocabulary }

    /// - Parameter found: nil while nobody has said where the rider is.
    func page(_ found: FindResults?) -> Page {
        let main: HTML = """
            <div class="find\(question.isMap ? " is-map" : "")" id="find">
            \(SearchField(cards: cards, question: question).form())
            \(WhereLine(cards: cards, near: question.near, isHeading: true).section())
            <div class="found" id="found">
            \(part(found, at: nil))
            </div>
            \(FindMap(cards: cards, map: map, question: question).section())
            \(AreaPicker(map: map, language: language).section { area in
                question.changed { $0.near = area }.address
            })
            </div>
            """
        return Page(
            title: title, main: main, modules: ["find", "search"], description: title,
            tab: question.isMap ? .map : .find)
    }

    /// Filters and results, which scripts put in place of the ones before.
    ///
    /// - Parameter chain: the areas the rider stands in, when a position was sent.
    func part(_ found: FindResults?, at chain: AreaChain?) -> HTML {
        """
        \(FindFilters(cards: cards, question: question).bar())
        \(results(found, at: chain))
        """
    }

    func results(_ found: FindResults?, at chain: AreaChain?) -> HTML {
        let spot = (chain?.last?.area ?? question.near)?.name.in(language) ?? ""
        let note: HTML? = chain == nil ? question.near.map(centre(of:)) : nil
        return """
            <section class="results" id="results" aria-label="\(title)" data-title="\(title)" \
            data-count="\(found?.places.count ?? 0)" data-spot="\(spot)"\(note)>
            \(list(found))
            </section>
            """
    }

    /// How well the centre of the chosen area is known, and where the map begins.
    private func centre(of area: Area) -> HTML {
        guard let point = area.centre else { return .empty }
        return """
             data-note="\(Phrase.aroundCentre(area.centreBasis.isApproximate).in(language))" \
            data-lat="\(NavigationApp.degrees(point.latitude))" data-lng="\(NavigationApp.degrees(point.longitude))"
            """
    }

    private func list(_ found: FindResults?) -> HTML {
        guard let found else { return "<p class=\"empty\">\(Phrase.sayWhere.in(language))</p>" }
        let areas = self.areas(found.areas)
        guard found.places.isEmpty else { return "\(areas)\(cards.list(found.places))" }
        return found.areas.isEmpty ? nothing() : areas
    }

    /// Areas that bear the name: a tap looks around there.
    private func areas(_ areas: [Area]) -> HTML {
        guard !areas.isEmpty else { return .empty }
        let links = areas.markup { area in
            let address = question.changed { ($0.text, $0.near) = ("", area) }.address
            return """
                <li><a data-find href="\(address)">\(cards.icon("map"))\
                \(Phrase.nearArea(area.name).in(language))</a></li>

                """
        }
        return "<ul class=\"streets found-areas\">\n\(links)</ul>\n"
    }

    private var title: String {
        if !question.text.isEmpty { return Phrase.resultsFor(question.text).in(language) }
        if let near = question.near { return Phrase.nearArea(near.name).in(language) }
        return Phrase.nearest.in(language)
    }

    /// What to do when nothing fits: look farther, or ask for less.
    private func nothing() -> HTML {
        if cards.index.places.isEmpty { return "<p class=\"empty\">\(Phrase.emptyDirectory.in(language))</p>" }
        let sentence =
            question.text.isEmpty
            ? Phrase.nothingWithin(question.filter.radiusMetres) : Phrase.nothingCalled(question.text)
        return """
            <div class="empty"><p>\(sentence.in(language))</p>
            <p class="empty-ways">\(ways())</p></div>
            """
    }

    private func ways() -> [HTML] {
        var ways: [(Phrase, FindQuestion)] = []
        let filter = question.filter
        let wider = [10_000, Limits.radiusMetresMax].first { $0 > filter.radiusMetres }
        if question.text.isEmpty, let wider {
            ways.append((.searchWithin(wider), question.changed { $0.filter.radiusMetres = wider }))
        }
        if filter.traits.contains(.fullBattery) {
            ways.append((.dropFullBattery, question.changed { $0.filter.traits.remove(.fullBattery) }))
        }
        if filter.openAt != nil { ways.append((.dropOpen, question.changed { $0.filter.openAt = nil })) }
        if question.isFiltered {
            ways.append((.dropFilters, question.changed { $0.filter = PlaceFilter() }))
        }
        return ways.markup { words, question in
            "<a class=\"button\" data-find href=\"\(question.address)\">\(words.in(language))</a>\n"
        }
    }
}

extension FindQuestion {
    /// Whether any filter but the radius is on.
    var isFiltered: Bool {
        !filter.kinds.isEmpty || !filter.facilities.isEmpty || !filter.traits.isEmpty || filter.openAt != nil
    }
}
