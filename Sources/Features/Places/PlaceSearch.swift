import Areas
import Geo
import Kernel
import NameSearch
import Pinyin

/// What can be found by name: the kinds of places, and where one can look around.
public enum SearchKind: String, Sendable, CaseIterable {
    case compound, station, merchant, charger, street, building, area, road

    public init(_ kind: PlaceKind) {
        switch kind {
        case .compound: self = .compound
        case .station: self = .station
        case .merchant: self = .merchant
        case .charger: self = .charger
        case .street: self = .street
        case .building: self = .building
        }
    }

    /// 0…7.
    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What is looked for by name.
public struct SearchQuestion: Sendable, Equatable {
    /// As typed, at most `Limits.searchCharactersMax` characters.
    public var text: String
    /// WGS-84; nil ranks by the match alone.
    public var point: Coordinate?
    public var limit: Int
    /// Empty means every kind.
    public var kinds: Set<SearchKind>

    public init(
        _ text: String, point: Coordinate? = nil, limit: Int = Limits.searchCountDefault, kinds: Set<SearchKind> = []
    ) {
        self.text = text
        self.point = point
        self.limit = limit
        self.kinds = kinds
    }
}

/// Something found by its name.
public struct Found: Sendable, Equatable {
    public enum Thing: Sendable, Equatable {
        case place(Place)
        case area(Area)
        case road(Road)
    }

    public var thing: Thing
    /// From the point that was asked about; nil without one, or when nobody has placed what was found.
    public var metres: Double?
    public var match: FoundMatch

    /// WGS-84; the centre of an area, the middle of a road.
    public var point: Coordinate? {
        switch thing {
        case .place(let place): place.point
        case .area(let area): area.centre
        case .road(let road): road.middle
        }
    }
}

/// How something was found.
public struct FoundMatch: Sendable, Equatable {
    public var field: MatchedField
    /// In UTF-16 units of the name, or of the English name or the address when that is the field.
    public var ranges: [Range<Int>]
}

/// Places, areas and roads by their names, as they stood at one moment; made anew with the index it stands beside.
public struct PlaceSearch: Sendable {
    /// Another may take its place that holds the same places in the same order.
    public internal(set) var index: PlaceIndex
    private let names: NameIndex
    private let land: LandNames

    /// Areas and roads come first: of two names that fit equally well, the area's.
    init(_ index: PlaceIndex, land: LandNames, pinyin: Pinyin, folding: TextFolding) {
        self.index = index
        self.land = land
        var entries = land.entries
        entries.reserveCapacity(entries.count + index.places.count)
        for place in index.places { entries.append(Self.entry(place, land, pinyin)) }
        names = NameIndex(entries, folding: folding)
    }

    /// The best matches, the best first; of those that fit equally well the nearest first, when a point is given.
    public func search(_ question: SearchQuestion) -> [Found] {
        let kinds = question.kinds.isEmpty ? UInt8.max : question.kinds.reduce(0) { $0 | 1 << UInt8($1.number) }
        let matches = names.search(
            NameQuestion(question.text, point: question.point, limit: question.limit, kinds: kinds))
        return matches.map { found($0, question) }
    }

    private func found(_ match: NameMatch, _ question: SearchQuestion) -> Found {
        let isLand = match.entry < land.things.count
        let place = isLand ? nil : index.places[match.entry - land.things.count]
        let entry = place.map { Self.entry($0, land, nil) } ?? land.entries[match.entry]
        let ranges = names.highlights(of: question.text, match.field, in: entry)
        var found = Found(
            thing: place.map(Found.Thing.place) ?? land.things[match.entry], metres: nil,
            match: FoundMatch(field: match.field, ranges: ranges))
        if let from = question.point, let point = found.point { found.metres = from.distanceMetres(to: point) }
        return found
    }

    /// - Parameter pinyin: reads the name of a place that came without a reading.
    private static func entry(_ place: Place, _ land: LandNames, _ pinyin: Pinyin?) -> NameEntry {
        var (reading, initials) = (place.pinyin, place.initials)
        if reading.isEmpty, let read = pinyin?.reading(of: place.name) {
            (reading, initials) = (read.full, read.initials)
        }
        return NameEntry(
            name: place.name, english: place.nameEn, reading: reading, initials: initials, address: place.address,
            point: place.point, kind: SearchKind(place.kind).number,
            area: place.areaCode.flatMap { land.numbers[$0] })
    }
}

/// The names of the city's areas and roads.
struct LandNames: Sendable {
    private(set) var entries: [NameEntry] = []
    private(set) var things: [Found.Thing] = []
    /// The entry of each area, by its code.
    private(set) var numbers: [String: Int] = [:]

    init(map: AreaMap, roads: [Road], pinyin: Pinyin) {
        for level in AreaLevel.allCases {
            for area in map.areas(of: level) {
                let reading = pinyin.reading(of: area.name.chinese)
                numbers[area.code] = entries.count
                things.append(.area(area))
                entries.append(
                    NameEntry(
                        name: area.name.chinese, shortName: Self.short(area.name.chinese), english: area.name.english,
                        reading: reading.full, initials: reading.initials, point: area.centre,
                        kind: SearchKind.area.number, area: area.parentCode.flatMap { numbers[$0] }))
            }
        }
        for road in roads {
            let reading = pinyin.reading(of: road.name)
            things.append(.road(road))
            entries.append(
                NameEntry(
                    name: road.name, english: RoadNames.english(road.name, pinyin), reading: reading.full,
                    initials: reading.initials, point: road.middle, kind: SearchKind.road.number,
                    area: numbers[road.districtCode]))
        }
    }

    /// 石碶 for 石碶街道: what people call an area; empty when its name is as short as it gets.
    static func short(_ name: String) -> String {
        guard let ending = endings.first(where: name.hasSuffix), name.count >= ending.count + 2 else { return "" }
        return String(name.dropLast(ending.count))
    }

    private static let endings = ["自治县", "街道", "社区", "镇", "乡", "区", "县", "市", "村"]
}
