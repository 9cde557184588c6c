import Areas
import Kernel

/// The start page, and the nearest places around a point or the centre of an area.
struct HomePages {
    let cards: PlaceCards
    let map: AreaMap

    private var language: Language { cards.language }

    /// Asks for the position with a reason, and offers the list of streets to whoever would rather not.
    func home(_ filter: PlaceFilter) -> Page {
        let main: HTML = """
            <section class="hero">
            <h1>\(Phrase.homeTitle.in(language))</h1>
            <p>\(Phrase.homeLead.in(language))</p>
            <div id="locate" hidden data-locating="\(Phrase.locating.in(language))" \
            data-refused="\(Phrase.locateRefused.in(language))" data-failed="\(Phrase.locateFailed.in(language))" \
            data-offline="\(Phrase.loadFailed.in(language))">
            <button id="locate-button" class="button primary" type="button">\(cards.icon("pin"))\
            \(Phrase.locate.in(language))</button>
            <p class="quiet">\(Phrase.locateReason.in(language))</p>
            <p id="locate-status" role="status"></p>
            </div>
            </section>
            \(cards.chips(filter, path: "/"))
            <section id="nearby" aria-label="\(Phrase.nearest.in(language))"></section>
            <section class="areas">
            <h2>\(Phrase.pickArea.in(language))</h2>
            <p class="quiet">\(Phrase.pickAreaWithoutPosition.in(language))</p>
            \(districts(filter))</section>
            """
        return Page(
            title: Phrase.homeTitle.in(language), main: main, modules: ["nearby", "chips"],
            description: Phrase.homeLead.in(language), tab: .home)
    }

    private func districts(_ filter: PlaceFilter) -> [HTML] {
        map.areas(of: .district).markup { district in
            """
            <details><summary>\(district.name.in(language))</summary>
            <ul class="streets">
            \(streets(of: district, filter))</ul></details>

            """
        }
    }

    private func streets(of district: Area, _ filter: PlaceFilter, except here: Area? = nil) -> [HTML] {
        map.children(of: district.code).filter { $0.centre != nil && $0.code != here?.code }.markup { street in
            "<li><a href=\"/near/\(street.code)\(filter.query)\">\(street.name.in(language))</a></li>\n"
        }
    }

    /// Nearest places around the centre of an area.
    func near(_ area: Area, _ filter: PlaceFilter, _ found: [NearbyPlace]) -> Page {
        let title = Phrase.nearArea(area.name).in(language)
        let path = "/near/\(area.code)"
        let district = area.level == .district ? area : area.parentCode.flatMap { map.area($0) }
        let isApproximate = area.centreBasis.isApproximate
        let others: HTML? = district.map { district in
            """
            <section class="areas">
            <h2>\(Phrase.otherStreets.in(language))</h2>
            <ul class="streets">
            \(streets(of: district, filter, except: area))</ul>
            </section>
            """
        }
        let main: HTML = """
            \(cards.back())
            <h1>\(title)</h1>
            <p class="quiet">\(Phrase.aroundCentre(isApproximate).in(language))</p>
            \(cards.chips(filter, path: path))
            \(results(filter, found, path: path))
            \(others)
            """
        return Page(title: title, main: main, modules: ["chips"], description: title)
    }

    /// The list for a position, as a page of its own.
    func around(_ filter: PlaceFilter, _ found: [NearbyPlace]) -> Page {
        let title = Phrase.nearest.in(language)
        return Page(title: title, main: "<h1>\(title)</h1>\n\(results(filter, found, path: "/"))")
    }

    func results(_ filter: PlaceFilter, _ found: [NearbyPlace], path: String) -> HTML {
        found.isEmpty ? cards.nothing(filter, path: path) : cards.list(found)
    }
}
