import Kernel
import Places

extension PlaceEditing {
    /// Closes an entry for good, or opens it again. Nothing is removed.
    func archive(_ id: ID<Place>, _ isClosed: Bool, by editor: Editor, in town: any Writing) throws {
        guard !isClosed || !editor.reason.isEmpty else {
            throw Refusal.parameter(name: "reason", came: nil, accepted: .reasonNeeded)
        }
        let now = town.now
        let present = try editable(id, by: editor.person, in: town)
        guard editor.person.may(.archivePlace, on: target(present.place)) else {
            throw Refusal.notAllowed(what: .forTheDirectory)
        }
        _ = try change(id, seen: nil, isClosed ? .archive : .restore, by: editor, in: town) { record in
            guard record.mergedInto == nil else { throw Refusal.conflict(what: .isMerged) }
            record.archivedAt = isClosed ? record.archivedAt ?? now : nil
        }
    }
}
