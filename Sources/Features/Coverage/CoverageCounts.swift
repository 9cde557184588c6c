import Kernel
import Places

/// What one compound has.
struct CompoundCoverage: Sendable, Equatable {
    var place: ID<Place>
    var name: String
    var area: String?
    /// A plan on which somebody on foot reaches a door from a gate.
    var hasGuide: Bool
    /// A bay on the plan or in a gate's policy.
    var hasParking: Bool
    /// At one of its gates at least.
    var hasPolicy: Bool
    var verifiedAt: Instant?
    /// The friendliness index, 0 to 100; nil where too little is known.
    var score: Int?

    func isVerified(at moment: Instant) -> Bool {
        verifiedAt.map { $0 > moment.adding(seconds: -Limits.verifiedSeconds) } ?? false
    }
}

/// What is counted.
enum CoverageMeasure: String, Sendable, CaseIterable {
    case guide, parking, policy, verified, friendliness

    /// In the map's address and in the table's head.
    var words: Phrase {
        switch self {
        case .guide: Phrase("有导引图", "Guide")
        case .parking: Phrase("有停车点", "Parking")
        case .policy: Phrase("有通行规则", "Policy")
        case .verified: Phrase("90 天内核实", "Verified in 90 days")
        case .friendliness: Phrase("友好指数", "Friendliness")
        }
    }
}

/// Compounds of an area, counted.
struct CoverageCounts: Sendable, Equatable {
    var compounds = 0
    var guide = 0
    var parking = 0
    var policy = 0
    var verified = 0
    /// How many have a friendliness index, and its sum over them.
    var scored = 0
    var scoreSum = 0

    mutating func add(_ one: CompoundCoverage, at moment: Instant) {
        compounds += 1
        guide += one.hasGuide ? 1 : 0
        parking += one.hasParking ? 1 : 0
        policy += one.hasPolicy ? 1 : 0
        verified += one.isVerified(at: moment) ? 1 : 0
        if let score = one.score {
            scored += 1
            scoreSum += score
        }
    }

    /// Percent of the compounds, rounded down so that 40 is said only when it is reached; of the friendliness index its
    /// mean. nil where there is nothing to count.
    func value(_ measure: CoverageMeasure) -> Int? {
        switch measure {
        case .guide: share(guide)
        case .parking: share(parking)
        case .policy: share(policy)
        case .verified: share(verified)
        case .friendliness: scored > 0 ? Int((Double(scoreSum) / Double(scored)).rounded()) : nil
        }
    }

    private func share(_ number: Int) -> Int? { compounds > 0 ? number * 100 / compounds : nil }
}

/// How far a ratio has come: the steps that the province sets its pilot sites.
enum CoverageStep: Sendable, Equatable {
    case first, second, reached

    init(percent: Int) {
        self = percent >= 70 ? .reached : percent >= 40 ? .second : .first
    }

    var badge: String {
        switch self {
        case .first: "badge-bad"
        case .second: "badge-notice"
        case .reached: "badge-good"
        }
    }

    /// Of the map's shapes.
    var style: String {
        switch self {
        case .first: "is-first"
        case .second: "is-second"
        case .reached: "is-reached"
        }
    }
}

/// One line of the page: an area and its compounds.
struct CoverageLine: Sendable, Equatable {
    /// nil for compounds that lie in the area above, and in none of the areas below it that are known.
    var code: String?
    var counts: CoverageCounts
}

/// Counts the compounds of an area by the areas below it.
struct CoverageReckoning: Sendable {
    /// By their codes; those outside last.
    var lines: [CoverageLine]
    var total: CoverageCounts

    /// - Parameter children: codes of the areas below.
    init(_ compounds: [CompoundCoverage], children: [String], at moment: Instant) {
        var byChild: [String?: CoverageCounts] = [:]
        var total = CoverageCounts()
        let length = children.first?.utf8.count ?? 0
        let known = Set(children)
        for one in compounds {
            total.add(one, at: moment)
            let code = one.area.map { String($0.prefix(length)) }
            byChild[code.flatMap { known.contains($0) ? $0 : nil }, default: CoverageCounts()].add(one, at: moment)
        }
        lines = children.map { CoverageLine(code: $0, counts: byChild[$0] ?? CoverageCounts()) }
        if let rest = byChild[nil], !children.isEmpty { lines.append(CoverageLine(code: nil, counts: rest)) }
        self.total = total
    }
}
