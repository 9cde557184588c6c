import Areas
import Kernel
import NameSearch
import OpeningHours
import Pinyin
import Synchronization

/// Places are the directory: every compound, station, merchant and charger a rider may look for, where it is, when
/// it is open and what it offers. Entries come from imports and feeds and are kept in the database; questions are
/// answered from an index in memory that is made anew, beside the old one, whenever the database says that places
/// have changed. What a kind has of its own (gates, offers, slots) belongs to the feature of that kind, which hands
/// its part of a place's page and of its JSON in as a `PlaceDetailing`.
public final class Places: Sendable {
    public let areas: Areas
    public let vocabulary: Vocabulary
    public let calendar: HolidayCalendar
    public let pinyin: Pinyin
    public let utcOffsetSeconds: Int64
    public let store = PlaceStore()
    public let details: [any PlaceDetailing]
    public let sections: [any PlaceSection]
    /// nil when the city has none: then the map shows outlines only.
    public let tiles: MapTiles?
    let standings: [any PlaceStandings]
    /// Roads of the city that can be found by name.
    let roads: [Road]
    private let folding: TextFolding
    private let snapshot: Mutex<PlaceIndex>
    private let searchSnapshot: Mutex<PlaceSearch>
    /// What is read is put in place in the order it was read in.
    private let refreshing = Turns()

    public init(
        areas: Areas, vocabulary: Vocabulary, calendar: HolidayCalendar, pinyin: Pinyin, utcOffsetSeconds: Int64,
        details: [any PlaceDetailing] = [], standings: [any PlaceStandings] = [],
        sections: [any PlaceSection] = [], tiles: MapTiles? = nil,
        roads: [Road] = [], folding: TextFolding = .withoutTraditional
    ) {
        self.areas = areas
        self.vocabulary = vocabulary
        self.calendar = calendar
        self.pinyin = pinyin
        self.utcOffsetSeconds = utcOffsetSeconds
        self.details = details
        self.sections = sections
        self.tiles = tiles
        self.standings = standings
        self.roads = roads
        self.folding = folding
        let empty = PlaceIndex([], vocabulary: vocabulary, calendar: calendar, utcOffsetSeconds: utcOffsetSeconds)
        snapshot = Mutex(empty)
        let land = LandNames(map: .empty, roads: [], pinyin: pinyin)
        searchSnapshot = Mutex(PlaceSearch(empty, land: land, pinyin: pinyin, folding: folding))
    }

    /// The directory as it stands now; hold on to it for the length of one answer.
    public var index: PlaceIndex { snapshot.withLock { $0 } }

    /// Topics after which `refreshStandings` brings the index up to date.
    public var standingTopics: Set<Topic> { standings.reduce(into: []) { $0.formUnion($1.topics) } }

    /// The names of the directory, of the areas and of the roads, as they stand now.
    public var search: PlaceSearch { searchSnapshot.withLock { $0 } }

    /// Makes the names anew beside the index, which they go with, and puts them in place of the old ones.
    public func refreshSearch() {
        let land = LandNames(map: areas.map, roads: roads, pinyin: pinyin)
        let search = PlaceSearch(index, land: land, pinyin: pinyin, folding: folding)
        searchSnapshot.withLock { $0 = search }
    }

    /// Makes the index anew from the database and puts it in place of the old one.
    ///
    /// - Parameter now: the moment live facts are judged at.
    @discardableResult
    public func refresh(from database: any Database, at now: Instant) async throws -> PlaceIndex {
        try await refreshing.take { try await self.makeAnew(from: database, at: now) }
    }

    private func makeAnew(from database: any Database, at now: Instant) async throws -> PlaceIndex {
        let (places, standings, mergers) = try await database.read { [self] town in
            var places: [Place] = []
            try store.each(in: town) { places.append($0) }
            return (places, try gatheredStandings(at: now, in: town), try store.mergers(in: town))
        }
        var index = index(of: places).replacing(standings: standings)
        index.add(mergers: mergers)
        snapshot.withLock { $0 = index }
        refreshSearch()
        return index
    }

    /// Brings up to date how places stand, without making the directory anew.
    public func refreshStandings(from database: any Database, at now: Instant) async throws {
        try await refreshing.take { [self] in
            let standings = try await database.read { [self] town in try gatheredStandings(at: now, in: town) }
            let index = index.replacing(standings: standings)
            snapshot.withLock { $0 = index }
            searchSnapshot.withLock { $0.index = index }
        }
    }

    private func gatheredStandings(at now: Instant, in town: any Reading) throws -> [ID<Place>: PlaceStanding] {
        var all: [ID<Place>: PlaceStanding] = [:]
        for feature in standings {
            let some = try feature.standings(at: now, in: town)
            all.merge(some) { known, more in
                var joined = known
                joined.join(more)
                return joined
            }
        }
        return all
    }

    public func index(of places: [Place]) -> PlaceIndex {
        var index = PlaceIndex(
            places, vocabulary: vocabulary, calendar: calendar, utcOffsetSeconds: utcOffsetSeconds)
        index.prepared = PlaceJSON.prepared(index, of: self)
        return index
    }
}

/// What the feature of one kind adds to a place: read once, shown on its page and in its JSON.
public struct PlaceDetail: Sendable {
    public var section: HTML
    public var json: (name: String, value: JSON)?
    /// What people come here on, for navigation.
    public var vehicle: NavigationTarget.Vehicle
    /// Headers of the page's answer, as a choice to be kept.
    public var headers: [(String, String)] = []

    public init(
        section: HTML, json: (name: String, value: JSON)?, vehicle: NavigationTarget.Vehicle = .bike
    ) {
        self.section = section
        self.json = json
        self.vehicle = vehicle
    }
}

/// The feature of one kind of place, as the directory sees it.
public protocol PlaceDetailing: Sendable {
    var kind: PlaceKind { get }

    /// - Parameter visit: for its language and moment.
    func detail(of place: Place, for visit: Visit, in town: any Reading) throws -> PlaceDetail
}
