import Chargers
import Kernel

/// A station as a feed tells of it. Texts are as they came; what is wrong with them is said when they are saved.
struct FeedSite: Sendable, Equatable {
    /// The station's identifier at its operator.
    var key: String
    var name: String
    var longitude: String
    var latitude: String
    var address = ""
    var hours = ""
    var phone = ""
    var method = Charger.Method.charge
    var vehicle: Charger.Vehicle?
    var connector = ""
    var battery = ""
    var electricityFenPerKWh: Int?
    var serviceFenPerKWh: Int?
    var slotsTotal = 0
    /// Identifiers of its connectors, where the feed tells of each.
    var connectors: [String] = []
}

/// The state of one connector.
enum ConnectorState: String, Sendable, CaseIterable, SQLBindable {
    case unknown, offline, free, taken, broken
}

/// What a feed tells of the moment.
enum FeedState: Sendable, Equatable {
    case connector(key: String, ConnectorState, at: Instant)
    case counts(site: String, free: Int?, full: Int?, at: Instant)
}

/// What one reading of a feed brought.
struct Harvest: Sendable {
    var sites: [FeedSite] = []
    var states: [FeedState] = []
    var problems: [SheetProblem] = []

    mutating func report(_ number: Int, _ column: String, _ value: String, _ reason: String) {
        guard problems.count < Limits.feedProblemsMax else { return }
        problems.append(
            SheetProblem(
                line: number, column: column, value: String(value.prefix(Limits.shownValueCharactersMax)),
                reason: reason))
    }
}

/// What became of it.
public struct PullReport: Sendable, Equatable {
    public var sitesRead = 0
    public var added = 0
    public var updated = 0
    public var statesRead = 0
    public var statesChanged = 0
    /// The records that did not go in, and why; `line` is the record's number in the feed.
    public var problems: [SheetProblem] = []
    public var notes: [SheetProblem] = []
    public var failure: FeedFailure?

    public init() {}
}
