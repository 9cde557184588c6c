import Accounts
import Compounds
import GatePolicy
import Gates
import Kernel
import PassToken
import Places

/// Names looks at passes in identifiers.
enum Scan {}

/// What a look at a pass came to, as it is kept and counted.
enum ScanVerdict: String, Sendable, CaseIterable, SQLBindable, Decodable {
    case comeIn = "come-in"
    case comeInOnFoot = "come-in-on-foot"
    case useAnotherGate = "use-another-gate"
    case notNow = "not-now"
    case refused
    /// No pass that is good here and now.
    case notValid = "not-valid"

    init(_ verdict: GateVerdict) {
        switch verdict {
        case .comeIn: self = .comeIn
        case .comeInOnFoot: self = .comeInOnFoot
        case .useAnotherGate: self = .useAnotherGate
        case .notNow: self = .notNow
        case .refused: self = .refused
        }
    }

    /// Whether the rider was let in.
    var letsIn: Bool { self == .comeIn || self == .comeInOnFoot }
}

/// Why a pass is not good here: a fault of the pass, or of the typed digits.
enum ScanFault: Sendable, Equatable {
    case pass(PassFault)
    /// The moving code was shown at another gate before: a picture of it has travelled.
    case sameStepElsewhere
    case digitsUnknown
    /// Several riders have these digits just now.
    case digitsAmbiguous
    case digitsUsed

    var name: String {
        switch self {
        case .pass(let fault): fault.rawValue
        case .sameStepElsewhere: "sameStepElsewhere"
        case .digitsUnknown: "digitsUnknown"
        case .digitsAmbiguous: "digitsAmbiguous"
        case .digitsUsed: "digitsUsed"
        }
    }
}

/// What was noticed about a look afterwards.
enum ScanFlag: String, Sendable, CaseIterable, SQLBindable {
    case sameStepElsewhere = "same-step-elsewhere"
    /// Let in without a network after it had been revoked.
    case revokedSince = "revoked-since"
    /// The page let in what the house finds no good pass.
    case disagrees
}

/// A look at a pass.
struct ScanRecord: Sendable, Equatable {
    enum Means: String, Sendable, SQLBindable {
        case code, digits
    }

    var id: ID<Scan>
    var place: ID<Place>
    var gate: ID<Gate>
    /// Whose pass it was, as far as that is certain.
    var account: ID<Account>?
    var serial: UInt32?
    var step: UInt64?
    var at: Instant
    var means: Means
    var vehicle: VisitorVehicle
    var verdict: ScanVerdict
    /// The name of the fault.
    var fault: String?
    var isOffline: Bool
    var looker: ID<Account>?
    var lookerRole: Role?
    var flag: ScanFlag?
}

/// A look as its rider reads it.
struct OwnLook: Sendable, Equatable {
    var at: Instant
    var placeName: String
    var gateName: String?
    var means: ScanRecord.Means
    var verdict: ScanVerdict
    var fault: String?
    var role: Role?
    var isOffline: Bool
}
