import Compounds
import GatePolicy
import Kernel
import PlaceEditing
import Places

extension Gates {
    func addConsoleRoutes(to doors: Doors, places: Places, database: any Database) {
        doors.staff(.editGates).get("/console/gates") { [self] visit, person in
            try visit.query.accept(only: ["lang", "q"])
            let text = EditText.line(try visit.query.value("q") ?? "")
            let found = try await database.read { try self.compounds(of: person, named: text, in: $0) }
            let page = GateCompoundsPage(gates: self, visit: visit, person: person)
            let isMore = found.count > Limits.compoundsPageMax
            return .page(
                page.page(Array(found.prefix(Limits.compoundsPageMax)), text: text, isMore: isMore), visit)
        }
        doors.staff(.editGates).get("/console/places/:id/gates") { [self] visit, person in
            try visit.query.accept(only: ["lang", "saved"])
            let isSaved = try visit.query.value("saved") != nil
            return .page(
                try await database.read { town in
                    try self.list(visit, person, places, GateForm(nil), isSaved: isSaved, in: town)
                }, visit)
        }
        doors.staff(.editGates).post("/console/places/:id/gates") { [self] visit, person in
            let form = try GateForm(try visit.form())
            let (draft, faults) = form.draft()
            let id = try compoundID(visit)
            guard let draft else {
                let page = try await database.read {
                    try self.list(visit, person, places, form, faults: faults, in: $0)
                }
                return .page(page, visit, status: 400)
            }
            let editor = GateEditor(person: person, visit: visit, reason: form.value("reason"))
            let gate = try await database.write { try self.add(draft, to: id, by: editor, in: $0) }
            return .seeOther("/console/places/\(id)/gates/\(gate.id)?saved=1")
        }
        addGateRoutes(to: doors, places: places, database: database)
        addPolicyRoutes(to: doors, places: places, database: database)
        addPosterRoutes(to: doors, database: database)
    }

    private func addGateRoutes(to doors: Doors, places: Places, database: any Database) {
        doors.staff(.editGates).get("/console/places/:id/gates/:gate") { [self] visit, person in
            try visit.query.accept(only: ["lang", "saved"])
            let isSaved = try visit.query.value("saved") != nil
            let page = try await database.read { try self.one(visit, person, places, isSaved: isSaved, in: $0) }
            return .page(page.page(), visit)
        }
        doors.staff(.editGates).post("/console/places/:id/gates/:gate/changes") { [self] visit, person in
            let form = try GateForm(try visit.form())
            var page = try await database.read { try self.one(visit, person, places, in: $0) }
            let (draft, faults) = form.draft(present: page.gate.gate.point)
            guard let draft else {
                (page.gateForm, page.gateFaults) = (form, faults)
                return .page(page.page(), visit, status: 400)
            }
            let editor = GateEditor(person: person, visit: visit, reason: form.value("reason"))
            let id = page.gate.gate.id
            try await database.write { _ = try self.change(id, to: draft, by: editor, in: $0) }
            return .seeOther(visit.gateAddress + "?saved=1")
        }
        doors.staff(.editGates).post("/console/places/:id/gates/:gate/removal") { [self] visit, person in
            let editor = try gateEditor(person, visit, isReasonNeeded: true)
            try await database.write { town in
                let gate = try self.gateOfAddress(visit, by: person, in: town)
                _ = try self.remove(gate.id, by: editor, in: town)
            }
            return .seeOther("/console/places/\(try compoundID(visit))/gates?saved=1")
        }
        doors.staff(.editGates).post("/console/places/:id/gates/:gate/code") { [self] visit, person in
            let editor = try gateEditor(person, visit)
            try await database.write { town in
                let gate = try self.gateOfAddress(visit, by: person, in: town)
                _ = try self.renewCode(at: gate.id, by: editor, in: town)
            }
            return .seeOther(visit.gateAddress + "?saved=1#code")
        }
    }

    private func addPolicyRoutes(to doors: Doors, places: Places, database: any Database) {
        doors.staff(.editGates).post("/console/places/:id/gates/:gate/policies") { [self] visit, person in
            let form = try PolicyForm(try visit.form(itemsMax: Limits.policyFormItemsMax))
            let (policy, faults) = form.policy()
            guard let policy, form.action == .send else {
                var page = try await database.read { try self.one(visit, person, places, in: $0) }
                page.form = form
                // Who asks for one more row is not told what the others still lack.
                let isAsking = form.action == .send || form.action == .preview
                page.faults = isAsking ? faults : [:]
                page.trial = form.action == .preview ? policy : nil
                return .page(page.page(), visit, status: isAsking && policy == nil ? 400 : 200)
            }
            let editor = GateEditor(person: person, visit: visit, reason: form.purpose)
            try await database.write { town in
                let gate = try self.gateOfAddress(visit, by: person, in: town)
                try self.propose(policy, at: gate.id, seen: form.seen, by: editor, in: town)
            }
            return .seeOther(visit.gateAddress + "?saved=1")
        }
        doors.staff(.approvePolicy).post("/console/places/:id/gates/:gate/policies/:policy") { [self] visit, person in
            let form = try visit.form()
            let decision = try form.value("decision")
            guard decision == "approve" || decision == "decline" else {
                throw Refusal.parameter(name: "decision", came: decision, accepted: .approveOrDecline)
            }
            let editor = try gateEditor(person, visit)
            let id = try policyID(visit)
            try await database.write { town in
                _ = try self.decide(id, isApproved: decision == "approve", by: editor, in: town)
            }
            return .seeOther(visit.gateAddress + "?saved=1")
        }
        let withdrawal = "/console/places/:id/gates/:gate/policies/:policy/withdrawal"
        doors.staff(.editGates).post(withdrawal) { [self] visit, person in
            let editor = try gateEditor(person, visit)
            let id = try policyID(visit)
            try await database.write { _ = try self.withdraw(id, by: editor, in: $0) }
            return .seeOther(visit.gateAddress + "?saved=1")
        }
    }

