import Kernel
import Places

/// What a compound has or lacks.
enum CoverageMeasure: String, Sendable, CaseIterable {
    case guide, parking, policy, verified
    /// Not had or lacked: an index from 0 to 100.
    case friendliness

    /// What a compound should have.
    static let wanted: [CoverageMeasure] = [.guide, .parking, .policy, .verified]

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

    func has(_ measure: CoverageMeasure, at moment: Instant) -> Bool {
        switch measure {
        case .guide: hasGuide
        case .parking: hasParking
        case .policy: hasPolicy
        case .verified: isVerified(at: moment)
        case .friendliness: score != nil
        }
    }
}

/// Compounds of an area, counted.
struct CoverageCounts: Sendable, Equatable {
    var compounds = 0
    /// How many have it.
    var having: [CoverageMeasure: Int] = [:]
    /// Of the friendliness index over those that have one.
    var scoreSum = 0

    mutating func add(_ one: CompoundCoverage, at moment: Instant) {
        compounds += 1
        for measure in CoverageMeasure.allCases where one.has(measure, at: moment) {
            having[measure, default: 0] += 1
        }
        scoreSum += one.score ?? 0
    }

    /// Percent of the compounds, rounded down so that 40 is said only when it is reached; of the friendliness index its
    /// mean. nil where there is nothing to count.
    func value(_ measure: CoverageMeasure) -> Int? {
        let number = having[measure] ?? 0
        guard measure == .friendliness else { return compounds > 0 ? number * 100 / compounds : nil }
        return number > 0 ? Int((Double(scoreSum) / Double(number)).rounded()) : nil
    }
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
