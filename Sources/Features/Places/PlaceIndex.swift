import Geo
import Kernel
import OpeningHours
import Synchronization

/// What is asked of the index: the nearest places around a point that pass every filter.
public struct NearbyQuestion: Sendable, Equatable {
    /// WGS-84.
    public var point: Coordinate
    public var radiusMetres: Double
    public var limit: Int
    /// Empty means every kind.
    public var kinds: Set<PlaceKind>
    /// All of these must be there.
    public var facilities: [String]
    /// All of these must hold just now.
    public var traits: PlaceTraits
    /// Only places known to be open at this moment, and not found shut by several people; nil asks for nothing.
    public var openAt: Instant?

    public init(
        point: Coordinate, radiusMetres: Double = Double(Limits.radiusMetresDefault),
        limit: Int = Limits.nearbyCountDefault, kinds: Set<PlaceKind> = [], facilities: [String] = [],
        traits: PlaceTraits = [], openAt: Instant? = nil
    ) {
        self.point = point
        self.radiusMetres = radiusMetres
        self.limit = limit
        self.kinds = kinds
        self.facilities = facilities
        self.traits = traits
        self.openAt = openAt
    }
}

/// A place found, and how far it is.
public struct NearbyPlace: Sendable, Equatable {
    public var place: Place
    public var metres: Double
}

/// The directory as it stood at one moment: immutable, in memory, built beside the old one and swapped.
///
/// Nearest places come from a tree for each kind; facilities are bits tested where distances are measured, and opening
/// hours one bit for each distinct text, because thousands of shops share a few hundred of them.
public struct PlaceIndex: Sendable {
    public let places: [Place]
    public let timetable: Timetable
    public let vocabulary: Vocabulary
    private var positions: [ID<Place>: Int32]
    /// Knows each entry by its position in `places`; those without a point are in none of its answers.
    private var tree: NearestIndex
    private let open: OpenSchedules
    let sentences: OpenSentences
    /// Empty until the directory that knows the areas has prepared it.
    var prepared = PreparedPlaces.empty
    private var map: PlaceMap
    private let presentKinds: UInt8
    private var traits: [UInt32] = []
    private var standings: [ID<Place>: PlaceStanding] = [:]
    public let isDemonstration: Bool

