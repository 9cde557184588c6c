import Kernel

/// The filters of the result page as links that keep the rest of the address, and the switch between list and map.
struct FindFilters {
    let cards: PlaceCards
    let question: FindQuestion

    private var language: Language { cards.language }
    private var vocabulary: Vocabulary { cards.places.vocabulary }

    /// Facilities that riders ask for most stand in the bar; the others are in the sheet.
    private static let foremost = ["toilet"]

    func bar() -> HTML {
        """
        <div class="filters">
        <nav class="chips" aria-label="\(Phrase.filters.in(language))">
        \(chips())\(sheet())</nav>
        \(views())
        </div>
        """
    }

    private func chips() -> [HTML] {
        let kinds = vocabulary.kinds.filter { cards.index.hasPlaces(of: $0.kind) }
        let open = chip(Phrase.openNow, key: "open", icon: "clock", isOn: question.filter.openAt != nil) {
            $0.openAt = $0.openAt == nil ? cards.visit.now : nil
        }
        let all = chip(Phrase.everyKind, key: "all", icon: nil, isOn: question.filter.kinds.isEmpty) { $0.kinds = [] }
        return [open, all]
            + kinds.markup { words in
                chip(
                    words.name, key: words.kind.rawValue, icon: words.icon, isOn: question.filter.kinds == [words.kind]
                ) { $0.kinds = [words.kind] }
            } + traits() + facilities()
    }

    /// Live facts of chargers, once it is chargers that are looked for, and whatever is chosen.
    private func traits() -> [HTML] {
        let chosen = question.filter.traits
        let offered: PlaceTraits =
            question.filter.kinds == [.charger] ? [.swap, .fullBattery, .charge, .freeSlot, .ebike, .car] : []
        return Self.traitIcons.filter { offered.union(chosen).contains($0.trait) }.markup { trait, icon in
            chip(Phrase.trait(trait), key: trait.words.joined(), icon: icon, isOn: chosen.contains(trait)) {
                $0.traits = chosen.symmetricDifference(trait)
            }
        }
    }

    private static let traitIcons: [(trait: PlaceTraits, icon: String)] = [
        (.fullBattery, "battery"), (.swap, "battery-swap"), (.freeSlot, "plug"), (.charge, "ebike-charging"),
        (.ebike, "bike"), (.car, "car"), (.reportedClosed, "info"), (.reportedBroken, "info"),
    ]

    /// The foremost facilities, and whatever is chosen.
    private func facilities() -> [HTML] {
        let chosen = question.filter.facilities
        return vocabulary.facilities.filter { chosen.contains($0.code) || Self.foremost.contains($0.code) }.markup {
            facility in
            chip(
                facility.name, key: facility.code, icon: facility.icon, isOn: chosen.contains(facility.code)
            ) { filter in
                filter.facilities = vocabulary.facilities.map(\.code).filter {
                    chosen.contains($0) != ($0 == facility.code)
                }
            }
        }
    }

    private func chip(
        _ words: Phrase, key: String, icon name: String?, isOn: Bool, _ change: (inout PlaceFilter) -> Void
    ) -> HTML {
        let changed = question.changed { change(&$0.filter) }
        let symbol: HTML = name.map { cards.icon($0) } ?? .empty
        let current: HTML = isOn ? " aria-current=\"true\"" : .empty
        return """
            <a class="chip" data-find data-key="\(key)" href="\(changed.address)"\(current)>\
            \(symbol)\(words.in(language))</a>

            """
    }

    /// The other facilities, in a sheet that opens by itself and is a form without scripts; then its × is a link to
    /// the page as it is.
    private func sheet() -> HTML {
        let chosen = question.filter.facilities
        let boxes = vocabulary.facilities.markup { facility in
            """
            <label class="check"><input type="checkbox" name="facilities" value="\(facility.code)"\
            \(chosen.contains(facility.code) ? " checked" : "")>\
            <span class="check-face">\(cards.icon(facility.icon))\(facility.name.in(language))</span></label>

            """
        }
        let kept = question.items(without: "facilities").markup { name, value in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">\n"
        }
        return """
            <details class="more-filters" id="more-filters"><summary class="chip" data-key="more">\
            \(Phrase.facilityFilter.in(language))</summary>
            <form class="sheet" action="\(FindQuestion.path)" method="get">
            <a class="sheet-close" data-close href="\(question.address)" \
            aria-label="\(Phrase.close.in(language))">×</a>
            <h2>\(Phrase.facilitySheet.in(language))</h2>
            <div class="checks">
            \(boxes)</div>
            \(kept)<button class="button primary" type="submit">\(Phrase.showResults.in(language))</button>
            </form></details>

            """
    }

    private func views() -> HTML {
        """
        <nav class="views segments" aria-label="\(Phrase.views.in(language))">
        \(view(.listView, icon: "list", isMap: false))\(view(.mapView, icon: "map", isMap: true))</nav>
        """
    }

    private func view(_ words: Phrase, icon: String, isMap: Bool) -> HTML {
        let current: HTML = question.isMap == isMap ? " aria-current=\"page\"" : .empty
        let address = question.changed { $0.isMap = isMap }.address
        return """
            <a class="segment" data-find data-key="\(isMap ? "map" : "list")" href="\(address)"\(current)>\
            \(cards.icon(icon))\(words.in(language))</a>

            """
    }
}
