import Chargers
import Kernel
import Places
import Synchronization

/// Charger feeds are how operators tell the city where their chargers are and how they stand: over T/CEC 102, OCPI or
/// GBFS, pulled on a schedule and, with T/CEC 102, pushed to us. A feed's stations become places of the source
/// `feed-NAME` by their own identifiers, so reading it again makes none twice; its states change only counts and
/// moments, never the directory. A feed that has fallen silent is told to whoever looks at one of its places, and to
/// whoever runs the house.
public struct ChargerFeeds: Sendable {
    let places: Places
    let chargers: Chargers
    let secrets: FeedSecrets
    let fetching: any Fetching
    let clock: Clock
    let store = FeedStore()
    let tokens = TokenShelf()

    public init(
        places: Places, chargers: Chargers, secrets: FeedSecrets, fetching: any Fetching, clock: Clock
    ) {
        self.places = places
        self.chargers = chargers
        self.secrets = secrets
        self.fetching = fetching
        self.clock = clock
    }

    public func feeds(in town: any Reading) throws -> [Feed] { try store.feeds(in: town) }

    public func add(_ feed: Feed, in town: any Writing) throws { try store.save(feed, in: town) }

    /// Its places stay, as entries nobody updates any more, unless they are to go as well.
    ///
    /// - Returns: how many places went with it; nil when there is no such feed.
    public func remove(_ name: String, withPlaces: Bool, in town: any Writing) throws -> Int? {
        try store.remove(name, withPlaces: withPlaces, in: town)
    }
}

/// The tokens partners have given us, and the running number of our own messages: of this process only.
final class TokenShelf: Sendable {
    private struct Shelf {
        var tokens: [String: (token: String, until: Instant)] = [:]
        var sequence = 0
    }

    private let shelf = Mutex(Shelf())

    func token(of feed: String, at now: Instant) -> String? {
        shelf.withLock { shelf in shelf.tokens[feed].flatMap { $0.until > now ? $0.token : nil } }
    }

    func keep(_ token: String, of feed: String, until: Instant) {
        shelf.withLock { $0.tokens[feed] = (token, until) }
    }

    func drop(_ feed: String) { shelf.withLock { $0.tokens[feed] = nil } }

    /// Four digits, counted on.
    func nextSequence() -> String {
        let number = shelf.withLock { shelf in
            shelf.sequence = shelf.sequence % 9999 + 1
            return shelf.sequence
        }
        return String(String(10_000 + number).dropFirst())
    }
}
