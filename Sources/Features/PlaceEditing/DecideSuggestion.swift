import Areas
import Audit
import Geo
import Kernel
import Places

extension PlaceEditing {
    /// Accepts or declines a suggestion and all that say the same. What is accepted is put into the entry, where the
    /// suggestion brings a value; the rest staff have mended themselves.
    func decide(_ id: ID<Suggestion>, isAccepted: Bool, by editor: Editor, in town: any Writing) throws -> ID<Place> {
        guard let suggestion = try suggestions.suggestion(id, in: town),
            let record = try store.record(suggestion.place, in: town),
            let grant = editor.person.grant(for: .decideSuggestion, on: target(record.place))
        else { throw Refusal.notFound(what: .noSuchSuggestion) }
        guard suggestion.state == .waiting else { throw Refusal.conflict(what: .alreadyDecided) }
        guard isAccepted || !editor.reason.isEmpty else {
            throw Refusal.parameter(name: "reason", came: nil, accepted: .reasonNeeded)
        }
        let waiting = try suggestions.waiting(of: suggestion.place, in: town)
        let same = waiting.filter { $0.sameness == suggestion.sameness }
        if isAccepted { try apply(suggestion, by: editor, in: town) }
        _ = try suggestions.decide(
            same.map(\.id), isAccepted ? .accepted : .declined, by: editor.person.id, reason: editor.reason, in: town)
        for one in same {
            try audit.record(
                AuditEntry(
                    editor.person, editor.visit, by: grant, action: Action.decideSuggestion.rawValue,
                    subjectKind: "suggestion", subject: one.id.description, about: one.account,
                    area: record.place.areaCode, reason: editor.reason,
                    details: [
                        ("place", .string(one.place.description)), ("subject", .string(one.subject.rawValue)),
                        ("accepted", .bool(isAccepted)),
                    ]),
                in: town)
        }
        return suggestion.place
    }

    private func apply(_ suggestion: Suggestion, by editor: Editor, in town: any Writing) throws {
        guard suggestion.isApplicable else { return }
        var editor = editor
        if editor.reason.isEmpty { editor.reason = Phrase.bySuggestion.chinese }
        let kind: PlaceChange.Kind = suggestion.subject == .closed ? .archive : .edit
        let now = town.now
        try change(suggestion.place, seen: nil, kind, by: editor, in: town) { record in
            switch suggestion.subject {
            case .name: record.place.name = suggestion.value
            case .hours: record.place.hours = try EditText.hours(suggestion.value).get()
            case .closed: record.archivedAt = record.archivedAt ?? now
            case .position: try self.move(&record.place, to: suggestion.value)
            case .facilities, .other: break
            }
        }
    }

    private func move(_ place: inout Place, to text: String) throws {
        let degrees = text.split(separator: " ").compactMap { Double($0) }
        guard degrees.count == 2, let point = Coordinate(latitude: degrees[0], longitude: degrees[1]),
            let link = map.locate(point).last
        else { throw Refusal.notAllowed(what: .outsideTheCity) }
        (place.point, place.pointBasis) = (point, .given)
        guard place.areaBasis != AreaBasis.given.rawValue else { return }
        (place.areaCode, place.areaBasis) = (link.area.code, link.basis.rawValue)
    }
}

extension Suggestion {
    /// Whether accepting it changes the entry by itself.
    var isApplicable: Bool {
        switch subject {
        case .closed: true
        case .name, .position: !value.isEmpty
        case .hours: !value.isEmpty && (try? EditText.hours(value).get()) != nil
        case .facilities, .other: false
        }
    }
}
