import Audit
import Kernel

extension Accounts {
    /// One's own data: read, mend, take along, take away; what one agreed to; who looked.
    public func addRightsRoutes(to doors: Doors, others: [any PersonalData]) {
        doors.people.get("/me/data") { visit, person in
            try visit.query.accept(only: ["lang"])
            return .page(RightsPages(visit).data(), visit)
        }
        doors.people.post("/me/data/export") { [self] visit, person in
            let json = try await database.write { try self.export(person.id, visit, others: others, in: $0) }
            var answer = Answer.json(json)
            answer.headers.append(("Content-Disposition", "attachment; filename=\"yongai-data.json\""))
            return answer
        }
        doors.people.post("/me/data/erasure") { [self] visit, person in
            let form = try PersonForm(visit, ["confirm"])
            guard form.text("confirm") == "yes" else {
                throw Refusal.parameter(name: "confirm", came: nil, accepted: .confirmErasing)
            }
            try fresh(person, visit, next: "/me/data")
            let kept = try await database.write { try self.erase(person.id, visit, others: others, in: $0) }
            var answer = Answer.page(RightsPages(visit).erased(kept), visit)
            answer.headers.append(SessionCookie.header(nil, secondsMax: 0, isSecure: visit.isSecure))
            return answer.leavingNothing(storage: true)
        }
        doors.people.get("/me/trail") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let (entries, names) = try await database.read { [self] town in
                let entries = try trail(of: person.id, in: town)
                return (entries, try store.names(of: entries.compactMap(\.actor), in: town))
            }
            return .page(RightsPages(visit).trail(entries, names, me: person.id), visit)
        }
        addConsentRoutes(to: doors)
        addProfileRoutes(to: doors)
    }

    private func addConsentRoutes(to doors: Doors) {
        doors.people.get("/me/consents") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let standing = try await database.read { [self] in try consents.standing(of: person.id, in: $0) }
            return .page(RightsPages(visit).consents(standing), visit)
        }
        doors.people.post("/me/consents") { [self] visit, person in
            let form = try PersonForm(visit, ["purpose", "given"])
            guard let purpose = ConsentPurpose(rawValue: form.text("purpose")) else {
                throw Refusal.parameter(name: "purpose", came: form.text("purpose"), accepted: .choosePurpose)
            }
            let isGiven = form.text("given") == "1"
            try await database.write { town in
                if isGiven {
                    try self.give(purpose, by: person.id, visit, in: town)
                } else {
                    try self.withdraw(purpose, by: person.id, visit, in: town)
                }
            }
            return .seeOther("/me/consents")
        }
    }

    private func addProfileRoutes(to doors: Doors) {
        doors.people.get("/me/profile") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let profile = try await database.read { [self] in try store.profile(person.id, in: $0) }
            guard let profile else { throw Refusal.notFound(what: .noSuchPerson) }
            return .page(RightsPages(visit).profile(profile), visit)
        }
        doors.people.post("/me/profile") { [self] visit, person in
            let form = try PersonForm(visit, ["name", "trade", "team"])
            let name = try form.needed("name", charactersMax: Limits.personNameCharactersMax)
            let team = try form.optional("team", charactersMax: Limits.teamCharactersMax)
            let trade = form.text("trade").isEmpty ? nil : try form.trade()
            try await database.write { try self.correct(person, name, trade, team, visit, in: $0) }
            return .seeOther("/me")
        }
    }

    /// What cannot be taken back asks for somebody who has just shown who they are.
    func fresh(_ person: Person, _ visit: Visit, next: String) throws(Refusal) {
        guard person.signedInAt.adding(seconds: Limits.freshMinutesMax * 60) > visit.now else {
            throw .signInNeeded(next: next)
        }
    }

    /// A rider's change of trade asks for being verified anew.
    private func correct(
        _ person: Person, _ name: String, _ trade: Trade?, _ team: String, _ visit: Visit, in town: any Writing
    ) throws {
        guard var profile = try store.profile(person.id, in: town) else { return }
        let changed = [
            ("name", profile.name != name), ("trade", profile.trade != trade), ("team", profile.team != team),
        ].filter(\.1).map(\.0)
        guard !changed.isEmpty else { return }
        if profile.trade != trade { profile.verification = nil }
        (profile.name, profile.trade, profile.team) = (name, trade, team)
        try store.save(profile, in: town)
        try audit.record(
            AuditEntry(
                actor: person.id, proof: person.proof, action: "change-profile", subjectKind: "account",
                subject: person.id.description, about: person.id, origin: visit.client.network,
                details: [("fields", .array(changed.map(JSON.string)))]),
            in: town)
    }
}

extension Limits {
    static let freshMinutesMax: Int64 = 10
}

extension Phrase {
    static let confirmErasing = Phrase("请勾选确认。", "Tick the confirmation.")
    static let choosePurpose = Phrase("没有这项授权。", "There is no such consent.")
}
