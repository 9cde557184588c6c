import Accounts
import Audit
import CitySettings
import Compounds
import Console
import Kernel
import OpeningHours
import PassToken
import Places

/// Gates of compounds and what holds at them: who may come in with what vehicle and when, how fast and for how long.
/// Whoever runs a compound writes its policy, the community approves it, and what held before stays to be read. A gate
/// nobody has written a policy for is judged by its recorded hours. The same evaluator serves the gate's own page, the
/// compound's, the way there, and the guard's page, which gets all it needs to judge without a network (`GateKit`).
public struct Gates: Sendable {
    let city: String
    let compounds: Compounds
    let accounts: Accounts
    let audit: Audit
    let console: Console
    let settings: CitySettings
    let calendar: HolidayCalendar
    let utcOffsetSeconds: Int64
    /// Makes and reads the codes that hang at gates.
    let signer: GateCodeSigner
    /// nil where nothing is printed.
    let printer: (any PosterPrinting)?
    let store = GateStore()

    /// - Parameter city: its division code, which the codes at its gates name.
    public init(
        city: String, compounds: Compounds, accounts: Accounts, audit: Audit, console: Console,
        settings: CitySettings, calendar: HolidayCalendar, utcOffsetSeconds: Int64, signer: GateCodeSigner,
        printer: (any PosterPrinting)? = nil
    ) {
        self.city = city
        self.compounds = compounds
        self.accounts = accounts
        self.audit = audit
        self.console = console
        self.settings = settings
        self.calendar = calendar
        self.utcOffsetSeconds = utcOffsetSeconds
        self.signer = signer
        self.printer = printer
    }
}

extension Limits {
    /// Of one compound.
    public static let gatesMax = 40
    public static let policyBytesMax = 8000
    static let admissionsMax = 12
    static let parkingPlacesMax = 8
    static let parkingNameCharactersMax = 40
    static let speedLimitKmh = 3...60
    static let dwellMinutes = 5...1440
    static let policyReasonCharactersMax = 200
    static let policyHistoryMax = 50
    static let gateNameCharactersMax = 60
    static let gateRuleCharactersMax = 200
}
