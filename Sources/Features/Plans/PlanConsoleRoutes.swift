import Areas
import CompoundPlan
import Compounds
import Geo
import Kernel
import PlaceEditing
import Places

extension Plans {
    func addConsoleRoutes(to doors: Doors, database: any Database) {
        doors.staff(.editPlan).get("/console/places/:id/plan") { [self] visit, person in
            try visit.query.accept(only: ["lang", "version", "saved"])
            let shown = try visit.query.value("version").map { try number($0, name: "version") }
            let page = try await database.read { try self.editorPage(visit, person, shown: shown, in: $0) }
            return .page(page.page(), visit)
        }
        doors.staff(.editPlan).get("/console/places/:id/plan/versions/:number") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let text = visit.parameter("number")
            let asked = text == "latest" ? nil : try number(text, name: "number")
            return .json(try await database.read { try self.version(asked, visit, person, in: $0) })
        }
        addSavingRoute(to: doors, database: database)
        doors.staff(.editPlan).get("/console/places/:id/plan/templates/:kind") { [self] visit, person in
            try visit.query.accept(only: ["lang", "buildings"])
            let place = try compoundID(visit)
            let gates = try await database.read { town in
                _ = try self.land(place, for: .editPlan, by: person, in: town)
                return try self.compounds.gates(of: place, in: town).map {
                    TemplateGate(id: $0.id.description, name: $0.name)
                }
            }
            return .json(["plan": .prepared(Array(try PlanTemplate(visit, of: place, gates: gates).plan.text.utf8))])
        }
    }

    private func addSavingRoute(to doors: Doors, database: any Database) {
        let saving = "/console/places/:id/plan/versions"
        doors.staff(.editPlan).post(saving, bodyBytesMax: Limits.planBodyBytesMax) { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let json = PlanJSON(visit: visit)
            let new: NewPlanVersion
            do {
                new = try PlanBody(visit).version(of: try compoundID(visit))
            } catch let fault as PlanFault {
                return json.fault(fault)
            }
            let editor = PlanEditor(person: person, visit: visit)
            let (saving, gates) = try await database.write { town in
                (
                    try self.save(new, by: editor, in: town),
                    try self.compounds.gates(of: new.place, in: town)
                )
            }
            switch saving {
            case .conflicts(let conflicts, let latest): return json.conflicts(conflicts, latest: latest)
            case .saved(let version, let isNew):
                let base = isNew ? version.base : version.number - 1
                return .json(json.saved(version, sent: base, gates: gates), status: isNew ? 201 : 200)
            }
        }
    }

    func addDeskRoutes(to doors: Doors, database: any Database) {
        doors.staff(.editPlan).get("/console/places/:id/plan.osm") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let place = try compoundID(visit)
            let text = try await database.read { town -> String? in
                _ = try self.land(place, for: .editPlan, by: person, in: town)
                guard let placing = try self.store.head(of: place, in: town)?.placing else { return nil }
                return try self.store.latest(of: place, in: town)?.plan?
                    .osm(corner: placing.corner, turn: placing.turn)
            }
            guard let text else { throw Refusal.notFound(what: .planNotPlaced) }
            return .text(text, type: "application/xml")
        }
        doors.staff(.editPlan).post("/console/places/:id/plan/placing") { [self] visit, person in
            let placing = try PlanPlacing(try visit.form())
            let place = try compoundID(visit)
            let editor = PlanEditor(person: person, visit: visit)
            try await database.write { try self.placePlan(place, at: placing, by: editor, in: $0) }
            return .seeOther("/console/places/\(place)/plan?saved=1#placing")
        }
        doors.staff(.editPlan).post("/console/places/:id/plan/remarks/:remark") { [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["decision", "reason"])
            guard let id = ID<PlanRemark>(visit.parameter("remark")) else {
                throw Refusal.notFound(what: .noPlanOfYours)
            }
            let decision = try form.value("decision")
            guard decision == "done" || decision == "decline" else {
                throw Refusal.parameter(name: "decision", came: decision, accepted: .remarkDecisions)
            }
            let reason = EditText.line(try form.value("reason") ?? "")
            guard reason.unicodeScalars.count <= Limits.remarkWordsCharactersMax else {
                throw Refusal.parameter(name: "reason", came: nil, accepted: .remarkWordsForm)
            }
            let editor = PlanEditor(person: person, visit: visit)
            let remark = try await database.write { town in
                try self.decide(id, isDone: decision == "done", reason: reason, by: editor, in: town)
            }
            return .seeOther("/console/places/\(remark.place)/plan?saved=1#remarks")
        }
    }

    func compoundID(_ visit: Visit) throws(Refusal) -> ID<Place> {
        guard let id = ID<Place>(visit.parameter("id")) else { throw .notFound(what: .noPlanOfYours) }
        return id
    }

    private func number(_ text: String, name: String) throws(Refusal) -> Int {
        guard text.utf8.count <= 9, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text),
            number > 0
        else { throw .parameter(name: name, came: text, accepted: .planVersionForm) }
        return number
    }

    /// - Parameter asked: nil for the newest.
    private func version(
        _ asked: Int?, _ visit: Visit, _ person: Person, in town: any Reading
    ) throws -> JSON {
        let land = try land(try compoundID(visit), for: .editPlan, by: person, in: town)
        let latest = try store.head(of: land.place, in: town)?.number ?? 0
        let version = try store.version(asked ?? latest, of: land.place, in: town)
        if asked != nil, version == nil { throw Refusal.notFound(what: .noSuchPlanVersion) }
        return PlanJSON(visit: visit).version(
            version, latest: latest, gates: try compounds.gates(of: land.place, in: town))
    }

    private func editorPage(
        _ visit: Visit, _ person: Person, shown: Int?, in town: any Reading
    ) throws -> PlanEditorPage {
        let land = try land(try compoundID(visit), for: .editPlan, by: person, in: town)
        if let shown, try store.version(shown, of: land.place, in: town) == nil {
            throw Refusal.notFound(what: .noSuchPlanVersion)
        }
        let versions = try store.versions(of: land.place, in: town)
        return PlanEditorPage(
            console: console, visit: visit, land: land, head: try store.head(of: land.place, in: town),
            versions: versions, names: try accounts.names(of: versions.compactMap(\.madeBy), in: town), shown: shown,
            isSaved: try visit.query.value("saved") != nil,
            waiting: try remarks.waiting(of: land.place, in: town))
    }
}

