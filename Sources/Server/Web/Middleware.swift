import CoreMetrics
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import Places
import Synchronization

/// Headers every answer carries. The policy allows nothing but our own origin, and the tiles' where a city has some.
struct SecurityHeaders: RouterMiddleware {
    /// Made once: every answer takes the same.
    let headers: [HTTPField]
    /// Whether a visitor speaks TLS.
    private let isSecure: @Sendable (Request, VisitContext) -> Bool
    private static let requestID = HTTPField.Name("X-Request-Id")!

    init(tiles: MapTiles? = nil, isSecure: @escaping @Sendable (Request, VisitContext) -> Bool = { _, _ in false }) {
        self.isSecure = isSecure
        let host = tiles.map { " " + $0.origin } ?? ""
        let policy =
            "default-src 'self'; worker-src 'self' blob:; img-src 'self' data:\(host); connect-src 'self'\(host); "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        headers = ([(.contentSecurityPolicy, policy)] + Self.fixed).map { HTTPField(name: $0, value: $1) }
    }

    private static let fixed: [(HTTPField.Name, String)] = [
        (.xContentTypeOptions, "nosniff"),
        (HTTPField.Name("Referrer-Policy")!, "same-origin"),
        (HTTPField.Name("Permissions-Policy")!, "geolocation=(self), camera=(self), microphone=(self)"),
        (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
        (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
        (HTTPField.Name("X-Frame-Options")!, "DENY"),
    ]

    func handle(
        _ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // Looked through one by one: an answer has a few headers, which is quicker than a set of them.
        let given = response.headers
        for field in headers where !given.contains(where: { $0.name == field.name }) { response.headers.append(field) }
        response.headers.append(HTTPField(name: Self.requestID, value: context.id))
        if isSecure(request, context) { keepToTLS(&response.headers) }
        return response
    }

    /// RFC 6797, a year. Over plain HTTP a browser would not believe it.
    static let transport = HTTPField(name: .strictTransportSecurity, value: "max-age=31536000; includeSubDomains")

    /// The browser asks over TLS only from now on, and sends no cookie otherwise.
    private func keepToTLS(_ headers: inout HTTPFields) {
        headers.append(Self.transport)
        let cookies = headers[values: .setCookie]
        guard cookies.contains(where: { !$0.hasSuffix("; Secure") }) else { return }
        headers[values: .setCookie] = cookies.map { $0.hasSuffix("; Secure") ? $0 : $0 + "; Secure" }
    }
}

/// One line a request, with the route's pattern instead of its address: addresses and queries can hold a position.
struct AccessRecord: RouterMiddleware {
    /// Any word may come as a method; a series for each would fill the registry.
    private static let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
    private let figures = RouteFigures()

    func handle(
        _ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let duration = ContinuousClock.now - start
        let route = context.endpointPath ?? "none"
        let method = Self.known.contains(request.method) ? request.method.rawValue : "other"
        figures.count(method: method, route: route, status: response.status.code, nanoseconds: duration.nanoseconds)
        context.logger.info(
            "request",
            metadata: [
                RequestFacts.name: .stringConvertible(
                    RequestFacts(
                        requestID: context.id, method: method, route: route, status: response.status.code,
                        milliseconds: duration.nanoseconds / 1_000_000, bytes: response.body.contentLength ?? 0))
            ])
        return response
    }
}

/// The counters of each route, looked up in the registry once and kept.
private final class RouteFigures: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Figures {
        let timer: CoreMetrics.Timer
        let counter: Counter
    }

    private let known = Mutex<[Key: Figures]>([:])

    func count(method: String, route: String, status: Int, nanoseconds: Int64) {
        let key = Key(method: method, route: route, status: status)
        let figures = known.withLock { known in
            if let present = known[key] { return present }
            let made = Figures(
                timer: CoreMetrics.Timer(
                    label: "http_request_duration_seconds", dimensions: [("method", method), ("route", route)]),
                counter: Counter(
                    label: "http_requests_total",
                    dimensions: [("method", method), ("route", route), ("status", String(status))]))
            known[key] = made
            return made
        }
        figures.timer.recordNanoseconds(nanoseconds)
        figures.counter.increment()
    }
}

extension Duration {
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
