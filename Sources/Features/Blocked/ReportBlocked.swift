import Accounts
import Audit
import Compounds
import Kernel
import Places

/// What the form tells.
struct NewBlocked: Sendable, Equatable {
    var key: String
    var place: ID<Place>
    var gate: ID<Gate>?
    var reason: BlockedReport.Reason
    var words: String
}

extension Blocked {
    /// Takes a report down. The same key with the same content is answered as the first time.
    ///
    /// - Throws: `Refusal.notAllowed` for whoever is no rider, `.conflict` for a key that came with other content,
    ///   `.tooMany`.
    func report(_ new: NewBlocked, by person: Person, _ visit: Visit, in town: any Writing) throws -> BlockedReport {
        guard let trade = try accounts.trade(of: person.id, in: town) else {
            throw Refusal.notAllowed(what: .blockedForRiders)
        }
        guard let land = try store.land(of: new.place, in: town) else { throw Refusal.notFound(what: .noSuchCompound) }
        if let gate = new.gate, try compounds.gate(gate, in: town)?.placeID != new.place {
            throw Refusal.parameter(name: "gate", came: nil, accepted: .gateOfThis)
        }
        if let known = try store.report(key: new.key, in: town) {
            guard known.account == person.id, known.place == new.place, known.reason == new.reason else {
                throw Refusal.conflict(what: .blockedKeyTaken)
            }
            return known
        }
        try Reporter.limit.check(
            try store.moments(of: person.id, Reporter.limit, now: town.now, in: town), now: town.now)
        let report = BlockedReport(
            id: town.newID(of: BlockedReport.self), place: new.place, gate: new.gate, account: person.id,
            trade: trade, reason: new.reason, words: new.words, reportedAt: town.now)
        try store.add(report, key: new.key, in: town)
        try audit.record(
            AuditEntry(
                person, visit, by: nil, action: "report-blocked", subjectKind: "blocked",
                subject: report.id.description, about: person.id, area: land.area,
                details: [("place", .string(new.place.description)), ("reason", .string(new.reason.rawValue))]),
            in: town)
        return report
    }
}
