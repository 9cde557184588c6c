import Audit
import Foundation
import HTTPTypes
import HummingbirdTesting
import Images
import Kernel
import PlaceEditing
import Places
import TestTown
import Testing

@testable import Server

/// An address for each route that has something to say in the fictional city: a new route needs a line here.
private let samples: [String: String] = [
    "/": "/",
    "/g/:code": "/g/nothing",
    "/g/:code/guest": "/g/nothing/guest",
    "/api/v1/gates/:id": "/api/v1/gates/01980000-0000-7000-8000-000000000001",
    "/api/v1/areas/locate": "/api/v1/areas/locate?lat=43.83&lng=87.62",
    "/api/v1/places": "/api/v1/places?bbox=87.6,43.8,87.7,43.9&zoom=14",
    "/api/v1/places/:id": "/api/v1/places/\(noodles.id)",
    "/api/v1/places/nearby": "/api/v1/places/nearby?lat=43.83&lng=87.62",
    "/api/v1/search": "/api/v1/search?q=lmg",
    "/assets/:version/:folder/:file": "/assets/any/css/page.css",
    "/basemap.pmtiles": "/basemap.pmtiles",
    "/photos/:hash/:size": "/photos/\(sampleHash)/large",
    "/find": "/find?near=990102001",
    "/find/list": "/find/list?lat=43.83&lng=87.62",
    "/healthz": "/healthz",
    "/manifest.webmanifest": "/manifest.webmanifest",
    "/metrics": "/metrics",
    "/offline": "/offline",
    "/pass": "/pass",
    "/guard": "/guard",
    "/openapi.json": "/openapi.json",
    "/api/v1/routes": "/api/v1/routes?from=43.83,87.62&to=43.84,87.62",
    "/places/:id": "/places/\(noodles.id)",
    "/api/v1/places/:id/plan": "/api/v1/places/\(noodles.id)/plan",
    "/places/:id/plan": "/places/\(noodles.id)/plan",
    "/places/:id/plan.geojson": "/places/\(noodles.id)/plan.geojson",
    "/places/:id/plan.svg": "/places/\(noodles.id)/plan.svg",
    "/places/:id/route": "/places/\(noodles.id)/route?mode=foot",
    "/places/:id/card": "/places/\(noodles.id)/card?lat=43.83&lng=87.62",
    "/readyz": "/readyz",
    "/settings": "/settings",
    "/worker.js": "/worker.js",
    "/api/v1/audit/head": "/api/v1/audit/head",
    "/api/v1/audit/consistency": "/api/v1/audit/consistency?from=1&to=1",
    "/api/v1/audit/entries": "/api/v1/audit/entries",
    "/api/v1/audit/entries/:id/proof": "/api/v1/audit/entries/01980000-0000-7000-8000-000000000001/proof",
    "/sign-in": "/sign-in?next=%2Fconsole",
    "/terms": "/terms",
    "/me": "/me",
    "/sign-in/strong": "/sign-in/strong",
    "/sign-in/provider": "/sign-in/provider",
    "/sign-in/provider/answer": "/sign-in/provider/answer?state=x&code=y",
    "/me/identities": "/me/identities",
    "/me/sessions": "/me/sessions",
    "/me/passkeys": "/me/passkeys",
    "/me/password": "/me/password",
    "/me/tokens": "/me/tokens",
    "/places/:id/blocked": "/places/\(noodles.id)/blocked",
    "/me/blocked": "/me/blocked",
    "/console/blocked": "/console/blocked",
    "/console/friendliness": "/console/friendliness",
    "/console/coverage": "/console/coverage",
    "/console/coverage.csv": "/console/coverage.csv",
    "/console/coverage.xlsx": "/console/coverage.xlsx",
    "/me/certificates": "/me/certificates",
    "/certificates/:id": "/certificates/AAAAAAAAAAAAAAAAAAAAAA",
    "/certificates/:id/signed": "/certificates/AAAAAAAAAAAAAAAAAAAAAA/signed",
    "/api/v1/certificates/:id": "/api/v1/certificates/AAAAAAAAAAAAAAAAAAAAAA",
    "/console/blocked/:id": "/console/blocked/01980000-0000-7000-8000-000000000001",
    "/console": "/console",
    "/console/audit": "/console/audit",
    "/console/people": "/console/people",
    "/console/people/:id": "/console/people/01980000-0000-7000-8000-000000000009",
    "/console/roster": "/console/roster",
    "/console/settings": "/console/settings",
    "/.well-known/yongai-pass-keys.json": "/.well-known/yongai-pass-keys.json",
    "/.well-known/yongai-pass-keys.cbor": "/.well-known/yongai-pass-keys.cbor",
    "/api/v1/passes/revocations": "/api/v1/passes/revocations",
    "/me/pass/lost": "/me/pass/lost",
    "/me/pass/looks": "/me/pass/looks",
    "/console/pass-flags": "/console/pass-flags",
    "/api/v1/me/gates": "/api/v1/me/gates",
    "/api/v1/me/pass": "/api/v1/me/pass",
    "/api/v1/places/:id/gate-kit": "/api/v1/places/\(noodles.id)/gate-kit",
    "/api/v1/gates/:id/arrivals": "/api/v1/gates/01980000-0000-7000-8000-000000000001/arrivals",
    "/me/consents": "/me/consents",
    "/me/data": "/me/data",
    "/me/profile": "/me/profile",
    "/me/photo": "/me/photo",
    "/me/trail": "/me/trail",
    "/console/places": "/console/places?state=stale",
    "/console/places/hours": "/console/places/hours?text=24/7",
    "/console/places/duplicates": "/console/places/duplicates",
    "/console/places/:id/merge": "/console/places/\(noodles.id)/merge",
    "/console/gates": "/console/gates",
    "/console/places/:id/gates": "/console/places/\(noodles.id)/gates",
    "/console/places/:id/gates/:gate": "/console/places/\(noodles.id)/gates/01980000-0000-7000-8000-000000000001",
    "/console/places/:id/gates/:gate/poster.svg": "/console/places/\(noodles.id)/gates/x/poster.svg",
    "/console/places/:id/gates/:gate/poster.pdf": "/console/places/\(noodles.id)/gates/x/poster.pdf",
    "/console/places/:id/plan.osm": "/console/places/\(noodles.id)/plan.osm",
    "/console/places/:id/plan": "/console/places/\(noodles.id)/plan",
    "/console/places/:id/plan/versions/:number": "/console/places/\(noodles.id)/plan/versions/latest",
    "/console/places/:id/plan/templates/:kind": "/console/places/\(noodles.id)/plan/templates/slabs",
    "/console/places/:id": "/console/places/\(noodles.id)",
].merging(publishedSamples) { first, _ in first }

