import Kernel
import Places

/// What somebody on the spot says is wrong with an entry.
public struct Suggestion: Sendable, Equatable {
    public enum Subject: String, Sendable, CaseIterable, SQLBindable {
        case name, hours, position, closed, facilities, other

        /// The field that accepting it changes; nil where staff must look themselves.
        var field: PlaceField? {
            switch self {
            case .name: .name
            case .hours: .hours
            case .position: .point
            case .closed: .archived
            case .facilities, .other: nil
            }
        }

        var takesValue: Bool { [.name, .hours, .position].contains(self) }
    }

    public enum State: String, Sendable, SQLBindable {
        case waiting, accepted, declined
    }

    public var id: ID<Suggestion>
    public var place: ID<Place>
    public var subject: Subject
    public var text: String
    /// The new value: a name, hours, or `latitude longitude` in WGS-84; empty when none was given.
    public var value: String
    public var receivedAt: Instant
    /// The sender's own name for it: the same key is the same suggestion, however often it arrives.
    public var key: String
    public var account: ID<Account>?
    /// Forgotten when it can count no longer.
    var witness: Witness?
    public var state: State = .waiting
    public var reason = ""

    /// Suggestions of one place that say the same stand together.
    var sameness: String { subject.rawValue + "|" + (value.isEmpty && subject != .closed ? text : value) }
}

/// Suggestions that say the same, decided together.
struct SuggestionGroup: Sendable {
    var suggestions: [Suggestion]
    /// The first that came.
    var first: Suggestion { suggestions[0] }

    /// - Parameter waiting: in the order they came.
    static func all(_ waiting: [Suggestion]) -> [SuggestionGroup] {
        var groups: [SuggestionGroup] = []
        for one in waiting {
            let known = groups.firstIndex { $0.first.place == one.place && $0.first.sameness == one.sameness }
            if let known { groups[known].suggestions.append(one) } else { groups.append(.init(suggestions: [one])) }
        }
        return groups
    }

    /// One newest text of somebody who said more than what is wrong.
    var text: String { suggestions.last { !$0.text.isEmpty }?.text ?? "" }
}

extension Limits {
    static let suggestionCharactersMax = 200
    static let suggestionBodyBytesMax = 4096
    static let suggestionKeyCharacters = 8...64
    /// Hashes of devices and networks are forgotten after this.
    static let suggestionWitnessHoursMax: Int64 = 48
    static let suggestionsReadMax = 500
}
