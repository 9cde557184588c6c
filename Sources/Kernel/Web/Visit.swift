import HTTPTypes
import Hummingbird

/// What the whole site knows about itself: handed to every visit, so that pages need nothing ambient.
public struct Site: Sendable {
    /// `甬爱码`, as the brand is shown.
    public var name: Phrase
    public var cityName: Phrase
    /// Seconds east of UTC of the city's civil time.
    public var utcOffsetSeconds: Int64
    /// `/assets/<fingerprint>`: static files below it never change.
    public var assetBase: String
    /// True when the directory holds demonstration data: every page says so.
    public var isDemonstration: @Sendable () -> Bool
    public var clock: Clock
    /// Where the offline map is to be had; nil where there is none.
    public var basemap: @Sendable () -> String? = { nil }
    /// `https://yongai.example.gov.cn`, without a slash at the end: where the world finds this site. nil when nobody
    /// has said; then addresses are made of the name the visitor came by.
    public var publicAddress: String?
    /// What a module imports, and what that imports, by the module's name: asked for at once rather than one after
    /// the other.
    public var imports: [String: [String]] = [:]
    /// Addresses of proxies in front whose word on who is behind them is believed; this machine's own always is.
    public var proxies: Set<String> = []

    public init(
        name: Phrase, cityName: Phrase, utcOffsetSeconds: Int64, assetBase: String, clock: Clock,
        publicAddress: String? = nil, isDemonstration: @escaping @Sendable () -> Bool = { false }
    ) {
        self.name = name
        self.cityName = cityName
        self.utcOffsetSeconds = utcOffsetSeconds
        self.assetBase = assetBase
        self.clock = clock
        self.publicAddress = publicAddress
        self.isDemonstration = isDemonstration
    }
}

/// One request, as a route sees it: decoded, with the moment it arrived, and nothing of the transport.
public struct Visit: Sendable {
    public let site: Site
    public let path: String
    public let query: Query
    public let language: Language
    public let requestID: String
    public let now: Instant
    public let userAgent: String
    public let acceptsGzip: Bool
    public let cookies: Cookies
    /// The visitor speaks TLS, to us or to a proxy in front.
    public let isSecure: Bool
    /// Addresses of programs and those asking for JSON are answered in JSON, also when refused.
    public let wantsJSON: Bool
    /// The site's own address, for formats that want whole addresses: `https://host:port`.
    public let origin: String
    /// What a program shows in `Authorization: Bearer …` (RFC 6750).
    public let bearerToken: String?
    /// `If-None-Match` (RFC 9110, section 13.1.2).
    private let entitiesHeld: String
    /// `Range` and `If-Range` (RFC 9110, sections 14.2 and 13.1.5), for answers that can be had in parts.
    let range: String?
    let rangeCondition: String
    /// Whole, for routes that read one; empty otherwise.
    public internal(set) var body: [UInt8] = []
    /// Where it came from, for routes that read a body.
    public internal(set) var client = Client(network: "unknown", isSecure: false)
    /// Who asks; nil behind doors that ask nobody's name.
    public internal(set) var person: Person?
    /// The type of the body without its parameters, in lower case; empty when nothing was said.
    public let bodyType: String
    /// Between the parts of a `multipart/form-data` body.
    let bodyBoundary: String?
    let pathParameters: @Sendable (String) -> String?

    /// - Parameter isSecure: the visitor speaks TLS; nil where only the site's address tells.
    public init(
        _ request: Request, site: Site, requestID: String, parameters: Parameters, isSecure: Bool? = nil
    ) {
        self.site = site
        self.isSecure = isSecure ?? (site.publicAddress?.hasPrefix("https://") == true)
        self.requestID = requestID
        path = request.uri.path
        query = Query(request.uri.query ?? "")
        let headers = request.headers
        cookies = Cookies(headers[.cookie], isSecure: self.isSecure)
        language = Visit.language(query: query, cookies: cookies, headers: headers)
        bodyType =
            headers[.contentType].map {
                String($0.prefix(while: { $0 != ";" })).lowercased().filter { $0 != " " && $0 != "\t" }
            } ?? ""
        bodyBoundary = headers[.contentType].flatMap(Multipart.boundary)
        userAgent = headers[.userAgent] ?? ""
        let encodings = Accepted.items(headers[.acceptEncoding])
        acceptsGzip =
            (encodings.first { $0.name == "gzip" } ?? encodings.first { $0.name == "*" }).map {
                $0.weight > 0
            } ?? false
        let accept = headers[.accept] ?? ""
        origin = site.publicAddress ?? "http://" + (request.head.authority ?? "localhost")
        bearerToken = headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
        entitiesHeld = headers[.ifNoneMatch] ?? ""
        range = headers[.range]
        rangeCondition = headers[.ifRange] ?? ""
        wantsJSON =
            Self.programPaths.contains(where: path.hasPrefix)
            || accept.contains("json") && !accept.contains("text/html")
        now = site.clock.now()
        pathParameters = { parameters.get($0) }
    }

    /// Addresses that programs ask, whatever they say they accept.
    private static let programPaths = ["/api/", "/gbfs/", "/ocpi/", "/hsds", "/ogc", "/evcs/"]

    /// The visitor holds what has this tag already; tags are compared weakly.
    public func hasEntity(_ tag: String) -> Bool {
        let opaque = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
        return !opaque.isEmpty && (entitiesHeld == "*" || entitiesHeld.contains(opaque))
    }

    /// A segment of the address that the route's path names; empty never matches.
    public func parameter(_ name: String) -> String {
        (pathParameters(name).flatMap { $0.removingPercentEncoding(bytesMax: Limits.parameterBytesMax) }) ?? ""
    }

    /// The fields of a form (`application/x-www-form-urlencoded`); refuses any other body.
    ///
    /// - Parameters:
    ///   - valueBytesMax: what one value may hold.
    ///   - itemsMax: how many fields there may be.
    public func form(
        valueBytesMax: Int = Limits.parameterBytesMax, itemsMax: Int = Query.itemsMax
    ) throws(Refusal) -> Query {
        guard bodyType == "application/x-www-form-urlencoded", let text = String(validating: body, as: UTF8.self) else {
            throw .unsupportedBody(accepted: "application/x-www-form-urlencoded")
        }
        return Query(text, valueBytesMax: valueBytesMax, itemsMax: itemsMax)
    }

    /// This page's address, for coming back to it; never the language, which a cookie keeps.
    public var address: String {
        let items = query.items.filter { $0.name != "lang" }.map {
            AddressText.encode($0.name) + "=" + AddressText.encode($0.value)
        }
        return items.isEmpty ? path : path + "?" + items.joined(separator: "&")
    }

    /// How this visitor wants pages to look.
    public var appearance: Appearance { Appearance(cookies) }

    private static func language(query: Query, cookies: Cookies, headers: HTTPFields) -> Language {
        if let chosen = query.last("lang").flatMap(Language.init(rawValue:)) { return chosen }
        if let kept = cookies.own("lang").flatMap(Language.init(rawValue:)) { return kept }
        return Language(accepting: headers[.acceptLanguage])
    }
}