    public init(_ places: [Place], vocabulary: Vocabulary, calendar: HolidayCalendar, utcOffsetSeconds: Int64) {
        self.places = places
        self.vocabulary = vocabulary
        positions = Dictionary(
            places.enumerated().map { ($1.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        var timetable = Timetable(calendar: calendar, utcOffsetSeconds: utcOffsetSeconds)
        let nowhere = Coordinate(uncheckedLatitude: .nan, longitude: .nan)
        tree = NearestIndex(
            points: places.map { $0.point ?? nowhere }, groups: places.map { PlaceMap.group(of: $0.kind) },
            marks: places.map { vocabulary.mask($0.facilities) },
            schedules: places.map { timetable.number(for: $0.hours) })
        map = PlaceMap(places, vocabulary: vocabulary) { timetable.number(for: $0.hours) }
        self.timetable = timetable
        open = OpenSchedules(timetable)
        sentences = OpenSentences(timetable)
        presentKinds = places.reduce(0) { $0 | Self.bit(of: $1.kind) }
        isDemonstration = places.contains { $0.isDemonstration }
    }

    public var placedCount: Int { tree.count }

    /// Whether the directory holds any entry of this kind.
    public func hasPlaces(of kind: PlaceKind) -> Bool { presentKinds & Self.bit(of: kind) != 0 }

    /// The entry of this identifier, or the one that stands for it since they were merged.
    public func place(_ id: ID<Place>) -> Place? { positions[id].map { places[Int($0)] } }

    /// Entries merged into others are found under those.
    mutating func add(mergers: [(merged: ID<Place>, into: ID<Place>)]) {
        let targets = Dictionary(mergers.map { ($0.merged, $0.into) }, uniquingKeysWith: { first, _ in first })
        for (merged, into) in mergers {
            var end = into
            // No longer than there are mergers: a ring would have no end.
            for _ in mergers { end = targets[end] ?? end }
            if let position = positions[end] { positions[merged] = position }
        }
    }

    /// How a place stands just now.
    public func standing(of id: ID<Place>) -> PlaceStanding { standings[id] ?? .none }

    /// What holds just now of the entry at a position in `places`.
    func traits(at ordinal: Int) -> PlaceTraits { traits.isEmpty ? [] : PlaceTraits(rawValue: traits[ordinal]) }

    /// This directory with other live facts; all else is shared with it.
    public func replacing(standings: [ID<Place>: PlaceStanding]) -> PlaceIndex {
        var index = self
        index.standings = standings
        var traits = [UInt32](repeating: 0, count: places.count)
        for (id, standing) in standings {
            guard let position = positions[id], places[Int(position)].id == id else { continue }
            traits[Int(position)] = standing.traits.rawValue
        }
        index.traits = traits
        index.tree = tree.replacing(traits: traits)
        index.map = map.replacing { PlaceTraits(rawValue: traits[$0]) }
        return index
    }

    /// The nearest places, nearest first; ties in the order of identifiers.
    public func nearby(_ question: NearbyQuestion) -> [NearbyPlace] {
        nearest(question).map { NearbyPlace(place: places[$0.ordinal], metres: $0.metres) }
    }

    /// The same as lists show them to people: whatever several of them found shut or out of order stands behind the
    /// others, where it can still be seen and found open again.
    func listed(_ question: NearbyQuestion) -> [NearbyPlace] {
        let found = nearest(question)
        let isDoubted = found.map { !traits(at: $0.ordinal).isDisjoint(with: .doubts) }
        return [false, true].flatMap { doubted in
            zip(found, isDoubted).filter { $0.1 == doubted }.map {
                NearbyPlace(place: places[$0.0.ordinal], metres: $0.0.metres)
            }
        }
    }

    /// The same as positions in `places`, without touching the entries.
    public func nearest(_ question: NearbyQuestion) -> [Neighbour] {
        tree.nearest(
            NearestQuestion(
                point: question.point, radiusMetres: question.radiusMetres, limit: question.limit,
                groups: question.kinds.isEmpty ? .max : question.kinds.reduce(0) { $0 | UInt64(Self.bit(of: $1)) },
                marks: vocabulary.mask(question.facilities), traits: question.traits.rawValue,
                traitsExcluded: question.openAt == nil ? 0 : PlaceTraits.reportedClosed.rawValue,
                open: question.openAt.map { open.set(at: $0) }))
    }

    /// The marks of a view of the map.
    func map(_ question: MapQuestion) -> MapAnswer {
        map.answer(question, vocabulary: vocabulary, open: question.filter.openAt.map { open.set(at: $0) })
    }

    private static func bit(of kind: PlaceKind) -> UInt8 { 1 << PlaceMap.group(of: kind) }
}

/// Which of the distinct hours are open, worked out once for each minute that is asked about and kept for the next.
private final class OpenSchedules: Sendable {
    private struct Known {
        var minute: Int64
        var set: ScheduleSet
    }

    /// Now, and a few moments that people plan for.
    private static let knownMax = 8
    private let timetable: Timetable
    private let known = Mutex<[Known]>([])

    init(_ timetable: Timetable) { self.timetable = timetable }

    func set(at moment: Instant) -> ScheduleSet {
        let seconds = moment.seconds + timetable.utcOffsetSeconds
        let minute = (seconds - (seconds % 60 + 60) % 60) / 60
        if let found = known.withLock({ $0.first { $0.minute == minute }?.set }) { return found }
        let set = ScheduleSet(count: timetable.count) { timetable.isOpen(Int32($0), at: moment) }
        known.withLock { known in
            if known.count >= Self.knownMax { known.removeLast() }
            known.insert(Known(minute: minute, set: set), at: 0)
        }
        return set
    }
}
