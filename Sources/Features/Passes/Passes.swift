import Accounts
import Audit
import CitySettings
import Compounds
import Console
import Gates
import Kernel
import PassToken
import Sealing

/// The pass. A rider's phone makes its own key; the city signs that key with the rider's trade, masked name and team
/// for a day; the phone signs the moment. Whoever stands at a gate checks both without a network, or asks here. Passes
/// are taken back by a list that every verifier carries. Each look at a pass is seen by its rider.
public struct Passes: Sendable {
    let accounts: Accounts
    let audit: Audit
    let settings: CitySettings
    let console: Console
    let compounds: Compounds
    let gates: Gates
    /// Seals the secrets of typed codes.
    let keys: KeyRing
    /// The city's own keys, as they are now.
    let authority: @Sendable () -> PassAuthority
    /// 128 random bits.
    let random: @Sendable () -> (UInt64, UInt64)
    let database: any Database
    let utcOffsetSeconds: Int64
    let store = PassStore()
    let guests = GuestStore()
    let scans = ScanStore()
    let arrivals = ArrivalStore()
    let passGates = PassGateStore()
    let book = DigitBook()
    let revocations = RevocationStore()
    let board = RevocationBoard()
    let streams = ArrivalStreams()

    public init(
        accounts: Accounts, audit: Audit, settings: CitySettings, console: Console, compounds: Compounds, gates: Gates,
        keys: KeyRing,
        authority: @escaping @Sendable () -> PassAuthority, database: any Database,
        random: @escaping @Sendable () -> (UInt64, UInt64), utcOffsetSeconds: Int64
    ) {
        self.accounts = accounts
        self.audit = audit
        self.settings = settings
        self.console = console
        self.compounds = compounds
        self.gates = gates
        self.keys = keys
        self.authority = authority
        self.database = database
        self.random = random
        self.utcOffsetSeconds = utcOffsetSeconds
    }

    /// Random bytes, for what is made anew.
    func randomBytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let (first, second) = random()
            bytes += ID<Never>(high: first, low: second).octets
        }
        return Array(bytes.prefix(count))
    }
}

extension ID {
    /// The 16 bytes, as they stand in passes and in gate codes.
    var octets: [UInt8] {
        [high, low].flatMap { word in
            stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    /// 32 letters, without hyphens: how a compound is called in a guest's pass.
    var letters: String { description.filter { $0 != "-" } }
}
