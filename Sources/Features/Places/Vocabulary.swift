import Areas
import Kernel

/// One word of the city's vocabulary of facilities and services.
public struct Facility: Sendable, Equatable {
    public var code: String
    public var isService: Bool
    public var name: Phrase
    public var icon: String
    public var kinds: [PlaceKind]
}

/// How one kind of place is called and drawn in this city.
public struct KindWords: Sendable, Equatable {
    public var kind: PlaceKind
    public var name: Phrase
    public var icon: String
}

/// The words for kinds and facilities, from the city pack (`place-kinds.csv`, `facilities.csv`). Facilities are
/// bits of a set, so there are at most 64.
public struct Vocabulary: Sendable {
    public let kinds: [KindWords]
    public let facilities: [Facility]
    private let bits: [String: Int]
    static let facilitiesMax = 64
    static let nameWordsMax = 8

    public init(_ folder: CityFolder) throws {
        let kindSheet = try SheetReader(
            try folder.sheet("place-kinds.csv"), file: "place-kinds.csv",
            columns: ["kind", "name", "name_en", "icon", "order"])
        let facilitySheet = try SheetReader(
            try folder.sheet("facilities.csv"), file: "facilities.csv",
            columns: ["code", "group", "name", "name_en", "icon", "kinds"])
        try self.init(
            kinds: kindSheet.rows.sorted { (Int($0["order"]) ?? 0) < (Int($1["order"]) ?? 0) }.map { row in
                guard let kind = PlaceKind(rawValue: row["kind"]) else {
                    throw PackFault("place-kinds.csv line \(row.line): unknown kind '\(row["kind"])'.")
                }
                return KindWords(kind: kind, name: Phrase(row["name"], row["name_en"]), icon: row["icon"])
            },
            facilities: facilitySheet.rows.map { row in
                Facility(
                    code: row["code"], isService: row["group"] == "service",
                    name: Phrase(row["name"], row["name_en"]), icon: row["icon"],
                    kinds: row["kinds"].split(separator: " ").compactMap { PlaceKind(rawValue: String($0)) })
            })
    }

    public init(kinds: [KindWords], facilities: [Facility]) throws {
        guard facilities.count <= Self.facilitiesMax else {
            throw PackFault("facilities.csv has \(facilities.count) facilities; at most \(Self.facilitiesMax) fit.")
        }
        if let missing = PlaceKind.allCases.first(where: { kind in !kinds.contains { $0.kind == kind } }) {
            throw PackFault("place-kinds.csv does not name the kind '\(missing.rawValue)'.")
        }
        self.kinds = kinds
        self.facilities = facilities
        bits = Dictionary(
            facilities.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    public func words(for kind: PlaceKind) -> KindWords {
        // The initialiser has made sure that every kind is named.
        kinds.first { $0.kind == kind } ?? kinds[0]
    }

    public func facility(_ code: String) -> Facility? { bits[code].map { facilities[$0] } }

    /// The facility a person meant: by its code or by its name in either language.
    public func facility(called text: String) -> Facility? {
        facility(text)
            ?? facilities.first { $0.name.chinese == text || $0.name.english.lowercased() == text.lowercased() }
    }

    /// Reads a list of facilities, separated by commas, semicolons, slashes or spaces; names in English may hold spaces
    /// themselves, so the longest run of words that is a name counts.
    ///
    /// - Returns: codes in the vocabulary's order, and the words that are none.
    func facilities(named text: String) -> (codes: [String], unknown: [String]) {
        var found: Set<String> = []
        var unknown: [String] = []
        for item in text.split(whereSeparator: { ",;、，；|/".contains($0) }) {
            var words = item.split(whereSeparator: \.isWhitespace)[...]
            while !words.isEmpty {
                let lengths = (1...min(words.count, Self.nameWordsMax)).reversed()
                let match = lengths.lazy.compactMap { length in
                    facility(called: words.prefix(length).joined(separator: " ")).map { ($0, length) }
                }.first
                if let match { found.insert(match.0.code) } else { unknown.append(String(words[words.startIndex])) }
                words = words.dropFirst(match?.1 ?? 1)
            }
        }
        return (facilities.map(\.code).filter(found.contains), unknown)
    }

    /// The set of these facilities; words the vocabulary does not know are left out.
    public func mask(_ codes: some Sequence<String>) -> UInt64 {
        codes.reduce(0) { mask, code in bits[code].map { mask | 1 << UInt64($0) } ?? mask }
    }
}
