import Kernel
import Places

extension PlaceEditing {
    /// Puts back what one change has changed, as long as each of these fields is still as the change left it.
    ///
    /// - Throws: `Refusal.conflict` for what was overtaken or undone already.
    func undo(_ id: ID<PlaceChange>, of place: ID<Place>, by editor: Editor, in town: any Writing) throws {
        let record = try editable(place, by: editor.person, in: town)
        guard let past = try store.change(id, in: town), past.place == place, past.isUndoable else {
            throw Refusal.notFound(what: .noSuchChange)
        }
        guard try !store.isUndone(id, in: town) else { throw Refusal.conflict(what: .alreadyUndone) }
        let overtaken = past.overtaken(by: record)
        guard overtaken.isEmpty else { throw Refusal.conflict(what: .overtaken(overtaken)) }
        try checkPhoto(past.before)
        try change(place, seen: nil, .undo, by: editor, in: town, undoes: id) { record in
            for (field, value) in past.before { record.set(field, value) }
        }
        try returnBelongings(of: past, by: editor, in: town)
    }
}

extension PlaceChange {
    /// An entry that was added is not taken out again: it is closed for good. What undid a merger is not undone: merge
    /// again, with a look at both.
    var isUndoable: Bool { kind != .add && !(kind == .undo && after[.merged] != nil) }

    /// Fields that are no longer as this change left them.
    func overtaken(by present: PlaceRecord) -> [PlaceField] {
        let facts = present.facts
        return fields.filter { facts[$0] != after[$0] }
    }
}
