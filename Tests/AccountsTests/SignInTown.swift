@testable import Accounts
import Audit
import Console
import Foundation
import HTTPTypes
import Hummingbird
import Images
@testable import Kernel
import Sealing
import Synchronization
import TestTown
import WebAuthn

/// Keeps the codes that would go to phones.
final class Postbox: CodeSending {
    private let sent = Mutex<[CodeMessage]>([])
    private let fault: CodeFault?
    let way: CodeWay

    init(way: CodeWay = .sent, fault: CodeFault? = nil) {
        self.way = way
        self.fault = fault
    }

    func send(_ message: CodeMessage) async throws(CodeFault) {
        if let fault { throw fault }
        sent.withLock { $0.append(message) }
    }

    var last: CodeMessage? { sent.withLock { $0.last } }
    var count: Int { sent.withLock { $0.count } }
}

/// Quick, and plainly not for use.
struct PlainHashing: PasswordHashing {
    func hash(_ password: String) async throws -> String { "plain " + password }
    func isRight(_ password: String, for hash: String) async throws -> Bool { hash == "plain " + password }
}

/// A clock that is set by the test.
final class Hand: Sendable {
    private let moment = Mutex(testMoment)
    var now: Instant { moment.withLock { $0 } }
    func forward(seconds: Int64) { moment.withLock { $0 = $0.adding(seconds: seconds) } }
    var clock: Clock { Clock { self.now } }
}

/// The doors of signing in, knocked at by a browser.
struct SignInTown: Sendable {
    let town: Town
    let accounts: Accounts
    let audit: Audit
    let post: Postbox
    let hand: Hand
    let routes: [Doors.Route]
    let responder: RouterResponder<VisitContext>
    var database: any Database { town.database }

    static func open(
        _ engine: TestEngine, post: Postbox = Postbox(), address: String? = nil,
        _ body: (SignInTown) async throws -> Void
    ) async throws {
        let hand = Hand()
        try await Town.open(engine, clock: hand.clock) { town in
            let keys = try KeyRing(first: Array(repeating: 7, count: 32))
            let audit = Audit(keys: keys, origin: "yunshan.example/audit")
            let accounts = Accounts(keys: keys, audit: audit, database: town.database, random: numberedRandom())
            let signIn = SignIn(
                accounts: accounts, codes: post, hashing: PlainHashing(), areaName: { town.areas.map.area($0)?.name })
            let site = Site(
                name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: 21_600,
                assetBase: "/assets/1", clock: hand.clock, publicAddress: address)
            let doors = Doors(
                site: site, router: Router(context: VisitContext.self), recognising: accounts, gzip: { _ in nil })
            let console = Console(menu: [.people], areaName: { town.areas.map.area($0)?.name })
            signIn.addRoutes(to: doors)
            accounts.addPeopleRoutes(to: doors, console: console)
            accounts.addPhotoRoutes(to: doors, desk: PhotoDesk(VipsPhotos()), console: console)
            accounts.addRightsRoutes(to: doors, others: [])
            doors.staff(.readAudit).get("/console/audit") { _, person in .text("log for \(person.name)") }
            try await body(
                SignInTown(
                    town: town, accounts: accounts, audit: audit, post: post, hand: hand, routes: doors.routes,
                    responder: doors.responder()))
        }
    }

    /// Somebody's visit, for deeds that are asked without a browser.
    func visit() async throws -> Visit {
        let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: .init())
        let site = Site(
            name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: 21_600,
            assetBase: "/assets/1", clock: hand.clock)
        return Visit(
            Request(head: head, body: RequestBody(buffer: ByteBuffer())), site: site, requestID: "42",
            parameters: Parameters())
    }

    func browser(network: String = "203.0.113.7") -> Browser { Browser(town: self, network: network) }

    /// Asks for a code and enters it: a browser that has signed in, or stands before registration.
    func signedIn(_ phone: String, network: String = "203.0.113.7") async throws -> Browser {
        let browser = browser(network: network)
        let page = try await browser.send("/sign-in/codes", ["phone": phone])
        _ = try await browser.enter(page, phone: phone, code: post.last?.code ?? "")
        return browser
    }

    func add(_ number: UInt64, _ name: String, phone: String, role: Role? = nil) async throws -> ID<Account> {
        let id = ID<Account>(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 | number)
        try await database.write { [accounts] town in
            try accounts.store.save(Profile(id: id, createdAt: town.now, name: name, trade: .courier), in: town)
            if let phone = PhoneNumber(phone) {
                try accounts.store.set(
                    phone: try accounts.seal(phone.text, .phone, of: id), index: accounts.phoneIndex(phone), of: id,
                    in: town)
            }
            try accounts.consents.add(
                Consent(id: town.newID(of: Consent.self), purpose: .terms, version: 1, givenAt: town.now), of: id,
                in: town)
            if let role { _ = try accounts.give(NewGrant(account: id, role: role, area: "9901"), in: town) }
        }
        return id
    }

    /// The browser of somebody new who holds this role and has signed in with a passkey.
    func staff(_ number: UInt64, _ role: Role, _ area: String) async throws -> Browser {
        let id = try await add(number, "工作人员\(number)", phone: "1380000900\(number)")
        let secret = accounts.newSecret()
        let visit = try await visit()
        try await database.write { [accounts] town in
            _ = try accounts.give(NewGrant(account: id, role: role, area: area), in: town)
            _ = try accounts.openSession(for: id, proof: .passkey, visit, secret: secret, in: town)
        }
        let browser = browser()
        browser.cookies["session"] = secret.text
        return browser
    }

    func entries(_ action: String) async throws -> Int {
        try await database.read { [audit] in try audit.entries(AuditQuestion(), in: $0) }.count { $0.action == action }
    }
}

