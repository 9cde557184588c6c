/// The names of a result's columns, shared by all of its rows.
public final class ColumnNames: Sendable {
    public let names: [String]
    private let positions: [String: Int]

    public init(_ names: [String]) {
        self.names = names
        positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func position(of name: String) -> Int? { positions[name] }
}

/// One row of a result. Columns are asked for by name and by type; a column that is missing or of another type
/// is a mistake in our own statement and is thrown as a `RowFault`.
public struct Row: Sendable {
    public let columns: ColumnNames
    public let values: [SQLValue]

    public init(columns: ColumnNames, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    public func value(_ column: String) throws -> SQLValue {
        guard let position = columns.position(of: column) else { throw RowFault(column: column, found: nil) }
        return values[position]
    }

    public func optionalInt64(_ column: String) throws -> Int64? {
        switch try value(column) {
        case .null: nil
        case .integer(let number): number
        case let other: throw RowFault(column: column, found: other)
        }
    }

    public func optionalDouble(_ column: String) throws -> Double? {
        switch try value(column) {
        case .null: nil
        case .real(let number): number
        case .integer(let number): Double(number)
        case let other: throw RowFault(column: column, found: other)
        }
    }

    public func optionalText(_ column: String) throws -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let text): text
        case let other: throw RowFault(column: column, found: other)
        }
    }

    public func optionalBlob(_ column: String) throws -> [UInt8]? {
        switch try value(column) {
        case .null: nil
        case .blob(let bytes): bytes
        case let other: throw RowFault(column: column, found: other)
        }
    }

    public func int64(_ column: String) throws -> Int64 { try required(optionalInt64(column), column) }
    public func int(_ column: String) throws -> Int { Int(try int64(column)) }
    public func double(_ column: String) throws -> Double { try required(optionalDouble(column), column) }
    public func text(_ column: String) throws -> String { try required(optionalText(column), column) }
    public func blob(_ column: String) throws -> [UInt8] { try required(optionalBlob(column), column) }
    public func bool(_ column: String) throws -> Bool { try int64(column) != 0 }
    public func instant(_ column: String) throws -> Instant { Instant(milliseconds: try int64(column)) }

    public func optionalInstant(_ column: String) throws -> Instant? {
        try optionalInt64(column).map(Instant.init(milliseconds:))
    }

    public func id<Subject>(_ column: String, of subject: Subject.Type = Subject.self) throws -> ID<Subject> {
        guard let id = ID<Subject>(try text(column)) else { throw RowFault(column: column, found: try value(column)) }
        return id
    }

    /// A text column that holds one of an enumeration's raw values.
    public func choice<Choice: RawRepresentable>(_ column: String, _ type: Choice.Type = Choice.self) throws -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try text(column)) else {
            throw RowFault(column: column, found: try value(column))
        }
        return choice
    }

    private func required<Value>(_ value: Value?, _ column: String) throws -> Value {
        guard let value else { throw RowFault(column: column, found: .null) }
        return value
    }
}

/// A statement and the code that reads its result do not agree.
public struct RowFault: Error, Sendable, CustomStringConvertible {
    public let column: String
    public let found: SQLValue?

    public init(column: String, found: SQLValue?) {
        self.column = column
        self.found = found
    }

    /// Names the column and the kind of value, never the value: rows hold personal data and faults are logged.
    public var description: String {
        switch found {
        case nil: "the result has no column '\(column)'"
        case .null: "column '\(column)' is null"
        case .integer: "column '\(column)' holds an integer"
        case .real: "column '\(column)' holds a real"
        case .text: "column '\(column)' holds a text"
        case .blob: "column '\(column)' holds a blob"
        }
    }
}
