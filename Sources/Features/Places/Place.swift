import Geo
import Kernel

/// What can stand in the directory.
public enum PlaceKind: String, Sendable, CaseIterable, SQLBindable {
    case compound, station, merchant, charger, street, building

    /// Compounds are known by name long before anybody has placed them on the map.
    public var mayBeUnplaced: Bool { self == .compound }

    /// Compounds have gates with hours of their own, streets are always there.
    public var keepsHours: Bool { self != .compound && self != .street }
}

/// How sure the point of a place is.
public enum PointBasis: String, Sendable, SQLBindable {
    case given
    /// Worked out from something else, such as the shops that mention it in their address.
    case approximate
    case none
}

/// Anything in the directory: a compound, a station, a merchant, a charger, a friendly street or building.
public struct Place: Sendable, Equatable {
    public var id: ID<Place>
    public var kind: PlaceKind
    public var name: String
    /// Empty when it has none.
    public var nameEn: String
    /// Syllables separated by spaces, without tones.
    public var pinyin: String
    public var initials: String
    /// WGS-84; nil for an entry nobody has placed yet.
    public var point: Coordinate?
    public var pointBasis: PointBasis
    public var areaCode: String?
    /// How the area was decided; nil without one.
    public var areaBasis: String?
    public var address: String
    /// `opening_hours` in the OSM grammar; empty when unknown.
    public var hours: String
    /// The place's own number, not a person's.
    public var phone: String
    /// Codes of the city's facility vocabulary, in its order.
    public var facilities: [String]
    /// Who told us: a file, a feed, a person's role. Together with the key it names the entry for ever.
    public var source: String
    public var sourceKey: String
    public var isDemonstration: Bool
    public var verifiedAt: Instant?

    public init(
        id: ID<Place>, kind: PlaceKind, name: String, nameEn: String = "", pinyin: String = "", initials: String = "",
        point: Coordinate?, pointBasis: PointBasis, areaCode: String? = nil, areaBasis: String? = nil,
        address: String = "", hours: String = "", phone: String = "", facilities: [String] = [], source: String,
        sourceKey: String, isDemonstration: Bool = false, verifiedAt: Instant? = nil
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.nameEn = nameEn
        self.pinyin = pinyin
        self.initials = initials
        self.point = point
        self.pointBasis = pointBasis
        self.areaCode = areaCode
        self.areaBasis = areaBasis
        self.address = address
        self.hours = hours
        self.phone = phone
        self.facilities = facilities
        self.source = source
        self.sourceKey = sourceKey
        self.isDemonstration = isDemonstration
        self.verifiedAt = verifiedAt
    }

    /// The name in a language; Chinese where there is no other.
    public func name(in language: Language) -> String {
        language == .english && !nameEn.isEmpty ? nameEn : name
    }
}

extension Limits {
    public static let nameCharactersMax = 120
    public static let englishNameCharactersMax = 200
    public static let addressCharactersMax = 300
    public static let districtCharactersMax = 60
    public static let hoursBytesMax = 500
    public static let phoneCharactersMax = 40
    public static let sourceCharactersMax = 80
    public static let sourceKeyCharactersMax = 500
    public static let radiusMetresMax = 50_000
    public static let radiusMetresDefault = 3_000
    public static let nearbyCountMax = 100
    public static let nearbyCountDefault = 20
    /// Two entries of one name closer than this are shown to a person as one shop told twice, perhaps.
    public static let nearDuplicateMetresMax = 60.0
    /// An entry nobody has confirmed for this long is stale.
    public static let staleDaysMax: Int64 = 180
}
