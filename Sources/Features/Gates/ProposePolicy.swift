import Accounts
import Audit
import Compounds
import GatePolicy
import Kernel
import Places

/// Who changes gates or their policies, in which visit, and why.
public struct GateEditor: Sendable {
    public var person: Person
    public var visit: Visit
    public var reason: String

    public init(person: Person, visit: Visit, reason: String = "") {
        self.person = person
        self.visit = visit
        self.reason = reason
    }
}

extension Gates {
    /// The compound, where this person may do this to its gates; to anybody else it is not there.
    func land(
        _ place: ID<Place>, for action: Action, by person: Person, in town: any Reading
    ) throws -> CompoundLand {
        guard let land = try compounds.land(place, for: action, by: person, city: city, in: town) else {
            throw Refusal.notFound(what: .noGateOfYours)
        }
        return land
    }

    /// A gate and its compound, likewise.
    func gate(
        _ id: ID<Gate>, for action: Action, by person: Person, in town: any Reading
    ) throws -> (gate: Gate, land: CompoundLand) {
        guard let gate = try compounds.gate(id, in: town) else { throw Refusal.notFound(what: .noGateOfYours) }
        return (gate, try land(gate.placeID, for: action, by: person, in: town))
    }

    /// Writes a policy for a gate. Of somebody who may approve it, it stands at once; of anybody else it waits, and an
    /// earlier one that waited is withdrawn.
    ///
    /// - Parameter seen: the number of the gate's newest policy when the form was made; 0 for none.
    @discardableResult
    func propose(
        _ policy: GatePolicy, at id: ID<Gate>, seen: Int, by editor: GateEditor, in town: any Writing
    ) throws -> PolicyRecord {
        let (gate, land) = try gate(id, for: .editGates, by: editor.person, in: town)
        let text = PolicyText.write(policy)
        guard text.utf8.count <= Limits.policyBytesMax else {
            throw Refusal.parameter(name: "policy", came: nil, accepted: .policyTooLong)
        }
        let history = try store.history(of: id, in: town)
        guard seen == history.first?.number ?? 0 else { throw Refusal.conflict(what: .policyChangedMeanwhile) }
        guard history.first(where: { $0.state == .standing })?.text != text else {
            throw Refusal.conflict(what: .policyAsBefore)
        }
        if let waiting = history.first(where: { $0.state == .proposed }) {
            _ = try store.decide(waiting.id, .withdrawn, by: editor.person.id, reason: "", in: town)
        }
        let approval = editor.person.grant(for: .approvePolicy, on: land.target)
        if approval != nil { try store.replaceStanding(of: id, in: town) }
        let record = PolicyRecord(
            id: town.newID(of: PolicyRecord.self), gate: id, number: seen + 1, text: text,
            state: approval == nil ? .proposed : .standing, purpose: editor.reason, proposedAt: town.now,
            proposedBy: editor.person.id, decidedAt: approval.map { _ in town.now },
            decidedBy: approval.map { _ in editor.person.id }, reason: "")
        try store.add([record], in: town)
        try note(
            approval == nil ? "propose-policy" : Action.approvePolicy.rawValue, record, gate, land,
            by: approval ?? editor.person.grant(for: .editGates, on: land.target), editor, in: town)
        return record
    }

    /// Takes back what waits.
    func withdraw(_ id: ID<PolicyRecord>, by editor: GateEditor, in town: any Writing) throws -> PolicyRecord {
        let record = try waiting(id, in: town)
        let (gate, land) = try gate(record.gate, for: .editGates, by: editor.person, in: town)
        guard try store.decide(id, .withdrawn, by: editor.person.id, reason: editor.reason, in: town) else {
            throw Refusal.conflict(what: .policyDecided)
        }
        let grant = editor.person.grant(for: .editGates, on: land.target)
        try note("withdraw-policy", record, gate, land, by: grant, editor, in: town)
        return record
    }

    /// Decides on what waits. Declining needs a reason.
    func decide(
        _ id: ID<PolicyRecord>, isApproved: Bool, by editor: GateEditor, in town: any Writing
    ) throws -> PolicyRecord {
        guard let record = try store.policy(id, in: town) else { throw Refusal.notFound(what: .noGateOfYours) }
        let (gate, land) = try gate(record.gate, for: .approvePolicy, by: editor.person, in: town)
        guard record.state == .proposed else { throw Refusal.conflict(what: .policyDecided) }
        guard isApproved || !editor.reason.isEmpty else {
            throw Refusal.parameter(name: "reason", came: nil, accepted: .whyDeclinedNeeded)
        }
        if isApproved { try store.replaceStanding(of: record.gate, in: town) }
        let state: PolicyRecord.State = isApproved ? .standing : .declined
        guard try store.decide(id, state, by: editor.person.id, reason: editor.reason, in: town) else {
            throw Refusal.conflict(what: .policyDecided)
        }
        let grant = editor.person.grant(for: .approvePolicy, on: land.target)
        try note(
            Action.approvePolicy.rawValue, record, gate, land, by: grant, editor, in: town,
            more: [("approved", .bool(isApproved))])
        return record
    }

    private func waiting(_ id: ID<PolicyRecord>, in town: any Reading) throws -> PolicyRecord {
        guard let record = try store.policy(id, in: town) else { throw Refusal.notFound(what: .noGateOfYours) }
        guard record.state == .proposed else { throw Refusal.conflict(what: .policyDecided) }
        return record
    }

    private func note(
        _ action: String, _ record: PolicyRecord, _ gate: Gate, _ land: CompoundLand, by grant: Grant?,
        _ editor: GateEditor, in town: any Writing, more: [(String, JSON)] = []
    ) throws {
        try audit.record(
            AuditEntry(
                editor.person, editor.visit, by: grant, action: action, subjectKind: "gate",
                subject: gate.id.description, area: land.area, reason: editor.reason,
                details: [
                    ("place", .string(land.place.description)), ("policy", .string(record.id.description)),
                    ("number", JSON(record.number)),
                ] + more),
            in: town)
    }
}

extension Phrase {
    static let noGateOfYours = Phrase("没有这个门岗，或不归您管理。", "There is no such gate, or it is not yours.")
    static let policyChangedMeanwhile = Phrase(
        "有人刚刚改过这个门的规则，请看过后再改。", "Somebody has just changed this gate's policy. Look at it, then change it.")
    static let policyAsBefore = Phrase("和现行规则一样，没有要改的。", "It is the same as what holds now.")
    static let policyDecided = Phrase("这条规则已经处理过了。", "This policy has been decided already.")
    static let whyDeclinedNeeded = Phrase("退回请写明原因。", "Say why it is declined.")
}
