import Geo
import Kernel
import OpeningHours

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
/// Nearest places come from a k-d tree over those that have a point; kind and facilities are tested on a bit set,
/// opening hours once for each distinct text, because thousands of shops share a few hundred of them.
public struct PlaceIndex: Sendable {
    public let places: [Place]
    public let timetable: Timetable
    public let vocabulary: Vocabulary
    private let positions: [ID<Place>: Int32]
    private let tree: PointIndex
    /// For each entry: the bit of its kind and, beside it, the bits of its facilities.
    private let kindBits: [UInt8]
    private let facilityBits: [UInt64]
    private let hours: [Int32]
    /// Positions in `places` of the entries that have a point, in the order the tree knows them.
    private let placed: [Int32]
    let map: PlaceMap
    private let presentKinds: UInt8
    private var standings: [ID<Place>: PlaceStanding] = [:]
    private var traits: [PlaceTraits]
    public let isDemonstration: Bool

    public init(_ places: [Place], vocabulary: Vocabulary, calendar: HolidayCalendar, utcOffsetSeconds: Int64) {
        self.places = places
        self.vocabulary = vocabulary
        positions = Dictionary(
            places.enumerated().map { ($1.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        placed = places.indices.filter { places[$0].point != nil }.map(Int32.init)
        tree = PointIndex(placed.compactMap { places[Int($0)].point })
        kindBits = placed.map { Self.bit(of: places[Int($0)].kind) }
        facilityBits = placed.map { vocabulary.mask(places[Int($0)].facilities) }
        var timetable = Timetable(calendar: calendar, utcOffsetSeconds: utcOffsetSeconds)
        hours = placed.map { timetable.number(for: places[Int($0)].hours) }
        map = PlaceMap(places, vocabulary: vocabulary) { timetable.number(for: $0.hours) }
        self.timetable = timetable
        traits = Array(repeating: [], count: placed.count)
        presentKinds = places.reduce(0) { $0 | Self.bit(of: $1.kind) }
        isDemonstration = places.contains { $0.isDemonstration }
    }

    public var placedCount: Int { placed.count }

    /// Whether the directory holds any entry of this kind.
    public func hasPlaces(of kind: PlaceKind) -> Bool { presentKinds & Self.bit(of: kind) != 0 }

    public func place(_ id: ID<Place>) -> Place? { positions[id].map { places[Int($0)] } }

    /// How a place stands just now.
    public func standing(of id: ID<Place>) -> PlaceStanding { standings[id] ?? .none }

    /// This directory with other live facts.
    public func replacing(standings: [ID<Place>: PlaceStanding]) -> PlaceIndex {
        var index = self
        index.standings = standings
        index.traits = placed.map { standings[places[Int($0)].id]?.traits ?? [] }
        return index
    }

    /// The nearest places, nearest first; ties in the order of identifiers.
    public func nearby(_ question: NearbyQuestion) -> [NearbyPlace] {
        let kinds = question.kinds.isEmpty ? 0xFF : question.kinds.reduce(0) { $0 | Self.bit(of: $1) }
        let facilities = vocabulary.mask(question.facilities)
        var open = question.openAt.map { OpenNow(timetable, at: $0) }
        let found = tree.nearest(
            to: question.point, within: question.radiusMetres, limit: question.limit,
            where: { ordinal in
                guard kindBits[ordinal] & kinds != 0, facilityBits[ordinal] & facilities == facilities else {
                    return false
                }
                guard traits[ordinal].isSuperset(of: question.traits) else { return false }
                guard open != nil else { return true }
                return !traits[ordinal].contains(.reportedClosed) && open?.isOpen(hours[ordinal]) ?? true
            })
        return found.map { NearbyPlace(place: places[Int(placed[$0.ordinal])], metres: $0.metres) }
    }

    static func bit(of kind: PlaceKind) -> UInt8 {
        switch kind {
        case .compound: 1
        case .station: 2
        case .merchant: 4
        case .charger: 8
        case .street: 16
        case .building: 32
        }
    }
}

/// Remembers, for the length of one question, which of the distinct hours are open.
private struct OpenNow {
    private let timetable: Timetable
    private let moment: Instant
    private var known: [Bool?]

    init(_ timetable: Timetable, at moment: Instant) {
        self.timetable = timetable
        self.moment = moment
        known = Array(repeating: nil, count: timetable.count)
    }

    mutating func isOpen(_ number: Int32) -> Bool {
        guard number >= 0 else { return false }
        if let answer = known[Int(number)] { return answer }
        let answer = timetable.isOpen(number, at: moment)
        known[Int(number)] = answer
        return answer
    }
}
