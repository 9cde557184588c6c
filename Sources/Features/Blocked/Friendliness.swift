import Kernel

/// What happened at a compound's gates in `Limits.friendlinessDays`, as counts. Nobody is named.
struct VisitCounts: Sendable, Equatable {
    /// Looks at good passes that were let in, on foot or with the vehicle.
    var letIn = 0
    /// Looks at good passes that were refused; what is no good pass, not now, or for another gate does not count.
    var refused = 0
    /// The middle of the waits, in seconds; nil where none is known.
    var waitSeconds: Int?
    /// How many waits are known.
    var waits = 0
    /// Reports of being stopped in which the rider was right.
    var upheld = 0
    /// Whether a policy stands at one of its gates.
    var hasPolicy = false

    var visits: Int { letIn + refused }
}

/// How the whole city does: what a compound with few visits is drawn to.
struct CityMean: Sendable, Equatable {
    var waitSeconds: Double
    /// Of visits.
    var refusedShare: Double
    /// Reports upheld for each rider let in.
    var upheldShare: Double

    /// Before there are any counts.
    static let presumed = CityMean(waitSeconds: 60, refusedShare: 0.02, upheldShare: 0.001)

    init(waitSeconds: Double, refusedShare: Double, upheldShare: Double) {
        (self.waitSeconds, self.refusedShare, self.upheldShare) = (waitSeconds, refusedShare, upheldShare)
    }

    init(of compounds: [VisitCounts]) {
        func sum(_ number: (VisitCounts) -> Int) -> Double { Double(compounds.reduce(0) { $0 + number($1) }) }
        let presumed = Self.presumed
        let (visits, letIn, waits) = (sum(\.visits), sum(\.letIn), sum(\.waits))
        waitSeconds = waits > 0 ? sum { ($0.waitSeconds ?? 0) * $0.waits } / waits : presumed.waitSeconds
        refusedShare = visits > 0 ? sum(\.refused) / visits : presumed.refusedShare
        upheldShare = letIn > 0 ? min(1, sum(\.upheld) / letIn) : presumed.upheldShare
    }
}

/// The friendliness index of a compound: 0 to 100, and what it is made of. The formula is in docs/friendliness.md.
struct Friendliness: Sendable, Equatable {
    /// Points of each part.
    static let waitPoints = 35.0
    static let refusalPoints = 35.0
    static let blockedPoints = 20.0
    static let policyPoints = 10.0

    /// All points of a part up to here, and none from here on.
    static let waitSeconds: (best: Double, worst: Double) = (15, 300)
    static let refusedShareWorst = 0.2
    static let upheldShareWorst = 0.01

    /// So many visits, and waits, of the city's mean are added to a compound's own.
    static let visitsOfMean = 50.0
    static let waitsOfMean = 20.0

    var score: Int

    /// Nil where there are too few visits to say anything.
    init?(_ counts: VisitCounts, mean: CityMean) {
        guard counts.visits >= Limits.friendlinessVisitsMin else { return nil }
        let waits = Double(counts.waits)
        let wait =
            (waits * Double(counts.waitSeconds ?? 0) + Self.waitsOfMean * mean.waitSeconds)
            / (waits + Self.waitsOfMean)
        let refused =
            (Double(counts.refused) + Self.visitsOfMean * mean.refusedShare)
            / (Double(counts.visits) + Self.visitsOfMean)
        // For each rider let in: one who is refused must not make a report weigh less.
        let upheld =
            (Double(counts.upheld) + Self.visitsOfMean * mean.upheldShare)
            / (Double(counts.letIn) + Self.visitsOfMean)
        let points =
            Self.waitPoints * Self.goodness(wait, best: Self.waitSeconds.best, worst: Self.waitSeconds.worst)
            + Self.refusalPoints * Self.goodness(refused, best: 0, worst: Self.refusedShareWorst)
            + Self.blockedPoints * Self.goodness(upheld, best: 0, worst: Self.upheldShareWorst)
            + (counts.hasPolicy ? Self.policyPoints : 0)
        score = Int(points.rounded())
    }

    /// 1 at the best or better, 0 at the worst or worse, straight between.
    private static func goodness(_ value: Double, best: Double, worst: Double) -> Double {
        min(1, max(0, (worst - value) / (worst - best)))
    }
}

/// Waits by their lengths.
enum Waits {
    /// The middle one: half of them took no longer.
    static func median(_ numbers: [(seconds: Int, number: Int)]) -> Int? {
        let all = numbers.reduce(0) { $0 + $1.number }
        guard all > 0 else { return nil }
        var passed = 0
        for one in numbers.sorted(by: { $0.seconds < $1.seconds }) {
            passed += one.number
            if passed * 2 >= all { return one.seconds }
        }
        return nil
    }
}
