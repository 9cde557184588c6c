import Kernel
import Places

/// A feed that has fallen silent is told at each of its places.
public struct FeedStandings: PlaceStandings {
    private let store = FeedStore()

    public init() {}

    public var topics: Set<Topic> { [FeedStore.changed] }

    public func standings(at now: Instant, in town: any Reading) throws -> [ID<Place>: PlaceStanding] {
        var standings: [ID<Place>: PlaceStanding] = [:]
        for feed in try store.feeds(in: town) where feed.isSilent(at: now) {
            let standing = PlaceStanding(lines: [feed.silence(at: now)])
            for place in try ConnectorStore().places(of: feed.source, in: town) { standings[place] = standing }
        }
        return standings
    }
}

extension Feed {
    /// Three turns without anything good, and at least a quarter of an hour.
    public func isSilent(at now: Instant) -> Bool {
        guard let good = health.goodAt else { return health.triedAt != nil }
        return now.seconds - good.seconds > max(Int64(3 * intervalSeconds), Limits.feedSilenceSecondsMin)
    }

    func silence(at now: Instant) -> StandingLine {
        guard let good = health.goodAt else {
            return StandingLine(
                Phrase("还没有收到运营商状态", "No states have come from the operator yet"), tone: .warning)
        }
        let minutes = max((now.seconds - good.seconds) / 60, 1)
        let (hours, days) = (minutes / 60, minutes / 1440)
        let words =
            days >= 2
            ? Phrase("\(days) 天", "\(days) days")
            : hours >= 1 ? Phrase("\(hours) 小时", "\(hours) h") : Phrase("\(minutes) 分钟", "\(minutes) min")
        return StandingLine(
            Phrase(
                "运营商状态 \(words.chinese)没有更新",
                "The operator's states have not been updated for \(words.english)"), tone: .warning)
    }

    /// A line for `doctor`.
    public func report(at now: Instant, hasSecrets: Bool) -> HealthLine {
        let good = health.goodAt.map { "last good \(Phrase.ago($0, now: now).english)" } ?? "never good"
        let tried = health.triedAt.map { "tried \(Phrase.ago($0, now: now).english)" } ?? "never tried"
        var parts = [format.rawValue, good, tried]
        if let failure = health.failure { parts.append("\(failure.words.english) (\(health.failures) in a row)") }
        if health.problems > 0 { parts.append("\(health.problems) records left out") }
        if !hasSecrets { parts.append("no secrets") }
        return HealthLine(
            name: "feed \(name)", value: parts.joined(separator: ", "),
            isWell: hasSecrets && health.failure == nil && !isSilent(at: now) && health.triedAt != nil)
    }
}

extension Limits {
    static let feedSilenceSecondsMin: Int64 = 900
}
