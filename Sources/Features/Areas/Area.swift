import Geo
import Kernel

/// The levels of the divisions, from the whole city down.
public enum AreaLevel: String, Sendable, CaseIterable, SQLBindable {
    case city, district, street, community

    /// Digits of a division code of this level.
    public var codeLength: Int {
        switch self {
        case .city: 4
        case .district: 6
        case .street: 9
        case .community: 12
        }
    }
}

/// How the centre of an area came to be known.
public enum CentreBasis: String, Sendable, SQLBindable {
    /// Inside a surveyed outline.
    case outline
    /// Measured on the ground.
    case surveyed
    /// The median of addresses that name the area: approximate.
    case addressMedian = "address-median"
    /// Worked out by the pack's maker where nothing better was known: approximate.
    case derived
    case none

    public var isApproximate: Bool { self != .outline && self != .surveyed }
}

/// One division: a district, a street, a community, or the whole city.
public struct Area: Sendable, Equatable {
    public var code: String
    public var level: AreaLevel
    public var parentCode: String?
    public var name: Phrase
    /// WGS-84.
    public var centre: Coordinate?
    public var centreBasis: CentreBasis
    /// Who gives the code out: `mca` (Ministry of Civil Affairs) or `provisional`.
    public var codeBasis: String

    public init(
        code: String, level: AreaLevel, parentCode: String?, name: Phrase, centre: Coordinate?,
        centreBasis: CentreBasis, codeBasis: String
    ) {
        self.code = code
        self.level = level
        self.parentCode = parentCode
        self.name = name
        self.centre = centre
        self.centreBasis = centreBasis
        self.codeBasis = codeBasis
    }
}

/// How an area of a chain was decided on.
public enum AreaBasis: String, Sendable, SQLBindable {
    /// The point lies inside its outline.
    case outline
    /// It is the parent of an area that was decided on.
    case parent
    /// Its labelled centre is the nearest in the district: approximate.
    case nearestCentre = "nearest-centre"
    /// A person, or the file the place came from, said so.
    case given

    public var isApproximate: Bool { self == .nearestCentre }
}

/// One link of the chain of areas a point lies in.
public struct AreaLink: Sendable, Equatable {
    public var area: Area
    public var basis: AreaBasis
}

/// Where a point lies: from the city down to the smallest area known; empty when it lies outside the city.
public struct AreaChain: Sendable, Equatable {
    public var links: [AreaLink]

    public var isInside: Bool { !links.isEmpty }
    /// The smallest area of the chain.
    public var last: AreaLink? { links.last }
}
