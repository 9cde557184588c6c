import Audit
import Compounds
import Geo
import Kernel
import Places

/// What a form says of a gate.
struct GateDraft: Sendable, Equatable {
    var name: String
    var point: Coordinate?
    var admits: Gate.Admits
    var hours: String
    var rule: String
}

extension Gates {
    func add(_ draft: GateDraft, to place: ID<Place>, by editor: GateEditor, in town: any Writing) throws -> Gate {
        let land = try land(place, for: .editGates, by: editor.person, in: town)
        let present = try compounds.gates(of: place, in: town)
        guard present.count < Limits.gatesMax else { throw Refusal.conflict(what: .tooManyGates) }
        guard !present.contains(where: { $0.name == draft.name }) else {
            throw Refusal.conflict(what: .gateNameTaken)
        }
        let gate = Gate(
            id: town.newID(of: Gate.self), placeID: place, name: draft.name, point: draft.point, hours: draft.hours,
            admits: draft.admits, rule: draft.rule)
        try compounds.save([gate], in: town)
        try note(gate, land, [("added", .string(gate.name))], editor, in: town)
        return gate
    }

    /// Renames, moves, or says anew what is recorded of it.
    func change(_ id: ID<Gate>, to draft: GateDraft, by editor: GateEditor, in town: any Writing) throws -> Gate {
        let (old, land) = try gate(id, for: .editGates, by: editor.person, in: town)
        var new = old
        (new.name, new.point, new.admits) = (draft.name, draft.point, draft.admits)
        (new.hours, new.rule) = (draft.hours, draft.rule)
        guard new != old else { return old }
        let others = try compounds.gates(of: old.placeID, in: town).filter { $0.id != id }
        guard !others.contains(where: { $0.name == draft.name }) else {
            throw Refusal.conflict(what: .gateNameTaken)
        }
        try compounds.save([new], in: town)
        try note(new, land, differences(old, new), editor, in: town)
        return new
    }

    /// Takes a gate away; what was recorded of it stays.
    func remove(_ id: ID<Gate>, by editor: GateEditor, in town: any Writing) throws -> Gate {
        let (gate, land) = try gate(id, for: .editGates, by: editor.person, in: town)
        if let waiting = try store.history(of: id, in: town).first(where: { $0.state == .proposed }) {
            _ = try store.decide(waiting.id, .withdrawn, by: editor.person.id, reason: "", in: town)
        }
        try compounds.end(id, in: town)
        try note(gate, land, [("removed", .string(gate.name))], editor, in: town)
        return gate
    }

    private func differences(_ old: Gate, _ new: Gate) -> [(String, JSON)] {
        let pairs: [(String, String, String)] = [
            ("name", old.name, new.name), ("point", degrees(old.point), degrees(new.point)),
            ("admits", old.admits.rawValue, new.admits.rawValue), ("hours", old.hours, new.hours),
            ("rule", old.rule, new.rule),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { name, before, after in
            (name, ["before": .string(before), "after": .string(after)])
        }
    }

    private func degrees(_ point: Coordinate?) -> String { point.map { "\($0.latitude) \($0.longitude)" } ?? "" }

    private func note(
        _ gate: Gate, _ land: CompoundLand, _ details: [(String, JSON)], _ editor: GateEditor, in town: any Writing
    ) throws {
        try audit.record(
            AuditEntry(
                editor.person, editor.visit, by: editor.person.grant(for: .editGates, on: land.target),
                action: Action.editGates.rawValue, subjectKind: "gate", subject: gate.id.description, area: land.area,
                reason: editor.reason, details: [("place", .string(land.place.description))] + details),
            in: town)
    }
}

extension Phrase {
    static let tooManyGates = Phrase(
        "一个小区最多登记 \(Limits.gatesMax) 个门。", "A compound has \(Limits.gatesMax) gates at most.")
    static let gateNameTaken = Phrase("这个小区已经有同名的门。", "The compound has a gate of this name already.")
}
