import CitySettings
import Kernel

/// How long each table's personal data are kept. Tables without a rule are named in `docs/privacy.md` with the reason.
public enum RetentionRule: String, Sendable, CaseIterable {
    case signInCodes, sessions, tokens, challenges, attempts, rosters, accounts

    /// The table it is about.
    public var table: String {
        switch self {
        case .signInCodes: "sign_in_code"
        case .sessions: "session"
        case .tokens: "api_token"
        case .challenges: "challenge"
        case .attempts: "attempt"
        case .rosters: "roster_entry"
        case .accounts: "account"
        }
    }

    /// What is kept until this moment goes now.
    func bound(_ settings: CitySettings, now: Instant, in town: any Reading) throws -> Instant {
        let days: Int =
            switch self {
            case .signInCodes: try settings.value(.signInCodeDays, in: town)
            case .sessions, .tokens: try settings.value(.endedSessionDays, in: town)
            case .challenges, .attempts: 1
            case .rosters: try settings.value(.rosterDays, in: town)
            case .accounts: try settings.value(.idleAccountMonths, in: town) * 30
            }
        return now.adding(seconds: -Int64(days) * 86_400)
    }
}

extension Accounts {
    /// Lets lapse what was kept long enough, table by table. Idle accounts are erased as their owners would.
    ///
    /// - Returns: how many rows went.
    public func lapse(_ settings: CitySettings, others: [any PersonalData], in town: any Writing) throws -> Int {
        var count = 0
        for rule in RetentionRule.allCases {
            let bound = try rule.bound(settings, now: town.now, in: town)
            if rule == .accounts {
                for account in try rights.idle(before: bound, in: town) {
                    _ = try erase(account, by: nil, origin: "schedule", others: others, in: town)
                    count += 1
                }
            } else {
                count += try rights.lapse(rule, before: bound, in: town)
            }
        }
        return count
    }
}
