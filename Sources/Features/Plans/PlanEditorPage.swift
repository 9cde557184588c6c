import Compounds
import Accounts
import Console
import Kernel
import PlaceEditing
import Places

/// The page on which a plan is drawn: the editor's module fills it, below are the versions and where the plan lies.
struct PlanEditorPage {
    let console: Console
    let visit: Visit
    let land: CompoundLand
    let head: PlanHead?
    /// Newest first.
    let versions: [PlanVersionLine]
    let names: [ID<Account>: String]
    /// An earlier version that was asked for.
    let shown: Int?
    let isSaved: Bool
    /// What riders said that waits, the oldest first.
    let waiting: [PlanRemark]
    private var language: Language { visit.language }
    private var base: String { "/console/places/\(land.place)/plan" }

    func page() -> Page {
        let done: HTML =
            isSaved ? "<p class=\"done\" role=\"status\">\(Phrase.planSaved.in(language))</p>\n" : .empty
        let asked = shown.map { String($0) } ?? "latest"
        return console.page(
            Phrase(land.name + " · 平面图", land.name + " · plan"),
            """
            <p><a class="link" href="/console/places/\(land.place)/gates">\(visit.icon("back"))\
            \(Phrase.gatesOfCompound.in(language))</a> \
            <a class="link" href="/places/\(land.place)">\(Phrase.planSeenByRiders.in(language))</a></p>
            \(done)<div id="plan-editor" data-source="\(base)/versions/\(asked)" data-save="\(base)/versions" \
            data-templates="\(base)/templates/KIND" data-view="/places/\(land.place)/plan" \
            data-words="\(PlanEditorWords.attribute(language))"></div>
            <noscript><p class="warning">\(Phrase.planNeedsScript.in(language))</p></noscript>
            \(said)\(list)\(placing)
            """,
            at: .gates, visit, modules: ["plan-editor"], styles: ["editing", "plan-editor"])
    }

    private var list: HTML {
        let rows: HTML =
            versions.isEmpty
            ? "<p class=\"quiet\">\(Phrase.noPlanDrawn.in(language))</p>"
            : "<ol class=\"rows plan-versions\">\n\(versions.markup(row))</ol>"
        return "<section id=\"versions\"><h2>\(Phrase.planVersions.in(language))</h2>\n\(rows)</section>\n"
    }

    private func row(_ one: PlanVersionLine) -> HTML {
        let who = one.madeBy.flatMap { names[$0] } ?? Phrase.planBySystem.in(language)
        let time = CivilTime(one.madeAt, utcOffsetSeconds: visit.site.utcOffsetSeconds)
        let isOpen = one.number == shown ?? head?.number
        let link: HTML =
            isOpen
            ? "<span class=\"badge badge-good\">\(Phrase.planVersionOpen.in(language))</span>"
            : "<a class=\"link\" href=\"\(base)?version=\(one.number)\">\(Phrase.openThisVersion.in(language))</a>"
        let note: HTML = one.note.isEmpty ? .empty : "<p>\(one.note)</p>\n"
        return """
            <li><div><p><strong>\(Phrase.planVersion(one.number).in(language))</strong> \
            <span class="quiet">\(who) · <time datetime="\(one.madeAt.rfc3339())">\(time.date) \(time.clock)</time>\
            </span> \(link)</p>
            \(note)</div></li>

            """
    }

    private var said: HTML {
        guard !waiting.isEmpty else { return .empty }
        return """
            <section id="remarks"><h2>\(Phrase.remarksOfRiders.in(language))</h2>
            <ul class="stack">
            \(waiting.markup(remark))</ul></section>

            """
    }

    private func remark(_ one: PlanRemark) -> HTML {
        let part = one.part.isEmpty ? Phrase.remarkWhole.in(language) : one.partName
        let age = Phrase.ago(one.madeAt, now: visit.now).in(language)
        let words: HTML = one.words.isEmpty ? .empty : "<p>\(one.words)</p>\n"
        let max = Limits.remarkWordsCharactersMax
        return """
            <li class="panel"><p><strong>\(part)</strong> · \(one.kind.words.in(language)) \
            <span class="quiet">\(age)</span></p>
            \(words)<form class="fields" method="post" action="\(base)/remarks/\(one.id)">
            <label class="field"><span>\(Phrase.remarkReply.in(language))</span>
            <input type="text" name="reason" maxlength="\(max)"></label>
            <button class="button primary" type="submit" name="decision" value="done">\
            \(Phrase.remarkMended.in(language))</button>
            <button class="button" type="submit" name="decision" value="decline">\
            \(Phrase.remarkDeclined.in(language))</button></form></li>

            """
    }

    private var placing: HTML {
        guard let head else { return .empty }
        let placed = head.placing
        let exports: HTML =
            placed == nil
            ? .empty : "<p><a class=\"link\" href=\"\(base).osm\">\(Phrase.planOSM.in(language))</a></p>\n"
        return """
            <details id="placing"><summary>\(Phrase.planPlacing.in(language))</summary>
            <p class="quiet">\(Phrase.planPlacingNote.in(language))</p>
            <form class="editor" method="post" action="\(base)/placing"><div class="fields">
            \(field("lat", .planCornerLatitude, placed.map { EditText.degrees($0.corner.latitude) }))\
            \(field("lng", .planCornerLongitude, placed.map { EditText.degrees($0.corner.longitude) }))\
            \(field("turn", .planTurn, placed.map { String($0.turn) } ?? "0"))</div>
            <p><button class="button" type="submit">\(Phrase.savePlacing.in(language))</button></p></form>
            \(exports)</details>
            """
    }

    private func field(_ name: String, _ words: Phrase, _ value: String?) -> HTML {
        """
        <label class="field"><span>\(words.in(language))</span>
        <input type="text" inputmode="decimal" name="\(name)" maxlength="20" required value="\(value ?? "")"></label>

        """
    }
}
