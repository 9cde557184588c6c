import CPostgres
import Kernel

/// What the server, or libpq in its place, said about one statement. Kept inside the driver, which decides by it
/// whether to run the transaction again; callers get a `DatabaseFault`.
struct PostgreSQLError: Error {
    /// SQLSTATE (PostgreSQL, appendix A); empty when there was no server to give one.
    var state: String
    var message: String
    /// The constraint, or table and column for NOT NULL.
    var name: String
    var isConnectionLost: Bool

    /// Serialization failure or deadlock: run the transaction again.
    var isContention: Bool { state == "40001" || state == "40P01" }

    /// The connection is of no further use, but another one may be: lost, or its prepared statements went stale under
    /// it (a migration changed their result, a pooler took them away).
    var callsForNewConnection: Bool {
        isConnectionLost || isStale || state.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(state)
    }

    /// A prepared statement that is none any more. The server is well, and has refused the statement.
    var isStale: Bool { state == "26000" || (state == "0A000" && message.contains("cached plan")) }

    /// The server's messages of class 22 and 23 may quote values, so only names and codes are taken from those.
    var fault: DatabaseFault {
        if isContention || state == "55P03" { return .contention }
        if callsForNewConnection { return .unavailable(message) }
        switch state {
        case "P0001": return .constraint(message)
        case "57014": return .unavailable("A statement took longer than it may.")
        case "53300", "53400": return .unavailable(message)
        case _ where state.hasPrefix("23"): return .constraint(name)
        case _ where state.hasPrefix("22"): return .engine("A value does not fit its column (SQLSTATE \(state)).")
        default: return .engine("\(message) (SQLSTATE \(state))")
        }
    }
}

extension PostgreSQLError {
    init(result: OpaquePointer?, connection: OpaquePointer?) {
        func field(_ code: UnicodeScalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        state = field("C") ?? ""
        message = field("M") ?? Self.lastMessage(connection)
        name = field("n") ?? [field("t"), field("c")].compactMap(\.self).joined(separator: ".")
        isConnectionLost = PQstatus(connection) == CONNECTION_BAD
    }

    /// What libpq says of the connection itself: host and role may be in it, never the password.
    static func lastMessage(_ connection: OpaquePointer?) -> String {
        let text = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        let lines = text.split(whereSeparator: \.isNewline)
        return lines.isEmpty ? "The connection was lost." : lines.joined(separator: " ")
    }

    static func lost(_ connection: OpaquePointer?) -> PostgreSQLError {
        PostgreSQLError(state: "", message: lastMessage(connection), name: "", isConnectionLost: true)
    }
}