    // MARK: - What an address names

    private func compoundID(_ visit: Visit) throws(Refusal) -> ID<Place> {
        guard let id = ID<Place>(visit.parameter("id")) else { throw .notFound(what: .noGateOfYours) }
        return id
    }

    private func policyID(_ visit: Visit) throws(Refusal) -> ID<PolicyRecord> {
        guard let id = ID<PolicyRecord>(visit.parameter("policy")) else { throw .notFound(what: .noGateOfYours) }
        return id
    }

    /// The gate an address names, of the compound it names.
    func gateOfAddress(_ visit: Visit, by person: Person, in town: any Reading) throws -> Gate {
        guard let id = ID<Gate>(visit.parameter("gate")) else { throw Refusal.notFound(what: .noGateOfYours) }
        let gate = try gate(id, for: .editGates, by: person, in: town).gate
        guard gate.placeID == (try compoundID(visit)) else { throw Refusal.notFound(what: .noGateOfYours) }
        return gate
    }

    private func gateEditor(
        _ person: Person, _ visit: Visit, isReasonNeeded: Bool = false
    ) throws(Refusal) -> GateEditor {
        let form = try visit.form()
        try form.accept(only: ["reason", "decision"])
        let reason = EditText.line(try form.value("reason") ?? "")
        guard reason.unicodeScalars.count <= Limits.policyReasonCharactersMax, !isReasonNeeded || !reason.isEmpty
        else {
            throw .parameter(
                name: "reason", came: reason, accepted: .lettersFromOne(Limits.policyReasonCharactersMax))
        }
        return GateEditor(person: person, visit: visit, reason: reason)
    }

    // MARK: - Pages

    private func list(
        _ visit: Visit, _ person: Person, _ places: Places, _ form: GateForm, faults: PolicyForm.Faults = [:],
        isSaved: Bool = false, in town: any Reading
    ) throws -> Page {
        let land = try land(try compoundID(visit), for: .editGates, by: person, in: town)
        guard let round = try round(of: land.place, at: visit.now, in: town) else {
            throw Refusal.notFound(what: .noGateOfYours)
        }
        let waiting = try store.proposed(at: round.gates.map(\.gate.id), in: town)
        let pages = GateConsolePages(gates: self, places: places, visit: visit, person: person, land: land)
        return pages.list(round, waiting: waiting, form: form, faults: faults, done: isSaved)
    }

    private func one(
        _ visit: Visit, _ person: Person, _ places: Places, isSaved: Bool = false, in town: any Reading
    ) throws -> OneGatePage {
        let gate = try gateOfAddress(visit, by: person, in: town)
        let land = try land(gate.placeID, for: .editGates, by: person, in: town)
        guard let round = try round(of: gate.placeID, at: visit.now, in: town), let governed = round.gate(gate.id)
        else { throw Refusal.notFound(what: .noGateOfYours) }
        let records = try store.history(of: gate.id, in: town)
        let people = Set(records.flatMap { [$0.proposedBy, $0.decidedBy].compactMap { $0 } })
        let pages = GateConsolePages(gates: self, places: places, visit: visit, person: person, land: land)
        return OneGatePage(
            pages: pages, gate: governed, round: round, records: records,
            names: try accounts.names(of: Array(people), in: town), codes: try store.codes(of: gate.id, in: town),
            form: PolicyForm(governed.policy, seen: records.first?.number ?? 0), gateForm: GateForm(gate),
            notice: pages.saved(isSaved))
    }
}

extension Visit {
    /// `/console/places/ID/gates/ID` of the page a form came from.
    fileprivate var gateAddress: String {
        let parts = [parameter("id"), parameter("gate")].map { AddressText.encode($0) }
        return "/console/places/\(parts[0])/gates/\(parts[1])"
    }
}

extension Limits {
    static let compoundsPageMax = 40
    /// Ticks and fields of a policy's form.
    static let policyFormItemsMax = 400
}

extension Phrase {
    static let approveOrDecline = Phrase("可用：approve、decline。", "Accepted: approve, decline.")
}
