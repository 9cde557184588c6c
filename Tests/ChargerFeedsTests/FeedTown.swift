import Chargers
import Fetcher
import Foundation
import Hummingbird
import HummingbirdTesting
import Kernel
import Logging
import Places
import TestTown
import Testing

@testable import ChargerFeeds

/// The town with one feed of an operator that speaks T/CEC 102 to it.
struct FeedTown {
    let town: Town
    let feeds: ChargerFeeds
    let name: String

    static func open(
        _ engine: TestEngine, _ server: OperatorServer = OperatorServer(),
        _ body: @escaping @Sendable (FeedTown) async throws -> Void
    ) async throws {
        try await Town.open(engine, standings: [Chargers(), FeedStandings()]) { town in
            try await serve(server.router.buildResponder()) { port in
                let feed = try Feed(
                    name: "lake", format: .tcec102, address: "http://127.0.0.1:\(port)/evcs/v1/", operator: "湖滨充电",
                    operatorID: "MALAKE001", vehicle: .car)
                try await body(try await FeedTown(town, feed))
            }
        }
    }

    init(_ town: Town, _ feed: Feed, clock: Clock = .stopped(at: testMoment)) async throws {
        self.town = town
        name = feed.name
        let fetcher = Fetcher(Fetcher.Bounds(answerBytesMax: 5_000_000, connectSeconds: 2, answerSeconds: 2))
        feeds = ChargerFeeds(
            places: town.places, chargers: Chargers(), secrets: try FeedSecrets(Array(OperatorServer.secrets.utf8)),
            fetching: ClosingFetcher(fetcher: fetcher), clock: clock)
        let feeds = feeds
        try await town.database.write { try feeds.add(feed, in: $0) }
    }

    func feed() async throws -> Feed {
        let (feeds, name) = (feeds, name)
        return try #require(try await town.database.read { try feeds.feeds(in: $0) }.first { $0.name == name })
    }

    @discardableResult
    func pull(withSites: Bool = true) async throws -> PullReport {
        try #require(try await feeds.pull(try await feed(), withSites: withSites, into: town.database))
    }

    func places() async throws -> [String: Place] {
        let source = try await feed().source
        let places = try await town.database.read { try PlaceStore().places(from: source, in: $0) }
        return Dictionary(places.map { ($0.sourceKey, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Of the station of this key.
    func charger(_ key: String) async throws -> Charger? {
        let place = try await places()[key]
        return try await town.database.read { try Chargers().all(in: $0) }.first { $0.key == place?.id }?.value
    }
}

/// Asks with a client of its own each time, and closes it.
private final class ClosingFetcher: Fetching {
    private let fetcher: Fetcher

    init(fetcher: Fetcher) { self.fetcher = fetcher }

    func fetch(_ request: OutboundRequest) async throws(FetchFault) -> OutboundAnswer {
        try await fetcher.fetch(request)
    }

    deinit {
        let fetcher = fetcher
        Task { await fetcher.close() }
    }
}

/// Serves for as long as the body runs.
func serve<Responder: HTTPResponder>(
    _ responder: Responder, _ body: @Sendable (Int) async throws -> Void
) async throws where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
    var logger = Logger(label: "operator")
    logger.logLevel = .critical
    let app = Application(
        responder: responder, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: logger)
    try await app.test(.live) { client in try await body(try #require(client.port)) }
}
