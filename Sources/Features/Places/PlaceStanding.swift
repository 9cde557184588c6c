import Kernel

/// What holds of a place just now and can be asked for in a filter: facts that change within minutes, unlike the
/// facilities a directory entry has.
public struct PlaceTraits: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let charge = PlaceTraits(rawValue: 1 << 0)
    public static let swap = PlaceTraits(rawValue: 1 << 1)
    public static let ebike = PlaceTraits(rawValue: 1 << 2)
    public static let car = PlaceTraits(rawValue: 1 << 3)
    /// At least one full battery, as known recently.
    public static let fullBattery = PlaceTraits(rawValue: 1 << 4)
    /// At least one free slot, as known recently.
    public static let freeSlot = PlaceTraits(rawValue: 1 << 5)
    /// Independent people found it shut: not open now, whatever its hours say.
    public static let reportedClosed = PlaceTraits(rawValue: 1 << 6)
    /// Independent people found it out of order.
    public static let reportedBroken = PlaceTraits(rawValue: 1 << 7)

    /// What sets a place back in the lists people read.
    static let doubts: PlaceTraits = [.reportedClosed, .reportedBroken]

    /// The traits a query may ask for, by the word it uses.
    public static let words: [(word: String, trait: PlaceTraits)] = [
        ("charge", .charge), ("swap", .swap), ("ebike", .ebike), ("car", .car), ("full_battery", .fullBattery),
        ("free_slot", .freeSlot), ("reported_closed", .reportedClosed), ("reported_broken", .reportedBroken),
    ]

    public var words: [String] { Self.words.filter { contains($0.trait) }.map(\.word) }

    /// The words as a JSON array, made once for each set there can be.
    var json: [UInt8] {
        let number = Int(rawValue)
        return number < Self.texts.count ? Self.texts[number] : text
    }

    private var text: [UInt8] { JSON.array(words.map(JSON.string)).bytes }
    private static let texts = (0..<UInt32(1 << words.count)).map { PlaceTraits(rawValue: $0).text }
    static let jsonBytesMax = PlaceTraits(rawValue: .max).text.count
}

/// One line of what is known of a place just now, as a card says it: `满电 5/12 · 3 分钟前`.
public struct StandingLine: Sendable, Equatable {
    public enum Tone: String, Sendable {
        case good, plain, warning
    }

    public var text: Phrase
    /// When this was known; its age is said beside it.
    public var at: Instant?
    public var tone: Tone
    /// The feature that knows it tells it on the place's page in a part of its own.
    public var isForCards = false

    public init(_ text: Phrase, at: Instant? = nil, tone: Tone = .plain) {
        self.text = text
        self.at = at
        self.tone = tone
    }

    /// The line with its age.
    public func words(now: Instant) -> Phrase {
        guard let at else { return text }
        let age = Phrase.ago(at, now: now)
        return Phrase("\(text.chinese) · \(age.chinese)", "\(text.english) · \(age.english)")
    }
}

/// What features know of a place just now, held in memory beside the directory.
public struct PlaceStanding: Sendable, Equatable {
    public var traits: PlaceTraits
    public var lines: [StandingLine]

    public init(traits: PlaceTraits = [], lines: [StandingLine] = []) {
        self.traits = traits
        self.lines = lines
    }

    public static let none = PlaceStanding()

    /// What two features know, together.
    mutating func join(_ other: PlaceStanding) {
        traits.formUnion(other.traits)
        lines += other.lines
    }
}

/// A feature that knows how places stand just now.
public protocol PlaceStandings: Sendable {
    /// What is announced when they have changed.
    var topics: Set<Topic> { get }

    /// How things stand at `now`; places it knows nothing of are left out. It is asked again whenever a topic of its
    /// own is announced and every `Limits.standingSecondsMax`, so that what is too old to count stops counting.
    func standings(at now: Instant, in town: any Reading) throws -> [ID<Place>: PlaceStanding]
}

extension Limits {
    /// How old a snapshot of standings may become without being made anew.
    public static let standingSecondsMax: Int64 = 60
}
