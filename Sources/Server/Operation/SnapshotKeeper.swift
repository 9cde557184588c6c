import Areas
import Kernel
import Logging
import Places
import ServiceLifecycle

/// Keeps the snapshots in memory up with the database: whenever any node announces a change, the areas or the places
/// are made anew beside the old ones and swapped.
struct SnapshotKeeper: Service {
    let database: any Database
    let areas: Areas
    let places: Places
    let logger: Logger
    /// Announcements this close together are answered by one rebuild.
    static let gatherMilliseconds = 50
    static let retrySeconds = 1

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                for await topic in try await database.changes().cancelOnGracefulShutdown() {
                    try await Task.sleep(for: .milliseconds(Self.gatherMilliseconds))
                    try await refresh(topic)
                }
            } catch is CancellationError {
                return
            } catch {
                logger.error("The directory could not be refreshed", metadata: ["fault": "\(String(reflecting: error))"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(Self.retrySeconds)) }
        }
    }

    private func refresh(_ topic: Topic?) async throws {
        if topic == nil || topic == AreaStore.changed { try await areas.refresh(from: database) }
        if topic == nil || topic == PlaceStore.changed {
            let index = try await places.refresh(from: database)
            logger.info("The directory was made anew", metadata: ["places": "\(index.places.count)"])
        }
    }
}
