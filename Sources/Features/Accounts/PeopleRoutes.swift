import Console
import Kernel

extension Accounts {
    /// The console's pages about people. Numbers travel in bodies, never in addresses.
    public func addPeopleRoutes(to doors: Doors, console: Console) {
        doors.staff(.findPerson).get("/console/people") { [self] visit, person in
            try visit.query.accept(only: ["lang", "after"])
            let after = try visit.query.value("after").flatMap { ID<Account>($0) }
            return try await listed(named: nil, after: after, person, visit, console)
        }
        doors.staff(.findPerson).post("/console/people/search") { [self] visit, person in
            let form = try PersonForm(visit, ["phone", "name"])
            if form.text("phone").isEmpty, !form.text("name").isEmpty {
                return try await listed(named: form.text("name"), after: nil, person, visit, console)
            }
            let phone = try form.phone()
            let seen = try await database.write { try self.find(phone: phone, by: person, visit, in: $0) }
            return .page(PeoplePages(console, visit, person).found(seen, phone), visit)
        }
        doors.staff(.registerRider).post("/console/people") { [self] visit, person in
            let rider = try PersonForm(visit, ["phone", "name", "trade", "team", "area"]).rider()
            let profile = try await database.write { try self.register(rider, by: person, visit, in: $0) }
            return .seeOther("/console/people/\(profile.id)")
        }
        doors.staff(.readPerson).get("/console/people/:id") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let id = try account(visit)
            let seen = try await database.write { try self.look(at: id, by: person, visit, in: $0) }
            return .page(PeoplePages(console, visit, person).person(seen, phone: nil), visit)
        }
        doors.staff(.readPerson).post("/console/people/:id/phone") { [self] visit, person in
            let form = try PersonForm(visit, ["reason"])
            let id = try account(visit)
            let reason = try form.needed("reason")
            let (seen, phone) = try await database.write {
                try self.reveal(id, reason: reason, to: person, visit, in: $0)
            }
            return .page(PeoplePages(console, visit, person).person(seen, phone: phone), visit)
        }
        addPeopleChanges(to: doors)
        addRosterRoutes(to: doors, console: console)
        addResetRoute(to: doors)
    }

    private func listed(
        named name: String?, after: ID<Account>?, _ person: Person, _ visit: Visit, _ console: Console
    ) async throws -> Answer {
        let (found, roles) = try await database.write { [self] town in
            let found = try list(named: name, after: after, by: person, visit, in: town)
            return (found, try grants.standing(of: found.map(\.id), now: visit.now, in: town))
        }
        return .page(PeoplePages(console, visit, person).list(found, roles, name: name), visit)
    }

    private func addPeopleChanges(to doors: Doors) {
        doors.staff(.verifyRider).post("/console/people/:id/verifications") { [self] visit, person in
            let area = try PersonForm(visit, ["area"]).needed("area")
            let id = try account(visit)
            try await database.write { try self.verify(id, in: area, by: person, visit, town: $0) }
            return .seeOther("/console/people/\(id)")
        }
        doors.staff(.blockPerson).post("/console/people/:id/blocks") { [self] visit, person in
            let form = try PersonForm(visit, ["reason", "blocked"])
            let id = try account(visit)
            let (isBlocked, reason) = (form.text("blocked") != "0", form.text("reason"))
            try await database.write {
                try self.setBlocked(isBlocked, id, reason: reason, by: person, visit, in: $0)
            }
            return .seeOther("/console/people/\(id)")
        }
        doors.staff(.grantRole).post("/console/people/:id/roles") { [self] visit, person in
            let form = try PersonForm(visit, ["role", "area", "place", "until", "reason"])
            let new = try form.grant(to: try account(visit), visit)
            _ = try await database.write { try self.give(new, by: person, visit, in: $0) }
            return .seeOther("/console/people/\(new.account)")
        }
        doors.staff(.grantRole).post("/console/people/:id/roles/:grant/end") { [self] visit, person in
            let reason = try PersonForm(visit, ["reason"]).text("reason")
            let id = try account(visit)
            guard let grant = ID<Grant>(visit.parameter("grant")) else { throw Refusal.notFound(what: .noSuchGrant) }
            try await database.write { try self.takeBack(grant, reason: reason, by: person, visit, in: $0) }
            return .seeOther("/console/people/\(id)")
        }
    }

    private func addRosterRoutes(to doors: Doors, console: Console) {
        doors.staff(.uploadRoster).get("/console/roster") { visit, person in
            try visit.query.accept(only: ["lang"])
            return .page(RosterPages(console, visit, person).upload(), visit)
        }
        doors.staff(.uploadRoster).post("/console/roster", bodyBytesMax: Limits.rosterBytesMax) {
            [self] visit, person in
            let form = try PersonForm(visit, ["platform", "roster"], valueBytesMax: Limits.rosterBytesMax)
            guard let platform = PlatformName.of(form.text("platform")) else {
                throw Refusal.parameter(name: "platform", came: form.text("platform"), accepted: .platformForm)
            }
            let sheet = try RosterSheet(form.text("roster"), platform: platform)
            let matched = try await database.write { try self.upload(sheet, by: person, visit, in: $0) }
            return .page(RosterPages(console, visit, person).done(sheet, matched: matched), visit)
        }
    }

    func account(_ visit: Visit) throws(Refusal) -> ID<Account> {
        guard let id = ID<Account>(visit.parameter("id")) else { throw .notFound(what: .noSuchPerson) }
        return id
    }

    /// The whole number, for who must call: with a reason, which its owner sees.
    private func reveal(
        _ id: ID<Account>, reason: String, to looker: Person, _ visit: Visit, in town: any Writing
    ) throws -> (SeenPerson, String?) {
        let seen = try find(id, by: looker, .readPerson, in: town)
        try recordReveal(id, seen, reason: reason, by: looker, visit, in: town)
        guard let sealed = try store.sealedPhone(of: id, in: town) else { return (seen, nil) }
        return (seen, try openText(sealed, .phone, of: id))
    }
}
