import Geo
import Kernel
import TestTown
import Testing

@testable import Places

/// One shop told twice is listed for a person.
struct NearDuplicatesTests {
    private static let degreesPerMetre = 180 / .pi / Earth.meanRadiusMetres

    /// Places of these names, each so many metres north of the town's middle.
    private func pairs(_ places: [(String, Double)]) -> [NearDuplicate] {
        NearDuplicates.find(
            in: places.enumerated().map {
                Town.place(UInt64($0), $1.0, at: at(43.8 + $1.1 * Self.degreesPerMetre, 87.62))
            })
    }

    @Test("The same name within 60 m is a pair, at 61 m it is none")
    func distance() {
        #expect(pairs([("面馆", 0), ("面馆", 59.9)]).map { Int($0.metres.rounded()) } == [60])
        #expect(pairs([("面馆", 0), ("面馆", 61)]).isEmpty)
        #expect(pairs([("面馆", 0), ("面馆", 0)]).count == 1)
        #expect(pairs([("面馆", 0), ("面馆", 40), ("面馆", 80)]).count == 2)
    }

    @Test("East and west count as well as north and south")
    func eastward() {
        for (degrees, count) in [(0.0007, 1), (0.0008, 0)] {
            let found = NearDuplicates.find(in: [
                Town.place(1, "A", at: at(43.8, 87.62)), Town.place(2, "A", at: at(43.8, 87.62 + degrees)),
            ])
            #expect(found.count == count, "\(at(43.8, 87.62).distanceMetres(to: at(43.8, 87.62 + degrees))) m")
        }
    }

    @Test(
        "Spaces, punctuation, width, case and a branch in brackets make no other name",
        arguments: [
            ("0574烧烤（灵桥路店）", "0574 烧烤", true), ("KFC", "ｋｆｃ", true), ("老王·面馆", "老王面馆", true),
            ("面馆", "面馆二", false), ("（外卖）面馆", "面馆", false), ("Café", "cafe", false), ("!!!", "???", false),
        ])
    func stems(_ first: String, _ second: String, _ isPair: Bool) {
        #expect(pairs([(first, 0), (second, 10)]).count == (isPair ? 1 : 0))
    }

    @Test("Another kind, or an entry without a point, is no duplicate")
    func others() {
        #expect(
            NearDuplicates.find(in: [
                Town.place(1, "A"), Town.place(2, "A", kind: .station), Town.place(3, "A", at: nil),
            ]).isEmpty)
    }

    @Test("Only pairs with a new entry are told, whichever of the two it is")
    func touching() {
        let places = [Town.place(1, "A"), Town.place(2, "A"), Town.place(3, "B"), Town.place(4, "B")]
        let found = NearDuplicates.find(in: places) { $0.sourceKey == "T4" }
        #expect(found.map { [$0.first.sourceKey, $0.second.sourceKey] } == [["T3", "T4"]])
    }

    @Test("Of three thousand shops of one chain only those side by side are told")
    func chain() {
        let places = (0..<3_000).map { ("连锁店（第\($0)家）", Double($0) * 100) }
        let found = pairs(places + [("连锁店", 150_050)])
        #expect(found.count == 2)
    }
}
