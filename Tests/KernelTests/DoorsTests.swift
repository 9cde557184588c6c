import Hummingbird
@testable import Kernel
import Testing

/// A house of few rooms, visited through Hummingbird's own router.
@Suite struct DoorsTests {
    private struct Secret: Error { let password = "hunter2" }

    private func visit(
        _ target: String, method: HTTPRequest.Method = .get, headers: [(String, String)] = [], isLocal: Bool = false,
        token: String? = nil
    ) async throws -> Received {
        let router = Router(context: VisitContext.self, options: .autoGenerateHeadEndpoints)
        let doors = Doors(
            site: testSite, router: router, operatorToken: token, gzip: { $0.count < 5000 ? Array("small".utf8) : nil })
        doors.everyone.get("/hello/:name") { .text("hello \($0.parameter("name"))") }
        doors.everyone.get("/api/v1/pair/:a/:b") { .json([.string($0.parameter("a")), .string($0.parameter("b"))]) }
        doors.everyone.get("/bytes/:count") { .text(String(repeating: "x", count: Int($0.parameter("count")) ?? 0)) }
        doors.everyone.get("/fault") { _ in throw Secret() }
        doors.everyone.get("/down") { _ in throw DatabaseFault.unavailable("host db7 refused") }
        doors.everyone.get("/busy") { _ in throw DatabaseFault.contention }
        doors.everyone.get("/refused") { _ in throw Refusal.notReady }
        doors.operators.get("/metrics") { _ in .text("figures") }
        let context = VisitContext(isLocal: isLocal, requestID: "42")
        let request = testRequest(target, method: method, headers: headers)
        return try await Received(await doors.responder().respond(to: request, context: context))
    }

    @Test("a route answers behind its door, with its parameters decoded once")
    func routes() async throws {
        let hello = try await visit("/hello/%E5%AE%81%E6%B3%A2?x=1")
        #expect(hello.status == 200)
        #expect(hello.text == "hello 宁波")
        #expect(hello.type == "text/plain; charset=utf-8")
        #expect(try await visit("/hello/%2541").text == "hello %41")
        #expect(try await visit("/hello/%FF").text == "hello ")
        #expect(try await visit("/api/v1/pair/a%2Fb/c").text == "[\"a/b\",\"c\"]")
    }

    @Test("every route is listed with its door, in the order it was added")
    func list() {
        let doors = Doors(site: testSite, router: Router(context: VisitContext.self), gzip: { _ in nil })
        doors.everyone.get("/a/:id") { _ in .text("") }
        doors.operators.get("/b") { _ in .text("") }
        #expect(
            doors.routes == [
                Doors.Route(door: "everyone", method: "GET", path: "/a/:id"),
                Doors.Route(door: "operators", method: "GET", path: "/b"),
            ])
    }

    @Test(
        "an address that is not there is a page for a browser and a problem for a program",
        arguments: ["/nowhere", "/hello", "/hello/a/b", "//hello.example/x/y", "/metrics/x", "/hello/"])
    func notFound(_ target: String) async throws {
        let page = try await visit(target, headers: [("Accept", "text/html"), ("Accept-Language", "en")])
        #expect(page.status == 404)
        #expect(page.type == "text/html; charset=utf-8")
        #expect(page.text.contains("There is nothing at this address."))
        let problem = try await visit(target, headers: [("Accept", "application/json")])
        #expect(problem.status == 404)
        #expect(problem.type == "application/problem+json")
        #expect(problem.text.contains("\"requestId\":\"42\""))
        #expect(try await visit("/api" + target).type == "application/problem+json")
    }

    @Test("an address that is there for another method says which", arguments: ["POST", "PUT", "DELETE", "OPTIONS"])
    func methodNotAllowed(_ name: String) async throws {
        let method = try #require(HTTPRequest.Method(name))
        let answer = try await visit("/hello/a", method: method)
        #expect(answer.status == 405)
        #expect(answer.headers[.allow] == "GET, HEAD")
        #expect(try await visit("/nowhere", method: method).status == 404)
    }

    @Test("HEAD is GET without its body")
    func head() async throws {
        let answer = try await visit("/hello/a", method: .head)
        #expect(answer.status == 200)
        #expect(answer.body.isEmpty)
    }

    @Test("a fault shows nothing of its insides")
    func fault() async throws {
        for headers in [[("Accept", "text/html")], [("Accept", "application/json")]] {
            let answer = try await visit("/fault", headers: headers)
            #expect(answer.status == 500)
            #expect(answer.text.contains("42"))
            for inside in ["Secret", "hunter2", "password", "Error"] { #expect(!answer.text.contains(inside)) }
        }
    }

    @Test("a refusal and a lost database are told as they are, without the engine's words")
    func refusals() async throws {
        #expect(try await visit("/refused").status == 503)
        let down = try await visit("/down")
        #expect(down.status == 503)
        #expect(down.headers[.retryAfter] == "5")
        #expect(!down.text.contains("db7"))
        let busy = try await visit("/busy")
        #expect(busy.status == 503 && busy.headers[.retryAfter] == "5")
    }

    @Test("an address longer than its bound is refused, whether there is something behind it or not")
    func tooLong() async throws {
        let prefix = "/hello/"
        let most = prefix + String(repeating: "a", count: Limits.parameterBytesMax)
        #expect(try await visit(most).text.count == 6 + Limits.parameterBytesMax)
        for target in [prefix + "a?q=", "/nowhere?q="] {
            let long = target + String(repeating: "a", count: Limits.targetBytesMax + 1 - target.utf8.count)
            #expect(try await visit(long).status == 414)
            #expect(try await visit(String(long.dropLast())).status != 414)
        }
    }
}

