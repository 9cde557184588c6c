import Accounts
import Audit
import Compounds
import Console
import Gates
import Kernel

/// 被拦: a rider who was stopped at a gate says so with one tap. The compound's property answers within a day, with what
/// it changes; the rider is content with that or disputes it once; then, or when nobody has answered, the community
/// decides. Whoever answers sees trade, gate, time, reason and a masked name, never a phone.
public struct Blocked: Sendable {
    /// The city's division code: where a compound is that lies in no area.
    let city: String
    let accounts: Accounts
    let audit: Audit
    let console: Console
    let compounds: Compounds
    let database: any Database
    /// 128 random bits: the keys of forms.
    let random: @Sendable () -> (UInt64, UInt64)
    let store = BlockedStore()

    public init(
        city: String, accounts: Accounts, audit: Audit, console: Console, compounds: Compounds,
        database: any Database, random: @escaping @Sendable () -> (UInt64, UInt64)
    ) {
        self.city = city
        self.accounts = accounts
        self.audit = audit
        self.console = console
        self.compounds = compounds
        self.database = database
        self.random = random
    }

    func newKey() -> String {
        let (high, low) = random()
        return ID<BlockedReport>(high: high, low: low).description
    }
}

extension Limits {
    static let blockedWordsCharactersMax = 200
    static let blockedAnswerCharactersMax = 300
    static let blockedBodyBytesMax = 8192
    static let blockedAnswerSeconds: Int64 = 86_400
    /// An answer that nobody disputes for so long settles the matter.
    static let blockedQuietSeconds: Int64 = 7 * 86_400
    static let blockedKeptSeconds: Int64 = 180 * 86_400
    static let blockedShownMax = 100
    /// How many are settled in one transaction.
    static let blockedSettledMax = 500
}
