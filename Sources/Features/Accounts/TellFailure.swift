import Audit
import Kernel

/// A sign-in that did not succeed, of an account that is there. The log calls them by these names.
enum SignInFailure: String, Sendable, CaseIterable {
    case code = "fail-code"
    /// No tries are left.
    case codeSpent = "spend-code"
    case password = "fail-password"
    /// The password was right, the code of the app was not.
    case appCode = "fail-app-code"
    /// There is a wait now before the next try.
    case passwordClosed = "close-password"
    case passkey = "fail-passkey"
}

extension Accounts {
    /// Writes down that somebody failed to sign in as this account, once an hour for each way of failing: its owner
    /// sees it, and a flood does not fill the log.
    func tell(_ failure: SignInFailure, of account: ID<Account>, _ visit: Visit, in town: any Writing) throws {
        let attempt = Attempt.told(failure.rawValue, of: account)
        guard try isFree(attempt, now: town.now, in: town) else { return }
        try count(attempt, in: town)
        try audit.record(
            AuditEntry(
                action: failure.rawValue, subjectKind: "account", subject: account.description, about: account,
                origin: visit.client.network),
            in: town)
    }

    /// Writes down that a door was shut to somebody who had signed in, or what lay behind it was not theirs: once an
    /// hour for each action. A flood of questions opens no writing transaction.
    public func refused(_ action: Action, to person: Person, _ visit: Visit) async throws {
        let attempt = Attempt.told("refuse " + action.rawValue, of: person.id)
        guard try await database.read({ try self.isFree(attempt, now: visit.now, in: $0) }) else { return }
        try await database.write(.relaxed) { town in
            guard try self.isFree(attempt, now: town.now, in: town) else { return }
            try self.count(attempt, in: town)
            try self.audit.record(
                AuditEntry(
                    person, visit, by: nil, action: "refuse", subjectKind: "action", subject: action.rawValue,
                    about: person.id, details: [("address", .string(String(visit.path.prefix(120))))]),
                in: town)
        }
    }
}