/// The door of those who run the house.
extension DoorsTests {
    @Test("the operators' door opens to programs on this machine, and to whoever shows the token")
    func operators() async throws {
        #expect(try await visit("/metrics", isLocal: true).text == "figures")
        let token = [("Authorization", "Bearer s3cret")]
        #expect(try await visit("/metrics", headers: token, token: "s3cret").text == "figures")
        #expect(
            try await visit("/metrics", headers: token + [("X-Forwarded-For", "1.2.3.4")], token: "s3cret").status
                == 200)
    }

    @Test(
        "to everyone else there is nothing here, in the very words of an address that is not there",
        arguments: ["GET", "HEAD", "POST"])
    func closed(_ name: String) async throws {
        let method = try #require(HTTPRequest.Method(name))
        let strangers: [(headers: [(String, String)], isLocal: Bool, token: String?)] = [
            ([], false, nil), ([], false, "s3cret"), ([("Authorization", "Bearer wrong!")], false, "s3cret"),
            ([("Authorization", "Bearer s3cre")], false, "s3cret"), ([("Authorization", "s3cret")], false, "s3cret"),
            ([("Authorization", "Bearer ")], false, nil), ([("Authorization", "Bearer wrong!")], true, "s3cret"),
            ([("X-Forwarded-For", "127.0.0.1")], true, nil), ([("X-Forwarded-For", "")], true, nil),
            ([("Forwarded", "for=127.0.0.1")], true, nil),
        ]
        for stranger in strangers {
            let closed = try await visit(
                "/metrics", method: method, headers: stranger.headers, isLocal: stranger.isLocal, token: stranger.token)
            let absent = try await visit(
                "/nowhere", method: method, headers: stranger.headers, isLocal: stranger.isLocal, token: stranger.token)
            #expect(closed.status == 404, "\(stranger)")
            #expect(closed.headers == absent.headers || name == "HEAD")
            #expect(closed.headers[.allow] == nil)
            #expect(name == "HEAD" || closed.text == absent.text)
        }
    }
}

/// Compression on the way out.
extension DoorsTests {
    @Test("a body is compressed from the bound on, only for those who accept it")
    func gzip() async throws {
        let accepts = [("Accept-Encoding", "gzip")]
        let bound = Hallway.gzipBytesMin
        let small = try await visit("/bytes/\(bound - 1)", headers: accepts)
        #expect(small.body.count == bound - 1)
        #expect(small.headers[.contentEncoding] == nil)
        let large = try await visit("/bytes/\(bound)", headers: accepts)
        #expect(large.text == "small")
        #expect(large.headers[.contentEncoding] == "gzip")
        let refused = try await visit("/bytes/\(bound)", headers: [("Accept-Encoding", "gzip;q=0")])
        #expect(refused.body.count == bound)
        #expect(refused.headers[.contentEncoding] == nil)
    }

    @Test("what depends on a header says so, also when it was not compressed")
    func vary() async throws {
        for headers in [[], [("Accept-Encoding", "gzip")]] {
            #expect(try await visit("/bytes/2000", headers: headers).headers[.vary] == "Accept-Encoding")
            #expect(try await visit("/bytes/10", headers: headers).headers[.vary] == nil)
            let page = try await visit("/nowhere", headers: headers).headers[values: .vary].joined(separator: ", ")
            #expect(page.contains("Accept-Language") && page.contains("Cookie") && page.contains("Accept-Encoding"))
        }
    }

    @Test("what compression cannot make smaller goes out as it is")
    func incompressible() async throws {
        let answer = try await visit("/bytes/5000", headers: [("Accept-Encoding", "gzip")])
        #expect(answer.body.count == 5000)
        #expect(answer.headers[.contentEncoding] == nil)
    }
}
