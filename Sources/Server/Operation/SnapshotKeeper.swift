import Areas
import Kernel
import Logging
import Places
import ServiceLifecycle
import Synchronization

/// Keeps the snapshots in memory up with the database: whenever any node announces a change, the areas or the places
/// are made anew beside the old ones and swapped.
struct SnapshotKeeper: Service {
    let database: any Database
    let areas: Areas
    let places: Places
    let clock: Clock
    let logger: Logger
    /// Announcements listened to since before the snapshots were made, so that nothing can have been missed; nil when
    /// nobody has listened yet.
    var heard: AsyncStream<Topic?>?
    /// Told after anything has changed: what else is kept of the database.
    var onChange: @Sendable () async -> Void = {}
    /// Announcements this close together are answered by one rebuild.
    static let gatherMilliseconds = 50
    static let retrySeconds = 1
    /// Nothing has changed but the time: what was known is older now.
    private static let minute = Topic(rawValue: "minute")

    func run() async throws {
        var heard = heard
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                let known = heard
                heard = nil
                if let known {
                    try await follow(known, hasMissed: false)
                } else {
                    try await follow(try await database.changes(), hasMissed: true)
                }
            } catch is CancellationError {
                return
            } catch {
                logger.error("Changes cannot be followed", metadata: ["fault": "\(String(reflecting: error))"])
            }
            await pause(.seconds(Self.retrySeconds))
        }
    }

    /// Announcements are taken down as they come; snapshots are made anew one after the other. What was committed
    /// before anybody listened was announced to nobody: then everything is made anew first.
    private func follow(_ changes: AsyncStream<Topic?>, hasMissed: Bool) async throws {
        let stale = StaleTopics()
        let (bell, ring) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                while !Task.isShuttingDownGracefully, !Task.isCancelled {
                    await pause(.seconds(Limits.standingSecondsMax))
                    stale.add([Self.minute])
                    ring.yield()
                }
            }
            group.addTask {
                if hasMissed { stale.add([nil]) }
                ring.yield()
                for await topic in changes.cancelOnGracefulShutdown() {
                    stale.add([topic])
                    ring.yield()
                }
                ring.finish()
            }
            for await _ in bell {
                await pause(.milliseconds(Self.gatherMilliseconds))
                while !stale.isEmpty, !Task.isShuttingDownGracefully, !Task.isCancelled { await refresh(stale) }
            }
            group.cancelAll()
        }
    }

    /// A refresh that fails is tried again after a moment, with what has become stale since.
    private func refresh(_ stale: StaleTopics) async {
        let topics = stale.take()
        do {
            try await refresh(topics)
            Memory.giveBack()
        } catch {
            logger.error("The directory could not be refreshed", metadata: ["fault": "\(String(reflecting: error))"])
            stale.add(topics)
            await pause(.seconds(Self.retrySeconds))
        }
    }

    private func refresh(_ topics: Set<Topic?>) async throws {
        let areasChanged = topics.contains(nil) || topics.contains(AreaStore.changed)
        if areasChanged { try await areas.refresh(from: database) }
        // The directory's prepared answers hold the names of areas.
        if areasChanged || topics.contains(PlaceStore.changed) {
            let index = try await places.refresh(from: database, at: clock.now())
            logger.info("The directory was made anew", metadata: ["places": "\(index.places.count)"])
        } else if topics.contains(Self.minute) || !topics.isDisjoint(with: places.standingTopics) {
            try await places.refreshStandings(from: database, at: clock.now())
        }
        if topics.contains(AreaStore.changed), !topics.contains(PlaceStore.changed) {
            places.refreshSearch()
        }
        if topics != [Self.minute] { await onChange() }
    }

    private func pause(_ duration: Duration) async {
        try? await cancelWhenGracefulShutdown { try await Task.sleep(for: duration) }
    }
}

/// What changed since the snapshots were made; nil stands for everything.
private final class StaleTopics: Sendable {
    private let topics = Mutex<Set<Topic?>>([])

    var isEmpty: Bool { topics.withLock(\.isEmpty) }

    func add(_ more: Set<Topic?>) { topics.withLock { $0.formUnion(more) } }

    func take() -> Set<Topic?> {
        topics.withLock { topics in
            defer { topics = [] }
            return topics
        }
    }
}
