import Audit
import Kernel

extension Accounts {
    /// Writes down that the whole number was shown, and why.
    func recordReveal(
        _ id: ID<Account>, _ seen: SeenPerson, reason: String, by looker: Person, _ visit: Visit, in town: any Writing
    ) throws {
        try audit.record(
            AuditEntry(
                looker, visit, by: seen.grant, action: Action.readPerson.rawValue, subjectKind: "phone",
                subject: id.description, about: id, area: seen.profile.verification?.area, reason: reason),
            in: town)
    }
}
