import Chargers
import Geo
import Kernel

/// The languages operators speak.
public enum FeedFormat: String, Sendable, CaseIterable, SQLBindable {
    /// T/CEC 102: stations and states over encrypted envelopes, pulled and pushed.
    case tcec102
    /// OCPI 2.2.1 locations.
    case ocpi
    /// GBFS 3.0 stations.
    case gbfs
}

/// One operator's feed, as somebody configured it, and how it is doing.
public struct Feed: Sendable, Equatable {
    /// Small letters, digits and hyphens; it names the feed for ever: places are kept under `feed-NAME`.
    public var name: String
    public var format: FeedFormat
    /// Where it is asked: the base of T/CEC's interfaces, OCPI's locations, GBFS's discovery file; `file:` for files.
    public var address: String
    /// The operator's name as riders see it.
    public var `operator`: String
    /// By which a partner of T/CEC names itself when it pushes; empty for other formats.
    public var operatorID: String
    /// What the feed's coordinates are in. Operators in China mostly use GCJ-02.
    public var datum: Datum
    /// What its slots are for where the feed does not say.
    public var vehicle: Charger.Vehicle
    public var intervalSeconds: Int
    public var health = FeedHealth()

    public var source: String { "feed-" + name }

    /// - Throws: `FeedConfigurationFault` with a sentence for whoever configures it.
    public init(
        name: String, format: FeedFormat, address: String, operator: String, operatorID: String = "",
        datum: Datum? = nil, vehicle: Charger.Vehicle = .ebike, intervalSeconds: Int = 300
    ) throws(FeedConfigurationFault) {
        self.name = name
        self.format = format
        self.address = address
        self.operator = `operator`
        self.operatorID = operatorID
        self.datum = datum ?? (format == .tcec102 ? .gcj02 : .wgs84)
        self.vehicle = vehicle
        self.intervalSeconds = intervalSeconds
        try check()
    }

    private func check() throws(FeedConfigurationFault) {
        let isName = name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard isName, (1...40).contains(name.utf8.count) else {
            throw FeedConfigurationFault("The name '\(name)' is not 1 to 40 small letters, digits and hyphens.")
        }
        guard ["http://", "https://", "file:/"].contains(where: address.hasPrefix), address.utf8.count <= 1000 else {
            throw FeedConfigurationFault("The address '\(address)' does not begin with https://, http:// or file:/.")
        }
        guard !address.contains("@") else {
            throw FeedConfigurationFault("The address holds a password; put it into the secrets file.")
        }
        guard (1...60).contains(`operator`.unicodeScalars.count) else {
            throw FeedConfigurationFault("The operator's name has 1 to 60 characters.")
        }
        let isID = operatorID.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0 & 0xDF) }
        guard isID, operatorID.utf8.count <= 32, (format == .tcec102) == !operatorID.isEmpty else {
            throw FeedConfigurationFault(
                "A feed of T/CEC 102, and no other, has the operator's ID: letters and digits.")
        }
        guard (30...86_400).contains(intervalSeconds) else {
            throw FeedConfigurationFault("The interval is \(intervalSeconds) seconds; it lies between 30 and 86400.")
        }
    }
}

/// A feed that cannot be configured so, in one sentence.
public struct FeedConfigurationFault: Error, Sendable, Equatable, CustomStringConvertible {
    public let description: String
    init(_ description: String) { self.description = description }
}

/// How a feed is doing.
public struct FeedHealth: Sendable, Equatable {
    public var triedAt: Instant?
    /// When it last gave states that could be used, pulled or pushed.
    public var goodAt: Instant?
    /// When its list of stations was last read.
    public var sitesAt: Instant?
    /// Why the last try failed; nil when it did not.
    public var failure: FeedFailure?
    /// Tries that failed since the last good one.
    public var failures = 0
    /// Records that were left out of the last reading.
    public var problems = 0

    public init() {}

    /// When it is next due: after its interval, and after each failure twice as late, up to half an hour.
    public func dueAt(intervalSeconds: Int) -> Instant? {
        guard let triedAt else { return nil }
        let wait = intervalSeconds << min(failures, 6)
        return triedAt.adding(seconds: Int64(max(intervalSeconds, min(wait, Limits.feedBackoffSecondsMax))))
    }
}

/// Why a feed could not be read, in classes a person can act on.
public enum FeedFailure: String, Sendable, CaseIterable, SQLBindable, Error {
    /// No secrets are there for it.
    case secrets
    case address
    case unreachable
    case late
    case tooLarge = "too-large"
    /// Another status than 200.
    case status
    /// The answer is not in its format.
    case unreadable
    /// The answer is not signed with the secret agreed on.
    case signature
    /// The partner does not accept us.
    case refused
    /// Fewer records came than were announced.
    case incomplete

    public var words: Phrase {
        switch self {
        case .secrets: Phrase("没有配置密钥", "no secrets are configured")
        case .address: Phrase("地址不可用", "the address cannot be used")
        case .unreachable: Phrase("连不上", "cannot be reached")
        case .late: Phrase("超时", "did not answer in time")
        case .tooLarge: Phrase("数据太大", "the answer is too large")
        case .status: Phrase("返回错误状态", "answers with an error status")
        case .unreadable: Phrase("数据格式不对", "the answer cannot be read")
        case .signature: Phrase("签名不对", "the answer is signed wrongly")
        case .refused: Phrase("对方拒绝", "the operator refuses us")
        case .incomplete: Phrase("数据不完整", "the answer is incomplete")
        }
    }

    init(_ fault: FetchFault) {
        switch fault {
        case .address: self = .address
        case .unreachable: self = .unreachable
        case .late: self = .late
        case .tooLarge: self = .tooLarge
        }
    }
}

extension Limits {
    static let feedBackoffSecondsMax = 1_800
    /// The list of stations is read anew this often; in between only states are.
    static let feedSitesSecondsMax: Int64 = 21_600
    static let feedSitesMax = 50_000
    static let feedPagesMax = 500
    static let feedConnectorsMax = 400
    static let feedProblemsMax = 1_000
    /// A state from further in the future than this is a lie or a wrong clock.
    static let feedFutureSecondsMax: Int64 = 300
    /// A pushed message older or newer than this is refused; within it, the same one is refused twice.
    static let feedMessageSecondsMax: Int64 = 600
}
