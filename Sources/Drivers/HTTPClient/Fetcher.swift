import AsyncHTTPClient
import Foundation
import Kernel

/// Asks other servers over HTTP/1.1 and HTTPS, and reads files by `file:` addresses.
///
/// Addresses come from whoever runs the house, so private networks are not fenced off: an operator's server may well
/// stand in one. Redirects are not followed, so that nobody else can lead us there either.
public final class Fetcher: Fetching {
    public struct Bounds: Sendable {
        public var answerBytesMax: Int
        public var connectSeconds: Int64
        /// For the whole answer.
        public var answerSeconds: Int64

        public init(answerBytesMax: Int = 20_000_000, connectSeconds: Int64 = 5, answerSeconds: Int64 = 30) {
            self.answerBytesMax = answerBytesMax
            self.connectSeconds = connectSeconds
            self.answerSeconds = answerSeconds
        }
    }

    private let client: AsyncHTTPClient.HTTPClient
    private let bounds: Bounds

    /// For the life of the process; it needs no closing.
    public static let shared = Fetcher()

    public init(_ bounds: Bounds = Bounds()) {
        self.bounds = bounds
        var configuration = AsyncHTTPClient.HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .seconds(bounds.connectSeconds)
        configuration.timeout.read = .seconds(bounds.answerSeconds)
        configuration.httpVersion = .http1Only
        // A refused connection is told at once; the next pull is the retry.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.decompression = .enabled(limit: .size(bounds.answerBytesMax))
        client = AsyncHTTPClient.HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    public func close() async { try? await client.shutdown() }

    public func fetch(_ request: OutboundRequest) async throws(FetchFault) -> OutboundAnswer {
        guard let url = URL(string: request.address), let scheme = url.scheme else { throw .address }
        switch scheme {
        case "file": return try file(url)
        case "http", "https": break
        default: throw .address
        }
        do {
            return try await within(seconds: bounds.answerSeconds) { try await self.ask(request) }
        } catch let fault as FetchFault {
            throw fault
        } catch let error as AsyncHTTPClient.HTTPClientError where Self.lateness.contains(error) {
            throw .late
        } catch {
            throw .unreachable
        }
    }

    private static let lateness: [AsyncHTTPClient.HTTPClientError] = [
        .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout, .cancelled,
    ]

    private func file(_ url: URL) throws(FetchFault) -> OutboundAnswer {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path),
            let size = attributes[.size] as? Int
        else { throw .address }
        guard size <= bounds.answerBytesMax else { throw .tooLarge }
        guard let data = try? Data(contentsOf: url) else { throw .address }
        return OutboundAnswer(status: 200, body: Array(data))
    }

    private func ask(_ request: OutboundRequest) async throws -> OutboundAnswer {
        var outbound = HTTPClientRequest(url: request.address)
        outbound.headers.add(name: "User-Agent", value: "yongai")
        outbound.headers.add(name: "Accept", value: "application/json")
        if let body = request.body {
            outbound.method = .POST
            outbound.headers.add(name: "Content-Type", value: "application/json; charset=utf-8")
            outbound.body = .bytes(body)
        }
        for (name, value) in request.headers { outbound.headers.replaceOrAdd(name: name, value: value) }
        let answer = try await client.execute(outbound, timeout: .seconds(bounds.answerSeconds))
        var body: [UInt8] = []
        for try await part in answer.body {
            guard body.count + part.readableBytes <= bounds.answerBytesMax else { throw FetchFault.tooLarge }
            body.append(contentsOf: part.readableBytesView)
        }
        let headers = Dictionary(
            answer.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        return OutboundAnswer(status: Int(answer.status.code), headers: headers, body: body)
    }

    /// The client's own deadline ends with the head of an answer; a body may drip for ever.
    private func within<Result: Sendable>(
        seconds: Int64, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask(operation: work)
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw FetchFault.late
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw FetchFault.late }
            return first
        }
    }
}
