import Audit
import Kernel
import Passes

extension Blocked {
    func addStaffRoutes(to doors: Doors) {
        doors.staff(.readBlocked).get("/console/blocked") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let reach = reach(of: person, .readBlocked)
            let reports = try await database.read { [store] in
                try store.list(reach, countMax: Limits.blockedShownMax, in: $0)
            }
            return .page(BlockedStaffPages(console: console, visit: visit).list(reports), visit)
        }
        doors.staff(.readBlocked).get("/console/blocked/:id") { [self] visit, person in
            try visit.query.accept(only: ["lang", "saved"])
            let id = try reportID(visit)
            let isSaved = try visit.query.value("saved") != nil
            // Looking at it is in the audit log.
            let (one, name) = try await database.write { [self] town in
                try read(id, by: person, visit, in: town)
            }
            let page = BlockedStaffPages(console: console, visit: visit)
            return .page(
                page.one(one, rider: name, deeds: deeds(of: person, on: one, now: visit.now), isSaved: isSaved), visit)
        }
        doors.staff(.answerBlocked).post("/console/blocked/:id/answer", bodyBytesMax: Limits.blockedBodyBytesMax) {
            [self] visit, person in
            let id = try reportID(visit)
            let form = try visit.form()
            let max = Limits.blockedAnswerCharactersMax
            let words = try form.neededText("words", charactersMax: max, accepted: .blockedWordsNeeded)
            let improvement = try form.blockedText("improvement", charactersMax: max, accepted: .blockedWordsNeeded)
            let saying = BlockedSaying.answer(words, improvement: improvement ?? "")
            try await database.write { [self] in try move(id, saying, byStaff: person, visit, in: $0) }
            return .seeOther("/console/blocked/\(id)?saved=1")
        }
        doors.staff(.decideBlocked).post("/console/blocked/:id/decision", bodyBytesMax: Limits.blockedBodyBytesMax) {
            [self] visit, person in
            let id = try reportID(visit)
            let form = try visit.form()
            let finding = try form.value("finding")
            guard finding == "upheld" || finding == "not-upheld" else {
                throw Refusal.parameter(name: "finding", came: finding, accepted: .blockedFindings)
            }
            let words = try form.neededText(
                "words", charactersMax: Limits.blockedAnswerCharactersMax, accepted: .blockedWordsNeeded)
            let saying = BlockedSaying.decide(isUpheld: finding == "upheld", words)
            try await database.write { [self] in try move(id, saying, byStaff: person, visit, in: $0) }
            return .seeOther("/console/blocked/\(id)?saved=1")
        }
    }

    /// One report, to whoever answers for the compound, with its rider's masked name.
    func read(
        _ id: ID<BlockedReport>, by person: Person, _ visit: Visit, in town: any Writing
    ) throws -> (PlacedReport, rider: String) {
        guard let one = try store.placed(id, in: town), let grant = person.grant(for: .readBlocked, on: target(one))
        else { throw Refusal.notFound(what: .noSuchBlocked) }
        try audit.record(
            AuditEntry(
                person, visit, by: grant, action: "read-blocked", subjectKind: "blocked", subject: id.description,
                about: one.report.account, area: one.area),
            in: town)
        let profile = try one.report.account.flatMap { try accounts.profile(of: $0, in: town) }
        return (one, profile.map { MaskedName.of($0.name) } ?? "")
    }

    /// What this person may do to it now.
    func deeds(of person: Person, on one: PlacedReport, now: Instant) -> [BlockedMove.Deed] {
        guard one.report.account != person.id else { return [] }
        let movers: [(BlockedMove.Deed, BlockedMove.Mover, Action)] = [
            (.answer, .property, .answerBlocked), (.decide, .community, .decideBlocked),
        ]
        return movers.filter { deed, mover, action in
            person.may(action, on: target(one)) && BlockedMove.mayNow(deed, by: mover, on: one.report, now: now)
        }.map(\.0)
    }
}
