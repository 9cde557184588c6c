import Kernel
import Places

/// One answer of somebody on the spot about a place.
public struct Confirmation: Sendable, Equatable {
    public enum Answer: String, Sendable, CaseIterable, SQLBindable {
        case open, closed, full, worked, broken

        /// Worked or broken is the outcome of a try; everything else is a state of the place.
        var isTry: Bool { self == .worked || self == .broken }
        /// Whoever says this was inside.
        var meansOpen: Bool { self == .open || self == .full || self == .worked }
    }

    public var id: ID<Confirmation>
    public var placeID: ID<Place>
    public var answer: Answer
    /// When it was seen; a phone without a network tells later.
    public var seenAt: Instant
    public var receivedAt: Instant
    /// The sender's own name for this answer: the same key is the same answer, however often it arrives.
    public var key: String
    /// The earlier answer of the same device this one stands in place of.
    public var replaces: ID<Confirmation>?
    /// nil once forgotten.
    public var witness: Witness?

    public init(
        id: ID<Confirmation>, placeID: ID<Place>, answer: Answer, seenAt: Instant, receivedAt: Instant, key: String,
        replaces: ID<Confirmation>? = nil, witness: Witness?
    ) {
        self.id = id
        self.placeID = placeID
        self.answer = answer
        self.seenAt = seenAt
        self.receivedAt = receivedAt
        self.key = key
        self.replaces = replaces
        self.witness = witness
    }
}

extension PlaceKind {
    /// What can be said of a place of this kind. A compound is known by its gates, a street does not shut.
    public var answers: [Confirmation.Answer] {
        switch self {
        case .compound, .street: []
        case .station: [.open, .closed, .full]
        case .merchant, .building: [.open, .closed]
        case .charger: [.worked, .broken, .full, .closed]
        }
    }

    /// For how long "full" says something about now: a seat is freed later than a slot.
    var fullMinutesMax: Int64 { self == .charger ? 30 : 60 }
}

extension Limits {
    /// A device that answers again about the same place within this has changed its mind, not come again.
    static let sameVisitMinutesMax: Int64 = 30
    /// For how long an answer can be taken back.
    static let withdrawSecondsMax: Int64 = 60
    /// An answer from a phone that had no network may be this old.
    static let seenHoursAgoMax: Int64 = 6
    /// Closures and openings older than this say nothing about today.
    static let closedHoursMax: Int64 = 12
    /// A charger found out of order is believed to be so for this long, unless it works again before.
    static let brokenHoursMax: Int64 = 48
    /// Independent people it takes to demote a place, and to lift that.
    static let independentPeopleMin = 2
    /// Hashes of devices and networks are forgotten after this: no answer counts against another any longer.
    static let witnessHoursMax: Int64 = 48
    /// Reliability is worked / tries of these last ones.
    static let triesMax = 20
    /// Nothing older than this is told.
    static let answersDaysMax: Int64 = 90
    /// Fewer tries than this are not worth a line on a card.
    static let shownTriesMin = 3
    /// How old a single answer may be and still stand on a card, and on the page.
    static let cardHoursMax: Int64 = 12
    static let pageHoursMax: Int64 = 7 * 24
    /// Answers about one place that are looked at together.
    static let answersReadMax = 400
    static let confirmationKeyCharactersMin = 8
    static let confirmationKeyCharactersMax = 64
    static let confirmationBodyBytesMax = 2048
}
