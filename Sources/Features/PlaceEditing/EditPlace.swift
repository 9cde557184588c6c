import Areas
import Audit
import Kernel
import Places

/// Who edits, in which visit and why.
struct Editor: Sendable {
    var person: Person
    var visit: Visit
    var reason = ""
}

/// An entry that somebody else has written since it was read: nothing was changed.
struct Overtaken: Error, Sendable {
    var present: PlaceRecord
}

extension PlaceEditing {
    /// The entry, where this person may edit it; to anybody else it is not there.
    func editable(_ id: ID<Place>, by person: Person, in town: any Reading) throws -> PlaceRecord {
        guard let record = try store.record(id, in: town), person.may(.editPlace, on: target(record.place)) else {
            throw Refusal.notFound(what: .noPlaceOfYours)
        }
        return record
    }

    /// Writes a change down: the entry, its history and the audit log, in one transaction.
    ///
    /// - Parameter version: the version the editor has seen.
    /// - Returns: the change; nil where nothing is different.
    /// - Throws: `Overtaken`, or the `Refusal` of what this person may not do.
    @discardableResult
    func change(
        _ id: ID<Place>, seen version: Int64?, _ kind: PlaceChange.Kind, by editor: Editor, in town: any Writing,
        undoes: ID<PlaceChange>? = nil, moved: [String: [String]] = [:],
        _ edit: (inout PlaceRecord) throws -> Void
    ) throws -> PlaceChange? {
        let old = try editable(id, by: editor.person, in: town)
        if let version, version != old.version { throw Overtaken(present: old) }
        var new = old
        try edit(&new)
        let fields = new.differences(from: old)
        guard !fields.isEmpty else { return nil }
        if fields.contains(.name) { read(&new) }
        new.kept.formUnion(fields.filter(\.isTold))
        if new.kept.contains(.point), new.place.areaBasis != AreaBasis.given.rawValue { new.kept.insert(.area) }
        new.version = old.version + 1
        let grant = try right(editor.person, from: old, to: new, fields)
        guard try store.update(new, from: old.version, by: editor.person.id, in: town) else {
            throw Overtaken(present: old)
        }
        let change = PlaceChange(
            id: town.newID(of: PlaceChange.self), place: id, at: town.now, actor: editor.person.id, kind: kind,
            version: new.version, before: old.facts.filter { fields.contains($0.key) },
            after: new.facts.filter { fields.contains($0.key) }, reason: editor.reason, moved: moved, undoes: undoes)
        try record(change, of: new, by: grant, editor, in: town)
        return change
    }

    /// Adds an entry. Its name with the moment stands for the key its source gives others.
    func add(_ new: PlaceRecord, by editor: Editor, in town: any Writing) throws -> PlaceChange {
        var new = new
        new.place.id = town.newID(of: Place.self)
        new.place.sourceKey = new.place.id.description
        new.version = 1
        read(&new)
        guard let grant = editor.person.grant(for: .addPlace, on: target(new.place)) else {
            throw Refusal.notAllowed(what: .outsideYourArea)
        }
        let facts = new.facts.filter { !$0.value.isEmpty }
        new.kept = Set(facts.keys.filter(\.isTold))
        try store.add(new, in: town)
        let change = PlaceChange(
            id: town.newID(of: PlaceChange.self), place: new.place.id, at: town.now, actor: editor.person.id,
            kind: .add, version: 1, before: [:], after: facts, reason: editor.reason)
        try record(change, of: new, by: grant, editor, in: town)
        return change
    }

    /// How a name is read, for the search.
    private func read(_ record: inout PlaceRecord) {
        let reading = places.pinyin.reading(of: record.place.name)
        (record.place.pinyin, record.place.initials) = (reading.full, reading.initials)
    }

    /// The grant by which this person may make an entry what it shall be: in the area it lies in and in the one it
    /// comes to lie in.
    private func right(
        _ person: Person, from old: PlaceRecord, to new: PlaceRecord, _ fields: [PlaceField]
    ) throws -> Grant {
        let (before, after) = (target(old.place), target(new.place))
        if let grant = person.grant(for: .addPlace, on: before) {
            guard person.may(.addPlace, on: after) else { throw Refusal.notAllowed(what: .outsideYourArea) }
            return grant
        }
        guard let grant = person.grant(for: .editPlace, on: before), person.may(.editPlace, on: after) else {
            throw Refusal.notAllowed(what: .outsideYourArea)
        }
        guard !fields.contains(where: \.isForDirectory) else { throw Refusal.notAllowed(what: .forTheDirectory) }
        // The owner of a place carries it across a street, not into another district.
        let isNear = before.area?.prefix(Self.districtDigits) == after.area?.prefix(Self.districtDigits)
        guard !fields.contains(.area) || isNear else { throw Refusal.notAllowed(what: .outsideYourArea) }
        return grant
    }

    private static let districtDigits = 6

    private func record(
        _ change: PlaceChange, of record: PlaceRecord, by grant: Grant, _ editor: Editor, in town: any Writing
    ) throws {
        try store.add(change, in: town)
        try audit.record(
            AuditEntry(
                editor.person, editor.visit, by: grant, action: change.kind.action, subjectKind: "place",
                subject: change.place.description, area: record.place.areaCode, reason: change.reason,
                details: [
                    ("change", .string(change.id.description)),
                    ("fields", .array(change.fields.map { .string($0.rawValue) })),
                ]),
            in: town)
    }
}

extension PlaceChange.Kind {
    /// What the audit log calls it.
    var action: String {
        switch self {
        case .add: "add-place"
        case .edit: "edit-place"
        case .archive: "archive-place"
        case .restore: "restore-place"
        case .merge: "merge-places"
        case .undo: "undo-edit"
        }
    }
}
