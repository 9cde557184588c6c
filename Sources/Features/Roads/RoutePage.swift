import Geo
import Kernel
import Places

/// The page of the way to one place. What needs the rider's position is filled in by `route.js`; the map apps are
/// there without it.
struct RoutePage {
    let place: Place
    let mode: TravelMode
    let gates: [GateChoice]
    let visit: Visit
    /// What lies under the map, as attributes.
    let mapBase: HTML

    private var language: Language { visit.language }
    private var name: String { place.name(in: language) }
    private var target: Coordinate? { place.point ?? gates.first?.point }

    func page() -> Page {
        let title = Phrase("去\(place.name)的路线", "Route to \(place.name(in: .english))").in(language)
        let main: HTML = """
            <article class="route">
            <p class="back"><a href="/places/\(place.id)">\(icon("back"))\(name)</a></p>
            <h1>\(title)</h1>
            \(target == nil ? unplaced : way)
            \(target.map(handOver))
            </article>
            """
        return Page(
            title: title, main: main, modules: target == nil ? [] : ["route"],
            styles: ["route"])
    }

    private var unplaced: HTML { "<p class=\"warning\">\(Phrase.unplacedRoute.in(language))</p>" }

    private func icon(_ name: String) -> HTML {
        """
        <svg class="icon" aria-hidden="true" focusable="false">\
        <use href="\(visit.site.assetBase)/icons/symbols.svg#\(name)"></use></svg>
        """
    }

    private var modes: HTML {
        let links = TravelMode.allCases.markup { other in
            let current: HTML = other == mode ? " aria-current=\"true\"" : .empty
            return """
                <a class="chip" href="/places/\(place.id)/route?mode=\(other.rawValue)"\(current)>\
                \(other.words.in(language))</a>

                """
        }
        return "<nav class=\"chips\" aria-label=\"\(Phrase.routeModes.in(language))\">\n\(links)</nav>"
    }

    private var way: HTML {
        """
        \(modes)
        <section id="route" data-place="\(place.id)" data-mode="\(mode.rawValue)"\
         data-locating="\(Phrase.routeLocating.in(language))" data-waiting="\(Phrase.routeWaiting.in(language))"\
         data-refused="\(Phrase.routeRefused.in(language))" data-failed="\(Phrase.routeFailed.in(language))"\
         data-offline="\(Phrase.routeOffline.in(language))">
        <noscript><p class="warning">\(Phrase.routeNoScript.in(language))</p></noscript>
        <div id="route-ask" hidden>
        <button id="route-locate" class="button primary" type="button">\(Phrase.routeLocate.in(language))</button>
        <p class="quiet">\(Phrase.routeReason.in(language))</p>
        </div>
        <p id="route-status" role="status" aria-live="polite"></p>
        <div id="route-answer" hidden>
        <p class="route-lies">\(arrow)<span id="route-direction"></span></p>
        <p id="route-gate" hidden></p>
        <div id="route-map" class="route-map" role="region" aria-label="\(Phrase.routeMap.in(language))"\
        \(mapBase) hidden></div>
        \(current)
        <section id="route-list" hidden>
        <h2>\(Phrase.routeSteps.in(language))</h2>
        <ol id="route-steps" class="route-steps"></ol>
        \(inside)<p class="quiet">\(Phrase.routeCheck.in(language)) <span id="route-attribution"></span></p>
        </section>
        </div>
        </section>
        """
    }

    /// Where the road ends the plan goes on.
    private var inside: HTML {
        guard place.kind == .compound else { return .empty }
        return """
            <p><a class="button wide" id="route-inside" href="/places/\(place.id)/plan">\(icon("compound"))\
            \(Phrase.routeInside.in(language))</a></p>

            """
    }

    private var arrow: HTML {
        """
        <svg class="route-arrow" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
        <path id="route-arrow" d="M12 2 19 21 12 17 5 21Z"></path></svg>
        """
    }

    private var current: HTML {
        """
        <section id="route-current" class="route-current" aria-live="polite" hidden>
        <p id="route-act"></p>
        <div class="route-buttons">
        <button id="route-previous" class="button" type="button">\(Phrase.routePrevious.in(language))</button>
        <button id="route-speak" class="button" type="button" hidden>\(Phrase.routeSpeak.in(language))</button>
        <button id="route-next" class="button" type="button">\(Phrase.routeNext.in(language))</button>
        </div>
        </section>
        """
    }

    private func handOver(_ point: Coordinate) -> HTML {
        let target = NavigationTarget(name: place.name, point: point, vehicle: mode.vehicle)
        let links = NavigationApp.allCases.markup { app in
            """
            <li><a class="button" rel="noreferrer" data-app="\(app.rawValue)" data-datum="\(app.datum.rawValue)" \
            href="\(app.address(to: target, isApple: visit.isApple))">\(app.name.in(language))</a></li>

            """
        }
        return """
            <section class="navigation">
            <h2>\(Phrase.routeHandOver.in(language))</h2>
            <ul class="buttons">
            \(links)</ul>
            </section>
            """
    }
}
