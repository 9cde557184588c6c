import Accounts
import Compounds
import GatePolicy
import Gates
import Kernel
import PassToken
import Places

/// Names arrivals in identifiers.
enum Arrival {}

/// A rider who has scanned a gate's own code and says that they are there.
struct ArrivalRecord: Sendable, Equatable {
    var id: ID<Arrival>
    var place: ID<Place>
    var gate: ID<Gate>
    var account: ID<Account>?
    var at: Instant
    var vehicle: VisitorVehicle
    /// A code of `GateVerdict`.
    var verdict: String
}

/// An arrival with what a guard may see of its rider.
struct SeenArrival: Sendable, Equatable {
    var arrival: ArrivalRecord
    var maskedName: String
    var trade: Trade?
    var team: String?

    func json(_ language: Language) -> JSON {
        [
            "id": .string(arrival.id.description), "at": .integer(arrival.at.seconds),
            "name": .string(maskedName), "trade": JSON(trade?.rawValue), "team": JSON(team),
            "vehicle": .string(arrival.vehicle.rawValue), "verdict": .string(arrival.verdict),
            "words": JSON(ScanVerdict(rawValue: arrival.verdict)?.headline.in(language)),
        ]
    }
}

extension Passes {
    /// Something arrived at some gate.
    static let arrivalsChanged = Topic(rawValue: "gate-arrivals")

    /// Notes that a rider stands at a gate.
    ///
    /// - Throws: `Refusal.tooMany` for a second time within a minute.
    func arrive(
        at gate: Gate, with vehicle: VisitorVehicle, by person: Person, in town: any Writing
    ) throws -> ArrivalRecord {
        guard let profile = try accounts.profile(of: person.id, in: town), let trade = profile.trade else {
            throw Refusal.notAllowed(what: .passForRiders)
        }
        let since = town.now.adding(seconds: -Limits.arrivalSeconds)
        if let last = try arrivals.last(of: person.id, at: gate.id, since: since, in: town) {
            let wait = last.at.adding(seconds: Limits.arrivalSeconds).seconds - town.now.seconds
            throw Refusal.tooMany(retryAfterSeconds: Int(max(1, wait)))
        }
        let verdict = try gates.verdict(
            at: gate.id, for: Visitor(trade: VisitorTrade(trade), vehicle: vehicle), town.now, in: town)
        let arrival = ArrivalRecord(
            id: town.newID(of: Arrival.self), place: gate.placeID, gate: gate.id, account: person.id, at: town.now,
            vehicle: vehicle, verdict: verdict.code)
        try arrivals.add(arrival, in: town)
        try town.announce(Self.arrivalsChanged)
        return arrival
    }

    /// Those since a moment, oldest first.
    func seenArrivals(
        at gate: ID<Gate>, after moment: Instant, in town: any Reading
    ) throws -> [SeenArrival] {
        try arrivals.arrivals(at: gate, after: moment, in: town).map { arrival in
            let profile = try arrival.account.flatMap { try accounts.profile(of: $0, in: town) }
            return SeenArrival(
                arrival: arrival, maskedName: MaskedName.of(profile?.name ?? ""), trade: profile?.trade,
                team: profile.flatMap(PassTeam.of))
        }
    }
}

extension ScanVerdict {
    var headline: Phrase {
        switch self {
        case .comeIn: Phrase("可以进", "Come in")
        case .comeInOnFoot: Phrase("请步行进入", "Come in on foot")
        case .useAnotherGate: Phrase("请走别的门", "Use another gate")
        case .notNow: Phrase("现在不能进", "Not now")
        case .refused: Phrase("不能进", "No entry")
        case .notValid: Phrase("通行码无效", "Not a good pass")
        }
    }
}

extension Limits {
    /// Somebody arrives at one gate once in so long.
    static let arrivalSeconds: Int64 = 60
    /// A guard sees arrivals of this time.
    static let arrivalShownSeconds: Int64 = 600
    static let arrivalsShownMax = 50
}
