import CitySettings
import Console
import Kernel
import Places

/// How compounds treat riders at their gates, for everybody to see: made every hour from counts of the last ninety
/// days.
public struct FriendlinessIndex: Sendable {
    /// The city's division code.
    let city: String
    let settings: CitySettings
    let console: Console
    let database: any Database
    let utcOffsetSeconds: Int64
    let store = FriendlinessStore()

    public init(
        city: String, settings: CitySettings, console: Console, database: any Database, utcOffsetSeconds: Int64
    ) {
        self.city = city
        self.settings = settings
        self.console = console
        self.database = database
        self.utcOffsetSeconds = utcOffsetSeconds
    }

    /// Counts the last days anew, since looks made without a network come in late, and makes every compound's index.
    /// Days whose looks may have been deleted are left as they were counted.
    ///
    /// - Returns: how many compounds have one.
    public func refresh(in town: any Writing) throws -> Int {
        let today = (town.now.seconds + utcOffsetSeconds) / 86_400
        let kept = try Int64(settings.value(.scanRecordDays, in: town))
        try store.countDays(
            from: today - min(Limits.recountedDays, kept - 1), utcOffsetSeconds: utcOffsetSeconds, in: town)
        let first = today - Limits.friendlinessDays + 1
        try store.dropDays(before: first, in: town)
        let since = Instant(seconds: first * 86_400 - utcOffsetSeconds)
        let counts = try store.counts(since: since, in: town)
        let mean = CityMean(of: counts.map(\.counts))
        try store.replace(
            counts.map { one in
                CompoundRecord(
                    place: one.place, score: Friendliness(one.counts, mean: mean)?.score, counts: one.counts,
                    madeAt: town.now)
            }, in: town)
        return counts.count
    }
}

/// A compound's index as it was made last.
struct CompoundRecord: Sendable, Equatable {
    var place: ID<Place>
    /// Nil where there are too few visits.
    var score: Int?
    var counts: VisitCounts
    var madeAt: Instant
}

extension Limits {
    /// Fewer tell nothing.
    static let friendlinessVisitsMin = 20
    static let friendlinessDays: Int64 = 90
    /// Looks made without a network come in within a week.
    static let recountedDays: Int64 = 7
    /// Whoever was not looked at within so long did not wait for it.
    static let waitSecondsMax: Int64 = 6 * 3600
    static let friendlinessRowsMax = 200
}
