import CompoundPlan
import Geo
import Kernel
import Places
import TestTown
import Testing

@testable import Plans

@Suite("Plans: drawn, kept version by version")
struct SavePlanTests {
    private static let stranger = PlanTown.person(
        .propertyManager, area: "990103001001", place: PlanTown.oldTown, number: 21)

    @Test("What is drawn is kept as a version, with what the ratios count", arguments: TestEngine.available)
    func kept(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            let first = try #require(try await here.save(key: "key-000000000000001", note: "第一稿").version)
            #expect(first.number == 1 && first.base == 0 && first.plan == PlanTown.drawn)
            #expect(first.madeBy == PlanTown.manager.id && first.madeAt == testMoment)
            let head = try #require(try await here.head())
            // The door of unit 2 is on no path.
            #expect(head.counts == PlanCounts(buildings: 2, units: 3, reachableUnits: 2, parkingSpots: 1))
            #expect(head.number == 1 && head.verifiedAt == testMoment && !head.isTemplate)
            var next = PlanTown.drawn
            next.paths[1].isClosed = true
            let second = try #require(
                try await here.save(next, on: 1, as: PlanTown.worker, key: "key-000000000000002").version)
            #expect(second.number == 2)
            #expect(try await here.head()?.counts.reachableUnits == 1)
            #expect(try await here.numbers() == ["2 ", "1 第一稿"])
            #expect(try await here.actions() == ["edit-plan", "edit-plan"])
        }
    }

    @Test(
        "What is sent twice is kept once; a key used for something else is refused", arguments: TestEngine.available)
    func twice(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            let first = try await here.save().version
            #expect(try await here.save().version == first)
            #expect(try await here.numbers().count == 1)
            await #expect(throws: Refusal.conflict(what: .planKeyTaken)) { try await here.save(note: "另一句") }
            await #expect(throws: Refusal.conflict(what: .planKeyTaken)) {
                try await here.save(as: PlanTown.worker)
            }
            // The same drawing with a key of its own is no new version.
            guard case .saved(let same, false) = try await here.save(on: 1, key: "key-0000000000000002") else {
                Issue.record("a version was made of nothing new")
                return
            }
            #expect(same == first)
            #expect(try await here.numbers().count == 1)
        }
    }

    @Test("A version there is not yet cannot be drawn on", arguments: TestEngine.available)
    func base(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            await #expect(
                throws: Refusal.parameter(name: "base", came: "1", accepted: .planBaseUnknown)
            ) { try await here.save(on: 1) }
            let head = try await here.head()
            #expect(head == nil)
        }
    }

    @Test("To whoever does not answer for the compound it is not there", arguments: TestEngine.available)
    func strangers(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            let strangers = [
                Self.stranger, PlanTown.person(.rider), PlanTown.person(.auditor),
                PlanTown.person(.communityWorker, area: "990103001001"),
                PlanTown.person(.gateGuard, place: PlanTown.lakeside),
            ]
            for person in strangers {
                await #expect(throws: Refusal.notFound(what: .noPlanOfYours)) { try await here.save(as: person) }
            }
            let actions = try await here.actions()
            #expect(actions.isEmpty)
        }
    }

    @Test(
        "Where it lies on the map is kept beside it, and stays when it is drawn anew", arguments: TestEngine.available)
    func placing(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            let editor = PlanEditor(person: PlanTown.manager, visit: PlanTown.visit())
            let placing = PlanPlacing(corner: Town.lakeside, turn: 15)
            await #expect(throws: Refusal.notFound(what: .noPlanYet)) {
                try await here.database.write { [plans = here.plans] in
                    try plans.placePlan(PlanTown.lakeside.id, at: placing, by: editor, in: $0)
                }
            }
            try await here.save()
            try await here.database.write { [plans = here.plans] in
                try plans.placePlan(PlanTown.lakeside.id, at: placing, by: editor, in: $0)
            }
            var next = PlanTown.drawn
            next.north = 10
            try await here.save(next, on: 1, key: "key-0000000000000002")
            #expect(try await here.head()?.placing == placing)
        }
    }

    @Test("A version never changes and never goes alone, on either engine", arguments: TestEngine.available)
    func history(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            await #expect(throws: (any Error).self) {
                try await here.database.write { _ = try $0.run("UPDATE plan_version SET content = '{}'") }
            }
            await #expect(throws: (any Error).self) {
                try await here.database.write { _ = try $0.run("DELETE FROM plan_version") }
            }
            #expect(try await here.numbers() == ["1 "])
        }
    }

    @Test(
        "A plan goes along where its compound is merged into one that has none, and back",
        arguments: TestEngine.available)
    func merged(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            let (old, new) = (PlanTown.lakeside.id, PlanTown.oldTown.id)
            let moved = try await here.database.write { [plans = here.plans] in
                try plans.moveBelongings(from: old, to: new, in: $0)
            }
            #expect(moved == ["plan"])
            #expect(try await here.head(PlanTown.oldTown)?.number == 1)
            #expect(try await here.numbers(PlanTown.oldTown) == ["1 "])
            try await here.database.write { [plans = here.plans] in
                try plans.returnBelongings(moved, from: new, to: old, in: $0)
            }
            #expect(try await here.numbers() == ["1 "])
            // Where both have one, each keeps its own.
            let officer = PlanTown.person(.officer, number: 30)
            try await here.save(of: PlanTown.oldTown, as: officer, key: "key-0000000000000003")
            let none = try await here.database.write { [plans = here.plans] in
                try plans.moveBelongings(from: old, to: new, in: $0)
            }
            #expect(none.isEmpty)
            #expect(try await here.numbers() == ["1 "])
        }
    }

    @Test("What somebody drew is in their data and stays when they go", arguments: TestEngine.available)
    func personalData(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save(note: "画了一天")
            let id = PlanTown.manager.id
            let (told, kept) = try await here.database.write { [plans = here.plans] town in
                (try plans.exported(of: id, in: town).bytes, try plans.erase(id, in: town))
            }
            #expect(String(decoding: told, as: UTF8.self).contains("\"number\":1"))
            #expect(String(decoding: told, as: UTF8.self).contains("画了一天"))
            #expect(kept.map(\.what) == [.plansKept])
        }
    }
}
