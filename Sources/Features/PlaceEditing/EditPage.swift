import Areas
import Console
import Geo
import Kernel
import Places

/// The form of one entry, its history, and what else can be done with it.
struct EditPage {
    let editing: PlaceEditing
    let visit: Visit
    let person: Person
    /// As the database has it; nil for an entry that is to be added.
    let record: PlaceRecord?
    var form: EditForm
    var faults: [EditFault] = []
    /// The version a form was made from, where it is not the one that is read now.
    var seenVersion: Int64?
    /// Parts below the form.
    var parts: [HTML] = []
    private var language: Language { visit.language }
    private var vocabulary: Vocabulary { editing.places.vocabulary }
    private var words: FactWords { FactWords(places: editing.places, visit: visit) }

    /// Whoever keeps the directory of the area may do more than the owner of the place.
    private var keepsDirectory: Bool {
        record.map { person.may(.addPlace, on: editing.target($0.place)) } ?? true
    }

    func page(_ notice: HTML = .empty) -> Page {
        let title = record.map { Phrase($0.place.name, $0.place.name(in: .english)) } ?? .newPlace
        let wrong: HTML =
            faults.isEmpty
            ? .empty : "<p class=\"warning\" role=\"alert\">\(Phrase.someFieldsWrong.in(language))</p>"
        return editing.console.page(
            title, "\(head())\(notice)\(wrong)\(fields())\(parts)", at: .places, visit,
            modules: ["hours-builder", "place-editor"], styles: ["editing", "suggest"])
    }

    /// What was typed beside what stands there now.
    func conflict(_ mine: PlaceRecord, _ present: PlaceRecord) -> Page {
        let (facts, others) = (mine.facts, present.facts)
        let rows = mine.differences(from: present).markup { field in
            """
            <tr><th scope="row">\(words.name(field))</th><td>\(words.value(field, others[field] ?? ""))</td>
            <td><strong>\(words.value(field, facts[field] ?? ""))</strong></td></tr>

            """
        }
        return page(
            """
            <section class="warning" role="alert"><h2>\(Phrase.changedMeanwhile.in(language))</h2>
            <p>\(Phrase.changedMeanwhileNote.in(language))</p></section>
            <div class="scroller" tabindex="0" role="region" aria-label="\(Phrase.changedMeanwhile.in(language))">
            <table class="sheet-table"><thead><tr><th scope="col">\(Phrase.fieldHead.in(language))</th>
            <th scope="col">\(Phrase.presentHead.in(language))</th>
            <th scope="col">\(Phrase.yoursHead.in(language))</th></tr></thead>
            <tbody>
            \(rows)</tbody></table></div>
            """)
    }

    private func head() -> HTML {
        guard let record else { return .empty }
        let place = record.place
        var tags: [HTML] = ["<span class=\"tag\">\(words.value(.kind, place.kind.rawValue))</span> "]
        if let code = place.areaCode { tags.append("<span class=\"tag\">\(words.area(code))</span> ") }
        if let into = record.mergedInto {
            tags.append("<a class=\"link\" href=\"/console/places/\(into)\">\(Phrase.mergedTag.in(language))</a>")
        } else if record.archivedAt != nil {
            tags.append("<span class=\"badge badge-plain\">\(Phrase.closedTag.in(language))</span>")
        }
        let shown: HTML =
            record.archivedAt == nil
            ? "<p><a class=\"link\" href=\"/places/\(place.id)\">\(Phrase.seenByRiders.in(language))</a></p>" : .empty
        return "<p>\(tags)</p>\n\(shown)\(gates(place))"
    }

    /// A compound's gates have pages of their own, by a feature above.
    private func gates(_ place: Place) -> HTML {
        guard place.kind == .compound, person.may(.editGates, on: editing.target(place)) else { return .empty }
        return """

            <p><a class="button" href="/console/places/\(place.id)/gates">\(visit.icon("gate"))\
            \(Phrase.gatesAndPolicies.in(language))</a></p>
            """
    }

    private func fields() -> HTML {
        let address = record.map { "/console/places/\($0.place.id)/changes" } ?? "/console/places/new/changes"
        let version: HTML = record == nil ? .empty : "<input type=\"hidden\" name=\"version\" value=\"\(seen)\">"
        return """
            <form class="editor" method="post" action="\(address)" id="editor">
            \(version)<input type="hidden" name="accept" value="\(form.suggestion ?? "")">
            <div class="fields">
            \(text(.name, "name", max: Limits.nameCharactersMax, isNeeded: true))\
            \(text(.nameEn, "name-en", max: Limits.englishNameCharactersMax))\(kind())\
            \(text(.address, "address", max: Limits.addressCharactersMax))\
            \(text(.phone, "phone", max: Limits.phoneCharactersMax, type: "tel"))</div>
            \(hours())\(facilities())\(position())
            <label class="choice"><input type="checkbox" name="verified" value="yes">\
            <span>\(Phrase.verifiedToday.in(language))</span></label>
            <div class="fields"><label class="field"><span>\(Phrase.whyChanged.in(language))</span>
            <input type="text" name="reason" maxlength="\(Limits.editReasonCharactersMax)" value="\(form.reason)">\
            </label></div>
            <p><button class="button primary" type="submit">\
            \((record == nil ? Phrase.addIt : Phrase.save).in(language))</button></p>
            </form>
            """
    }

