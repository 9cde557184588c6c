import Areas
import Geo
import Kernel
import Places

/// What part of a collection was asked for, in the words of OGC API Features.
struct OGCPage {
    let kind: PlaceKind
    let offset: Int
    let limit: Int
    let box: BoundingBox?
    /// As it came, for the address of the next page.
    private let boxText: String?
    private let momentText: String?

    static let limitDefault = 100
    static let limitMax = 1000
    private static let offsetMax = 10_000_000

    init(_ visit: Visit, kind: PlaceKind) throws(Refusal) {
        let query = visit.query
        try query.accept(only: ["bbox", "datetime", "limit", "offset"])
        self.kind = kind
        offset = try query.whole("offset", default: 0, 0...Self.offsetMax)
        // More than is given out at once is no error (17-069r4, /req/core/fc-limit-definition).
        limit = min(try query.whole("limit", default: Self.limitDefault, 1...Self.offsetMax), Self.limitMax)
        box = try Self.box(query)
        boxText = try query.value("bbox")
        momentText = try query.value("datetime")
        if let momentText, !Self.isMoment(momentText) {
            throw .parameter(
                name: "datetime", came: momentText,
                accepted: Phrase(
                    "请填 RFC 3339 时间，或用“/”隔开的一段时间，例如 2026-11-01T00:00:00Z/..。",
                    "Give a moment of RFC 3339, or an interval such as 2026-11-01T00:00:00Z/.."))
        }
    }

    /// The entries of the page, in the order of identifiers, and how many there are on all pages. Entries have no time
    /// of their own, so every moment selects all of them (17-069r4, /req/core/fc-time-response).
    func select(_ places: [Place]) -> (page: [Place], matched: Int) {
        var page: [Place] = []
        var matched = 0
        for position in places.indices where places[position].kind == kind {
            if let box {
                guard let point = places[position].point, box.contains(point) else { continue }
            }
            if matched >= offset, page.count < limit { page.append(places[position]) }
            matched += 1
        }
        return (page, matched)
    }

    /// The query of another page of the same question.
    func query(offset: Int) -> String {
        let kept = [("bbox", boxText), ("datetime", momentText)].compactMap { name, text in
            text.map { "&\(name)=\(AddressText.encode($0))" }
        }
        return "?offset=\(offset)&limit=\(limit)" + kept.joined()
    }

    /// Four numbers, or six with heights, which places do not have.
    private static func box(_ query: Query) throws(Refusal) -> BoundingBox? {
        guard let text = try query.value("bbox") else { return nil }
        let parts = text.split(separator: ",", maxSplits: 6, omittingEmptySubsequences: false)
        guard parts.count == 6, parts.allSatisfy({ DecimalText.number($0) != nil }) else {
            return try BoxQuery.box(query)
        }
        guard let box = BoxQuery.box([parts[0], parts[1], parts[3], parts[4]]) else { throw BoxQuery.refusal(text) }
        return box
    }

    private static func isMoment(_ text: String) -> Bool {
        let ends = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        let isOpen = { (end: String) in end.isEmpty || end == ".." }
        switch ends.count {
        case 1: return Instant(rfc3339: text) != nil
        case 2:
            let known = ends.map { Instant(rfc3339: $0) }
            guard zip(ends, known).allSatisfy({ isOpen($0) || $1 != nil }) else { return false }
            if let from = known[0], let to = known[1] { return from <= to }
            return known[0] != nil || known[1] != nil
        default: return false
        }
    }
}
