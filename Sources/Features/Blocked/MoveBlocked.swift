import Audit
import Kernel

/// What somebody does to a report, with what they say.
enum BlockedSaying: Sendable, Equatable {
    case answer(String, improvement: String)
    case settle
    case dispute(String)
    case decide(isUpheld: Bool, String)

    var deed: BlockedMove.Deed {
        switch self {
        case .answer: .answer
        case .settle: .settle
        case .dispute: .dispute
        case .decide: .decide
        }
    }
}

extension Blocked {
    /// A rider's move on a report of their own.
    func move(
        _ id: ID<BlockedReport>, _ saying: BlockedSaying, byRider person: Person, _ visit: Visit,
        in town: any Writing
    ) throws {
        guard let one = try store.placed(id, of: person.id, in: town) else {
            throw Refusal.notFound(what: .noSuchBlocked)
        }
        try move(one, saying, by: .rider, person, grant: nil, visit, in: town)
    }

    /// A move of staff. Nobody answers or decides what they reported themselves.
    func move(
        _ id: ID<BlockedReport>, _ saying: BlockedSaying, byStaff person: Person, _ visit: Visit,
        in town: any Writing
    ) throws {
        let action: Action = saying.deed == .answer ? .answerBlocked : .decideBlocked
        guard let one = try store.placed(id, in: town), let grant = person.grant(for: action, on: target(one)) else {
            throw Refusal.notFound(what: .noSuchBlocked)
        }
        guard one.report.account != person.id else { throw Refusal.notAllowed(what: .blockedOwn) }
        let mover: BlockedMove.Mover = saying.deed == .answer ? .property : .community
        try move(one, saying, by: mover, person, grant: grant, visit, in: town)
    }

    /// Answers that nobody has disputed settle their matters.
    ///
    /// - Returns: how many.
    public func settleQuiet(in town: any Writing) throws -> Int {
        let since = town.now.adding(seconds: -Limits.blockedQuietSeconds)
        let quiet = try store.answered(before: since, in: town)
        for report in quiet {
            let move = try BlockedMove.move(.settle, by: .house, on: report, now: town.now)
            let settled = report.after(move, .settle, by: nil, now: town.now)
            _ = try store.save(settled, from: report.state, in: town)
            try audit.record(
                AuditEntry(
                    action: "settle-blocked", subjectKind: "blocked", subject: report.id.description,
                    about: report.account, origin: "schedule"),
                in: town)
        }
        return quiet.count
    }

    func target(_ one: PlacedReport) -> Target {
        Target(area: one.area ?? city, place: one.report.place.description)
    }

    private func move(
        _ one: PlacedReport, _ saying: BlockedSaying, by mover: BlockedMove.Mover, _ person: Person, grant: Grant?,
        _ visit: Visit, in town: any Writing
    ) throws {
        let move = try BlockedMove.move(saying.deed, by: mover, on: one.report, now: town.now)
        let after = one.report.after(move, saying, by: person, now: town.now)
        guard try store.save(after, from: one.report.state, in: town) else {
            throw Refusal.conflict(what: .blockedMovedOn)
        }
        var details: [(String, JSON)] = [("state", .string(after.state.rawValue))]
        if let isUpheld = after.isUpheld { details.append(("upheld", .bool(isUpheld))) }
        try audit.record(
            AuditEntry(
                person, visit, by: grant, action: saying.deed.rawValue + "-blocked", subjectKind: "blocked",
                subject: one.report.id.description, about: one.report.account, area: one.area, details: details),
            in: town)
    }
}

extension BlockedReport {
    /// How it stands after a move of the table. Settled, the rider was right where the property changes something.
    func after(_ move: BlockedMove, _ saying: BlockedSaying, by person: Person?, now: Instant) -> BlockedReport {
        var report = self
        report.state = move.to
        switch saying {
        case .answer(let words, let improvement):
            (report.answer, report.improvement) = (words, improvement)
            (report.answeredAt, report.answeredBy) = (now, person?.id)
        case .settle: report.isUpheld = !improvement.isEmpty
        case .dispute(let words): (report.objection, report.disputedAt) = (words, now)
        case .decide(let isUpheld, let words):
            (report.isUpheld, report.decision, report.decidedBy) = (isUpheld, words, person?.id)
        }
        if move.to.isClosed { report.closedAt = now }
        return report
    }
}
