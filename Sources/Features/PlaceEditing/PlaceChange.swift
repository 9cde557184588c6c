import Foundation
import Kernel
import Places

/// One thing that staff did to an entry.
struct PlaceChange: Sendable, Equatable {
    enum Kind: String, Sendable, SQLBindable {
        case add, edit, archive, restore, merge, undo
    }

    var id: ID<PlaceChange>
    var place: ID<Place>
    var at: Instant
    var actor: ID<Account>
    var kind: Kind
    /// The version of the entry it made.
    var version: Int64
    /// Only what changed.
    var before: PlaceFacts
    var after: PlaceFacts
    var reason: String
    /// What went to another entry with a merge, by the name of what it is: identifiers of rows.
    var moved: [String: [String]] = [:]
    /// The change this one takes back.
    var undoes: ID<PlaceChange>?

    /// In the order fields are shown.
    var fields: [PlaceField] { PlaceField.allCases.filter { after[$0] != nil } }
}

/// Facts as they are kept in the history: a JSON object of texts.
enum FactsText {
    static func write(_ facts: PlaceFacts) -> String {
        let members = PlaceField.allCases.compactMap { field in
            facts[field].map { (field.rawValue, JSON.string($0)) }
        }
        return String(decoding: JSON.object(members).bytes, as: UTF8.self)
    }

    static func read(_ text: String) -> PlaceFacts {
        let members = (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
        return members.reduce(into: [:]) { facts, member in
            if let field = PlaceField(rawValue: member.key) { facts[field] = member.value }
        }
    }

    static func write(moved: [String: [String]]) -> String {
        let members = moved.sorted { $0.key < $1.key }.map { ($0.key, JSON.array($0.value.map(JSON.string))) }
        return String(decoding: JSON.object(members).bytes, as: UTF8.self)
    }

    static func readMoved(_ text: String) -> [String: [String]] {
        (try? JSONDecoder().decode([String: [String]].self, from: Data(text.utf8))) ?? [:]
    }
}
