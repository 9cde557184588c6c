/// Whether a place is open at a moment, and until when that holds.
public struct OpenState: Sendable, Hashable {
    public enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        case closed, open, unknown
    }

    public let kind: Kind
    /// The comment of the rule that decided, as it was written.
    public let comment: String?
    /// When `kind` next becomes another, in seconds since 1970-01-01T00:00:00Z; always on a full minute of the local
    /// clock. `nil` when it does not within `OpeningHours.searchDaysMax` days. A comment alone is not a change.
    public let nextChange: Int64?
    /// What it becomes then.
    public let nextKind: Kind?
    /// The hours have an open end (`18:00+`): `nextChange` is midnight, not a promise.
    public let isOpenEnd: Bool
    /// Neither open nor unknown at any minute of this day.
    public let isClosedAllDay: Bool

    public init(
        kind: Kind, comment: String? = nil, nextChange: Int64? = nil, nextKind: Kind? = nil, isOpenEnd: Bool = false,
        isClosedAllDay: Bool = false
    ) {
        self.kind = kind
        self.comment = comment
        self.nextChange = nextChange
        self.nextKind = nextKind
        self.isOpenEnd = isOpenEnd
        self.isClosedAllDay = isClosedAllDay
    }

    public static let unknown = OpenState(kind: .unknown)
}
