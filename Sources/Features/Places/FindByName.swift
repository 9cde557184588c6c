import Areas
import Geo
import Kernel

/// `q`, `kinds`, `limit` and, where the person gives one, a point: a question of the search by name.
extension SearchQuestion {
    static let parameters = ["q", "lat", "lng", "datum", "kinds", "limit", "lang"]

    init(_ query: Query) throws(Refusal) {
        let text = try query.value("q")
        guard let text, (1...Limits.searchCharactersMax).contains(text.unicodeScalars.count) else {
            throw .parameter(
                name: "q", came: text,
                accepted: Phrase(
                    "请填要找的名称、拼音、首字母或地址，1 到 \(Limits.searchCharactersMax) 个字。",
                    "Give a name, pinyin, initials or an address, 1 to \(Limits.searchCharactersMax) characters."))
        }
        let (latitude, longitude) = (try query.value("lat"), try query.value("lng"))
        _ = try PointQuery.datum(query)
        let point = latitude == nil && longitude == nil ? nil : try PointQuery.point(query)
        let kinds = try PlaceFilter.list(query, "kinds", accepted: SearchKind.allCases.map(\.rawValue))
        let limit = try PlaceFilter.integer(query, "limit", 1...Limits.searchCountMax)
        self.init(
            text, point: point, limit: limit ?? Limits.searchCountDefault,
            kinds: Set(kinds.compactMap(SearchKind.init(rawValue:))))
    }
}

extension Limits {
    public static let searchCharactersMax = 64
    public static let searchCountMax = 50
    public static let searchCountDefault = 20
}

extension Places {
    /// Searching as somebody types.
    public func addSearchRoutes(to doors: Doors) {
        doors.everyone.get("/api/v1/search") { [self] visit in
            try visit.query.accept(only: SearchQuestion.parameters)
            let search = search
            let found = search.search(try SearchQuestion(visit.query))
            let json = SearchJSON(places: PlaceJSON(places: self, index: search.index, visit: visit))
            return .geoJSON(json.collection(found))
        }
    }
}
