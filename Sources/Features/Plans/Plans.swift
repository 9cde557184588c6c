import Accounts
import Audit
import Compounds
import Console
import Gates
import Kernel
import Places
import Sealing

/// 平面图: the last hundred metres. Whoever runs a compound draws its plan in the browser, version by version; two who
/// draw at once lose nothing. Riders look up a building and are shown which gate, which path, which door and how long,
/// chosen by what holds at the gates for them, their vehicle and the hour. What they say of the plan or of a part of it
/// comes to whoever draws it, and an obstacle that two of them tell of warns the others.
public struct Plans: Sendable {
    /// The city's division code: where a compound is that lies in no area.
    let city: String
    let compounds = Compounds()
    let gates: Gates
    let accounts: Accounts
    let audit: Audit
    let console: Console
    /// Behind the hashes of devices and networks.
    let keys: KeyRing
    /// 128 random bits: keys of forms, new device cookies.
    let random: @Sendable () -> (UInt64, UInt64)
    let store = PlanStore()
    let remarks = RemarkStore()

    public init(
        city: String, gates: Gates, accounts: Accounts, audit: Audit, console: Console, keys: KeyRing,
        random: @escaping @Sendable () -> (UInt64, UInt64)
    ) {
        self.city = city
        self.gates = gates
        self.accounts = accounts
        self.audit = audit
        self.console = console
        self.keys = keys
        self.random = random
    }
}

extension Limits {
    /// A plan with what is sent beside it.
    static let planBodyBytesMax = 640_000
    static let planNoteCharactersMax = 200
    static let planKeyCharacters = 16...64
    static let planVersionsShownMax = 50
    static let planFindingsMax = 200
}
