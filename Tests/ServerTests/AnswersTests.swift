import Foundation
import HTTPTypes
import Kernel
import Places
import TestTown
import Testing

@testable import Server

private struct Broken: Error {
    let secret = "the-password"
}

@Suite("Every answer")
struct AnswersTests {
    private static let long = String(repeating: "a", count: 4200)

    /// 200, 400, 404, 405, 414 and 500, as a page and as JSON.
    private static let targets: [(String, HTTPRequest.Method, Int)] = [
        ("/", .get, 200), ("/healthz", .get, 200), ("/api/v1/places/nearby?lat=43.83&lng=87.62", .get, 200),
        ("/find/list?lat=x&lng=87.62", .get, 400), ("/api/v1/areas/locate?lat=x", .get, 400),
        ("/nowhere", .get, 404), ("/api/nowhere", .get, 404), ("/metrics", .get, 404), ("/", .post, 405),
        ("/api/v1/areas/locate", .delete, 405), ("/?" + long, .get, 414), ("/nowhere/" + long, .get, 414),
        ("/fault", .get, 500),
        ("/api/fault", .get, 500), ("/assets/1/css/page.css", .get, 200), ("/", .head, 200), ("/fault", .head, 500),
    ]

    @Test("Every answer, of whatever status, has the security headers and its request id")
    func securityHeaders() async throws {
        try await withHouse { house in
            let add: (CityServer) -> Void = { server in
                server.doors.everyone.get("/fault") { _ in throw Broken() }
                server.doors.everyone.get("/api/fault") { _ in throw Broken() }
            }
            try await withVisitor(house, add: add) { visitor in
                var ids: Set<String> = []
                for (target, method, status) in Self.targets {
                    let reply = try await visitor.ask(target, method: method)
                    #expect(reply.status == status, "\(method) \(target.prefix(60))")
                    for field in SecurityHeaders().headers {
                        let header = "\(field.name) of \(method) \(target.prefix(60))"
                        #expect(reply.headers[field.name] == field.value, "\(header)")
                    }
                    ids.insert(try #require(reply.header("X-Request-Id")))
                }
                #expect(ids.count == Self.targets.count)
                #expect(!ids.contains(""))
            }
        }
    }

    @Test("A page may load from its own origin only, and nobody may frame it")
    func policy() throws {
        let headers = Dictionary(uniqueKeysWithValues: SecurityHeaders().headers.map { ($0.name.rawName, $0.value) })
        let policy = try #require(headers["Content-Security-Policy"]).split(separator: ";").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        #expect(policy.contains("default-src 'self'"))
        #expect(policy.contains("frame-ancestors 'none'"))
        let loose = policy.filter { $0.contains("unsafe") || $0.contains("*") }
        #expect(loose.isEmpty)
        #expect(headers["X-Content-Type-Options"] == "nosniff")
    }

    @Test("Where a city has tiles, pictures and data may come from their host too, and from nowhere else")
    func tilesPolicy() throws {
        let tiles = try MapTiles(
            url: "https://{s}.tiles.example:8443/{z}/{x}/{y}.png?key=1", attribution: "A", approval: "", datum: "gcj02",
            zoomMax: 18)
        let policy = try #require(SecurityHeaders(tiles: tiles).headers.first?.value)
        let plain = try #require(SecurityHeaders().headers.first?.value)
        #expect(policy.replacing(" https://*.tiles.example:8443", with: "") == plain)
        #expect(policy.contains("img-src 'self' data: https://*.tiles.example:8443;"))
        #expect(policy.contains("connect-src 'self' https://*.tiles.example:8443;"))
    }

    @Test("A fault of ours is told without its insides, in the visitor's form and language")
    func faults() async throws {
        try await withHouse { house in
            let add: (CityServer) -> Void = { server in
                server.doors.everyone.get("/api/fault") { _ in throw Broken() }
                server.doors.everyone.get("/fault") { _ in throw Broken() }
                server.doors.everyone.get("/away") { _ in throw DatabaseFault.unavailable("db at the-password@host") }
            }
            try await withVisitor(house, add: add) { visitor in
                let json = try await visitor.ask("/api/fault?lang=en")
                #expect(json.type == "application/problem+json")
                let members = try json.object()
                #expect(members["status"] as? Int == 500)
                #expect(members["requestId"] as? String == json.header("X-Request-Id"))
                let page = try await visitor.ask("/fault")
                #expect(page.type == "text/html; charset=utf-8")
                #expect(page.text.contains(try #require(page.header("X-Request-Id"))))
                let away = try await visitor.ask("/away", ["Accept": "application/json"])
                #expect(away.status == 503)
                #expect(away.header("Retry-After") == "5")
                for reply in [json, page, away] {
                    #expect(!reply.text.contains("password") && !reply.text.contains("Broken"))
                }
            }
        }
    }

    @Test("Large answers are compressed for those who take it, small ones are not")
    func compression() async throws {
        try await withHouse { house in
            try await withVisitor(house) { visitor in
                let plain = try await visitor.ask("/")
                let small = try await visitor.ask("/", ["Accept-Encoding": "br, gzip;q=0.5"])
                #expect(plain.header("Content-Encoding") == nil)
                #expect(small.header("Content-Encoding") == "gzip")
                #expect(small.body.starts(with: [0x1F, 0x8B]))
                #expect(small.body.count < plain.body.count / 2)
                #expect(plain.headers[values: .vary].joined(separator: ", ").contains("Accept-Encoding"))
                #expect(try await visitor.ask("/", ["Accept-Encoding": "gzip;q=0"]).header("Content-Encoding") == nil)
                #expect(try await visitor.ask("/healthz", ["Accept-Encoding": "gzip"]).text == "ok\n")
            }
        }
    }

    @Test("The nearest places are the same answer over a socket, and compressed for those who take it")
    func nearestOverSocket() async throws {
        let places = (1...3).map { Town.place(UInt64($0), "面馆\($0)") }
        let point = try #require(places[0].point)
        let target = "/api/v1/places/nearby?lat=\(point.latitude)&lng=\(point.longitude)"
        try await withHouse(places: places) { house in
            let server = try CityServer(house, meters: testMeters)
            try await server.application().test(.live) { client in
                let visitor = Visitor(client: client, routes: [])
                let plain = try await visitor.ask(target)
                #expect(plain.text.contains("面馆1") && plain.text.contains("面馆3"))
                #expect(plain.header("Content-Encoding") == nil && plain.header("Vary") == "Accept-Encoding")
                let small = try await visitor.ask(target, ["Accept-Encoding": "gzip"])
                #expect(small.header("Content-Encoding") == "gzip" && small.header("Vary") == "Accept-Encoding")
                #expect(small.body.starts(with: [0x1F, 0x8B]) && small.body.count < plain.body.count)
                #expect(try await visitor.ask("/healthz").text == "ok\n")
                try await withVisitor(house) { visitor in
                    let inside = try await visitor.ask(target)
                    #expect(inside.body == plain.body)
                }
            }
        }
    }

    @Test("The house is ready when its areas are loaded and its database answers, and not when it is closed")
    func readiness() async throws {
        try await withHouse { house in
            try await withVisitor(house) { visitor in
                let ready = try await visitor.ask("/readyz")
                #expect(ready.text == "ready\n")
                await house.database.close()
                let closed = try await visitor.ask("/readyz")
                #expect(closed.status == 503)
                let alive = try await visitor.ask("/healthz")
                #expect(alive.status == 200)
            }
        }
        try await withDatabasePlace(.sqlite) { place in
            let house = try await House(.test(database: place.address), clock: .stopped(at: testMoment), logger: quiet)
            _ = try await house.database.migrate(try house.home.migrations())
            try await withVisitor(house) { visitor in
                let empty = try await visitor.ask("/readyz")
                #expect(empty.status == 503)
            }
            await house.database.close()
        }
    }

    @Test("Requests are counted by the route's pattern: neither positions nor invented methods become series")
    func counting() async throws {
        try await withHouse(metricsToken: "s3cret") { house in
            try await withVisitor(house) { visitor in
                _ = try await visitor.ask("/find/list?lat=43.8312345&lng=87.6212345&lang=en")
                _ = try await visitor.ask("/find/list?lat=43.83&lng=87.6212345")
                _ = try await visitor.ask("/api/v1/areas/locate?lat=43.8312345&lng=87.6212345")
                for number in 0..<5 {
                    _ = try await visitor.ask("/", method: try #require(HTTPRequest.Method("ODD\(number)")))
                }
                let text = try await visitor.ask("/metrics", ["Authorization": "Bearer s3cret"]).text
                let samples = try Exposition(text).samples
                let counted = samples.filter { $0.name == "http_requests_total" }
                let near = counted.filter { $0.labels["route"]?.hasPrefix("/find/") == true }
                let routes = Set(near.compactMap { $0.labels["route"] })
                let answered = near.filter { $0.labels["status"] == "200" }.map(\.value).reduce(0, +)
                #expect(routes.count == 1)
                #expect(answered >= 2)
                for told in ["990102001", "43.83", "ODD"] { #expect(!text.contains(told)) }
                let methods = Set(counted.compactMap { $0.labels["method"] })
                #expect(methods.contains("other"))
                let areas = samples.first { $0.name == "yongai_areas" }
                #expect(areas?.value == 13)
            }
        }
    }
}
