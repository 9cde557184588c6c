import CompoundPlan
import Kernel
import Places
import TestTown
import Testing

@testable import Plans

@Suite("Two who draw at once")
struct MergedPlanTests {
    private static let second = PlanTown.person(
        .propertyManager, area: "990102001001", place: PlanTown.lakeside, number: 14)

    @Test(
        "What two managers drew on one version is put together; neither loses anything", arguments: TestEngine.available
    )
    func together(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            var mine = PlanTown.drawn
            mine.buildings[1].name = "7A"
            var theirs = PlanTown.drawn
            theirs.spots.append(PlanSpot(id: "s2", kind: .locker, at: PlanPoint(500, 200)))
            try await here.save(theirs, on: 1, as: Self.second, key: "key-0000000000000002")
            let both = try #require(try await here.save(mine, on: 1, key: "key-0000000000000003").version)
            #expect(both.number == 3 && both.base == 1)
            #expect(both.plan?.buildings.map(\.name) == ["12", "7A"])
            #expect(both.plan?.spots.map(\.id) == ["s1", "s2"])
            // What came once is answered alike however often, merged as it was.
            #expect(try await here.save(mine, on: 1, key: "key-0000000000000003").version == both)
            #expect(try await here.numbers().count == 3)
        }
    }

    @Test(
        "Where both changed one part differently nothing is kept, and both are told of", arguments: TestEngine.available
    )
    func apart(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            try await here.save()
            var mine = PlanTown.drawn
            mine.buildings[1].name = "7A"
            var theirs = PlanTown.drawn
            theirs.buildings.remove(at: 1)
            try await here.save(theirs, on: 1, as: Self.second, key: "key-0000000000000002")
            guard
                case .conflicts(let conflicts, let latest) = try await here.save(
                    mine, on: 1, key: "key-0000000000000003")
            else {
                Issue.record("it was kept")
                return
            }
            #expect(conflicts == [PlanConflict(part: "b2", mine: .changed, theirs: .deleted)])
            #expect(latest.number == 2)
            #expect(try await here.numbers().count == 2)
            // Having looked, the same is drawn on the newest.
            let number = try await here.save(mine, on: 2, key: "key-0000000000000004").version?.number
            #expect(number == 3)
        }
    }
}
