/// A question put to another server.
public struct OutboundRequest: Sendable, Equatable {
    public var address: String
    /// nil asks with GET, anything else is posted as JSON.
    public var body: [UInt8]?
    public var headers: [(String, String)]

    public init(address: String, body: [UInt8]? = nil, headers: [(String, String)] = []) {
        self.address = address
        self.body = body
        self.headers = headers
    }

    public static func == (left: OutboundRequest, right: OutboundRequest) -> Bool {
        left.address == right.address && left.body == right.body
            && left.headers.elementsEqual(right.headers) { $0 == $1 }
    }
}

/// What it answered.
public struct OutboundAnswer: Sendable {
    public var status: Int
    /// By lower-case name.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(status: Int, headers: [String: String] = [:], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Why there is no answer.
public enum FetchFault: Error, Sendable, Equatable {
    /// No address of `http`, `https` or `file`, or no such file.
    case address
    case unreachable
    /// Nothing, or not all, came within the time.
    case late
    case tooLarge
}

/// Asks other servers, within bounds: a deadline for the whole answer, a greatest size, no redirects.
public protocol Fetching: Sendable {
    func fetch(_ request: OutboundRequest) async throws(FetchFault) -> OutboundAnswer
}
