import Hummingbird
@testable import Kernel
import Synchronization
import Testing

/// Knows one person by the cookie `who`.
private struct Porter: Recognising {
    let person: Person?
    var book = Book()

    /// What was refused.
    final class Book: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    func refused(_ action: Action, to person: Person, _ visit: Visit) async throws {
        book.add("\(action.rawValue) \(visit.path)")
    }

    func person(of visit: Visit) async throws -> Person? {
        visit.cookies.value("who") == "me" || visit.bearerToken == "mine" ? person : nil
    }
}

private func somebody(_ roles: [Role], proof: Person.Proof = .passkey, actions: Set<Action>? = nil) -> Person {
    let grants = roles.enumerated().map { number, role in
        Grant(id: ID(high: 1, low: UInt64(number)), role: role, area: "3302")
    }
    return Person(
        id: ID(high: 0, low: 1), name: "韩管理", proof: proof, grants: grants, actions: actions, session: "s",
        signedInAt: Instant(seconds: 0), now: Instant(seconds: 1))
}

/// Doors that ask who somebody is.
@Suite struct PersonDoorTests {
    private func ask(
        _ target: String, _ person: Person?, method: HTTPRequest.Method = .get, headers: [(String, String)] = [],
        book: Porter.Book = .init()
    ) async throws -> Received {
        let router = Router(context: VisitContext.self)
        let doors = Doors(
            site: testSite, router: router, recognising: Porter(person: person, book: book), gzip: { _ in nil })
        doors.people.get("/me") { visit, person in .text("\(person.name) \(visit.client.network)") }
        doors.people.post("/me/name") { _, person in .text("changed \(person.name)") }
        doors.staff(.readAudit).get("/console/audit") { _, person in .text("log for \(person.name)") }
        doors.staff(.readAudit).get("/console/audit/:id") { visit, _ in
            switch visit.parameter("id") {
            case "1": throw Refusal.notFound(what: .nothingHere)
            case "2": throw Refusal.notAllowed(what: .nothingHere)
            default: throw Refusal.tooMany(retryAfterSeconds: 1)
            }
        }
        doors.people.get("/me/page") { visit, person in
            .page(Page(title: person.name, main: .empty), visit)
        }
        doors.everyone.get("/page") { visit in .page(Page(title: "t", main: .empty), visit) }
        let request = testRequest(target, method: method, headers: headers)
        let context = VisitContext(isLocal: false, peer: "203.0.113.7", requestID: "42")
        return try await Received(await doors.responder().respond(to: request, context: context))
    }

    private let cookie = ("Cookie", "who=me")

    @Test("who has signed in comes in, with a person that is never missing")
    func comesIn() async throws {
        let answer = try await ask("/me", somebody([]), headers: [cookie])
        #expect(answer.status == 200 && answer.text == "韩管理 cb0071")
    }

    @Test("nobody keeps what is answered behind a person's door, refusals neither; everyone's pages may be asked after")
    func unkept() async throws {
        for (target, headers, status) in [
            ("/me/page", [cookie], 200), ("/me/page", [], 303), ("/console/audit", [cookie], 404),
        ] {
            let answer = try await ask(target, somebody([]), headers: headers)
            #expect(answer.status == status && answer.headers[values: .cacheControl] == ["no-store"], "\(target)")
        }
        #expect(try await ask("/page", nil).headers[values: .cacheControl] == ["no-cache"])
    }

    @Test("who has not is sent to sign in, and back to the same page; a program is told 401")
    func strangers() async throws {
        for person in [nil, somebody([.administrator])] {
            let page = try await ask("/me?tab=1&lang=en", person)
            #expect(page.status == 303 && page.headers[.location] == "/sign-in?next=%2Fme%3Ftab%3D1")
            let program = try await ask("/me", person, headers: [("Accept", "application/json")])
            #expect(program.status == 401 && program.headers[.wwwAuthenticate] == "Bearer")
        }
    }

    @Test("to somebody without the action there is nothing at the address")
    func roles() async throws {
        #expect(try await ask("/console/audit", somebody([.auditor]), headers: [cookie]).text == "log for 韩管理")
        for role in Role.allCases where role != .auditor && role != .administrator {
            #expect(try await ask("/console/audit", somebody([role]), headers: [cookie]).status == 404, "\(role)")
        }
    }

    @Test("a role that sleeps asks for a stronger sign-in")
    func sleeping() async throws {
        let page = try await ask("/console/audit", somebody([.auditor], proof: .code), headers: [cookie])
        #expect(page.status == 303 && page.headers[.location] == "/sign-in/strong?next=%2Fconsole%2Faudit")
        let program = try await ask(
            "/console/audit", somebody([.auditor], proof: .code), headers: [cookie, ("Accept", "application/json")])
        #expect(program.status == 403)
    }

    @Test("a token opens what it was made for, of what its holder may do")
    func tokens() async throws {
        let token = [("Authorization", "Bearer mine")]
        let fitting = somebody([.auditor], proof: .token, actions: [.readAudit])
        #expect(try await ask("/console/audit", fitting, headers: token).status == 200)
        let other = somebody([.auditor, .administrator], proof: .token, actions: [.editPlace])
        #expect(try await ask("/console/audit", other, headers: token).status == 404)
        let more = somebody([.merchant], proof: .token, actions: [.readAudit])
        #expect(try await ask("/console/audit", more, headers: token).status == 404)
    }

    @Test("what is one's own no token opens")
    func ownByToken() async throws {
        let program = somebody([.auditor], proof: .token, actions: [.readAudit])
        let token = [("Authorization", "Bearer mine"), ("Accept", "application/json")]
        #expect(try await ask("/me", program, headers: token).status == 403)
        #expect(try await ask("/me/name", program, method: .post, headers: token).status == 403)
    }

    @Test("whoever was refused for want of a right is told of, nobody else")
    func refusals() async throws {
        let book = Porter.Book()
        for (target, roles) in [
            ("/console/audit", [Role.merchant]), ("/console/audit", [.auditor]), ("/console/audit/1", [.auditor]),
            ("/console/audit/2", [.auditor]), ("/console/audit/3", [.auditor]),
        ] {
            _ = try await ask(target, somebody(roles), headers: [cookie], book: book)
        }
        _ = try await ask("/console/audit", somebody([.auditor], proof: .code), headers: [cookie], book: book)
        _ = try await ask("/console/audit", nil, book: book)
        #expect(
            book.all == ["read-audit /console/audit", "read-audit /console/audit/1", "read-audit /console/audit/2"])
    }

    @Test("a change in a person's name needs the browser's word that the page is ours, or a token")
    func changes() async throws {
        let person = somebody([])
        for (headers, status) in [
            ([("Sec-Fetch-Site", "same-origin")], 200), ([("Origin", "http://localhost")], 200),
            ([("Authorization", "Bearer mine")], 200), ([], 403), ([("Sec-Fetch-Site", "cross-site")], 403),
            ([("Sec-Fetch-Site", "same-site")], 403), ([("Origin", "https://evil.example")], 403),
            ([("Origin", "null")], 403), ([("Sec-Fetch-Site", "cross-site"), ("Authorization", "Bearer mine")], 403),
        ] {
            let answer = try await ask("/me/name", person, method: .post, headers: [cookie] + headers)
            #expect(answer.status == status, "\(headers)")
        }
        #expect(
            try await ask("/me/name", nil, method: .post, headers: [("Origin", "http://localhost")])
                .headers[.location] == "/sign-in")
    }
}
