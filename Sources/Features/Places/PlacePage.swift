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
            <p class="kind">\(cards.icon(words.icon))\(words.name.in(language))</p>
            <h1>\(name)</h1>
            \(state())
            \(added(.state))\(navigation())
            \(added(.map))\(detail?.section)
            \(added(.more))
            \(facts())
            \(facilities(isService: false, Phrase.facilities))
            \(facilities(isService: true, Phrase.services))
            \(provenance())
            </article>
            """
        return Page(
            title: name, main: main, modules: additions.flatMap(\.modules), description: place.address,
            styles: additions.flatMap(\.styles))
    }

    private func added(_ spot: PlaceAddition.Spot) -> [HTML] {
        additions.filter { $0.spot == spot }.map(\.markup)
    }

    private func state() -> HTML {
        let state = cards.openState(place)
        return state == .empty ? .empty : "<p class=\"state\">\(state)</p>"
    }

    private func navigation() -> HTML {
        guard let point = place.point else { return "<p class=\"warning\">\(Phrase.unplaced.in(language))</p>" }
        let target = NavigationTarget(name: place.name, point: point, vehicle: detail?.vehicle ?? .bike)
        let agent = cards.visit.userAgent
        let isApple = agent.contains("iPhone") || agent.contains("iPad")
        let links = NavigationApp.allCases.markup { app in
            let symbol: HTML = app == .amap ? cards.icon("navigate") : .empty
            return """
                <li><a class="button\(app == .amap ? " primary" : "")" rel="noreferrer" \
                data-datum="\(app.datum.rawValue)" \
                href="\(app.address(to: target, isApple: isApple))">\(symbol)\
                \(app.name.in(language))</a></li>

                """
        }
        let warning: HTML =
            place.pointBasis == .approximate
            ? "<p class=\"warning\">\(Phrase.approximatePoint.in(language))</p>" : .empty
        return """
            <section class="navigation">
            <h2>\(Phrase.navigateWith.in(language))</h2>
            \(warning)<ul class="buttons">
            \(added(.way).markup { "<li>\($0)</li>\n" })\(links)</ul>
            <p class="quiet">\(Phrase.navigateNote.in(language))</p>
            </section>
            """
    }

    private func facts() -> HTML {
        """
        <dl class="facts">
        \(fact(.address, place.address))\(fact(.area, areaText()))\(fact(.hours, hoursText()))\(phone())</dl>
        """
    }

    private func fact(_ name: Phrase, _ text: String) -> HTML {
        text.isEmpty ? .empty : "<div><dt>\(name.in(language))</dt><dd>\(text)</dd></div>\n"
    }

    private func phone() -> HTML {
        guard !place.phone.isEmpty else { return .empty }
        return """
            <div><dt>\(Phrase.phone.in(language))</dt><dd>\
            <a class="call" href="tel:\(AddressText.encode(place.phone))">\
            \(cards.icon("phone"))\(place.phone)</a></dd></div>

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

    private func hoursText() -> String {
        cards.index.timetable.description(of: place.hours, in: language)
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

    private func provenance() -> HTML {
        let verified =
            place.verifiedAt.map {
                Phrase.verified.in(language) + " " + Phrase.ago($0, now: cards.visit.now).in(language)
            }
            ?? Phrase.neverVerified.in(language)
        let source =
            place.isDemonstration
            ? Phrase.demonstrationPlace.in(language) : Phrase.source.in(language) + " " + place.source
        return "<p class=\"quiet provenance\">\(verified) · \(source)</p>"
    }
}
