@testable import Accounts
import CitySettings
import Compounds
import GatePolicy
import Kernel
import Places
import TestTown
import Testing

@testable import Gates

@Suite("Policies of gates: proposed, approved, replaced")
struct PolicyTests {
    private static let stranger = GateTown.person(
        .propertyManager, area: "990103001001", place: GateTown.oldTown, number: 21)

    @Test("Without a policy a gate is judged by its hours and what it lets through", arguments: TestEngine.available)
    func derived(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let id = GateTown.lakeside.id
            let governed = try await here.database.read { [gates = here.gates] in try gates.governed(of: id, in: $0) }
            // By name.
            #expect(governed.map(\.gate.name) == ["北门", "南门", "西门"])
            #expect(governed.allSatisfy { $0.number == nil })
            #expect(governed[1].policy.admissions[0].vehicles == [.foot, .bike, .car])
            #expect(governed[2].policy == GatePolicy(admissions: [Admission(vehicles: [.foot])]))
            #expect(try await here.verdict(GateTown.west, .courier, .foot).code == "come-in")
            #expect(try await here.verdict(GateTown.west, .courier, .bike).code == "come-in-on-foot")
        }
    }

    @Test(
        "What a property manager writes waits for the community, and holds from its approval on",
        arguments: TestEngine.available)
    func approved(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let one = try await here.propose(GateTown.ridersOnly, "汽车太多")
            #expect(one.state == .proposed && one.number == 1)
            #expect(try await here.verdict(GateTown.south, .truck, .car).code == "come-in")
            let waiting = try await here.database.read { [gates = here.gates] in
                try gates.waiting(for: GateTown.worker, GateTown.visit(), in: $0)
            }
            #expect(waiting.map(\.title) == ["云湖小区 · 南门"])
            #expect(waiting[0].detail.hasPrefix("汽车太多 · 外卖、快递：步行、电动车，全天"))
            try await here.decide(one, true)
            #expect(try await here.states() == ["1 standing"])
            #expect(try await here.verdict(GateTown.south, .truck, .car).code != "come-in")
            #expect(try await here.verdict().code == "come-in")
            let second = try await here.propose(GateTown.walking, seen: 1)
            try await here.decide(second, true)
            #expect(try await here.states() == ["2 standing", "1 replaced"])
            #expect(
                try await here.actions() == ["propose-policy", "approve-policy", "propose-policy", "approve-policy"])
        }
    }

    @Test(
        "Who may approve does so by writing; a later proposal takes the place of one that waits",
        arguments: TestEngine.available)
    func atOnce(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let first = try await here.propose(GateTown.ridersOnly)
            let second = try await here.propose(GateTown.walking, seen: 1)
            #expect(try await here.states() == ["2 proposed", "1 withdrawn"])
            await #expect(throws: Refusal.conflict(what: .policyDecided)) { try await here.decide(first, true) }
            let third = try await here.propose(GateTown.ridersOnly, as: GateTown.worker, seen: 2)
            #expect(third.state == .standing && third.decidedBy == GateTown.worker.id)
            #expect(try await here.states() == ["3 standing", "2 withdrawn", "1 withdrawn"])
            await #expect(throws: Refusal.conflict(what: .policyDecided)) { try await here.decide(second, true) }
            await #expect(throws: Refusal.conflict(what: .policyChangedMeanwhile)) {
                try await here.propose(GateTown.walking, seen: 2)
            }
            await #expect(throws: Refusal.conflict(what: .policyAsBefore)) {
                try await here.propose(GateTown.ridersOnly, seen: 3)
            }
        }
    }

    @Test(
        "Declining needs a reason and changes nothing that holds; neither is anybody else's",
        arguments: TestEngine.available)
    func declined(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let one = try await here.propose(GateTown.walking)
            await #expect(throws: Refusal.self) { try await here.decide(one, false) }
            let strangers = [
                Self.stranger, GateTown.manager, GateTown.person(.rider), GateTown.person(.auditor),
                GateTown.person(.communityWorker, area: "990103001001"),
                GateTown.person(.gateGuard, place: GateTown.lakeside),
            ]
            for person in strangers {
                await #expect(throws: Refusal.notFound(what: .noGateOfYours)) {
                    try await here.decide(one, true, as: person)
                }
            }
            for person in strangers where person.id != GateTown.manager.id {
                await #expect(throws: Refusal.notFound(what: .noGateOfYours)) {
                    try await here.propose(GateTown.ridersOnly, as: person, seen: 1)
                }
            }
            try await here.decide(one, false, "骑手进不来")
            #expect(try await here.states() == ["1 declined"])
            #expect(try await here.verdict().code == "come-in")
        }
    }

    @Test("A storm of the district lets in by the storm's exceptions", arguments: TestEngine.available)
    func storm(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            var policy = GateTown.walking
            policy.stormAdmissions = [Admission(vehicles: [.bike])]
            for gate in [GateTown.south, GateTown.north] {
                try await here.propose(policy, at: gate, as: GateTown.worker)
            }
            #expect(try await here.verdict().code == "come-in-on-foot")
            let officer = GateTown.person(.officer, area: "990102", number: 30)
            let visit = GateTown.visit()
            try await here.database.write { [settings = here.settings, accounts = here.accounts] in
                try accounts.store.save(Profile(id: officer.id, createdAt: $0.now, name: "某人"), in: $0)
                try settings.set(.storm, to: 1, in: "990102", reason: "台风", by: officer, visit, $0)
            }
            guard case .comeIn(let terms) = try await here.verdict() else {
                Issue.record("not let in")
                return
            }
            #expect(terms.isByStorm)
        }
    }

    @Test("The terms of a policy never change, on either engine", arguments: TestEngine.available)
    func history(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let one = try await here.propose(GateTown.walking)
            await #expect(throws: (any Error).self) {
                try await here.database.write {
                    _ = try $0.run("UPDATE gate_policy SET policy = '{}' WHERE id = \(one.id)")
                }
            }
            #expect(try await here.states() == ["1 proposed"])
        }
    }

    @Test(
        "Gates are added, renamed and taken away; what was written of one that is gone stays",
        arguments: TestEngine.available)
    func gates(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let editor = GateEditor(person: GateTown.manager, visit: GateTown.visit())
            let draft = GateDraft(name: "东门", point: nil, admits: .bike, hours: "", rule: "")
            let gates = here.gates
            let place = GateTown.lakeside.id
            let added = try await here.database.write { try gates.add(draft, to: place, by: editor, in: $0) }
            await #expect(throws: Refusal.conflict(what: .gateNameTaken)) {
                _ = try await here.database.write { try gates.add(draft, to: place, by: editor, in: $0) }
            }
            var other = draft
            other.name = "外卖门"
            let renamed = other
            try await here.database.write { _ = try gates.change(added.id, to: renamed, by: editor, in: $0) }
            let waiting = try await here.propose(GateTown.walking, at: added)
            try await here.database.write { _ = try gates.remove(added.id, by: editor, in: $0) }
            let names = try await here.database.read { try gates.governed(of: place, in: $0).map(\.gate.name) }
            #expect(names == ["北门", "南门", "西门"])
            #expect(try await here.states(added) == ["1 withdrawn"])
            await #expect(throws: Refusal.self) { try await here.decide(waiting, true) }
            await #expect(throws: Refusal.notFound(what: .noGateOfYours)) {
                try await here.propose(GateTown.walking, at: added, seen: 1)
            }
            let stranger = GateEditor(person: Self.stranger, visit: GateTown.visit())
            await #expect(throws: Refusal.notFound(what: .noGateOfYours)) {
                try await here.database.write { _ = try gates.remove(GateTown.west.id, by: stranger, in: $0) }
            }
            #expect(try await here.actions().prefix(2) == ["edit-gates", "edit-gates"])
        }
    }

    @Test("Gates go to the compound that stays, with their policies, and back", arguments: TestEngine.available)
    func merged(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            try await here.propose(GateTown.walking, as: GateTown.worker)
            let (old, new) = (GateTown.lakeside.id, GateTown.oldTown.id)
            let (gates, compounds) = (here.gates, here.compounds)
            let moved = try await here.database.write { try compounds.moveBelongings(from: old, to: new, in: $0) }
            #expect(moved.count == 3)
            let there = try await here.database.read { try gates.governed(of: new, in: $0) }
            #expect(there.map(\.number) == [nil, 1, nil])
            try await here.database.write { try compounds.returnBelongings(moved, from: new, to: old, in: $0) }
            let back = try await here.database.read { try gates.governed(of: old, in: $0) }
            #expect(back.map(\.number) == [nil, 1, nil])
        }
    }

    @Test(
        "Whoever wrote or decided finds it among their data; erasing them leaves the record",
        arguments: TestEngine.available)
    func ownData(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let one = try await here.propose(GateTown.walking)
            try await here.decide(one, true)
            let gates = here.gates
            for person in [GateTown.manager, GateTown.worker] {
                let told = try await here.database.read { try gates.exported(of: person.id, in: $0).bytes }
                let text = String(decoding: told, as: UTF8.self)
                #expect(text.contains(#""state":"standing""#))
                #expect(text.contains(#""proposed":\#(person.id == GateTown.manager.id)"#))
            }
            let kept = try await here.database.write { try gates.erase(GateTown.manager.id, in: $0) }
            #expect(kept.map(\.what) == [.policiesKept])
            let nobody = try await here.database.write {
                try gates.erase(GateTown.person(.rider, number: 99).id, in: $0)
            }
            #expect(nobody.isEmpty)
        }
    }
}