/// What each change is asked with. A change of its own is tested where its feature is.
private let changes: [String: (target: String, type: String, body: String, status: Int)] = [
    "/evcs/v1/notification_stationStatus": ("/evcs/v1/notification_stationStatus", "application/json", "{}", 200),
    "/evcs/v1/query_token": ("/evcs/v1/query_token", "application/json", "{}", 200),
    "/api/v1/places/:id/confirmations": (
        "/api/v1/places/\(noodles.id)/confirmations", "application/json", #"{"answer":"open","key":"routes-1"}"#, 201
    ),
    "/api/v1/places/:id/withdrawals": ("/api/v1/places/\(noodles.id)/withdrawals", "", "", 404),
    "/places/:id/confirmations": (
        "/places/\(noodles.id)/confirmations", "application/x-www-form-urlencoded", "answer=open", 303
    ),
    "/api/v1/places/:id/suggestions": (
        "/api/v1/places/\(noodles.id)/suggestions", "application/json", #"{"subject":"closed","key":"routes-1"}"#, 201
    ),
    "/places/:id/suggestions": (
        "/places/\(noodles.id)/suggestions", "application/x-www-form-urlencoded", "subject=closed", 303
    ),
    "/places/:id/plan/remarks": (
        "/places/\(noodles.id)/plan/remarks", "application/x-www-form-urlencoded", "kind=right", 404
    ),
    "/places/:id/withdrawals": ("/places/\(noodles.id)/withdrawals", "application/x-www-form-urlencoded", "", 404),
    "/api/v1/guest-passes": ("/api/v1/guest-passes", "application/json", "{}", 415),
    "/g/:code/guest/codes": (
        "/g/AAAA/guest/codes", "application/x-www-form-urlencoded", "phone=13800001234&trade=courier", 303
    ),
    "/sign-in/codes": ("/sign-in/codes", "application/x-www-form-urlencoded", "phone=13800001234", 503),
    "/sign-in/sessions": (
        "/sign-in/sessions", "application/x-www-form-urlencoded",
        "phone=13800001234&id=01980000-0000-7000-8000-000000000001&code=000000", 403
    ),
    "/sign-in/accounts": (
        "/sign-in/accounts", "application/x-www-form-urlencoded", "phone=13800001234&ticket=1.00&name=x", 403
    ),
    "/sign-in/agreements": (
        "/sign-in/agreements", "application/x-www-form-urlencoded", "phone=13800001234&ticket=1.00&terms=yes", 403
    ),
    "/sign-in/passkey-challenges": ("/sign-in/passkey-challenges", "", "", 200),
    "/sign-in/passkeys": ("/sign-in/passkeys", "application/json", #"{"challenge":"x","response":"{}"}"#, 403),
    "/sign-in/passwords": (
        "/sign-in/passwords", "application/x-www-form-urlencoded", "phone=13800001234&password=x&code=1", 403
    ),
]

private let sampleHash = String(repeating: "0", count: 64)

private let noodles: Place = {
    var place = Town.place(1, "老面馆", hours: "Mo-Su 08:00-22:00", facilities: ["water", "discount"])
    place.nameEn = "Old Noodle House"
    place.areaCode = "990102001"
    place.areaBasis = "nearest-centre"
    place.phone = "+86 574 0000 0000"
    return place
}()

extension Doors.Route {
    /// Behind a door that asks who somebody is.
    var isForAccounts: Bool { door == "people" || door.hasPrefix("staff:") }
    /// Pages behind such doors are not described to programs.
    var isForPrograms: Bool { !isForAccounts || path.hasPrefix("/api/") }
}

/// What somebody gets who has not signed in.
private func strangersStatus(_ route: Doors.Route) -> Int {
    if route.isForAccounts { return route.path.hasPrefix("/api/") ? 401 : 303 }
    // Whoever comes back from a journey that never began is told so.
    if route.path == "/sign-in/provider/answer" { return 403 }
    // There is no gate in this town; its own page says so.
    if route.path == "/g/:code/guest" { return 303 }
    if ["/g/:code", "/api/v1/gates/:id"].contains(route.path) { return 404 }
    // A noodle shop has no plan.
    if route.path.contains("/places/:id/plan") { return 404 }
    // Nobody has waited here.
    if route.path.contains("/certificates/:id") { return 404 }
    return route.door == "everyone" ? 200 : 404
}

/// One entry in the tree, and its head.
private func signAudit(_ house: House) async throws {
    let audit = house.audit
    try await house.database.write { town in
        try audit.record(AuditEntry(action: "test", subjectKind: "test", subject: "", origin: "console"), in: town)
        _ = try audit.extend(in: town)
        try audit.signHead(in: town)
    }
}

@Suite("Every route of the city")
struct RoutesTests {
    @Test("The routes and their doors are those of docs/routes.txt")
    func list() async throws {
        try await withHouse { house in
            let routes = try CityServer(house, meters: testMeters).doors.routes
            let lines = routes.sorted { ($0.path, $0.method) < ($1.path, $1.method) }.map {
                "\($0.door) \($0.method) \($0.path)"
            }
            #expect(Set(lines).count == lines.count)
            #expect(try Repository.text("docs/routes.txt") == lines.joined(separator: "\n") + "\n")
        }
    }

    @Test("The API's description has the API's routes, no more and no fewer")
    func description() async throws {
        let file = try #require(FileManager.default.contents(atPath: Repository.root + "/Web/api/openapi.json"))
        let whole = try #require(try JSONSerialization.jsonObject(with: file) as? [String: Any])
        let paths = try #require(whole["paths"] as? [String: [String: Any]])
        let described = paths.flatMap { path, item in
            item.keys.filter { ["get", "put", "post", "delete", "patch"].contains($0) }.map {
                "\($0.uppercased()) \(path)"
            }
        }
        try await withHouse { house in
            let routes = try CityServer(house, meters: testMeters).doors.routes
            let pages = [
                "/", "/find", "/find/list", "/places/:id", "/places/:id/card", "/settings", "/offline", "/worker.js",
                "/manifest.webmanifest", "/assets/:version/:folder/:file",
                "/places/:id/confirmations", "/places/:id/withdrawals", "/places/:id/route",
                "/places/:id/suggestions", "/places/:id/plan", "/places/:id/plan.svg", "/places/:id/plan.geojson",
                "/places/:id/plan/remarks",
                "/g/:code", "/certificates/:id", "/certificates/:id/signed", "/pass",
                "/guard", "/g/:code/guest", "/g/:code/guest/codes",
                "/.well-known/yongai-pass-keys.json", "/.well-known/yongai-pass-keys.cbor",
                "/basemap.pmtiles", "/photos/:hash/:size", "/sign-in", "/sign-in/codes", "/sign-in/sessions",
                "/sign-in/accounts", "/sign-in/agreements", "/terms",
                "/me", "/sign-in/strong", "/sign-in/passkey-challenges", "/sign-in/passkeys", "/sign-in/passwords",
                "/sign-in/provider", "/sign-in/provider/answer",
            ]
            let others = Set(publishedSamples.keys).union(pushedPaths)
            let spoken = routes.filter { $0.isForPrograms && !pages.contains($0.path) && !others.contains($0.path) }.map
            { route in
                let segments = route.path.split(separator: "/").map { $0.hasPrefix(":") ? "{\($0.dropFirst())}" : $0 }
                return "\(route.method) /" + segments.joined(separator: "/")
            }
            #expect(described.sorted() == spoken.sorted())
        }
    }

    @Test("Everyone's routes answer everyone; the operators' are not there for a stranger")
    func doors() async throws {
        try await withHouse(metricsToken: "s3cret", places: [noodles] + publishedPlaces) { house in
            try await savePublished(house)
            try await signAudit(house)
            try Data("PMTiles".utf8).write(to: URL(fileURLWithPath: house.settings.basemap))
            defer { try? FileManager.default.removeItem(atPath: house.settings.basemap) }
            let photos = PhotoFolder(house.settings.photosPath)
            defer { try? FileManager.default.removeItem(atPath: house.settings.photosPath) }
            try photos.keep([0xFF, 0xD8], hash: sampleHash, size: .large)
            try await withVisitor(house) { visitor in
                let reads = visitor.routes.filter { $0.method == "GET" }
                #expect(Set(reads.map(\.path)) == Set(samples.keys))
                for route in reads {
                    let target = try #require(samples[route.path], "\(route.path) has no sample")
                    let reply = try await visitor.ask(target)
                    #expect(reply.status == strangersStatus(route), "\(target)")
                    let shown = try await visitor.ask(target, ["Authorization": "Bearer s3cret"])
                    #expect(shown.status == (route.door == "operators" ? 200 : strangersStatus(route)), "\(target)")
                }
                let posts = visitor.routes.filter { $0.method == "POST" }
                #expect(Set(posts.filter { !$0.isForAccounts }.map(\.path)) == Set(changes.keys))
                for route in posts where route.isForAccounts {
                    let target = route.path.replacing(":id", with: noodles.id.description)
                    let reply = try await visitor.send("", type: "application/x-www-form-urlencoded", to: target)
                    #expect(reply.status == 403, "\(target) without the browser's word that the page is ours")
                }
                for (path, change) in changes {
                    let reply = try await visitor.send(change.body, type: change.type, to: change.target)
                    #expect(reply.status == change.status, "\(path)")
                    let refused = try await visitor.ask(change.target)
                    #expect(refused.status == 405 && refused.header("Allow") == "POST", "\(path)")
                }
                for wrong in ["Bearer s3cre", "Bearer s3crets", "Bearer ", "s3cret", "Basic s3cret"] {
                    #expect(try await visitor.ask("/metrics", ["Authorization": wrong]).status == 404)
                }
                let nowhere = try await visitor.ask("/metrics")
                let other = try await visitor.ask("/no-such-address")
                #expect(nowhere.type == other.type)
                #expect(nowhere.text.count == other.text.count)
            }
        }
    }

    @Test("Without a token nobody from elsewhere reads the metrics; a program on the machine does, a proxy does not")
    func local() async throws {
        try await withHouse { house in
            let server = try CityServer(house, meters: testMeters)
            try await server.application().test(.live) { client in
                let visitor = Visitor(client: client, routes: [])
                let here = try await visitor.ask("/metrics")
                #expect(here.status == 200)
                #expect(try await visitor.ask("/metrics", ["X-Forwarded-For": "203.0.113.7"]).status == 404)
                #expect(try await visitor.ask("/metrics", ["Forwarded": "for=203.0.113.7"]).status == 404)
                #expect(try await visitor.ask("/metrics", ["Authorization": "Bearer "]).status == 200)
            }
        }
        try await withHouse { house in
            try await withVisitor(house) { visitor in
                let stranger = try await visitor.ask("/metrics", ["Authorization": "Bearer "])
                #expect(stranger.status == 404)
            }
        }
    }

    @Test("Every page speaks Chinese and English, and English pages speak nothing else")
    func languages() async throws {
        try await withHouse(places: [noodles]) { house in
            try await withVisitor(house) { visitor in
                let pages = [
                    "/", "/find", "/places/:id", "/settings", "/offline", "/open-data", "/sign-in", "/me", "/terms",
                    "/sign-in/strong",
                ]
                for path in pages {
                    let target = try #require(samples[path])
                    let more = target.contains("?") ? "&" : "?"
                    let chinese = try await visitor.ask(target)
                    #expect(chinese.type == "text/html; charset=utf-8")
                    #expect(chinese.text.contains("<html lang=\"zh-Hans\">"))
                    #expect(chinese.text.contains("甬爱码"))
                    let english = try await visitor.ask(target + more + "lang=en")
                    #expect(english.text.contains("<html lang=\"en\">"))
                    #expect(english.text.contains("YongAi"))
                    #expect(english.header("Set-Cookie")?.hasPrefix("lang=en;") == true)
                    let left = english.text.replacing(">中文<", with: "><")
                    let lines = left.split(separator: "\n").filter { String($0).hasChinese }
                    #expect(lines.isEmpty, "\(target)")
                    #expect(try await visitor.ask(target, ["Accept-Language": "en-GB"]).text.contains("lang=\"en\""))
                    #expect(try await visitor.ask(target, ["Cookie": "lang=en"]).text.contains("<html lang=\"en\">"))
                }
            }
        }
    }

    @Test("HEAD answers as GET does, without the body; other methods are told what the address accepts")
    func methods() async throws {
        try await withHouse(metricsToken: "s3cret", places: [noodles] + publishedPlaces) { house in
            try await savePublished(house)
            try await signAudit(house)
            try Data("PMTiles".utf8).write(to: URL(fileURLWithPath: house.settings.basemap))
            defer { try? FileManager.default.removeItem(atPath: house.settings.basemap) }
            let photos = PhotoFolder(house.settings.photosPath)
            defer { try? FileManager.default.removeItem(atPath: house.settings.photosPath) }
            try photos.keep([0xFF, 0xD8], hash: sampleHash, size: .large)
            try await withVisitor(house) { visitor in
                for route in visitor.routes where route.method == "GET" {
                    let target = try #require(samples[route.path])
                    let token = ["Authorization": "Bearer s3cret"]
                    let get = try await visitor.ask(target, token)
                    let head = try await visitor.ask(target, method: .head, token)
                    #expect(head.status == get.status, "\(target)")
                    #expect(head.type == get.type, "\(target)")
                    #expect(head.body.isEmpty, "\(target)")
                    let known = Set(visitor.routes.filter { $0.path == route.path }.map(\.method))
                    for method in [HTTPRequest.Method.post, .put, .delete, .patch]
                    where !known.contains(method.rawValue) {
                        let refused = try await visitor.ask(target, method: method, token)
                        #expect(refused.status == 405, "\(method) \(target)")
                        #expect(refused.header("Allow") == known.union(["HEAD"]).sorted().joined(separator: ", "))
                    }
                }
                #expect(try await visitor.ask("/metrics", method: .post).status == 404)
            }
        }
    }
}
