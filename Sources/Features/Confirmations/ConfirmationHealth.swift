import Kernel
import Places

/// A place that several independent people found shut or out of order, for `yongai doctor`.
public struct DoubtedPlace: Sendable, Equatable {
    public var id: ID<Place>
    public var name: String
    /// `closed` or `broken`.
    public var answer: Confirmation.Answer
    public var report: PlaceTruth.Report
}

extension Confirmations {
    /// The places whose reports hold, the newest report first.
    public func doubted(now: Instant, in town: any Reading) throws -> [DoubtedPlace] {
        var found: [(ID<Place>, Confirmation.Answer, PlaceTruth.Report)] = []
        try store.eachTruth(in: town) { id, truth in
            if let closed = truth.closed, closed.holds(at: now) { found.append((id, .closed, closed)) }
            if let broken = truth.broken, broken.holds(at: now) { found.append((id, .broken, broken)) }
        }
        let names = try store.names(of: Set(found.map(\.0)), in: town)
        return found.map { DoubtedPlace(id: $0.0, name: names[$0.0] ?? "", answer: $0.1, report: $0.2) }
            .sorted { ($0.report.at, $0.id) > ($1.report.at, $1.id) }
    }
}
