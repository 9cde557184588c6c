import CoreMetrics
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import Places

/// Headers every answer carries. The policy allows nothing but our own origin, and the tiles' where a city has some.
struct SecurityHeaders: RouterMiddleware {
    let headers: [(HTTPField.Name, String)]

    init(tiles: MapTiles? = nil) {
        let host = tiles.map { " " + $0.origin } ?? ""
        let policy =
            "default-src 'self'; worker-src 'self' blob:; img-src 'self' data:\(host); connect-src 'self'\(host); "
            + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        headers = [(.contentSecurityPolicy, policy)] + Self.fixed
    }

    private static let fixed: [(HTTPField.Name, String)] = [
        (.xContentTypeOptions, "nosniff"),
        (HTTPField.Name("Referrer-Policy")!, "same-origin"),
        (HTTPField.Name("Permissions-Policy")!, "geolocation=(self), camera=(self), microphone=(self)"),
        (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
        (HTTPField.Name("X-Frame-Options")!, "DENY"),
    ]

    func handle(
        _ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in headers where response.headers[name] == nil { response.headers[name] = value }
        response.headers[HTTPField.Name("X-Request-Id")!] = context.id
        return response
    }
}

/// One line a request, with the route's pattern instead of its address: addresses and queries can hold a position.
struct AccessRecord: RouterMiddleware {
    /// Any word may come as a method; a series for each would fill the registry.
    private static let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]

    func handle(
        _ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let duration = ContinuousClock.now - start
        let route = context.endpointPath ?? "none"
        let method = Self.known.contains(request.method) ? request.method.rawValue : "other"
        let status = String(response.status.code)
        CoreMetrics.Timer(
            label: "http_request_duration_seconds", dimensions: [("method", method), ("route", route)]
        ).recordNanoseconds(duration.nanoseconds)
        Counter(
            label: "http_requests_total", dimensions: [("method", method), ("route", route), ("status", status)]
        ).increment()
        context.logger.info(
            "request",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(status)",
                "milliseconds": "\(duration.nanoseconds / 1_000_000)",
                "bytes": "\(response.body.contentLength ?? 0)",
            ])
        return response
    }
}

extension Duration {
    var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
