import Kernel
import Places

extension PlaceEditing {
    func addMergeRoutes(to doors: Doors, database: any Database) {
        doors.staff(.mergePlaces).get("/console/places/duplicates") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let mine = places.index.places.filter { person.may(.mergePlaces, on: self.target($0)) }
            let pairs = NearDuplicates.find(in: mine)
            return .page(MergePages(editing: self, visit: visit).duplicates(pairs), visit)
        }
        doors.staff(.mergePlaces).get("/console/places/:id/merge") { [self] visit, person in
            try visit.query.accept(only: ["lang", "with"])
            let id = try placeID(visit)
            let pages = MergePages(editing: self, visit: visit)
            let with = try visit.query.value("with")
            guard let with else {
                let record = try await database.read { try self.editable(id, by: person, in: $0) }
                return .page(pages.candidates(of: record.place, candidates(of: record.place, person)), visit)
            }
            guard let other = ID<Place>(with) else {
                throw Refusal.parameter(name: "with", came: with, accepted: .anIdentifier)
            }
            let (kept, merged) = try await database.read { try self.mergeable(id, other, by: person, in: $0) }
            return .page(pages.comparison(kept, merged), visit)
        }
        doors.staff(.mergePlaces).post("/console/places/:id/merge") { [self] visit, person in
            let form = try visit.form()
            let merger = try Merger(form, kept: try placeID(visit))
            let editor = try editor(person, visit, form)
            try await database.write { try self.merge(merger, by: editor, in: $0) }
            return .seeOther("/console/places/\(merger.kept)?saved=1")
        }
    }

    private func candidates(of place: Place, _ person: Person) -> [NearbyPlace] {
        guard let point = place.point else { return [] }
        let question = NearbyQuestion(
            point: point, radiusMetres: Limits.mergeRadiusMetres, limit: Limits.mergeCandidatesMax, kinds: [place.kind])
        return places.index.nearby(question).filter { near in
            near.place.id != place.id && person.may(.mergePlaces, on: target(near.place))
        }
    }
}
