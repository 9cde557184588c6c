import Compounds
import Kernel
import Places

extension Blocked {
    public func addRoutes(to doors: Doors) {
        addRiderRoutes(to: doors)
        addStaffRoutes(to: doors)
    }

    private func addRiderRoutes(to doors: Doors) {
        doors.people.get("/places/:id/blocked") { [self] visit, person in
            try visit.query.accept(only: ["lang", "gate"])
            let place = try placeID(visit)
            let chosen = try visit.query.value("gate").flatMap { ID<Gate>($0) }
            let page = try await database.read { [self] town in
                guard let land = try store.land(of: place, in: town) else {
                    throw Refusal.notFound(what: .noSuchCompound)
                }
                let gates = try compounds.gates(of: place, in: town)
                let gate = gates.first { $0.id == chosen }
                let form = BlockedForm(place: place, gate: gate?.id, gates: gates, key: newKey(), visit: visit)
                let name = [land.name, gate?.name ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
                return BlockedPages(visit: visit).asking(name, form)
            }
            return .page(page, visit)
        }
        doors.people.post("/places/:id/blocked", bodyBytesMax: Limits.blockedBodyBytesMax) {
            [self] visit, person in
            let new = try NewBlocked(visit, place: try placeID(visit))
            let sent = try await database.write { [self] in try report(new, by: person, visit, in: $0) }
            return .seeOther("/me/blocked?sent=1#\(sent.id)")
        }
        doors.people.get("/me/blocked") { [self] visit, person in
            try visit.query.accept(only: ["lang", "sent"])
            let reports = try await database.read { [store] in
                try store.reports(of: person.id, countMax: Limits.blockedShownMax, in: $0)
            }
            let isSent = try visit.query.value("sent") != nil
            return .page(BlockedPages(visit: visit).mine(reports, isSent: isSent), visit)
        }
        doors.people.post("/me/blocked/:id/settlement", bodyBytesMax: Limits.blockedBodyBytesMax) {
            [self] visit, person in
            let id = try reportID(visit)
            try await database.write { [self] in try move(id, .settle, byRider: person, visit, in: $0) }
            return .seeOther("/me/blocked#\(id)")
        }
        doors.people.post("/me/blocked/:id/dispute", bodyBytesMax: Limits.blockedBodyBytesMax) {
            [self] visit, person in
            let id = try reportID(visit)
            let words = try visit.form().neededText(
                "words", charactersMax: Limits.blockedWordsCharactersMax, accepted: .blockedObjectionNeeded)
            try await database.write { [self] in try move(id, .dispute(words), byRider: person, visit, in: $0) }
            return .seeOther("/me/blocked#\(id)")
        }
    }

    private func placeID(_ visit: Visit) throws(Refusal) -> ID<Place> {
        guard let id = ID<Place>(visit.parameter("id")) else { throw .notFound(what: .noSuchCompound) }
        return id
    }

    func reportID(_ visit: Visit) throws(Refusal) -> ID<BlockedReport> {
        guard let id = ID<BlockedReport>(visit.parameter("id")) else { throw .notFound(what: .noSuchBlocked) }
        return id
    }
}
