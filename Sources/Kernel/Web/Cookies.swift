/// The cookies a browser sent (RFC 6265), read when somebody asks for one.
public struct Cookies: Sendable {
    private let header: String
    static let cookiesMax = 50

    public init(_ header: String?) { self.header = header ?? "" }

    /// The first cookie of this name; nil without one.
    public func value(_ name: String) -> String? {
        for cookie in header.split(separator: ";").prefix(Self.cookiesMax) {
            let pair = cookie.drop(while: { $0 == " " }).split(separator: "=", maxSplits: 1)
            if pair.count == 2, pair[0] == name { return String(pair[1]) }
        }
        return nil
    }

    /// A header that keeps a choice for a year, out of the reach of scripts; an empty value forgets it.
    public static func keeping(_ name: String, _ value: String) -> (String, String) {
        let seconds = value.isEmpty ? 0 : 31_536_000
        return ("Set-Cookie", "\(name)=\(value); Path=/; Max-Age=\(seconds); SameSite=Lax; HttpOnly")
    }
}
