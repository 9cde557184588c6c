import Chargers
import Kernel
import Places
import Stations

/// What the city tells every program that asks, in the forms such programs already read: chargers as GBFS 3.0 and as
/// OCPI 2.2.1 locations, stations as HSDS 3.0 services. Everything is read from the database at the first question
/// after a change, kept, and answered from memory; a city that nobody asks spends nothing.
public actor OpenData {
    public let settings: OpenDataSettings
    let places: Places
    private let database: any Database
    private let clock: Clock
    private let gzip: @Sendable ([UInt8]) -> [UInt8]?
    private var shelf: Task<PublishedCity, any Error>?

    /// - Parameter gzip: compresses a body that is kept, or returns nil when it is not worth it.
    public init(
        settings: OpenDataSettings, places: Places, database: any Database, clock: Clock,
        gzip: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) {
        self.settings = settings
        self.places = places
        self.database = database
        self.clock = clock
        self.gzip = gzip
    }

    /// The directory or what is known of its places has changed: the next question is answered from what is then there.
    public func forget() { shelf = nil }

    func published() async throws -> PublishedCity {
        let task = shelf ?? gather()
        shelf = task
        do {
            return try await task.value
        } catch {
            if shelf == task { shelf = nil }
            throw error
        }
    }

    private func gather() -> Task<PublishedCity, any Error> {
        let (database, settings, clock, gzip) = (database, settings, clock, gzip)
        let offset = places.utcOffsetSeconds
        return Task {
            let entries = try await database.read { try OpenDataEntries(in: $0) }
            return PublishedCity(
                entries: entries, settings: settings, madeAt: clock.now(), utcOffsetSeconds: offset, gzip: gzip)
        }
    }
}

/// What a city says of itself to those who read its data.
public struct OpenDataSettings: Sendable {
    public var cityName: Phrase
    /// Of the time zone database: `Asia/Shanghai`.
    public var timeZone: String
    public var countryCode: String = "CN"
    /// ISO 3166-1 alpha-3, as OCPI wants it.
    public var countryCodeLong: String = "CHN"
    /// Three letters that name this publisher among those of its country (OCPI).
    public var partyID: String = "YAI"
    /// Where people who use the data may write.
    public var contactEmail: String
    /// An SPDX identifier.
    public var licence: String

    public init(cityName: Phrase, timeZone: String, contactEmail: String, licence: String) {
        self.cityName = cityName
        self.timeZone = timeZone
        self.contactEmail = contactEmail
        self.licence = licence
    }
}

/// Entries with what their kind knows of them.
struct OpenDataEntries: Sendable {
    struct ChargerEntry: Sendable {
        var place: Place
        var charger: Charger
        /// When anything that is published of it last changed here.
        var changedAt: Instant
    }

    struct StationEntry: Sendable {
        var place: Place
        var station: Station?
        var changedAt: Instant
    }

    var chargers: [ChargerEntry] = []
    var stations: [StationEntry] = []

    init(chargers: [ChargerEntry], stations: [StationEntry]) {
        self.chargers = chargers
        self.stations = stations
    }

    /// Those with a point, in the order of identifiers, at most `Limits.publishedPlacesMax` of a kind.
    init(in town: any Reading) throws {
        let changes = try PlaceStore().changes(of: [.charger, .station], in: town)
        let chargers = try Chargers().all(in: town)
        let stations = try Stations().all(in: town)
        try PlaceStore().each(of: [.charger, .station], in: town) { place in
            guard place.point != nil, let changed = changes[place.id] else { return }
            if let charger = chargers[place.id], self.chargers.count < Limits.publishedPlacesMax {
                let at = max(changed, charger.statusAt ?? changed)
                self.chargers.append(ChargerEntry(place: place, charger: charger, changedAt: at))
            } else if place.kind == .station, self.stations.count < Limits.publishedPlacesMax {
                self.stations.append(StationEntry(place: place, station: stations[place.id], changedAt: changed))
            }
        }
    }
}

extension Limits {
    /// Of one kind, in one feed.
    static let publishedPlacesMax = 100_000
    static let publishedPageMax = 100
}
