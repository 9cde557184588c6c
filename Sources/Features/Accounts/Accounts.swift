import Audit
import Kernel
import Sealing

/// The people of the city who sign in: riders and staff, what is known of them, what they may do and for how long.
/// Signing in is proved by a code sent to the phone, by a passkey, by password and one-time code, or by an identity
/// provider; every proof ends in a session, and every session in a `Person` that the doors hand to the routes.
public struct Accounts: Sendable {
    let keys: KeyRing
    let audit: Audit
    let database: any Database
    /// 128 random bits.
    let random: @Sendable () -> (UInt64, UInt64)
    let store = AccountStore()
    let sessions = SessionStore()
    let grants = GrantStore()
    let people = PeopleStore()
    let consents = ConsentStore()
    let rights = RightsStore()
    let codeStore = CodeStore()
    let rosters = RosterStore()
    let means = MeansStore()
    let passwords = PasswordStore()
    let identities = IdentityStore()
    let attempts = AttemptStore()

    public init(
        keys: KeyRing, audit: Audit, database: any Database, random: @escaping @Sendable () -> (UInt64, UInt64)
    ) {
        self.keys = keys
        self.audit = audit
        self.database = database
        self.random = random
    }

    /// What is known of somebody, without what is sealed.
    public func profile(of id: ID<Account>, in town: any Reading) throws -> Profile? { try store.profile(id, in: town) }

    /// Whether somebody's phone number ends with these digits.
    public func phoneEnds(_ tail: String, of id: ID<Account>, in town: any Reading) throws -> Bool {
        guard let sealed = try store.sealedPhone(of: id, in: town) else { return false }
        return try openText(sealed, .phone, of: id).hasSuffix(tail)
    }

    /// What accounts are called, for the features below that know identifiers only.
    @Sendable
    public func names(of ids: [ID<Account>], in town: any Reading) throws -> [ID<Account>: String] {
        try store.names(of: ids, in: town)
    }
}
