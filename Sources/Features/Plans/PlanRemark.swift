import CompoundPlan
import Kernel
import Places

/// What a rider says of a plan, or of a part of it.
struct PlanRemark: Sendable, Equatable {
    enum Kind: String, Sendable, CaseIterable, SQLBindable {
        case right, unreadable, sealed, barred, misplaced, missing

        /// It bars the way to others.
        var isObstacle: Bool { self == .sealed || self == .barred }
    }

    enum State: String, Sendable, CaseIterable, SQLBindable {
        /// That it is right needs nobody.
        case kept
        case waiting, done, declined
    }

    var id: ID<PlanRemark>
    var place: ID<Place>
    /// Of the version it is about.
    var number: Int
    /// Empty for the plan as a whole.
    var part: String
    /// What the part was called.
    var partName: String
    var kind: Kind
    var words: String
    var madeAt: Instant
    /// Nil where nobody had signed in, or the account is gone.
    var account: ID<Account>?
    /// Nil once it is too old to count with another.
    var witness: Witness?
    var state: State
    var decidedAt: Instant?
    var decidedBy: ID<Account>?
    var reason = ""
}

/// What riders have said of one plan lately.
struct PlanRemarks: Sendable, Equatable {
    /// Newest first.
    var all: [PlanRemark] = []
    var now: Instant

    /// An obstacle that two people apart tell of.
    struct Warning: Sendable, Equatable {
        var part: String
        var partName: String
        var kind: PlanRemark.Kind
        var newest: Instant
    }

    /// Of parts that two people have told of within a week: by different devices on different networks.
    var warnings: [Warning] {
        let since = now.adding(seconds: -Limits.remarkCountsSeconds)
        let recent = all.filter { $0.kind.isObstacle && $0.state == .waiting && $0.madeAt > since && !$0.part.isEmpty }
        var told: [String] = []
        for one in recent where !told.contains(one.part) { told.append(one.part) }
        return told.compactMap { part in
            let some = recent.filter { $0.part == part }
            guard let newest = some.first, Self.areApart(some.compactMap(\.witness)) else { return nil }
            return Warning(part: part, partName: newest.partName, kind: newest.kind, newest: newest.madeAt)
        }
    }

    private static func areApart(_ some: [Witness]) -> Bool {
        some.indices.contains { index in
            some[(index + 1)...].contains { $0.device != some[index].device && $0.network != some[index].network }
        }
    }

    /// Those about what a route uses: its gate, its door, the paths it follows.
    func warnings(on route: PlanRoute, of plan: Plan) -> [Warning] {
        let warnings = warnings
        guard !warnings.isEmpty else { return [] }
        let used = route.parts(of: plan)
        return warnings.filter { used.contains($0.part) }
    }
}

extension PlanRoute {
    /// Identifiers of what it uses.
    func parts(of plan: Plan) -> Set<String> {
        var used: Set<String> = [gate]
        for part in [building, unit, spot] { if let part { used.insert(part) } }
        var stretches: Set<[PlanPoint]> = []
        for leg in legs {
            for (one, next) in zip(leg.line, leg.line.dropFirst()) {
                stretches.formUnion([[one, next], [next, one]])
            }
        }
        for path in plan.paths
        where zip(path.line, path.line.dropFirst()).contains(where: { stretches.contains([$0, $1]) }) {
            used.insert(path.id)
        }
        return used
    }
}

extension PlanRemark.Kind {
    var words: Phrase {
        switch self {
        case .right: Phrase("图是对的", "The plan is right")
        case .unreadable: Phrase("门牌看不清", "Sign cannot be read")
        case .sealed: Phrase("门已封", "Gate is sealed")
        case .barred: Phrase("路不通", "Way is barred")
        case .misplaced: Phrase("位置不对", "In the wrong place")
        case .missing: Phrase("缺了", "Something is missing")
        }
    }
}

/// Whose remarks a limit counts.
enum Remarker: Sendable {
    case device(String)
    case network(String)

    /// A network is shared by hundreds of phones.
    static func limits(_ witness: Witness) -> [RateLimit<Remarker>] {
        [
            RateLimit(Remarker.device(witness.device), 8, in: 600),
            RateLimit(Remarker.device(witness.device), 40, in: 86_400),
            RateLimit(Remarker.network(witness.network), 80, in: 600),
            RateLimit(Remarker.network(witness.network), 800, in: 86_400),
        ]
    }
}

extension Limits {
    static let remarkWordsCharactersMax = 200
    static let remarkKeyCharacters = 8...64
    static let remarkBodyBytesMax = 8192
    /// For so long a word counts with another, and is the witness kept.
    static let remarkCountsSeconds: Int64 = 7 * 86_400
    static let remarksShownMax = 40
    static let remarkNameCharactersMax = 60
}
