import Console
import Kernel

extension Blocked: InboxSource {
    /// The property finds what it has not answered, the community what is disputed or late.
    public func waiting(for person: Person, _ visit: Visit, in town: any Reading) throws -> [InboxItem] {
        let max = Limits.inboxItemsMax
        let answering = try store.open(reach(of: person, .answerBlocked), countMax: max, in: town)
        let deciding = try store.undecided(
            reach(of: person, .decideBlocked), now: visit.now, countMax: max, in: town)
        let seen = Set(answering.map(\.report.id))
        return (answering + deciding.filter { !seen.contains($0.report.id) }).map { item($0, visit) }
    }

    /// The compounds in which this person may do this.
    func reach(of person: Person, _ action: Action) -> BlockedReach {
        let areas = person.areas(for: action)
        return BlockedReach(places: person.places(for: action), areas: areas, seesNowhere: areas.contains(city))
    }

    private func item(_ one: PlacedReport, _ visit: Visit) -> InboxItem {
        let report = one.report
        let deadline = BlockedTime(visit).deadline(of: report)
        return InboxItem(
            title: one.title,
            detail: [report.reason.words, deadline].map { $0.in(visit.language) }.joined(separator: " · "),
            label: .blockedLabel, address: "/console/blocked/\(report.id)",
            since: report.disputedAt ?? report.reportedAt, due: report.dueAt)
    }
}

/// Moments of a report in words.
struct BlockedTime {
    let visit: Visit

    init(_ visit: Visit) { self.visit = visit }

    func at(_ moment: Instant) -> String {
        let time = CivilTime(moment, utcOffsetSeconds: visit.site.utcOffsetSeconds)
        return time.date + " " + time.clock
    }

    /// What waits, and until when.
    func deadline(of report: BlockedReport) -> Phrase {
        switch report.state {
        case .open where visit.now < report.dueAt: .answerUntil(at(report.dueAt))
        case .open: .answerLate(at(report.dueAt))
        default: report.state.words
        }
    }
}

extension ConsoleItem {
    public static let blocked = ConsoleItem(
        address: "/console/blocked", name: .blockedTitle, icon: "close", action: .readBlocked)
}
