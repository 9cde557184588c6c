import Console
import Kernel
import Places

/// The list of entries somebody may edit: cards on a phone, a table on a desk.
struct PlacesPage {
    let editing: PlaceEditing
    let visit: Visit
    let person: Person
    private var language: Language { visit.language }
    private var words: FactWords { FactWords(places: editing.places, visit: visit) }

    func page(_ form: PlacesForm, _ entries: [PlaceRecord], isMore: Bool) -> Page {
        let add: HTML =
            person.may(.addPlace)
            ? """
            <p class="console-actions"><a class="button primary" href="/console/places/new">\
            \(Phrase.newPlace.in(language))</a> \
            <a class="button" href="/console/places/duplicates">\(Phrase.duplicatesTitle.in(language))</a></p>
            """ : .empty
        let list: HTML =
            entries.isEmpty
            ? "<p class=\"empty\">\(Phrase.noPlacesFit.in(language))</p>" : table(entries)
        var further: HTML = .empty
        if isMore, let last = entries.last {
            further = """
                <p><a class="button wide" href="\(form.address(after: last.place.id))">\
                \(Phrase.furtherPlaces.in(language))</a></p>
                """
        }
        return editing.console.page(
            .placesTitle, "\(add)\(fields(form))\(list)\(further)", at: .places, visit, styles: ["editing"])
    }

    private func fields(_ form: PlacesForm) -> HTML {
        let kinds = editing.places.vocabulary.kinds.markup { kind in
            option(kind.kind.rawValue, kind.name, isChosen: form.kind == kind.kind)
        }
        let states = PlacesQuestion.State.allCases.markup { option($0.rawValue, $0.words, isChosen: form.state == $0) }
        return """
            <form class="fields" method="get" action="/console/places" role="search">
            <label class="field"><span>\(Phrase.lookForPlaces.in(language))</span>
            <input type="search" name="q" maxlength="60" value="\(form.text)"></label>
            <label class="field"><span>\(PlaceField.kind.words.in(language))</span>
            <select name="kind"><option value="">\(Phrase.anyKind.in(language))</option>
            \(kinds)</select></label>
            <label class="field"><span>\(Phrase.stateHead.in(language))</span>
            <select name="state"><option value="">\(Phrase.anyState.in(language))</option>
            \(states)</select></label>
            <button class="button" type="submit">\(Phrase.lookUp.in(language))</button>
            </form>
            """
    }

    private func option(_ value: String, _ name: Phrase, isChosen: Bool) -> HTML {
        let mark: HTML = isChosen ? " selected" : .empty
        return "<option value=\"\(value)\"\(mark)>\(name.in(language))</option>\n"
    }

    private func table(_ entries: [PlaceRecord]) -> HTML {
        let heads = [PlaceField.name.words, PlaceField.kind.words, PlaceField.area.words, .stateHead].markup {
            "<th scope=\"col\" role=\"columnheader\">\($0.in(language))</th>"
        }
        return """
            <table class="sheet-table entries" role="table">
            <thead role="rowgroup"><tr role="row">\(heads)</tr></thead>
            <tbody role="rowgroup">
            \(entries.markup(row))</tbody>
            </table>
            """
    }

    private func row(_ entry: PlaceRecord) -> HTML {
        let place = entry.place
        return """
            <tr role="row"><td role="cell"><a class="entry-name" href="/console/places/\(place.id)">\
            \(place.name(in: language))</a>
            <span class="quiet">\(place.address)</span></td>
            <td role="cell">\(words.value(.kind, place.kind.rawValue))</td>
            <td role="cell">\(place.areaCode.map(words.area) ?? "")</td>
            <td role="cell">\(tags(entry))</td></tr>

            """
    }

    private func tags(_ entry: PlaceRecord) -> [HTML] {
        let place = entry.place
        var tags: [(tone: String, words: Phrase)] = []
        if entry.mergedInto != nil { tags.append(("plain", .mergedTag)) }
        if entry.mergedInto == nil, entry.archivedAt != nil { tags.append(("plain", .closedTag)) }
        if place.point == nil { tags.append(("notice", .unplacedTag)) }
        if editing.places.index.standing(of: place.id).traits.contains(.reportedClosed) {
            tags.append(("bad", .doubtedTag))
        }
        if place.kind.keepsHours, place.hours.isEmpty { tags.append(("notice", .withoutHoursTag)) }
        let old = visit.now.adding(seconds: -Limits.staleDaysMax * 86_400)
        if place.verifiedAt.map({ $0 < old }) ?? true { tags.append(("notice", .staleTag)) }
        return tags.markup { "<span class=\"badge badge-\($0.tone)\">\($0.words.in(language))</span> " }
    }
}

extension ConsoleItem {
    public static let places = ConsoleItem(
        address: "/console/places", name: .placesTitle, icon: "pin", action: .editPlace)
}
