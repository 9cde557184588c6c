/// The cookies a browser sent (RFC 6265), read when somebody asks for one.
public struct Cookies: Sendable {
    private let header: String
    private let isSecure: Bool
    static let cookiesMax = 50

    /// - Parameter isSecure: the browser speaks TLS.
    public init(_ header: String?, isSecure: Bool) {
        self.header = header ?? ""
        self.isSecure = isSecure
    }

    /// One of our cookies. Over TLS its name has the prefix by which a browser takes it from this host only, for all
    /// of its paths (RFC 6265bis, `__Host-`): no neighbour under the same domain can plant one.
    public func own(_ name: String) -> String? { value(Self.name(name, isSecure: isSecure)) }

    static func name(_ name: String, isSecure: Bool) -> String { isSecure ? "__Host-" + name : name }

    /// The header that gives a browser one of our cookies, out of the reach of scripts and other sites; an empty value
    /// takes it away.
    public static func header(
        _ name: String, _ value: String, secondsMax: Int64, isSecure: Bool
    ) -> (String, String) {
        let seconds = value.isEmpty ? 0 : secondsMax
        let pair = Self.name(name, isSecure: isSecure) + "=" + value
        let secure = isSecure ? "; Secure" : ""
        return ("Set-Cookie", "\(pair); Path=/; Max-Age=\(seconds); SameSite=Lax; HttpOnly\(secure)")
    }

    /// The first cookie of this name; nil without one.
    func value(_ name: String) -> String? {
        for cookie in header.split(separator: ";").prefix(Self.cookiesMax) {
            let pair = cookie.drop(while: { $0 == " " }).split(separator: "=", maxSplits: 1)
            if pair.count == 2, pair[0] == name { return String(pair[1]) }
        }
        return nil
    }

    /// A header that keeps a choice for a year; an empty value forgets it.
    public static func keeping(_ name: String, _ value: String, isSecure: Bool) -> (String, String) {
        header(name, value, secondsMax: 31_536_000, isSecure: isSecure)
    }
}
