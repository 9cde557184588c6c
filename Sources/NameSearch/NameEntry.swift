import Geo

/// Something that can be found by its name: what the index is built from. Nothing of it is kept but what is searched.
public struct NameEntry: Sendable {
    public var name: String
    /// Another form that counts as the whole name (石碶 for 石碶街道); empty when there is none.
    public var shortName: String
    /// Empty when it has none.
    public var english: String
    /// Syllables of the name separated by spaces, as `Pinyin` reads them: "shi qi jie dao".
    public var reading: String
    /// First letters of the syllables, runs of letters and digits whole: "sqjd".
    public var initials: String
    public var address: String
    /// WGS-84; nil for what nobody has placed yet.
    public var point: Coordinate?
    /// Which of eight kinds it is, 0…7.
    public var kind: Int
    /// The entry, by its number, of the area it lies in; nil when that is not known.
    public var area: Int?

    public init(
        name: String, shortName: String = "", english: String = "", reading: String = "", initials: String = "",
        address: String = "", point: Coordinate? = nil, kind: Int = 0, area: Int? = nil
    ) {
        self.name = name
        self.shortName = shortName
        self.english = english
        self.reading = reading
        self.initials = initials
        self.address = address
        self.point = point
        self.kind = kind
        self.area = area
    }
}

/// What is asked.
public struct NameQuestion: Sendable, Equatable {
    /// As typed.
    public var text: String
    /// WGS-84; nil ranks by the match alone.
    public var point: Coordinate?
    public var limit: Int
    /// Bit `1 << kind` for every kind that may be found.
    public var kinds: UInt8

    public static let limitMax = 50
    /// More of a text is not read.
    public static let charactersMax = 64

    public init(_ text: String, point: Coordinate? = nil, limit: Int = 20, kinds: UInt8 = 0xFF) {
        self.text = text
        self.point = point
        self.limit = limit
        self.kinds = kinds
    }
}

/// Where in an entry a text was found.
public enum MatchedField: Int, Sendable, CaseIterable {
    case name, reading, initials, english, address, area
}

/// How much of a name a text is; the better first.
public enum MatchedPart: Int, Sendable, CaseIterable {
    case whole, prefix, wordStart, inside
}

/// How good a match is: smaller is better. The part of the name decides, then what it was found in; an address comes
/// after every name, and the area a place lies in counts only beside something else.
struct MatchQuality: Equatable, Comparable {
    let value: UInt8

    init(_ part: MatchedPart, _ field: MatchedField) {
        value = field.rawValue < Self.fields ? UInt8(part.rawValue * Self.fields + field.rawValue) : Self.address.value
    }

    private init(value: UInt8) { self.value = value }

    /// Fields that are a form of the name.
    static let fields = 4
    static let address = MatchQuality(value: 16)
    static let area = MatchQuality(value: 17)
    static let none = UInt8.max

    static func < (left: MatchQuality, right: MatchQuality) -> Bool { left.value < right.value }

    static func field(of value: UInt8) -> MatchedField {
        switch value {
        case address.value: .address
        case area.value: .area
        default: MatchedField(rawValue: Int(value) % fields) ?? .name
        }
    }
}

/// An entry found.
public struct NameMatch: Sendable, Equatable {
    /// Its number among the entries the index was built from.
    public var entry: Int
    /// What the text, or the best of its terms, was found in.
    public var field: MatchedField
}