/// A recorded gate, to be drawn.
typealias TemplateGate = PlanTemplate.Gate

extension PlanTemplate {
    /// What an address asks for: the same compound is given the same plan.
    init(_ visit: Visit, of place: ID<Place>, gates: [TemplateGate]) throws(Refusal) {
        guard let kind = Kind(rawValue: visit.parameter("kind")) else {
            throw .parameter(name: "kind", came: visit.parameter("kind"), accepted: .noSuchTemplate)
        }
        let text = try visit.query.value("buildings")
        let count = text.flatMap { Int($0) }
        guard text == nil || count.map((1...Self.buildingsMax).contains) == true else {
            throw .parameter(name: "buildings", came: text, accepted: .templateBuildings)
        }
        self.init(
            kind, seed: place.seed, buildings: count,
            gates: gates)
    }
}

extension ID<Place> {
    /// A number of its own for each compound.
    var seed: UInt64 { description.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } }
}

extension PlanPlacing {
    /// What the form sent: the upper left corner in WGS-84, and a turn.
    init(_ form: Query) throws {
        try form.accept(only: ["lat", "lng", "turn"])
        guard let north = DecimalText.number(try form.value("lat") ?? ""),
            let east = DecimalText.number(try form.value("lng") ?? ""),
            let corner = Coordinate(latitude: north, longitude: east)
        else { throw Refusal.parameter(name: "lat", came: try form.value("lat"), accepted: .planCornerForm) }
        guard let text = try form.value("turn"), let turn = Int(text), (0...359).contains(turn) else {
            throw Refusal.parameter(name: "turn", came: try form.value("turn"), accepted: .planTurnForm)
        }
        self.init(corner: corner, turn: turn)
    }
}
