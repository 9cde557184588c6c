import Kernel
import Places
import TestTown
import Testing

@testable import Coverage

private func compound(
    _ number: UInt64, _ area: String?, guide: Bool = false, parking: Bool = false, policy: Bool = false,
    verifiedDaysAgo: Int64? = nil, score: Int? = nil
) -> CompoundCoverage {
    CompoundCoverage(
        place: ID(high: 1, low: number), name: "小区\(number)", area: area, hasGuide: guide, hasParking: parking,
        hasPolicy: policy, verifiedAt: verifiedDaysAgo.map { testMoment.adding(seconds: -$0 * 86_400) }, score: score)
}

@Suite("Coverage of compounds")
struct CoverageTests {
    @Test("Compounds are counted by the area below; what lies in none of them stands last")
    func reckoned() {
        let compounds = [
            compound(1, "990102001001", guide: true, parking: true, score: 80),
            compound(2, "990102001", guide: true, score: 61), compound(3, "990103001001", policy: true),
            compound(4, "9901"), compound(5, nil), compound(6, "990199001"),
        ]
        let reckoning = CoverageReckoning(compounds, children: ["990102", "990103", "990104"], at: testMoment)
        #expect(reckoning.lines.map(\.code) == ["990102", "990103", "990104", nil])
        #expect(reckoning.lines.map(\.counts.compounds) == [2, 1, 0, 3])
        #expect(reckoning.total.compounds == 6 && reckoning.total.having[.guide] == 2)
        let first = reckoning.lines[0].counts
        #expect(first.value(.guide) == 100 && first.value(.parking) == 50 && first.value(.policy) == 0)
        #expect(first.value(.friendliness) == 71)
        #expect(reckoning.lines[1].counts.value(.friendliness) == nil)
        #expect(CoverageMeasure.allCases.allSatisfy { reckoning.lines[2].counts.value($0) == nil })
        let whole = CoverageReckoning(compounds, children: [], at: testMoment)
        #expect(whole.lines.isEmpty && whole.total == reckoning.total)
    }

    @Test("A word from the spot counts for ninety days", arguments: [(0, true), (89, true), (90, false), (400, false)])
    func verified(_ days: Int64, _ isFresh: Bool) {
        #expect(compound(1, nil, verifiedDaysAgo: days).isVerified(at: testMoment) == isFresh)
        #expect(!compound(1, nil).isVerified(at: testMoment))
    }

    @Test("A step is reached only when it is: shares are rounded down")
    func steps() {
        var counts = CoverageCounts()
        (counts.compounds, counts.having) = (1000, [.guide: 399])
        #expect(counts.value(.guide) == 39)
        for (percent, step) in [(0, CoverageStep.first), (39, .first), (40, .second), (69, .second), (70, .reached)] {
            #expect(CoverageStep(percent: percent) == step)
        }
    }

    @Test("A thinned line keeps its ends and every corner that would be missed")
    func thinnedLine() {
        let line = (0...100).map { (x: Double($0), y: $0 == 50 ? 30.0 : 0) }
        let thin = thinned(line, slack: 0.5)
        #expect(thin.map(\.x) == [0, 49, 50, 51, 100])
        #expect(thinned([(0, 0), (5, 0.4), (10, 0)], slack: 0.5).count == 2)
        let ring: [(x: Double, y: Double)] = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
        #expect(thinned(ring, slack: 0.5).count == 5)
        #expect(thinned([(1, 1)], slack: 1).count == 1)
    }
}
