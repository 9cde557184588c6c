import Console
import Kernel
import Places

/// Suggestions that wait, on the page where the entry is edited.
struct SuggestionsPart {
    let editing: PlaceEditing
    let visit: Visit
    let groups: [SuggestionGroup]
    private var language: Language { visit.language }

    var markup: HTML {
        guard !groups.isEmpty else { return .empty }
        return """
            <section id="suggestions"><h2>\(Phrase.suggestionsTitle.in(language))</h2>
            <ol class="stack">
            \(groups.markup(row))</ol></section>
            """
    }

    private func row(_ group: SuggestionGroup) -> HTML {
        let one = group.first
        let value = group.value(FactWords(places: editing.places, visit: visit))
        let shown: HTML = value.isEmpty ? .empty : "<p><strong>\(value)</strong></p>\n"
        let text: HTML = group.text.isEmpty ? .empty : "<p>\(group.text)</p>\n"
        let age = Phrase.ago(one.receivedAt, now: visit.now).in(language)
        let accept = one.isApplicable ? Phrase.acceptSuggestion : .markDone
        return """
            <li class="panel"><p><span class="tag">\(one.subject.words.in(language))</span> \
            <span class="quiet">\(Phrase.saidBy(group.suggestions.count).in(language)) · \(age)</span></p>
            \(shown)\(text)<form class="decision" method="post" action="/console/suggestions/\(one.id)">
            <button class="button primary small" name="decision" value="accept">\(accept.in(language))</button>
            </form>
            <details><summary>\(Phrase.declineSuggestion.in(language))</summary>
            <form class="decision" method="post" action="/console/suggestions/\(one.id)">
            <label class="field"><span class="label">\(Phrase.whyDeclined.in(language))</span>
            <input type="text" name="reason" required maxlength="\(Limits.editReasonCharactersMax)"></label>
            <button class="button small" name="decision" value="decline">\
            \(Phrase.declineSuggestion.in(language))</button></form></details></li>

            """
    }
}

extension SuggestionGroup {
    /// The suggested value in words.
    func value(_ words: FactWords) -> String {
        guard !first.value.isEmpty, let field = first.subject.field else { return "" }
        return field == .point ? words.value(.point, first.value + " given") : words.value(field, first.value)
    }
}

extension PlaceEditing: InboxSource {
    public func waiting(for person: Person, _ visit: Visit, in town: any Reading) throws -> [InboxItem] {
        let areas = person.areas(for: .decideSuggestion)
        let seesNowhere = map.city.map { areas.contains($0.code) } ?? false
        let waiting = try suggestions.waiting(in: areas, seesNowhere: seesNowhere, in: town)
        let names = Dictionary(
            waiting.map { ($0.suggestion.place, $0.name) }, uniquingKeysWith: { first, _ in first })
        let words = FactWords(places: places, visit: visit)
        return SuggestionGroup.all(waiting.map(\.suggestion)).prefix(Limits.inboxItemsMax).map { group in
            let one = group.first
            let parts = [
                one.subject.words.in(visit.language), group.value(words), group.text,
                Phrase.saidBy(group.suggestions.count).in(visit.language),
            ]
            return InboxItem(
                title: names[one.place] ?? "", detail: parts.filter { !$0.isEmpty }.joined(separator: " · "),
                label: .suggestionLabel, address: "/console/places/\(one.place)#suggestions", since: one.receivedAt)
        }
    }
}
