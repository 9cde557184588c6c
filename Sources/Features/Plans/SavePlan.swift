import Audit
import CompoundPlan
import Compounds
import Crypto
import Hexadecimal
import Kernel
import Places

/// Who draws, and in which visit.
struct PlanEditor: Sendable {
    var person: Person
    var visit: Visit
}

/// What the editor sends.
struct NewPlanVersion: Sendable {
    var place: ID<Place>
    /// The version it was drawn on.
    var base: Int
    var plan: Plan
    var note: String
    var key: String

    /// Tells whether the same came before with the same key.
    var hash: String {
        SHA256.hash(data: Array("\(place) \(base) \(note)\n\(plan.text)".utf8)).hexadecimal
    }
}

/// What became of it.
enum PlanSaving: Sendable {
    /// - Parameter isNew: false where it is what there was already.
    case saved(PlanVersion, isNew: Bool)
    /// Both changed the same part differently since the base: nothing was kept.
    case conflicts([PlanConflict], latest: PlanVersion)
}

extension Plans {
    /// The compound, where this person may do this to its plan; to anybody else it is not there.
    func land(
        _ place: ID<Place>, for action: Action, by person: Person, in town: any Reading
    ) throws -> CompoundLand {
        guard let land = try compounds.land(place, for: action, by: person, city: city, in: town) else {
            throw Refusal.notFound(what: .noPlanOfYours)
        }
        return land
    }

    /// Keeps what was drawn as the newest version. What somebody else has kept since the base is merged with it, part
    /// by part. The same key with the same content is answered as the first time.
    ///
    /// - Throws: `Refusal.conflict` for a key that came with other content, `.tooMany`.
    func save(_ new: NewPlanVersion, by editor: PlanEditor, in town: any Writing) throws -> PlanSaving {
        let land = try land(new.place, for: .editPlan, by: editor.person, in: town)
        if let known = try store.version(key: new.key, in: town) {
            guard known.version.madeBy == editor.person.id, known.sent == new.hash else {
                throw Refusal.conflict(what: .planKeyTaken)
            }
            return .saved(known.version, isNew: true)
        }
        let latest = try store.latest(of: new.place, in: town)
        guard new.base <= latest?.number ?? 0 else {
            throw Refusal.parameter(name: "base", came: String(new.base), accepted: .planBaseUnknown)
        }
        var plan = new.plan
        if let latest, new.base < latest.number {
            let both = try merged(new, onto: latest, in: town)
            guard both.conflicts.isEmpty else { return .conflicts(both.conflicts, latest: latest) }
            plan = both.plan
        }
        let content = plan.text
        if let latest, latest.content == content { return .saved(latest, isNew: false) }
        try PlanDrawing.limit.check(
            try store.moments(of: new.place, PlanDrawing.limit, now: town.now, in: town), now: town.now)
        let version = PlanVersion(
            place: new.place, number: (latest?.number ?? 0) + 1, base: new.base, content: content, note: new.note,
            madeAt: town.now, madeBy: editor.person.id)
        try store.add([(version, (new.key, new.hash))], in: town)
        try store.save(
            [
                PlanHead(
                    place: new.place, number: version.number, counts: PlanCounts(plan),
                    placing: try store.head(of: new.place, in: town)?.placing, verifiedAt: town.now,
                    isTemplate: false)
            ], in: town)
        try note(land, [("number", JSON(version.number)), ("base", JSON(version.base))], editor, in: town)
        return .saved(version, isNew: true)
    }

    private func merged(_ new: NewPlanVersion, onto latest: PlanVersion, in town: any Reading) throws -> PlanMerge {
        guard let theirs = latest.plan else { throw Refusal.conflict(what: .planUnreadable) }
        // Two who began with nothing have drawn all of it.
        let base =
            new.base == 0
            ? Plan(size: theirs.size, north: theirs.north)
            : try store.version(new.base, of: new.place, in: town)?.plan
        guard let base else { throw Refusal.conflict(what: .planUnreadable) }
        return PlanMerge(base: base, mine: new.plan, theirs: theirs)
    }

    /// Says where the plan lies on the map.
    func placePlan(
        _ place: ID<Place>, at placing: PlanPlacing, by editor: PlanEditor, in town: any Writing
    ) throws {
        let land = try land(place, for: .editPlan, by: editor.person, in: town)
        guard var head = try store.head(of: place, in: town) else { throw Refusal.notFound(what: .noPlanYet) }
        guard head.placing != placing else { return }
        head.placing = placing
        try store.save([head], in: town)
        try note(land, [("placed", true)], editor, in: town)
    }

    func note(
        _ land: CompoundLand, _ details: [(String, JSON)], _ editor: PlanEditor, in town: any Writing
    ) throws {
        try audit.record(
            AuditEntry(
                editor.person, editor.visit, by: editor.person.grant(for: .editPlan, on: land.target),
                action: Action.editPlan.rawValue, subjectKind: "plan", subject: land.place.description,
                area: land.area, details: details),
            in: town)
    }
}