/// A browser: it keeps cookies, and says that its forms come from our pages.
final class Browser: Sendable {
    let town: SignInTown
    let network: String
    private let jar = Mutex<[String: String]>([:])

    init(town: SignInTown, network: String) {
        self.town = town
        self.network = network
    }

    var cookies: [String: String] {
        get { jar.withLock { $0 } }
        set { jar.withLock { $0 = newValue } }
    }

    func open(_ target: String, headers: [(String, String)] = []) async throws -> Page {
        try await ask(target, .get, [], headers)
    }

    func send(
        _ target: String, _ fields: KeyValuePairs<String, String> = [:], headers: [(String, String)] = []
    ) async throws -> Page {
        let body = fields.map { AddressText.encode($0.key) + "=" + AddressText.encode($0.value) }.joined(separator: "&")
        return try await ask(
            target, .post, Array(body.utf8),
            [("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin")] + headers)
    }

    func send(_ target: String, json: JSON) async throws -> Page {
        try await ask(
            target, .post, json.bytes,
            [("Content-Type", "application/json"), ("Sec-Fetch-Site", "same-origin"), ("Accept", "application/json")])
    }

    /// A form with a photo, as browsers send it.
    func send(_ target: String, file: [UInt8]?, _ fields: KeyValuePairs<String, String>) async throws -> Page {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--edge\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        if let file {
            let head = "Content-Disposition: form-data; name=\"photo\"; filename=\"me.png\"\r\nContent-Type: image/png"
            body += Array("--edge\r\n\(head)\r\n\r\n".utf8) + file + Array("\r\n".utf8)
        }
        body += Array("--edge--\r\n".utf8)
        return try await ask(
            target, .post, body,
            [("Content-Type", "multipart/form-data; boundary=edge"), ("Sec-Fetch-Site", "same-origin")])
    }

    func enter(_ page: Page, phone: String, code: String, next: String? = nil) async throws -> Page {
        let id = page.field("id")
        guard let next else { return try await send("/sign-in/sessions", ["id": id, "phone": phone, "code": code]) }
        return try await send("/sign-in/sessions", ["id": id, "phone": phone, "code": code, "next": next])
    }

    private func ask(
        _ target: String, _ method: HTTPRequest.Method, _ body: [UInt8], _ headers: [(String, String)]
    ) async throws -> Page {
        var fields = HTTPFields()
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields[name] = value
        }
        let kept = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if !kept.isEmpty { fields[.cookie] = kept }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost:8080", path: target, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let context = VisitContext(isLocal: false, peer: network, requestID: "42")
        let page = try await Page(try await town.responder.respond(to: request, context: context))
        for cookie in page.cookies { cookies[cookie.name] = cookie.value.isEmpty ? nil : cookie.value }
        return page
    }

    /// What came.
    struct Page: Sendable {
        let status: Int
        let headers: HTTPFields
        let text: String

        init(_ response: Response) async throws {
            status = response.status.code
            headers = response.headers
            let collected = Collected()
            try await response.body.write(Collector(collected: collected))
            text = String(decoding: collected.bytes, as: UTF8.self)
        }

        var location: String? { headers[.location] }
        var setCookies: [String] { headers[values: .setCookie] }
        var cookies: [(name: String, value: String)] {
            setCookies.compactMap { line in
                let pair = line.prefix { $0 != ";" }.split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return pair.count == 2 ? (String(pair[0]), String(pair[1])) : nil
            }
        }

        /// The value of a hidden field.
        func field(_ name: String) -> String {
            let mark = "name=\"\(name)\" value=\""
            guard let start = text.firstRange(of: mark)?.upperBound else { return "" }
            return String(text[start...].prefix { $0 != "\"" })
        }
    }
}

/// A body, written out.
private final class Collected {
    var bytes: [UInt8] = []
}

private struct Collector: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws { collected.bytes += buffer.readableBytesView }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
