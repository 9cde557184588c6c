import Kernel
import Places

/// What the answers about one place say together. Everything that ceases to hold carries the moment it does.
public struct PlaceTruth: Sendable, Equatable {
    /// Independent people who found the same.
    public struct Report: Sendable, Equatable {
        /// Different devices on different networks.
        public var people: Int
        /// When the last of them was there.
        public var at: Instant
        public var until: Instant

        public init(people: Int, at: Instant, until: Instant) {
            self.people = people
            self.at = at
            self.until = until
        }

        func holds(at now: Instant) -> Bool { now < until }
    }

    public var newestAnswer: Confirmation.Answer
    public var newestAt: Instant
    /// When somebody last found it open, or found that it works.
    public var openAt: Instant?
    /// When somebody found it full, unless somebody has found room since.
    public var fullAt: Instant?
    public var fullUntil: Instant?
    public var closed: Report?
    public var broken: Report?
    /// Of the last `Limits.triesMax` tries.
    public var tries: Int
    public var worked: Int

    /// - Parameters:
    ///   - answers: those that stand, neither withdrawn nor replaced.
    ///   - tries: the newest outcomes that stand, newest first.
    /// - Returns: nil when nothing was said.
    static func of(
        _ answers: [Confirmation], tries: [Confirmation.Answer], kind: PlaceKind, now: Instant
    ) -> PlaceTruth? {
        let ordered = answers.sorted { ($0.seenAt, $0.id) < ($1.seenAt, $1.id) }
        guard let newest = ordered.last else { return nil }
        let last = tries.prefix(Limits.triesMax)
        var truth = PlaceTruth(
            newestAnswer: newest.answer, newestAt: newest.seenAt, tries: last.count,
            worked: last.count { $0 == .worked })
        truth.openAt = ordered.last { $0.answer == .open || $0.answer == .worked }?.seenAt
        if let full = ordered.last(where: { $0.answer == .full })?.seenAt, full >= truth.openAt ?? full {
            truth.fullAt = full
            truth.fullUntil = full.adding(seconds: kind.fullMinutesMax * 60)
        }
        truth.closed = Doubt.closed.report(ordered, now: now)
        truth.broken = Doubt.broken.report(ordered, now: now)
        return truth
    }

    init(newestAnswer: Confirmation.Answer, newestAt: Instant, tries: Int, worked: Int) {
        self.newestAnswer = newestAnswer
        self.newestAt = newestAt
        self.tries = tries
        self.worked = worked
    }

    func isFull(at now: Instant) -> Bool { fullUntil.map { now < $0 } ?? false }
}

/// A doubt about a place that two independent people raise and two independent people lay.
///
/// Answers are gone through in the order they were seen. Before the doubt is raised, one answer to the contrary makes
/// those against the place start anew; once it is raised, one is not enough.
struct Doubt: Sendable {
    let raises: @Sendable (Confirmation.Answer) -> Bool
    let lays: @Sendable (Confirmation.Answer) -> Bool
    let hoursMax: Int64

    static let closed = Doubt(
        raises: { $0 == .closed }, lays: { $0.meansOpen }, hoursMax: Limits.closedHoursMax)
    static let broken = Doubt(
        raises: { $0 == .broken }, lays: { $0 == .worked }, hoursMax: Limits.brokenHoursMax)

    /// - Parameter ordered: by the moment they were seen.
    func report(_ ordered: [Confirmation], now: Instant) -> PlaceTruth.Report? {
        let said = newestOfEachDevice(ordered)
        guard let raised = raised(said, at: now), let last = raised.last else { return nil }
        let ends = said.map { $0.seenAt.adding(seconds: hoursMax * 3600) }.filter { $0 > now }
        let until = ends.first { self.raised(said, at: $0) == nil } ?? now
        return PlaceTruth.Report(people: Self.people(raised), at: last.seenAt, until: until)
    }

    /// A device's repeated answers count once, and the newest counts. Whose device is forgotten counts no more.
    private func newestOfEachDevice(_ ordered: [Confirmation]) -> [Confirmation] {
        var seen: Set<String> = []
        return ordered.reversed().filter { one in
            guard raises(one.answer) || lays(one.answer), let witness = one.witness else { return false }
            return seen.insert(witness.device).inserted
        }.reversed()
    }

    /// The answers that raised the doubt, where it stands at this moment.
    private func raised(_ said: [Confirmation], at moment: Instant) -> [Confirmation]? {
        var against: [Confirmation] = []
        var contrary: [Confirmation] = []
        var isRaised = false
        for one in said where one.seenAt.adding(seconds: hoursMax * 3600) > moment {
            if raises(one.answer) {
                against.append(one)
                contrary = []
                isRaised = isRaised || Self.people(against) >= Limits.independentPeopleMin
            } else if !isRaised {
                against = []
            } else {
                contrary.append(one)
                guard Self.people(contrary) >= Limits.independentPeopleMin else { continue }
                (against, contrary, isRaised) = ([], [], false)
            }
        }
        return isRaised ? against : nil
    }

    /// How many of these are independent of each other: devices are different already, so networks are counted.
    private static func people(_ said: [Confirmation]) -> Int { Set(said.compactMap { $0.witness?.network }).count }
}
