import FoundationEssentials
import GRDB
import Kernel

/// Statements of one snapshot.
final class SQLiteReading: Reading {
    let statements: SQLiteStatements

    init(_ connection: GRDB.Database) { statements = SQLiteStatements(connection) }

    var engine: SQLEngine { .sqlite }

    func rows(_ statement: Kernel.SQL) throws -> [Kernel.Row] { try statements.rows(statement) }

    func each(_ statement: Kernel.SQL, _ visit: (Kernel.Row) throws -> Void) throws {
        try statements.each(statement, visit)
    }

    /// Runs a body; a fault that it swallowed is thrown all the same.
    func carryOut<Result>(_ body: (any Reading) throws -> Result) throws -> Result {
        let result = try body(self)
        if let fault = statements.firstFault { throw fault }
        return result
    }
}

/// Runs statements on one connection and remembers the first fault: as on PostgreSQL, a transaction in which a
/// statement has failed runs no further one and is not committed, whatever its body makes of the fault.
final class SQLiteStatements {
    private let connection: GRDB.Database
    private var isVisiting = false
    private(set) var firstFault: DatabaseFault?

    init(_ connection: GRDB.Database) { self.connection = connection }

    func rows(_ statement: Kernel.SQL) throws -> [Kernel.Row] {
        try guarded {
            let (text, values) = try statement.checked(for: .sqlite)
            var rows: [Kernel.Row] = []
            try fetch(connection.cachedStatement(sql: text), values) { rows.append($0) }
            return rows
        }
    }

    func each(_ statement: Kernel.SQL, _ visit: (Kernel.Row) throws -> Void) throws {
        try guarded {
            let (text, values) = try statement.checked(for: .sqlite)
            isVisiting = true
            defer { isVisiting = false }
            try fetch(connection.makeStatement(sql: text), values, visit)
        }
    }

    func run(_ statement: Kernel.SQL) throws -> Int {
        try guarded {
            let (text, values) = try statement.checked(for: .sqlite)
            let before = connection.totalChangesCount
            try connection.cachedStatement(sql: text).execute(arguments: arguments(values))
            // A statement that changes nothing (DDL) leaves the last one's `changesCount` standing.
            return connection.totalChangesCount == before ? 0 : connection.changesCount
        }
    }

    /// The error of work that must not leave anything behind.
    private func guarded<Result>(_ work: () throws -> Result) throws -> Result {
        if let firstFault { throw firstFault }
        guard !isVisiting else { throw DatabaseFault.engine("A statement may not be run inside `each`.") }
        do {
            return try asFaults(work)
        } catch let fault as DatabaseFault {
            firstFault = firstFault ?? fault
            throw fault
        }
    }

    private func fetch(
        _ statement: GRDB.Statement, _ values: [SQLValue], _ visit: (Kernel.Row) throws -> Void
    ) throws {
        let columns = ColumnNames(statement.columnNames)
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: arguments(values))
        while let row = try cursor.next() {
            try visit(Kernel.Row(columns: columns, values: row.databaseValues.map(value)))
        }
    }
}

private func arguments(_ values: [SQLValue]) -> StatementArguments {
    StatementArguments(
        values.map { value -> DatabaseValue in
            switch value {
            case .null: .null
            case .integer(let number): number.databaseValue
            case .real(let number): number.databaseValue
            case .text(let text): text.databaseValue
            case .blob(let bytes): Data(bytes).databaseValue
            }
        })
}

private func value(_ value: DatabaseValue) -> SQLValue {
    switch value.storage {
    case .null: .null
    case .int64(let number): .integer(number)
    case .double(let number): .real(number)
    case .string(let text): .text(text)
    case .blob(let bytes): .blob([UInt8](bytes))
    }
}
