import Kernel

/// The search field: a form that works by itself, and a combobox with suggestions where scripts run.
struct SearchField {
    let cards: PlaceCards
    let question: FindQuestion

    private var language: Language { cards.language }

    func form() -> HTML {
        let kept = question.items(without: "q").markup { name, value in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">\n"
        }
        return """
            <form class="search" id="search" role="search" action="\(FindQuestion.path)" method="get" \
            data-all="\(Phrase.searchAll.in(language))" data-none="\(Phrase.searchNone.in(language))" \
            data-some="\(Phrase.searchSome.in(language))" data-offline="\(Phrase.loadFailed.in(language))" \
            data-kinds="\(kinds)">
            <div class="field search-field">\(cards.icon("search"))
            <input class="search-input" id="q" name="q" type="search" value="\(question.text)" \
            maxlength="\(Limits.searchCharactersMax)" placeholder="\(Phrase.searchHint.in(language))" \
            aria-label="\(Phrase.search.in(language))" autocomplete="off" autocapitalize="off" spellcheck="false" \
            enterkeyhint="search">
            <button class="search-go button primary" type="submit">\(Phrase.search.in(language))</button>
            </div>
            \(kept)<div class="search-list" id="search-list" role="listbox" aria-label="\(Phrase.search.in(language))" \
            hidden></div>
            <p class="search-status" id="search-status" role="status"></p>
            </form>
            """
    }

    /// Names and icons of the kinds, by kind: scripts draw suggestions and the map with them.
    private var kinds: String {
        let kinds =
            cards.places.vocabulary.kinds.map { words in
                (words.kind.rawValue, ["name": .string(words.name.in(language)), "icon": .string(words.icon)] as JSON)
            }
            + [("area", Phrase.areaKind, "map"), ("road", Phrase.roadKind, "route")].map { kind, name, icon in
                (kind, ["name": .string(name.in(language)), "icon": .string(icon)] as JSON)
            }
        return String(decoding: JSON.object(kinds).bytes, as: UTF8.self)
    }
}
