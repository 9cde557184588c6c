import ChargerFeeds
import Foundation
import Kernel
import Logging
import ServiceLifecycle

/// Reads operators' feeds when their turn comes, a few at a time.
struct FeedKeeper: Service {
    let feeds: ChargerFeeds
    let database: any Database
    let logger: Logger
    /// How often it looks whose turn it is; up to as much again is waited, so that nodes and restarts do not march in
    /// step.
    var lookSeconds = 10.0
    static let atOnceMax = 4

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            await pullDue()
            let wait = lookSeconds * Double.random(in: 1...2)
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(wait)) }
        }
    }

    private func pullDue() async {
        do {
            let due = try await feeds.due(from: database)
            await withTaskGroup(of: Void.self) { group in
                for (number, feed) in due.enumerated() {
                    if number >= Self.atOnceMax { await group.next() }
                    group.addTask { await pull(feed) }
                }
            }
        } catch {
            logger.error("Feeds cannot be looked up", metadata: ["fault": "\(String(reflecting: error))"])
        }
    }

    private func pull(_ feed: Feed) async {
        do {
            guard let report = try await feeds.pull(feed, into: database) else { return }
            var metadata: Logger.Metadata = [
                "feed": "\(feed.name)", "stations": "\(report.sitesRead)", "states": "\(report.statesRead)",
                "changed": "\(report.statesChanged)", "problems": "\(report.problems.count)",
            ]
            if let failure = report.failure { metadata["failure"] = "\(failure.rawValue)" }
            logger.log(level: report.failure == nil ? .info : .warning, "A feed was read", metadata: metadata)
        } catch {
            logger.error(
                "A feed could not be kept",
                metadata: ["feed": "\(feed.name)", "fault": "\(String(reflecting: error))"])
        }
    }
}
