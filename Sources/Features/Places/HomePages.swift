import Areas
import Kernel

/// The start page: where I am, what I look for, one-tap answers, the apps, and what is nearest.
struct HomePages {
    let cards: PlaceCards
    let map: AreaMap

    static let nearestCountMax = 6

    private var language: Language { cards.language }

    /// - Parameters:
    ///   - near: the area the rider chose instead of giving a position.
    ///   - found: the nearest places around its centre.
    func home(_ near: Area?, _ found: [NearbyPlace]) -> Page {
        let question = FindQuestion().changed { $0.near = near }
        let nearest: HTML = near == nil ? .empty : cards.list(found)
        let main: HTML = """
            <div class="home" id="home">
            <h1 class="home-title">\(Phrase.homeTitle.in(language))</h1>
            \(showPass())
            \(WhereLine(cards: cards, near: near, isHeading: false).section())
            \(SearchField(cards: cards, question: question).form())
            \(answers(question))
            \(apps(question))
            <section class="nearest\(near == nil ? " is-empty" : "")" id="nearest">
            <div class="section-head"><h2>\(Phrase.nearbyNow.in(language))</h2>
            <a class="more" href="\(question.address)">\(Phrase.seeAll.in(language))</a></div>
            <div id="nearby" aria-label="\(Phrase.nearest.in(language))" role="region">\(nearest)</div>
            </section>
            \(AreaPicker(map: map, language: language).section { "/?near=\($0.code)" })
            </div>
            """
        return Page(
            title: Phrase.homeTitle.in(language), main: main, modules: ["home", "search"],
            description: Phrase.homeLead.in(language), tab: .home)
    }

    /// What a rider at a gate has come for.
    private func showPass() -> HTML {
        """
        <a class="button primary wide home-pass" href="\(Tab.pass.address)">\(cards.icon(Tab.pass.icon))\
        <span>\(Phrase.showMyPass.in(language))</span></a>
        """
    }

    /// Links to the result page with the filters that a need comes down to.
    private func answers(_ question: FindQuestion) -> HTML {
        let swap = answer(.nearestSwap, note: .nearestSwapNote, icon: "battery-swap", question) {
            ($0.kinds, $0.traits) = ([.charger], [.swap, .fullBattery])
        }
        let charge = answer(.nearestCharge, icon: "ebike-charging", question) {
            ($0.kinds, $0.traits) = ([.charger], [.charge, .ebike])
        }
        let rest = answer(.restNow, icon: "rest", question) { ($0.kinds, $0.openAt) = ([.station], cards.visit.now) }
        let eat = answer(.eatNow, icon: "meal", question) { ($0.kinds, $0.openAt) = ([.merchant], cards.visit.now) }
        let toilet = answer(.toiletNow, icon: "toilet", question) {
            ($0.facilities, $0.openAt) = (["toilet"], cards.visit.now)
        }
        return """
            <nav class="answers" aria-label="\(Phrase.answers.in(language))">
            \(swap)\(charge)\(rest)\(eat)\(toilet)</nav>
            """
    }

    private func answer(
        _ words: Phrase, note: Phrase? = nil, icon: String, _ question: FindQuestion,
        _ change: (inout PlaceFilter) -> Void
    ) -> HTML {
        let changed = question.changed { change(&$0.filter) }
        let known = cards.places.vocabulary
        guard changed.filter.facilities.allSatisfy({ known.facility($0) != nil }) else { return .empty }
        let more: HTML? = note.map { "<span class=\"answer-note\">\($0.in(language))</span>" }
        return """
            <a class="answer" href="\(changed.address)">\(cards.icon(icon))\
            <span class="answer-text"><span class="answer-name">\(words.in(language))</span>\(more)</span></a>

            """
    }

    /// The directories there are today; an app without anything in it is not shown.
    private func apps(_ question: FindQuestion) -> HTML {
        let kinds = cards.places.vocabulary.kinds.filter { cards.index.hasPlaces(of: $0.kind) }
        let tiles = kinds.markup { words in
            guard let name = Phrase.app(of: words.kind) else { return .empty }
            let address = question.changed { $0.filter.kinds = [words.kind] }.address
            return """
                <a class="tile app kind-\(words.kind.rawValue)" href="\(address)">\(cards.icon(words.icon))\
                <span>\(name.in(language))</span></a>

                """
        }
        guard tiles.contains(where: { $0 != .empty }) else { return .empty }
        return """
            <nav class="tiles apps" aria-label="\(Phrase.apps.in(language))">
            \(tiles)</nav>
            """
    }
}
