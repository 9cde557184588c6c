import CompoundPlan
import Kernel
import Places
import TestTown
import Testing

@testable import Plans

@Suite("What riders say of plans")
struct PlanRemarkTests {
    @discardableResult
    private func say(
        _ here: PlanTown, _ kind: PlanRemark.Kind, of part: String = "", by device: String = "a",
        _ network: String = "n1", key: String? = nil, words: String = ""
    ) async throws -> PlanRemark {
        let new = NewRemark(
            place: PlanTown.lakeside.id, part: part, kind: kind, words: words,
            key: key ?? "key-\(kind.rawValue)-\(part)-\(device)-\(network)")
        return try await here.database.write { [plans = here.plans] in
            try plans.remark(new, from: Sender(device: device, network: network), by: nil, in: $0)
        }
    }

    private func said(_ here: PlanTown, after seconds: Int64 = 0) async throws -> PlanRemarks {
        let all = try await here.database.read { [plans = here.plans] in
            try plans.remarks.remarks(of: PlanTown.lakeside.id, in: $0)
        }
        return PlanRemarks(all: all, now: testMoment.adding(seconds: seconds))
    }

    @Test("An obstacle warns once two people apart have told of it, for a week", arguments: TestEngine.available)
    func warned(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            try await say(here, .barred, of: "p2")
            #expect(try await said(here).warnings.isEmpty)
            // The same phone in another net, and another phone in the same net, are nobody new.
            try await say(here, .barred, of: "p2", by: "a", "n2")
            try await say(here, .sealed, of: "p2", by: "b", "n2")
            let two = try await said(here)
            // a by n1 and b by n2 are apart.
            #expect(two.warnings.map(\.part) == ["p2"])
            #expect(try await said(here, after: 7 * 86_400 + 1).warnings.isEmpty)
            // What is only hard to read bars nobody.
            try await say(here, .unreadable, of: "p1", by: "a")
            try await say(here, .unreadable, of: "p1", by: "b", "n2")
            #expect(try await said(here).warnings.map(\.part) == ["p2"])
        }
    }

    @Test("The same phone, or one net alone, is one person", arguments: TestEngine.available)
    func alone(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            try await say(here, .barred, of: "p2", by: "a", "n1")
            try await say(here, .barred, of: "p2", by: "a", "n2")
            #expect(try await said(here).warnings.isEmpty)
            try await say(here, .barred, of: "p1", by: "a", "n1")
            try await say(here, .barred, of: "p1", by: "b", "n1")
            #expect(try await said(here).warnings.isEmpty)
        }
    }

    @Test("A warning stands on routes that use the part, and on no other", arguments: TestEngine.available)
    func onRoute(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            try await say(here, .barred, of: "p2", by: "a", "n1")
            try await say(here, .barred, of: "p2", by: "b", "n2")
            let said = try await said(here)
            let network = PlanNetwork(PlanTown.drawn)
            let ways = ["u1", "u3"].map {
                network.route(to: .unit($0), with: .foot, by: [PlanEntrance(gate: "g1", mode: .walking)])
            }
            guard case .route(let first) = ways[0], case .route(let second) = ways[1] else {
                Issue.record("no way: \(ways)")
                return
            }
            #expect(first.parts(of: PlanTown.drawn) == ["g1", "b1", "u1", "p1", "p2"])
            #expect(said.warnings(on: first, of: PlanTown.drawn).map(\.part) == ["p2"])
            #expect(said.warnings(on: second, of: PlanTown.drawn).isEmpty)
        }
    }

    @Test("That the plan is right makes it verified, and waits for nobody", arguments: TestEngine.available)
    func right(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            try await here.database.write { _ = try $0.run("UPDATE plan SET verified_at = 1") }
            let part = try await say(here, .right, of: "b1")
            #expect(part.state == .kept)
            #expect(try await here.head()?.verifiedAt == Instant(milliseconds: 1))
            try await say(here, .right)
            #expect(try await here.head()?.verifiedAt == testMoment)
            let waiting = try await here.database.read { [plans = here.plans] in
                try plans.waiting(for: PlanTown.manager, PlanTown.visit(), in: $0)
            }
            #expect(waiting.isEmpty)
        }
    }

    @Test(
        "What is wrong waits in the inbox of whoever draws the plan, until it is mended or declined",
        arguments: TestEngine.available)
    func inbox(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            let one = try await say(here, .unreadable, of: "u1", words: "牌子掉漆")
            #expect(one.partName == "12幢1单元" && one.state == .waiting)
            let two = try await say(here, .missing)
            for (person, count) in [(PlanTown.manager, 1), (PlanTown.worker, 1), (PlanTown.person(.rider), 0)] {
                let waiting = try await here.database.read { [plans = here.plans] in
                    try plans.waiting(for: person, PlanTown.visit(), in: $0)
                }
                #expect(waiting.count == count)
            }
            let editor = PlanEditor(person: PlanTown.manager, visit: PlanTown.visit())
            try await here.database.write { [plans = here.plans] in
                _ = try plans.decide(one.id, isDone: true, reason: "", by: editor, in: $0)
            }
            await #expect(throws: Refusal.conflict(what: .remarkDecided)) {
                try await here.database.write { [plans = here.plans] in
                    _ = try plans.decide(one.id, isDone: true, reason: "", by: editor, in: $0)
                }
            }
            await #expect(throws: Refusal.self) {
                try await here.database.write { [plans = here.plans] in
                    _ = try plans.decide(two.id, isDone: false, reason: "", by: editor, in: $0)
                }
            }
            let stranger = PlanEditor(person: PlanTown.person(.auditor), visit: PlanTown.visit())
            await #expect(throws: Refusal.notFound(what: .noPlanOfYours)) {
                try await here.database.write { [plans = here.plans] in
                    _ = try plans.decide(two.id, isDone: true, reason: "", by: stranger, in: $0)
                }
            }
            let states = try await said(here).all.map(\.state)
            #expect(states.sorted { $0.rawValue < $1.rawValue } == [.done, .waiting])
        }
    }

    @Test("What a phone sends twice is taken once; too much is too much", arguments: TestEngine.available)
    func twice(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            let first = try await say(here, .barred, of: "p1", key: "key-00000001")
            let again = try await say(here, .barred, of: "p1", key: "key-00000001")
            #expect(first == again)
            await #expect(throws: Refusal.conflict(what: .remarkKeyTaken)) {
                try await say(here, .sealed, of: "p1", key: "key-00000001")
            }
            await #expect(throws: Refusal.parameter(name: "part", came: "x9", accepted: .noSuchPart)) {
                try await say(here, .barred, of: "x9")
            }
            for number in 2...8 { try await say(here, .barred, of: "p1", key: "key-0000000\(number)") }
            await #expect(throws: Refusal.self) { try await say(here, .barred, of: "p1", key: "key-00000009") }
        }
    }

    @Test("Hashes of devices and networks go when they no longer count", arguments: TestEngine.available)
    func forgotten(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            let one = try await say(here, .barred, of: "p1")
            #expect(one.witness?.device.count == 32 && one.witness?.device != "a")
            let early = try await here.database.write { [plans = here.plans] in try plans.forgetWitnesses(in: $0) }
            #expect(early == 0)
            try await here.database.write { _ = try $0.run("UPDATE plan_remark SET made_at = 1") }
            let late = try await here.database.write { [plans = here.plans] in try plans.forgetWitnesses(in: $0) }
            #expect(late == 1)
            #expect(try await said(here).all.map(\.witness) == [nil])
        }
    }
}
