import Areas
import Kernel

/// What a rider looks for, as the address of the result page says it. The rider's own position is never part of it.
struct FindQuestion: Sendable, Equatable {
    var filter = PlaceFilter()
    /// What was typed into the search field; empty when nothing was.
    var text = ""
    /// The area whose centre distances are measured from, when the rider chose one.
    var near: Area?
    var isMap = false

    static let path = "/find"

    init() {}

    init(_ given: Query, vocabulary: Vocabulary, map: AreaMap, now: Instant) throws(Refusal) {
        let query = Self.joined(given)
        filter = try PlaceFilter(query, vocabulary: vocabulary, now: now)
        text = try Self.text(query)
        near = try Self.area(query, map)
        isMap = try Self.isMap(query)
    }

    /// A form without scripts names the facilities one by one, and sends fields that were left empty.
    private static func joined(_ query: Query) -> Query {
        let facilities = query.items.filter { $0.name == "facilities" }.map(\.value).joined(separator: ",")
        let rest = query.items.filter { $0.name != "facilities" && !$0.value.isEmpty }
        let items = rest + (facilities.isEmpty ? [] : [("facilities", facilities)])
        return Query(
            items.map { AddressText.encode($0.name) + "=" + AddressText.encode($0.value) }.joined(separator: "&"))
    }

    private static func text(_ query: Query) throws(Refusal) -> String {
        let text = try query.value("q") ?? ""
        guard text.count <= Limits.searchCharactersMax else {
            throw .parameter(
                name: "q", came: text,
                accepted: Phrase(
                    "最多 \(Limits.searchCharactersMax) 个字。", "At most \(Limits.searchCharactersMax) characters."))
        }
        return text
    }

    private static func area(_ query: Query, _ map: AreaMap) throws(Refusal) -> Area? {
        guard let code = try query.value("near"), !code.isEmpty else { return nil }
        guard let area = map.area(code), area.centre != nil else { throw .notFound(what: .noArea) }
        return area
    }

    private static func isMap(_ query: Query) throws(Refusal) -> Bool {
        switch try query.value("view") {
        case nil, "", "list": return false
        case "map": return true
        case let other:
            throw .parameter(name: "view", came: other, accepted: Phrase("可用：list、map。", "Accepted: list, map."))
        }
    }

    /// The parts of the address but the one that is named, for the hidden fields of a form.
    func items(without left: String? = nil) -> [(name: String, value: String)] {
        var items: [(name: String, value: String)] = []
        if !text.isEmpty { items.append(("q", text)) }
        items += filter.items
        if let near { items.append(("near", near.code)) }
        if isMap { items.append(("view", "map")) }
        return items.filter { $0.name != left }
    }

    /// The address that asks this.
    var address: String { address(at: Self.path) }

    func address(at path: String) -> String {
        let query = items().map { name, value in
            name + "=" + value.split(separator: ",").map { AddressText.encode($0) }.joined(separator: ",")
        }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    func changed(_ change: (inout FindQuestion) -> Void) -> FindQuestion {
        var copy = self
        change(&copy)
        return copy
    }
}

extension PlaceFilter {
    /// The filter as it stands in an address; what is as always is left out.
    var items: [(name: String, value: String)] {
        var items: [(name: String, value: String)] = []
        if !kinds.isEmpty { items.append(("kinds", kinds.map(\.rawValue).joined(separator: ","))) }
        if !facilities.isEmpty { items.append(("facilities", facilities.joined(separator: ","))) }
        if !traits.isEmpty { items.append(("traits", traits.words.joined(separator: ","))) }
        if openAt != nil { items.append(("open", "now")) }
        if radiusMetres != Limits.radiusMetresDefault { items.append(("radius", String(radiusMetres))) }
        return items
    }
}
