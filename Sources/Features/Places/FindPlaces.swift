import Areas
import Geo
import Kernel

/// `kinds`, `facilities`, `traits`, `open`, `radius` and `limit` of a query, shared by the API and the pages.
struct PlaceFilter: Sendable, Equatable {
    var kinds: [PlaceKind] = []
    var facilities: [String] = []
    var traits: PlaceTraits = []
    /// `open=now` or `open=<RFC 3339 moment>`.
    var openAt: Instant?
    var radiusMetres = Limits.radiusMetresDefault
    var limit = Limits.nearbyCountDefault

    static let parameters = ["kinds", "facilities", "traits", "open", "radius", "limit"]

    init() {}

    init(_ query: Query, vocabulary: Vocabulary, now: Instant) throws(Refusal) {
        kinds = try Self.list(query, "kinds", accepted: PlaceKind.allCases.map(\.rawValue)).compactMap(
            PlaceKind.init(rawValue:))
        facilities = try Self.list(query, "facilities", accepted: vocabulary.facilities.map(\.code))
        traits = try Self.traits(query)
        openAt = try Self.moment(query, now: now)
        radiusMetres = try Self.integer(query, "radius", 1...Limits.radiusMetresMax) ?? radiusMetres
        limit = try Self.integer(query, "limit", 1...Limits.nearbyCountMax) ?? limit
    }

    func question(around point: Coordinate) -> NearbyQuestion {
        NearbyQuestion(
            point: point, radiusMetres: Double(radiusMetres), limit: limit, kinds: Set(kinds), facilities: facilities,
            traits: traits, openAt: openAt)
    }

    private static func traits(_ query: Query) throws(Refusal) -> PlaceTraits {
        let words = try list(query, "traits", accepted: PlaceTraits.words.map(\.word))
        return PlaceTraits.words.filter { words.contains($0.word) }.reduce(into: []) { $0.formUnion($1.trait) }
    }

    /// Words separated by commas, each one of those accepted.
    static func list(
        _ query: Query, _ name: String, accepted words: @autoclosure () -> [String]
    ) throws(Refusal) -> [String] {
        guard let text = try query.value(name) else { return [] }
        let accepted = words()
        let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for word in words where !accepted.contains(word) {
            let list = accepted.joined(separator: ", ")
            throw .parameter(
                name: name, came: word,
                accepted: Phrase("可用（多个用英文逗号隔开）：\(list)。", "Accepted, separated by commas: \(list)."))
        }
        return words
    }

    private static func moment(_ query: Query, now: Instant) throws(Refusal) -> Instant? {
        guard let text = try query.value("open") else { return nil }
        if text == "now" { return now }
        guard let moment = Instant(rfc3339: text) else {
            throw .parameter(
                name: "open", came: text,
                accepted: Phrase(
                    "请填 now，或带时区的时间，例如 2026-11-23T18:00:00+08:00。",
                    "Give now, or a moment with its zone such as 2026-11-23T18:00:00+08:00."))
        }
        return moment
    }

    static func integer(_ query: Query, _ name: String, _ range: ClosedRange<Int>) throws(Refusal) -> Int? {
        guard let text = try query.value(name) else { return nil }
        let digits = text.utf8.allSatisfy { (48...57).contains($0) }
        guard digits, let number = Int(text), range.contains(number) else {
            throw .parameter(
                name: name, came: text,
                accepted: Phrase(
                    "请填 \(range.lowerBound) 到 \(range.upperBound) 的整数。",
                    "Give a whole number from \(range.lowerBound) to \(range.upperBound)."))
        }
        return number
    }
}
