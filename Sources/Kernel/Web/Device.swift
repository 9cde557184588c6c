#if canImport(Glibc)
    import Glibc
#endif

import HTTPTypes
import Hexadecimal
import Hummingbird

/// A phone or browser that has told something before, known by a random cookie that says nothing else. It is given
/// with the first thing told, not with a page, and lasts no longer than what was told needs it.
public enum DeviceCookie {
    public static let name = "device"
    static let digits = 32

    /// The cookie's value when it is one of ours in form; anything else is as no cookie.
    public static func read(_ visit: Visit) -> String? {
        guard let value = visit.cookies.own(name), value.utf8.count == digits,
            value.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        return value
    }

    /// - Parameter random: 128 random bits.
    public static func make(_ random: (UInt64, UInt64)) -> String {
        let id = ID<Never>(high: random.0, low: random.1)
        return id.description.filter { $0 != "-" }
    }

    public static func header(_ value: String, secondsMax: Int64, isSecure: Bool) -> (String, String) {
        Cookies.header(name, value, secondsMax: secondsMax, isSecure: isSecure)
    }
}

/// Where a request came from, as far as it may be believed.
public struct Client: Sendable, Equatable {
    /// The neighbourhood of the client's address, the /24 of IPv4 or the /48 of IPv6, as hexadecimal digits; `unknown`
    /// when there is no address. Never logged, never kept but hashed.
    public var network: String
    /// The client speaks TLS, to us or to a proxy in front.
    public var isSecure: Bool

    public init(network: String, isSecure: Bool) {
        self.network = network
        self.isSecure = isSecure
    }

    static let hopsMax = 20

    /// - Parameters:
    ///   - peer: the address at the other end of the connection; nil for a socket of this machine or none at all.
    ///   - forwardedFor: `X-Forwarded-For`, all of its lines joined. It is believed from the right, as far as those
    ///     who added to it are our own.
    ///   - forwardedProto: `X-Forwarded-Proto`.
    ///   - isOurs: whether an address is one of our proxies'.
    init(peer: String?, forwardedFor: String?, forwardedProto: String?, isOurs: (String?) -> Bool) {
        var client = peer
        let isBehindProxy = isOurs(peer)
        if isBehindProxy {
            for hop in (forwardedFor ?? "").split(separator: ",").suffix(Self.hopsMax).reversed() {
                let address = String(hop.filter { $0 != " " && $0 != "\t" })
                guard Self.bytes(of: address) != nil else { break }
                client = address
                if !isOurs(address) { break }
            }
        }
        network = client.flatMap(Self.network) ?? "unknown"
        isSecure = isBehindProxy && forwardedProto?.lowercased() == "https"
    }

    init(_ request: Request, _ context: VisitContext, site: Site) {
        self.init(
            peer: context.peer, forwardedFor: request.headers[.xForwardedFor],
            forwardedProto: request.headers[.xForwardedProto]
        ) { address in
            guard let address else { return context.isLocal }
            return address == "127.0.0.1" || address == "::1" || site.proxies.contains(address)
        }
        if site.publicAddress?.hasPrefix("https://") == true { isSecure = true }
    }

    /// Whether the visitor speaks TLS. Every answer asks, so addresses are looked at only where a proxy has spoken.
    public static func isSecure(_ request: Request, _ context: VisitContext, site: Site) -> Bool {
        if site.publicAddress?.hasPrefix("https://") == true { return true }
        guard request.headers[.xForwardedProto] != nil else { return false }
        return Client(request, context, site: site).isSecure
    }

    /// The /24 or /48 an address lies in; an IPv4 address in IPv6's clothes is taken as IPv4.
    static func network(of address: String) -> String? {
        guard let bytes = bytes(of: address) else { return nil }
        let isMapped = bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10...11] == [255, 255]
        let kept = isMapped ? bytes[12..<15] : bytes.count == 4 ? bytes[..<3] : bytes[..<6]
        return kept.hexadecimal
    }

    public static func isAddress(_ text: String) -> Bool { bytes(of: text) != nil }

    /// 4 or 16 bytes; nil for what is no address.
    private static func bytes(of address: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, address, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        var sixteen = in6_addr()
        if inet_pton(AF_INET6, address, &sixteen) == 1 { return withUnsafeBytes(of: &sixteen) { Array($0) } }
        return nil
    }
}

extension HTTPField.Name {
    static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
}
