import AsyncHTTPClient
import Foundation
import Geo
import Kernel
import Logging
import NIOCore
import Roads
import Synchronization

/// Asks a Valhalla that runs on this machine. Every question is bounded: how many at once, how long, how many bytes.
public final class ValhallaEngine: RoadEngine {
    /// What is known of the engine at this moment.
    public struct Standing: Sendable, Equatable {
        /// An extract has been imported.
        public var hasRoads = false
        /// Of the loopback address; nil while the engine does not answer.
        public var port: Int?
        public var attribution = ""

        public init() {}
    }

    static let questionsMax = 16
    static let answerMillisecondsMax: Int64 = 4000
    static let healthMillisecondsMax: Int64 = 2000
    static let answerBytesMax = 4_000_000

    private struct State {
        var standing = Standing()
        var questions = 0
    }

    private let state = Mutex(State())
    private let client: HTTPClient
    private let logger: Logger

    public init(client: HTTPClient = .shared, logger: Logger) {
        self.client = client
        self.logger = logger
    }

    public var standing: Standing {
        get { state.withLock { $0.standing } }
        set { state.withLock { $0.standing = newValue } }
    }

    public var attribution: String { standing.attribution }

    public func route(_ question: RoadQuestion) async throws(NoRoute) -> RoadRoute {
        let answer: ValhallaAnswer = try await ask("route", ValhallaRequest.route(question))
        guard let route = answer.route else { throw broken("an answer that contradicts itself") }
        return route
    }

    public func metres(
        from: Coordinate, to: [Coordinate], mode: TravelMode
    ) async throws(NoRoute) -> [Double?] {
        let answer: ValhallaMatrix = try await ask(
            "sources_to_targets", ValhallaRequest.matrix(from: from, to: to, mode: mode))
        guard let metres = answer.metres(count: to.count) else { throw broken("a matrix of another size") }
        return metres
    }

    /// Whether the engine answers at this port.
    public func isAnswering(at port: Int) async -> Bool {
        let answer = try? await client.execute(
            HTTPClientRequest(url: "http://127.0.0.1:\(port)/status"),
            timeout: .milliseconds(Self.healthMillisecondsMax))
        return answer?.status == .ok
    }

    private func ask<Answer: Decodable>(_ action: String, _ body: JSON) async throws(NoRoute) -> Answer {
        let port = try enter()
        defer { state.withLock { $0.questions -= 1 } }
        let (isOK, bytes) = try await exchange("http://127.0.0.1:\(port)/\(action)", body)
        if isOK, let answer = try? JSONDecoder().decode(Answer.self, from: bytes) { return answer }
        if !isOK, let reason = (try? JSONDecoder().decode(ValhallaRefusal.self, from: bytes))?.reason { throw reason }
        throw broken(isOK ? "an answer that cannot be read" : "a refusal without a reason")
    }

    private func enter() throws(NoRoute) -> Int {
        let result: Result<Int, NoRoute> = state.withLock { state in
            guard state.standing.hasRoads else { return .failure(.noRoads) }
            guard let port = state.standing.port else { return .failure(.engineDown) }
            guard state.questions < Self.questionsMax else { return .failure(.busy) }
            state.questions += 1
            return .success(port)
        }
        return try result.get()
    }

    private func exchange(_ address: String, _ body: JSON) async throws(NoRoute) -> (isOK: Bool, bytes: Data) {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: body.bytes))
        do {
            let answer = try await client.execute(request, timeout: .milliseconds(Self.answerMillisecondsMax))
            let bytes = try await answer.body.collect(upTo: Self.answerBytesMax)
            return (answer.status == .ok, Data(bytes.readableBytesView))
        } catch let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout {
            throw .late
        } catch {
            logger.warning("The road engine cannot be asked", metadata: ["fault": "\(String(reflecting: error))"])
            throw .engineDown
        }
    }

    private func broken(_ what: String) -> NoRoute {
        logger.warning("The road engine gave \(what)")
        return .engineDown
    }
}
