import Console
import Geo
import Kernel
import Places

extension PlaceEditing {
    public func addRoutes(to doors: Doors, database: any Database) {
        addSuggestionRoutes(to: doors, database: database)
        addMergeRoutes(to: doors, database: database)
        addPhotoRoutes(to: doors, database: database)
        addHoursRoute(to: doors)
        doors.staff(.editPlace).get("/console/places") { [self] visit, person in
            let form = try PlacesForm(visit.query)
            let (entries, isMore) = try await database.read { town in
                try self.entries(form, of: person, now: visit.now, in: town)
            }
            let page = PlacesPage(editing: self, visit: visit, person: person)
            return .page(page.page(form, entries, isMore: isMore), visit)
        }
        doors.staff(.editPlace).get("/console/places/:id") { [self] visit, person in
            try visit.query.accept(only: ["lang", "saved", "lat", "lng"])
            guard visit.parameter("id") != Self.newID else { return .page(try newPage(visit, person).page(), visit) }
            let page = try await database.read { try self.page(visit, person, in: $0) }
            let isSaved = try visit.query.value("saved") != nil
            let saved: HTML = "<p class=\"done\" role=\"status\">\(Phrase.saved.in(visit.language))</p>"
            return .page(page.page(isSaved ? saved : .empty), visit)
        }
        doors.staff(.editPlace).post("/console/places/:id/changes") { [self] visit, person in
            let form = try EditForm(try visit.form())
            let isNew = visit.parameter("id") == Self.newID
            return try await isNew ? add(form, visit, person, database) : save(form, visit, person, database)
        }
        doors.staff(.archivePlace).post("/console/places/:id/closing") { [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["closed", "reason"])
            let editor = try editor(person, visit, form)
            let isClosed = try form.value("closed") == "yes"
            let id = try placeID(visit)
            try await database.write { try self.archive(id, isClosed, by: editor, in: $0) }
            return .seeOther("/console/places/\(id)?saved=1")
        }
        doors.staff(.editPlace).post("/console/places/:id/undo") { [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["change", "reason"])
            let text = try form.value("change")
            guard let change = text.flatMap({ ID<PlaceChange>($0) }) else {
                throw Refusal.parameter(name: "change", came: text, accepted: .anIdentifier)
            }
            let editor = try editor(person, visit, form)
            let id = try placeID(visit)
            try await database.write { try self.undo(change, of: id, by: editor, in: $0) }
            return .seeOther("/console/places/\(id)?saved=1#history")
        }
    }

    /// What a typed text of hours says, for the builder.
    private func addHoursRoute(to doors: Doors) {
        doors.staff(.editPlace).get("/console/places/hours") { visit, _ in
            try visit.query.accept(only: ["lang", "text"])
            return .json(HoursJSON.reading(try visit.query.value("text") ?? "", visit.language))
        }
    }

    static let newID = "new"

    func placeID(_ visit: Visit) throws(Refusal) -> ID<Place> {
        guard let id = ID<Place>(visit.parameter("id")) else { throw .notFound(what: .noPlaceOfYours) }
        return id
    }

    func editor(_ person: Person, _ visit: Visit, _ form: Query) throws(Refusal) -> Editor {
        let reason = EditText.line(try form.value("reason") ?? "")
        guard reason.unicodeScalars.count <= Limits.editReasonCharactersMax else {
            throw .parameter(name: "reason", came: reason, accepted: .lettersMax(Limits.editReasonCharactersMax))
        }
        return Editor(person: person, visit: visit, reason: reason)
    }

    /// The page of one entry with its history.
    func page(_ visit: Visit, _ person: Person, in town: any Reading) throws -> EditPage {
        let record = try editable(try placeID(visit), by: person, in: town)
        var page = EditPage(editing: self, visit: visit, person: person, record: record, form: EditForm(record))
        page.parts = try parts(of: record, visit, person, in: town)
        return page
    }

