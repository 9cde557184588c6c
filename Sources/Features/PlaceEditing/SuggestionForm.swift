import Areas
import Foundation
import Geo
import Kernel
import Places

/// What somebody tells, before it is taken down.
struct NewSuggestion: Sendable, Equatable {
    var place: ID<Place>
    var subject: Suggestion.Subject
    var text: String
    var value: String
    var key: String

    /// - Throws: the parameter that is missing or not of the accepted form.
    init(
        place: ID<Place>, subject: String?, text: String?, value: String?, key: String?
    ) throws(Refusal) {
        self.place = place
        guard let known = subject.flatMap(Suggestion.Subject.init(rawValue:)) else {
            let list = Suggestion.Subject.allCases.map(\.rawValue).joined(separator: ", ")
            throw .parameter(name: "subject", came: subject, accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        self.subject = known
        self.text = EditText.line(text ?? "")
        guard self.text.unicodeScalars.count <= Limits.suggestionCharactersMax else {
            throw .parameter(name: "text", came: text, accepted: .lettersMax(Limits.suggestionCharactersMax))
        }
        self.value = try Self.value(EditText.line(value ?? ""), known)
        guard known == .closed || !self.text.isEmpty || !self.value.isEmpty else {
            throw .parameter(name: "text", came: nil, accepted: .sayWhatIsWrong)
        }
        guard let key, Limits.suggestionKeyCharacters.contains(key.utf8.count),
            key.utf8.allSatisfy({ byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                    || byte == 95
            })
        else { throw .parameter(name: "key", came: key, accepted: .suggestionKey) }
        self.key = key
    }

    private static func value(_ text: String, _ subject: Suggestion.Subject) throws(Refusal) -> String {
        guard !text.isEmpty else { return "" }
        switch subject {
        case .name:
            guard text.unicodeScalars.count <= Limits.nameCharactersMax else {
                throw .parameter(name: "value", came: text, accepted: .lettersMax(Limits.nameCharactersMax))
            }
            return text
        case .hours:
            guard text.utf8.count <= Limits.hoursBytesMax else {
                throw .parameter(name: "value", came: text, accepted: .lettersMax(Limits.hoursBytesMax))
            }
            // What a rider says of hours need not be grammar: staff read it.
            return (try? EditText.hours(text).get()) ?? text
        case .position:
            let parts = text.split { $0 == " " || $0 == "," }.compactMap { DecimalText.number($0) }
            guard parts.count == 2, let point = Coordinate(latitude: parts[0], longitude: parts[1]) else {
                throw .parameter(name: "value", came: text, accepted: .pointForm)
            }
            return EditForm.degrees(point.latitude) + " " + EditForm.degrees(point.longitude)
        case .closed, .facilities, .other:
            throw .parameter(name: "value", came: text, accepted: .noValueHere)
        }
    }

    /// A form of a place's page. Without a module it has no key: then it is a new one each time.
    init(_ form: Query, place: ID<Place>, key: String) throws(Refusal) {
        try form.accept(only: ["subject", "text", "value", "key", "ago", "part"])
        let subject = try form.value("subject")
        let takesValue = subject.flatMap(Suggestion.Subject.init(rawValue:))?.takesValue ?? true
        // The field for a new value stands there for all subjects; where it means nothing it says more of the same.
        let value = try form.value("value") ?? ""
        let text = try form.value("text") ?? ""
        try self.init(
            place: place, subject: subject,
            text: takesValue ? text : [text, value].filter { !$0.isEmpty }.joined(separator: " "),
            value: takesValue ? value : "", key: try form.value("key") ?? key)
    }
}

/// `{"subject": "hours", "text": "…", "value": "…", "key": "…"}`; nothing else in it.
struct SuggestionBody {
    private static let members = ["subject", "text", "value", "key"]
    private let given: [String: String]

    init(_ visit: Visit) throws(Refusal) {
        guard visit.bodyType == "application/json",
            let read = try? JSONDecoder().decode([String: String].self, from: Data(visit.body))
        else { throw .unsupportedBody(accepted: "application/json, {subject, text, value, key}") }
        if let stranger = read.keys.filter({ !Self.members.contains($0) }).min() {
            let list = Self.members.joined(separator: ", ")
            throw .parameter(
                name: String(stranger.prefix(Limits.shownValueCharactersMax)), came: nil,
                accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        given = read
    }

    func suggestion(of place: ID<Place>) throws(Refusal) -> NewSuggestion {
        try NewSuggestion(
            place: place, subject: given["subject"], text: given["text"], value: given["value"], key: given["key"])
    }
}
