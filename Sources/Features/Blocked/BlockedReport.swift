import Accounts
import Compounds
import Kernel
import Places

/// What a rider says of being stopped at a compound's gate, and how it stands.
struct BlockedReport: Sendable, Equatable {
    enum Reason: String, Sendable, CaseIterable, SQLBindable {
        case noEntry = "no-entry"
        case idCard = "id-card"
        case money
        case rude
        case tooLong = "too-long"
        case other
    }

    enum State: String, Sendable, CaseIterable, SQLBindable {
        case open, answered, settled, disputed, decided

        var isClosed: Bool { self == .settled || self == .decided }
    }

    var id: ID<BlockedReport>
    var place: ID<Place>
    var gate: ID<Gate>?
    /// Nil once the account is gone.
    var account: ID<Account>?
    var trade: Trade
    var reason: Reason
    var words: String
    var reportedAt: Instant
    var state = State.open
    var answer = ""
    /// What the property changes; empty when nothing.
    var improvement = ""
    var answeredAt: Instant?
    var answeredBy: ID<Account>?
    var objection = ""
    var disputedAt: Instant?
    var decision = ""
    /// Whether the rider was right: known once it is closed.
    var isUpheld: Bool?
    var closedAt: Instant?
    var decidedBy: ID<Account>?

    /// Until then the property answers.
    var dueAt: Instant { reportedAt.adding(seconds: Limits.blockedAnswerSeconds) }
}

/// A report with the names of where it happened.
struct PlacedReport: Sendable, Equatable {
    var report: BlockedReport
    var placeName: String
    var gateName: String?
    /// Of the compound; nil where it lies in none.
    var area: String?

    var title: String { [placeName, gateName ?? ""].filter { !$0.isEmpty }.joined(separator: " · ") }
}

/// Whose reports a limit counts.
enum Reporter: Sendable {
    case account

    /// Whoever delivers all day is stopped a few times at most.
    static let limit = RateLimit(Reporter.account, 5, in: 86_400)
}
