import Kernel
import Places

/// What was changed, by whom and why, with the way back.
struct HistoryPart {
    let editing: PlaceEditing
    let visit: Visit
    let record: PlaceRecord
    let changes: [PlaceChange]
    let names: [ID<Account>: String]
    /// Whether this person may take back what is the directory's to say.
    let keepsDirectory: Bool
    private var language: Language { visit.language }
    private var words: FactWords { FactWords(places: editing.places, visit: visit) }

    var markup: HTML {
        let rows = changes.markup(row)
        let list: HTML =
            changes.isEmpty
            ? "<p class=\"quiet\">\(Phrase.noHistory.in(language))</p>"
            : "<ol class=\"stack history\">\n\(rows)</ol>"
        return "<section id=\"history\"><h2>\(Phrase.history.in(language))</h2>\n\(list)</section>"
    }

    private func row(_ change: PlaceChange) -> HTML {
        let time = CivilTime(change.at, utcOffsetSeconds: visit.site.utcOffsetSeconds)
        let reason: HTML = change.reason.isEmpty ? .empty : "<p>\(change.reason)</p>\n"
        let fields = change.kind == .add ? [] : change.fields.markup { field($0, change) }
        return """
            <li class="panel"><p><strong>\(change.kind.words.in(language))</strong> \
            <span class="quiet">\(names[change.actor] ?? "") · <time datetime="\(change.at.rfc3339())">\
            \(time.date) \(time.clock)</time></span></p>
            \(reason)<ul class="changed">\(fields)</ul>
            \(undo(change))</li>

            """
    }

    private func field(_ field: PlaceField, _ change: PlaceChange) -> HTML {
        """
        <li><span class="label">\(words.name(field))</span> \
        <del>\(words.value(field, change.before[field] ?? ""))</del> \
        <ins>\(words.value(field, change.after[field] ?? ""))</ins></li>

        """
    }

    private func undo(_ change: PlaceChange) -> HTML {
        if changes.contains(where: { $0.undoes == change.id }) {
            return "<p class=\"quiet\">\(Phrase.undone.in(language))</p>"
        }
        let isTheirs = keepsDirectory || !change.fields.contains(where: \.isForDirectory)
        guard change.isUndoable, isTheirs else { return .empty }
        guard change.overtaken(by: record).isEmpty else {
            return "<p class=\"quiet\">\(Phrase.overtakenNote.in(language))</p>"
        }
        return """
            <form method="post" action="/console/places/\(record.place.id)/undo">
            <input type="hidden" name="change" value="\(change.id)">
            <button class="button small" type="submit">\(Phrase.undo.in(language))</button></form>
            """
    }
}

/// Closing an entry for good, and opening it again.
struct ArchivePart {
    let visit: Visit
    let record: PlaceRecord
    private var language: Language { visit.language }

    var markup: HTML {
        guard record.mergedInto == nil else { return .empty }
        let address = "/console/places/\(record.place.id)/closing"
        guard record.archivedAt == nil else {
            return """
                <section><form method="post" action="\(address)"><input type="hidden" name="closed" value="no">
                <button class="button" type="submit">\(Phrase.openAgain.in(language))</button></form></section>
                """
        }
        return """
            <details class="closing"><summary>\(Phrase.closeForGood.in(language))</summary>
            <form method="post" action="\(address)"><p class="quiet">\(Phrase.closedNote.in(language))</p>
            <input type="hidden" name="closed" value="yes">
            <div class="fields"><label class="field"><span>\(Phrase.whyClosed.in(language))</span>
            <input type="text" name="reason" required maxlength="\(Limits.editReasonCharactersMax)"></label></div>
            <button class="button" type="submit">\(Phrase.closeForGood.in(language))</button></form></details>
            """
    }
}