    private func parts(
        of record: PlaceRecord, _ visit: Visit, _ person: Person, in town: any Reading
    ) throws -> [HTML] {
        let changes = try store.changes(of: record.place.id, in: town)
        let names = try accounts.names(of: Array(Set(changes.map(\.actor))), in: town)
        let target = target(record.place)
        let history = HistoryPart(
            editing: self, visit: visit, record: record, changes: changes, names: names,
            keepsDirectory: person.may(.addPlace, on: target))
        let mayMerge = person.may(.mergePlaces, on: target)
        let mayDecide = person.may(.decideSuggestion, on: target)
        let waiting = mayDecide ? try suggestions.waiting(of: record.place.id, in: town) : []
        let told = SuggestionsPart(editing: self, visit: visit, groups: SuggestionGroup.all(waiting))
        let merged = mayMerge ? try store.merged(into: record.place.id, in: town) : []
        let joined = MergedPart(visit: visit, record: record, merged: merged)
        let photo = photos == nil ? .empty : PhotoPart(visit: visit, record: record).markup
        return [
            told.markup, photo, mayMerge ? joined.markup : .empty,
            person.may(.archivePlace, on: target) ? ArchivePart(visit: visit, record: record).markup : .empty,
            history.markup,
        ]
    }

    private func newPage(_ visit: Visit, _ person: Person) throws(Refusal) -> EditPage {
        guard person.may(.addPlace) else { throw .notFound(what: .noPlaceOfYours) }
        return EditPage(editing: self, visit: visit, person: person, record: nil, form: EditForm(blank(visit)))
    }

    private func blank(_ visit: Visit) -> PlaceRecord {
        PlaceRecord(
            place: Place(
                id: ID(high: 0, low: 0), kind: .merchant, name: "", point: nil, pointBasis: .none, source: "staff",
                sourceKey: "", isDemonstration: visit.site.isDemonstration()),
            version: 1)
    }

    private func add(
        _ form: EditForm, _ visit: Visit, _ person: Person, _ database: any Database
    ) async throws -> Answer {
        guard person.may(.addPlace) else { throw Refusal.notFound(what: .noPlaceOfYours) }
        var record = blank(visit)
        var faults = form.apply(to: &record, self, now: visit.now)
        if record.place.point == nil, !record.place.kind.mayBeUnplaced { faults.append(.pointNeeded) }
        guard faults.isEmpty else {
            let page = EditPage(
                editing: self, visit: visit, person: person, record: nil, form: form, faults: faults)
            return .page(page.page(), visit, status: 400)
        }
        let new = record
        let editor = Editor(person: person, visit: visit, reason: form.reason)
        let change = try await database.write { try self.add(new, by: editor, in: $0) }
        return .seeOther("/console/places/\(change.place)?saved=1")
    }

    private func save(
        _ form: EditForm, _ visit: Visit, _ person: Person, _ database: any Database
    ) async throws -> Answer {
        let id = try placeID(visit)
        guard let version = form.version else {
            throw Refusal.parameter(name: "version", came: nil, accepted: .anIdentifier)
        }
        let editor = Editor(person: person, visit: visit, reason: form.reason)
        do {
            try await database.write { town in
                try self.change(id, seen: version, .edit, by: editor, in: town) { record in
                    let faults = form.apply(to: &record, self, now: town.now)
                    guard faults.isEmpty else { throw FormFaults(faults: faults) }
                }
            }
            return .seeOther("/console/places/\(id)?saved=1")
        } catch let wrong as FormFaults {
            var page = try await database.read { try self.page(visit, person, in: $0) }
            page.form = form
            page.faults = wrong.faults
            page.seenVersion = version
            return .page(page.page(), visit, status: 400)
        } catch let overtaken as Overtaken {
            var page = try await database.read { try self.page(visit, person, in: $0) }
            page.form = form
            var mine = overtaken.present
            _ = form.apply(to: &mine, self, now: visit.now)
            return .page(page.conflict(mine, overtaken.present), visit, status: 409)
        }
    }
}

/// What of a form could not be taken.
struct FormFaults: Error, Sendable {
    var faults: [EditFault]
}
