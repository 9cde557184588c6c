import Foundation
import Kernel
import Logging
import Roads
import ServiceLifecycle
import Valhalla

/// Runs the road engine as a child while there are roads: starts it, watches that it answers, starts it again when it
/// dies, hangs or when an import has put other roads in its place, and ends it with the house.
struct RoadKeeper: Service {
    let engine: ValhallaEngine
    let folder: RoadFolder
    let programs: ValhallaPrograms
    let logger: Logger

    static let lookSeconds = 2
    static let startSecondsMax = 60
    static let silencesMax = 3
    static let patienceMilliseconds = 500...30_000
    /// An engine that ran this long had started well: the next failure is a new one.
    static let steadySeconds: Int64 = 60
    static let threads = 2

    init(_ house: House) {
        engine = house.engine
        folder = house.settings.roads
        programs = house.settings.roadPrograms(house.home)
        logger = house.logger
    }

    private enum Outcome {
        case ended(Int32)
        case hung
        case otherRoads
        case stopped
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { await keep() }
        engine.standing = ValhallaEngine.Standing()
    }

    private func keep() async {
        var patience = Self.patienceMilliseconds.lowerBound
        while !Task.isCancelled {
            guard let build = folder.current else {
                engine.standing = ValhallaEngine.Standing()
                await pause(.seconds(Self.lookSeconds))
                continue
            }
            var standing = ValhallaEngine.Standing()
            standing.hasRoads = true
            standing.attribution = folder.about(build)?.attribution ?? ""
            engine.standing = standing
            let start = ContinuousClock.now
            let outcome = await serve(build)
            engine.standing.port = nil
            if case .otherRoads = outcome { continue }
            let isSteady = (ContinuousClock.now - start).components.seconds >= Self.steadySeconds
            if isSteady { patience = Self.patienceMilliseconds.lowerBound }
            await pause(.milliseconds(patience))
            patience = min(patience * 2, Self.patienceMilliseconds.upperBound)
        }
    }

    /// Until it ends, or has to be ended.
    private func serve(_ build: String) async -> Outcome {
        do {
            guard programs.areThere else {
                logger.error("The road engine's programs are not there", metadata: ["folder": "\(programs.folder)"])
                return .hung
            }
            let server = try ValhallaServer(programs, build: build, threads: Self.threads)
            let outcome = try await withThrowingTaskGroup(of: Outcome.self) { group in
                group.addTask { .ended(try await server.run()) }
                group.addTask { await watch(server, build) }
                let first = try await group.next() ?? .stopped
                group.cancelAll()
                return first
            }
            if !Task.isCancelled { report(outcome) }
            return outcome
        } catch {
            logger.error("The road engine cannot be started", metadata: ["fault": "\(String(reflecting: error))"])
            return .hung
        }
    }

    private func report(_ outcome: Outcome) {
        switch outcome {
        case .ended(let status): logger.error("The road engine ended", metadata: ["status": "\(status)"])
        case .hung: logger.error("The road engine does not answer and is started again")
        case .otherRoads: logger.info("Other roads are in place")
        case .stopped: break
        }
    }

    private func watch(_ server: ValhallaServer, _ build: String) async -> Outcome {
        let start = ContinuousClock.now
        while await !engine.isAnswering(at: server.port) {
            if Task.isCancelled { return .stopped }
            if (ContinuousClock.now - start).components.seconds >= Self.startSecondsMax { return .hung }
            await pause(.milliseconds(100))
        }
        engine.standing.port = server.port
        logger.info("The road engine answers", metadata: ["port": "\(server.port)"])
        var silences = 0
        while !Task.isCancelled {
            await pause(.seconds(Self.lookSeconds))
            if folder.current != build { return .otherRoads }
            silences = await engine.isAnswering(at: server.port) ? 0 : silences + 1
            if silences >= Self.silencesMax { return .hung }
        }
        return .stopped
    }

    private func pause(_ duration: Duration) async { try? await Task.sleep(for: duration) }
}
