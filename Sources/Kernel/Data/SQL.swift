/// A statement and the values bound to it. Interpolated values are always bound, never pasted in; a piece of
/// statement is pasted in only when it is itself `SQL`, which only a literal in the source can make.
///
///     "SELECT name FROM place WHERE kind = \(kind) AND \(condition)"
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// What a statement is made of, in order.
    public enum Part: Sendable {
        case text(StaticFragment)
        case value(SQLValue)
        /// Where the two engines truly differ: a literal for each.
        case engine(sqlite: StaticFragment, postgreSQL: StaticFragment)
    }

    /// Text that came from a literal in the source.
    public struct StaticFragment: Sendable {
        public let text: String
        fileprivate init(_ text: String) { self.text = text }
    }

    public private(set) var parts: [Part]

    private init(parts: [Part]) { self.parts = parts }

    public init(stringLiteral text: String) { parts = [.text(StaticFragment(text))] }

    public init(stringInterpolation: Interpolation) { parts = stringInterpolation.parts }

    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ text: String) {
            if !text.isEmpty { parts.append(.text(StaticFragment(text))) }
        }

        public mutating func appendInterpolation(_ value: some SQLBindable) { parts.append(.value(value.sqlValue)) }

        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            parts.append(.value(value?.sqlValue ?? .null))
        }

        /// A nested piece of statement with its own values.
        public mutating func appendInterpolation(_ piece: SQL) { parts.append(contentsOf: piece.parts) }

        /// `(?, ?, ?)` for `IN`; an empty list matches nothing on both engines.
        public mutating func appendInterpolation(list values: [some SQLBindable]) {
            parts.append(.text(StaticFragment(values.isEmpty ? "(NULL" : "(")))
            for (index, value) in values.enumerated() {
                if index > 0 { parts.append(.text(StaticFragment(", "))) }
                parts.append(.value(value.sqlValue))
            }
            parts.append(.text(StaticFragment(")")))
        }
    }

    /// Text for one engine or the other.
    public static func engine(sqlite: StaticString, postgreSQL: StaticString) -> SQL {
        SQL(parts: [
            .engine(
                sqlite: StaticFragment(sqlite.description), postgreSQL: StaticFragment(postgreSQL.description))
        ])
    }

    /// Pieces joined by a separator, as in `conditions.joined(" AND ")`.
    public static func joined(_ pieces: [SQL], by separator: StaticString) -> SQL {
        var parts: [Part] = []
        for (index, piece) in pieces.enumerated() {
            if index > 0 { parts.append(.text(StaticFragment(separator.description))) }
            parts.append(contentsOf: piece.parts)
        }
        return SQL(parts: parts)
    }

    /// A statement read from a file of `Schema/`: for migrations and nothing else.
    public static func migration(_ text: String) -> SQL { SQL(parts: [.text(StaticFragment(text))]) }
}

/// The engines a statement is rendered for.
public enum SQLEngine: String, Sendable, CaseIterable {
    case sqlite
    case postgreSQL = "postgresql"
}

extension SQL {
    /// The statement in an engine's own writing, and its values in order: `?1, ?2` for SQLite, `$1, $2` for
    /// PostgreSQL.
    public func rendered(for engine: SQLEngine) -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        for part in parts {
            switch part {
            case .text(let fragment):
                text += fragment.text
            case .engine(let sqlite, let postgreSQL):
                text += engine == .sqlite ? sqlite.text : postgreSQL.text
            case .value(let value):
                values.append(value)
                text += engine == .sqlite ? "?" : "$"
                text += String(values.count)
            }
        }
        return (text, values)
    }
}
