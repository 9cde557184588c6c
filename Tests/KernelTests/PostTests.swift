import Hummingbird
@testable import Kernel
import Testing

/// Changes sent to a door: who may send them, and how much.
@Suite struct PostTests {
    private func send(
        _ body: String, to target: String = "/form", headers: [(String, String)] = []
    ) async throws -> Received {
        let router = Router(context: VisitContext.self)
        let doors = Doors(site: testSite, router: router, gzip: { _ in nil })
        doors.everyone.post("/form", bodyBytesMax: 20) { visit in
            .text("got \(try visit.form().last("answer") ?? "nothing")")
        }
        doors.everyone.postFromPrograms("/feed", bodyBytesMax: 20) { .text("\($0.body.count) of \($0.bodyType)") }
        var fields = HTTPFields()
        for (name, value) in headers { fields.append(.init(name: .init(name)!, value: value)) }
        let head = HTTPRequest(
            method: .post, scheme: "http", authority: "yongai.example:8080", path: target, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body)))
        let context = VisitContext(isLocal: false, requestID: "42")
        return try await Received(await doors.responder().respond(to: request, context: context))
    }

    private let form = ("Content-Type", "application/x-www-form-urlencoded")

    @Test("a form of this site is read")
    func reads() async throws {
        for more in [
            [], [("Sec-Fetch-Site", "same-origin")], [("Sec-Fetch-Site", "none")],
            [("Origin", "http://yongai.example:8080")], [("Origin", "https://YongAi.example:8080")],
        ] {
            let answer = try await send("answer=%E5%BC%80", headers: [form] + more)
            #expect(answer.status == 200 && answer.text == "got 开", "\(more)")
        }
        #expect(
            try await send("a=1", headers: [("Content-Type", "Application/X-WWW-Form-urlencoded; charset=UTF-8")])
                .text == "got nothing")
    }

    @Test("what another site sends in the visitor's name is refused")
    func crossSite() async throws {
        for one in [
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"),
            ("Origin", "null"), ("Origin", "http://yongai.example"),
        ] {
            let answer = try await send("answer=1", headers: [form, one, ("Accept", "application/json")])
            #expect(answer.status == 403, "\(one)")
        }
        let feed = try await send("12345", to: "/feed", headers: [("Origin", "https://elsewhere.example")])
        #expect(feed.text == "5 of ")
    }

    @Test("a body over the bound is refused, whether it says its length or not")
    func tooLarge() async throws {
        let long = String(repeating: "x", count: 21)
        #expect(try await send(long, headers: [form]).status == 413)
        #expect(try await send("x", headers: [form, ("Content-Length", "21")]).status == 413)
        #expect(try await send(String(repeating: "x", count: 20), headers: [form]).status == 200)
    }

    @Test(
        "a body that is no form is refused where a form is asked for",
        arguments: ["", "application/json", "text/plain"])
    func unsupported(_ type: String) async throws {
        let answer = try await send("answer=1", headers: type.isEmpty ? [] : [("Content-Type", type)])
        #expect(answer.status == 415)
    }
}
