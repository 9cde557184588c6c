import Areas
import CompoundPlan
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
            switch try await database.write({ try self.save(new, by: editor, in: $0) }) {
            case .conflicts(let latest): return json.conflicts(latest: latest)
            case .saved(let version, let isNew):
                let base = isNew ? version.base : version.number - 1
                return .json(json.saved(version, sent: base), status: isNew ? 201 : 200)
            }
        }
        doors.staff(.editPlan).post("/console/places/:id/plan/placing") { [self] visit, person in
            let placing = try PlanPlacing(try visit.form())
            let place = try compoundID(visit)
            let editor = PlanEditor(person: person, visit: visit)
            try await database.write { try self.placePlan(place, at: placing, by: editor, in: $0) }
            return .seeOther("/console/places/\(place)/plan?saved=1#placing")
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
            isSaved: try visit.query.value("saved") != nil)
    }
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
