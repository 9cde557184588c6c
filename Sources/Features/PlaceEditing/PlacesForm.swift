import Kernel
import Places

/// What somebody looks for in the list of entries, as the address says it.
struct PlacesForm: Sendable {
    static let names = ["lang", "q", "kind", "state", "after"]
    var text: String
    var kind: PlaceKind?
    var state: PlacesQuestion.State?
    var after: ID<Place>?

    init(_ query: Query) throws(Refusal) {
        try query.accept(only: Self.names)
        text = EditText.line(try query.value("q") ?? "")
        kind = try Self.choice("kind", query)
        state = try Self.choice("state", query)
        if let after = try query.value("after") {
            guard let id = ID<Place>(after) else {
                throw .parameter(name: "after", came: after, accepted: .anIdentifier)
            }
            self.after = id
        }
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ query: Query
    ) throws(Refusal) -> Choice? where Choice.RawValue == String {
        guard let text = try query.value(name), !text.isEmpty else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let list = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .parameter(name: name, came: text, accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        return choice
    }

    /// The same list from another entry on.
    func address(after id: ID<Place>) -> String {
        let items: [(String, String?)] = [
            ("q", text.isEmpty ? nil : text), ("kind", kind?.rawValue), ("state", state?.rawValue),
            ("after", id.description),
        ]
        return "/console/places?"
            + items.compactMap { item in item.1.map { item.0 + "=" + AddressText.encode($0) } }.joined(separator: "&")
    }
}

extension PlaceEditing {
    /// The entries of this person that answer a question, and whether there are more.
    func entries(
        _ form: PlacesForm, of person: Person, now: Instant, in town: any Reading
    ) throws -> (entries: [PlaceRecord], isMore: Bool) {
        let areas = person.areas(for: .editPlace)
        var question = PlacesQuestion(areas: areas, own: person.places(for: .editPlace))
        question.seesNowhere = map.city.map { areas.contains($0.code) } ?? false
        question.kind = form.kind
        question.state = form.state
        question.staleBefore = now.adding(seconds: -Limits.staleDaysMax * 86_400)
        question.limit = Limits.placesPageMax + 1
        question.ids = ids(form)
        if let id = form.after, let last = try store.record(id, in: town) {
            question.after = (last.place.pinyin, id.description)
        }
        if !form.text.isEmpty { question.limit = Limits.placesFoundMax }
        var found = try store.records(question, in: town)
        if !form.text.isEmpty, let ids = question.ids {
            // The best match first; there are no further pages of a search.
            let ranks = Dictionary(zip(ids, 0...), uniquingKeysWith: { first, _ in first })
            found.sort { ranks[$0.place.id.description] ?? 0 < ranks[$1.place.id.description] ?? 0 }
            return (Array(found.prefix(Limits.placesPageMax)), false)
        }
        return (Array(found.prefix(Limits.placesPageMax)), found.count > Limits.placesPageMax)
    }

    /// The entries a name or live facts point to; nil when the form asks for neither.
    private func ids(_ form: PlacesForm) -> [String]? {
        let index = places.index
        var ids: [ID<Place>]?
        if !form.text.isEmpty {
            let kinds = form.kind.map { Set([SearchKind($0)]) } ?? Set(PlaceKind.allCases.map(SearchKind.init))
            let question = SearchQuestion(form.text, limit: Limits.placesFoundMax, kinds: kinds)
            ids = places.search.search(question).compactMap { found in
                if case .place(let place) = found.thing { place.id } else { nil }
            }
        }
        if form.state == .doubted {
            let isDoubted: (ID<Place>) -> Bool = { index.standing(of: $0).traits.contains(.reportedClosed) }
            ids = (ids ?? index.places.map(\.id)).filter(isDoubted)
        }
        return ids?.map(\.description)
    }
}

extension Phrase {
    static let anIdentifier = Phrase("请给出编号。", "Give an identifier.")
}