    private var seen: String { String(seenVersion ?? record?.version ?? 0) }

    private func text(
        _ field: PlaceField, _ name: String, max: Int, type: String = "text", isNeeded: Bool = false
    ) -> HTML {
        let needed: HTML = isNeeded ? " required" : .empty
        return """
            <label class="field"><span>\(field.words.in(language))</span>
            <input type="\(type)" name="\(name)" maxlength="\(max)" value="\(form.value(name))"\(needed)\(mark(field))>\
            \(fault(field))</label>

            """
    }

    private func mark(_ field: PlaceField) -> HTML {
        faults.contains { $0.field == field } ? " aria-invalid=\"true\"" : .empty
    }

    private func fault(_ field: PlaceField) -> HTML {
        faults.filter { $0.field == field }.markup { "<span class=\"fault\">\($0.words.in(language))</span>" }
            .reduce("") { "\($0)\($1)" }
    }

    private func kind() -> HTML {
        guard keepsDirectory else { return .empty }
        let kinds = vocabulary.kinds.markup { option($0.kind.rawValue, $0.name.in(language), form.value("kind")) }
        return """
            <label class="field"><span>\(PlaceField.kind.words.in(language))</span>
            <select name="kind"\(mark(.kind))>\(kinds)</select>\(fault(.kind))</label>

            """
    }

    private func option(_ value: String, _ name: String, _ chosen: String) -> HTML {
        let mark: HTML = value == chosen ? " selected" : .empty
        return "<option value=\"\(value)\"\(mark)>\(name)</option>\n"
    }

    private func hours() -> HTML {
        HoursField(visit: visit, text: form.value("hours"), fault: fault(.hours), mark: mark(.hours)).markup
    }

    private func facilities() -> HTML {
        let kind = PlaceKind(rawValue: form.value("kind")) ?? record?.place.kind
        let chosen = Set(form.facilities ?? [])
        let offered = vocabulary.facilities.filter { facility in
            chosen.contains(facility.code) || kind.map(facility.kinds.contains) ?? true
        }
        guard !offered.isEmpty else { return .empty }
        let boxes = offered.markup { facility in
            let mark: HTML = chosen.contains(facility.code) ? " checked" : .empty
            return """
                <label class="choice"><input type="checkbox" name="facility" value="\(facility.code)"\(mark)>\
                <span>\(visit.icon(facility.icon))\(facility.name.in(language))</span></label>

                """
        }
        return """
            <fieldset class="choices"><legend>\(PlaceField.facilities.words.in(language))</legend>
            <input type="hidden" name="facility" value="">
            <div class="choice-grid">\(boxes)</div></fieldset>
            """
    }

    private func position() -> HTML {
        let data = [Datum.wgs84, .gcj02, .bd09].markup { option($0.rawValue, $0.name, form.value("datum")) }
        return """
            <fieldset class="position"><legend>\(PlaceField.point.words.in(language))</legend>
            \(MarkMap(editing: editing, visit: visit, record: record).markup)
            <div class="fields">
            <label class="field"><span>\(Phrase.latitude.in(language))</span>
            <input type="text" inputmode="decimal" name="lat" maxlength="20" value="\(form.value("lat"))"\
            \(mark(.point))></label>
            <label class="field"><span>\(Phrase.longitude.in(language))</span>
            <input type="text" inputmode="decimal" name="lng" maxlength="20" value="\(form.value("lng"))"\
            \(mark(.point))></label>
            <label class="field"><span>\(Phrase.datum.in(language))</span><select name="datum">\(data)</select></label>
            \(area())</div>
            \(fault(.point))\(fault(.area))</fieldset>
            """
    }

    private func area() -> HTML {
        guard keepsDirectory else { return .empty }
        let chosen = form.value("area")
        let options = editing.areas(of: person, besides: chosen).markup { area in
            option(area.code, words.area(area.code), chosen)
        }
        return """
            <label class="field"><span>\(PlaceField.area.words.in(language))</span>
            <select name="area"\(mark(.area))><option value="">\(Phrase.byPosition.in(language))</option>
            \(options)</select></label>

            """
    }
}

extension PlaceEditing {
    /// Areas this person may say an entry lies in: down to the communities for whoever works in a street.
    func areas(of person: Person, besides chosen: String) -> [Area] {
        var areas: [Area] = []
        for code in person.areas(for: .addPlace) {
            guard let top = map.area(code) else { continue }
            areas.append(top)
            let below = map.children(of: code)
            areas += below
            if top.level == .district { areas += below.flatMap { map.children(of: $0.code) } }
        }
        if let area = map.area(chosen), !areas.contains(where: { $0.code == chosen }) { areas.append(area) }
        var seen: Set<String> = []
        return areas.filter { seen.insert($0.code).inserted }.sorted { $0.code < $1.code }
    }
}

extension Datum {
    /// As people know it.
    public var name: String {
        switch self {
        case .wgs84: "WGS-84 (GPS)"
        case .gcj02: "GCJ-02 (高德 Amap)"
        case .bd09: "BD-09 (百度 Baidu)"
        }
    }
}
