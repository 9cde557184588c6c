import Kernel
import TestTown
import Testing

@testable import Places

/// Live facts beside the directory: filtering by them, replacing them, and how cards say them.
struct PlaceStandingTests {
    private let swap = Town.place(1, "换电柜", kind: .charger, hours: "24/7")
    private let empty = Town.place(2, "空换电柜", kind: .charger, hours: "24/7")
    private let shop = Town.place(3, "面馆", hours: "24/7")

    private func names(_ index: PlaceIndex, _ query: String) throws -> [String] {
        let filter = try PlaceFilter(Query(query), vocabulary: try Vocabulary(Yunshan.folder), now: testMoment)
        return index.nearby(filter.question(around: Town.lakeside)).map(\.place.name)
    }

    @Test("Every trait asked for must hold, and new standings take the place of old ones")
    func filters() throws {
        let plain = try Yunshan.index([swap, empty, shop])
        #expect(try names(plain, "traits=swap").isEmpty)
        let index = plain.replacing(standings: [
            swap.id: PlaceStanding(traits: [.swap, .fullBattery]), empty.id: PlaceStanding(traits: [.swap]),
        ])
        #expect(try names(index, "traits=swap") == ["换电柜", "空换电柜"])
        #expect(try names(index, "traits=swap,full_battery") == ["换电柜"])
        #expect(try names(index, "") == ["换电柜", "空换电柜", "面馆"])
        let later = index.replacing(standings: [empty.id: PlaceStanding(traits: [.swap, .fullBattery])])
        #expect(try names(later, "traits=full_battery") == ["空换电柜"])
        #expect(try names(index, "traits=full_battery") == ["换电柜"], "who holds the old one keeps it")
    }

    @Test("What people found shut is not open now, but is still there")
    func reportedClosed() throws {
        let index = try Yunshan.index([swap, shop]).replacing(standings: [
            shop.id: PlaceStanding(traits: [.reportedClosed])
        ])
        #expect(try names(index, "open=now") == ["换电柜"])
        #expect(try names(index, "") == ["换电柜", "面馆"])
        #expect(try names(index, "traits=reported_closed") == ["面馆"])
    }

    @Test("Every trait has one word, and the words of a query come back in it")
    func words() throws {
        #expect(Set(PlaceTraits.words.map(\.word)).count == PlaceTraits.words.count)
        #expect(Set(PlaceTraits.words.map(\.trait)).count == PlaceTraits.words.count)
        let filter = try PlaceFilter(
            Query("traits=full_battery,swap"), vocabulary: try Vocabulary(Yunshan.folder), now: testMoment)
        #expect(filter.items.map { $0.name + "=" + $0.value } == ["traits=swap,full_battery"])
    }

    @Test("Two features' standings of one place are joined", arguments: TestEngine.available)
    func joined(_ engine: TestEngine) async throws {
        struct One: PlaceStandings {
            let topics: Set<Topic> = [Topic(rawValue: "one")]
            let id: ID<Place>
            let standing: PlaceStanding
            func standings(at now: Instant, in town: any Reading) -> [ID<Place>: PlaceStanding] { [id: standing] }
        }
        let line = StandingLine(Phrase("满电 1/2", "1 of 2"), at: testMoment.adding(seconds: -120))
        try await Town.open(
            engine, places: [swap],
            standings: [
                One(id: swap.id, standing: PlaceStanding(traits: .swap, lines: [line])),
                One(id: swap.id, standing: PlaceStanding(traits: .fullBattery)),
            ]
        ) { town in
            let standing = town.places.index.standing(of: swap.id)
            #expect(standing == PlaceStanding(traits: [.swap, .fullBattery], lines: [line]))
            #expect(line.words(now: testMoment) == Phrase("满电 1/2 · 2 分钟前", "1 of 2 · 2 min ago"))
        }
    }
}
