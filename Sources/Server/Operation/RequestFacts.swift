import Logging

/// What the log says of a request, as one value of its metadata: `JSONLogHandler` writes the members without making a
/// dictionary and an order of them for every request.
struct RequestFacts: CustomStringConvertible, Sendable {
    static let name = "request"
    let requestID: String
    let method: String
    let route: String
    let status: Int
    let milliseconds: Int64
    let bytes: Int

    func each(_ write: (_ name: String, _ value: String) -> Void) {
        write("bytes", String(bytes))
        write("request_id", requestID)
        write("method", method)
        write("milliseconds", String(milliseconds))
        write("route", route)
        write("status", String(status))
    }

    var description: String {
        var words: [String] = []
        each { words.append("\($0)=\($1)") }
        return words.joined(separator: " ")
    }
}

extension RequestFacts {
    /// nil when a line says anything else.
    init?(_ metadata: Logger.Metadata?) {
        guard let metadata, metadata.count == 1, case .stringConvertible(let value) = metadata[Self.name],
            let facts = value as? RequestFacts
        else { return nil }
        self = facts
    }
}
