import Kernel

/// The table of what may be done to a report: from which state, by whom, when.
struct BlockedMove: Sendable, Equatable {
    enum Deed: String, Sendable, CaseIterable {
        case answer, settle, dispute, decide
    }

    enum Mover: String, Sendable, CaseIterable {
        /// Who reported.
        case rider
        /// The compound's property manager.
        case property
        /// The community, and those above it.
        case community
        /// The clock.
        case house
    }

    enum Moment: Sendable, Equatable {
        case always
        /// The property had its day.
        case afterDeadline
        /// Nobody has said anything for a week since the answer.
        case afterQuiet
    }

    var from: BlockedReport.State
    var deed: Deed
    var mover: Mover
    var moment: Moment
    var to: BlockedReport.State

    private init(
        _ from: BlockedReport.State, _ deed: Deed, by mover: Mover, _ moment: Moment = .always,
        to: BlockedReport.State
    ) {
        (self.from, self.deed, self.mover, self.moment, self.to) = (from, deed, mover, moment, to)
    }

    static let table: [BlockedMove] = [
        BlockedMove(.open, .answer, by: .property, to: .answered),
        BlockedMove(.open, .decide, by: .community, .afterDeadline, to: .decided),
        BlockedMove(.answered, .settle, by: .rider, to: .settled),
        BlockedMove(.answered, .settle, by: .house, .afterQuiet, to: .settled),
        BlockedMove(.answered, .dispute, by: .rider, to: .disputed),
        BlockedMove(.disputed, .decide, by: .community, to: .decided),
    ]

    /// The move, if it may be made now.
    static func move(
        _ deed: Deed, by mover: Mover, on report: BlockedReport, now: Instant
    ) throws(Refusal) -> BlockedMove {
        let found = table.first { $0.from == report.state && $0.deed == deed && $0.mover == mover }
        guard let found else { throw .conflict(what: .blockedMovedOn) }
        guard found.moment.hasCome(for: report, now: now) else { throw .conflict(what: .blockedNotDue) }
        return found
    }

    static func mayNow(_ deed: Deed, by mover: Mover, on report: BlockedReport, now: Instant) -> Bool {
        (try? move(deed, by: mover, on: report, now: now)) != nil
    }
}

extension BlockedMove.Moment {
    func hasCome(for report: BlockedReport, now: Instant) -> Bool {
        switch self {
        case .always: true
        case .afterDeadline: now >= report.dueAt
        case .afterQuiet: report.answeredAt.map { now >= $0.adding(seconds: Limits.blockedQuietSeconds) } ?? false
        }
    }
}
