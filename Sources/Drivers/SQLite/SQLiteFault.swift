import Dispatch
import GRDB
import Kernel

/// What SQLite said, as far as callers act on it. SQLite's messages name tables and columns, never values.
func fault(_ error: DatabaseError) -> DatabaseFault {
    let message = error.message ?? "unknown"
    switch error.resultCode {
    case .SQLITE_CONSTRAINT where error.extendedResultCode == .SQLITE_CONSTRAINT_DATATYPE:
        return .engine(message)
    case .SQLITE_CONSTRAINT:
        return .constraint(constraintName(message))
    case .SQLITE_BUSY, .SQLITE_LOCKED:
        return .unavailable("Another process is writing to the database file.")
    case .SQLITE_MISUSE where message == "Connection is closed":
        return .unavailable("The database is closed.")
    default:
        return .engine("\(message) (SQLite result \(error.extendedResultCode.rawValue))")
    }
}

/// `place.id` of `UNIQUE constraint failed: place.id`, `FOREIGN KEY` where there is no name, a trigger's own words.
private func constraintName(_ message: String) -> String {
    guard let range = message.range(of: " constraint failed") else { return message }
    let name = message[range.upperBound...].drop { $0 == ":" || $0 == " " }
    return String(name.isEmpty ? message[..<range.lowerBound] : name)
}

/// Errors of GRDB as faults; every other error, a body's own refusal above all, as it is.
func asFaults<Result>(_ work: () throws -> Result) throws -> Result {
    do {
        return try work()
    } catch let error as DatabaseError {
        throw fault(error)
    }
}

/// The same for work that waits.
func asFaults<Result>(_ work: () async throws -> Result) async throws -> Result {
    do {
        return try await work()
    } catch let error as DatabaseError {
        throw fault(error)
    }
}

func offThePool(_ work: @escaping @Sendable () -> Void) {
    DispatchQueue.global().async(execute: work)
}
