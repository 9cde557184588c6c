import Areas
import Geo
import Kernel
import OpeningHours

/// The page of one place: everything known, how old it is, and the way there.
struct PlacePage {
    let cards: PlaceCards
    let map: AreaMap
    let place: Place
    let detail: PlaceDetail?
    var additions: [PlaceAddition] = []

    private var language: Language { cards.language }
    private var vocabulary: Vocabulary { cards.places.vocabulary }

    func page() -> Page {
        let words = vocabulary.words(for: place.kind)
        let name = place.name(in: language)
        let main: HTML = """
            <article class="place kind-\(place.kind.rawValue)">
            \(cards.back())
            <header class="place-head">
            <span class="place-icon">\(cards.icon(words.icon))</span>
            <div><h1>\(name)</h1><p class="kind">\(words.name.in(language))</p></div>
            </header>
            \(state())\(navigation())
            \(added(.state))\
            \(SmallMap(cards: cards, place: place).section)\(detail?.section)
            \(facilities(isService: false, Phrase.facilities))\
            \(facilities(isService: true, Phrase.services))\
            \(hours())\
            \(added(.more))\(facts())
            \(provenance())
            \(neighbours())</article>
            """
        return Page(
            title: name, main: main, modules: modules + additions.flatMap(\.modules), description: place.address,
            styles: additions.flatMap(\.styles))
    }

    private var modules: [String] { place.point == nil ? ["share"] : ["share", "placemap"] }

    private func added(_ spot: PlaceAddition.Spot) -> [HTML] {
        additions.filter { $0.spot == spot }.map(\.markup)
    }

    /// Whether it is open, and what is known of it just now.
    private func state() -> HTML {
        let state = cards.openState(place)
        let open: HTML = state == .empty ? .empty : "<p class=\"state\">\(state)</p>\n"
        let lines = cards.standing(place, onPage: true)
        return lines.isEmpty ? open : "\(open)<p class=\"standings\">\(lines)</p>\n"
    }

    /// The ways there: the road in the page where a feature knows one, the map apps, and the address to hand on.
    private func navigation() -> HTML {
        guard let point = place.point else { return "<p class=\"warning\">\(Phrase.unplaced.in(language))</p>" }
        let target = NavigationTarget(name: place.name, point: point, vehicle: detail?.vehicle ?? .bike)
        let links = NavigationApp.allCases.markup { link($0, to: target) }
        let warning: HTML =
            place.pointBasis == .approximate
            ? "<p class=\"warning\">\(Phrase.approximatePoint.in(language))</p>\n" : .empty
        return """
            <section class="navigation">
            <h2 class="visually-hidden">\(Phrase.navigateWith.in(language))</h2>
            \(warning)<ul class="buttons">
            \(added(.way).markup { "<li class=\"wide\">\($0)</li>\n" })\(links)</ul>
            \(actions())
            </section>
            """
    }

    private func link(_ app: NavigationApp, to target: NavigationTarget) -> HTML {
        let agent = cards.visit.userAgent
        let address = app.address(to: target, isApple: agent.contains("iPhone") || agent.contains("iPad"))
        guard app == .amap else {
            return """
                <li><a class="button small" rel="noreferrer" data-datum="\(app.datum.rawValue)" \
                href="\(address)">\(app.name.in(language))</a></li>

                """
        }
        return """
            <li class="wide"><a class="button primary" rel="noreferrer" data-datum="\(app.datum.rawValue)" \
            href="\(address)">\(cards.icon("navigate"))\(Phrase.navigateBy(app.name).in(language))</a></li>

            """
    }

    /// Handing the place on, and calling it. The button is shown by its module where the phone can.
    private func actions() -> HTML {
        let call: HTML =
            place.phone.isEmpty
            ? .empty
            : """
            <a class="button small" href="tel:\(AddressText.encode(place.phone))">\(cards.icon("phone"))\
            \(Phrase.call.in(language))</a>
            """
        return """
            <p class="actions"><button id="share" class="button small" type="button" hidden \
            data-copied="\(Phrase.copied.in(language))">\(cards.icon("share"))<span>\(Phrase.share.in(language))</span>\
            </button>\(call)</p>
            """
    }

    private func hours() -> HTML {
        let text = cards.index.timetable.description(of: place.hours, in: language)
        guard !text.isEmpty else { return .empty }
        let week = WeekTable(timetable: cards.index.timetable, visit: cards.visit).markup(place.hours)
        return """
            <section class="hours">
            <h2>\(Phrase.hours.in(language))</h2>
            <div class="panel"><p>\(text)</p>
            \(week)</div>
            </section>
            """
    }

    private func facts() -> HTML {
        let visit = cards.visit
        let phone: HTML =
            place.phone.isEmpty
            ? .empty
            : FactRows.row(
                .phone,
                markup: "<a class=\"call\" href=\"tel:\(AddressText.encode(place.phone))\">\(place.phone)</a>",
                icon: "phone", for: visit)
        return FactRows.list(
            .about,
            [
                address(),
                FactRows.row(.area, areaText(), icon: "map", for: visit), phone,
            ], for: visit)
    }

    /// In English with the street as it is spoken, and in Chinese as it is written there.
    private func address() -> HTML {
        let written = place.address
        guard language == .english, let spoken = RoadNames.english(address: written, cards.places.pinyin) else {
            return FactRows.row(.address, written, icon: "pin", for: cards.visit)
        }
        return FactRows.row(
            .address, markup: "\(spoken)<br><span lang=\"zh-Hans\">\(written)</span>", icon: "pin", for: cards.visit)
    }

    /// What else is near, where the area is one that can be asked.
    private func neighbours() -> HTML? {
        guard let code = place.areaCode, map.area(code)?.centre != nil else { return nil }
        return """
            <p><a class="button wide" href="/find?near=\(code)">\(Phrase.neighbours.in(language))</a></p>

            """
    }

    private func areaText() -> String {
        guard let code = place.areaCode else { return "" }
        let links = map.chain(of: code).links
        let names = links.map { $0.area.name.in(language) }
        let text = language == .chinese ? names.joined() : names.reversed().joined(separator: ", ")
        return place.areaBasis == AreaBasis.nearestCentre.rawValue
            ? text + Phrase.approximateArea.in(language) : text
    }

    private func facilities(isService: Bool, _ title: Phrase) -> HTML {
        let present = place.facilities.compactMap { vocabulary.facility($0) }.filter { $0.isService == isService }
        guard !present.isEmpty else { return .empty }
        let rows = present.markup { facility in
            "<li>\(cards.icon(facility.icon))\(facility.name.in(language))</li>\n"
        }
        return """
            <section>
            <h2>\(title.in(language))</h2>
            <ul class="facilities">
            \(rows)</ul>
            </section>

            """
    }

    /// Who told us, and how long ago somebody made sure.
    private func provenance() -> HTML {
        let source =
            place.isDemonstration
            ? Phrase.demonstrationPlace.in(language) : Phrase.source.in(language) + " " + place.source
        let freshness = Freshness(
            place.verifiedAt, now: cards.visit.now, staleDaysMax: Limits.staleDaysMax, never: .neverVerified)
        return """
            <p class="provenance">\(freshness.badge(language)) \
            <span class="quiet">\(source)</span></p>
            """
    }
}
