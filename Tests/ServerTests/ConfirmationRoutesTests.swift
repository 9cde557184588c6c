import Confirmations
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Kernel
import Places
import TestTown
import Testing

@testable import Server

private let station = Town.place(1, "湖滨驿站", kind: .station, hours: "24/7")
private let compound = Town.place(2, "湖滨小区", kind: .compound)
private let charger = Town.place(3, "湖滨换电柜", kind: .charger, hours: "24/7")
private let form = "application/x-www-form-urlencoded"

/// A phone with a cookie jar of one cookie, on a network of its own.
private final class Phone: @unchecked Sendable {
    let client: any TestClientProtocol
    let address: String
    var cookie: String?

    init(_ client: any TestClientProtocol, _ address: String) {
        self.client = client
        self.address = address
    }

    func ask(
        _ target: String, _ method: HTTPRequest.Method = .get, _ body: String = "", type: String? = nil,
        _ more: [String: String] = [:]
    ) async throws -> Reply {
        var fields = HTTPFields()
        fields[try #require(HTTPField.Name("X-Forwarded-For"))] = address
        fields[.cookie] = cookie.map { "device=\($0)" }
        fields[.contentType] = type
        for (name, value) in more { fields[try #require(HTTPField.Name(name))] = value }
        let response = try await client.executeRequest(
            uri: target, method: method, headers: fields, body: method == .get ? nil : ByteBuffer(string: body))
        if let set = response.headers[.setCookie], set.hasPrefix("device=") {
            cookie = String(set.dropFirst(7).prefix(32))
        }
        return Reply(
            status: response.status.code, headers: response.headers, body: Array(response.body.readableBytesView))
    }

    func tap(_ answer: String, at place: Place, _ more: String = "") async throws -> Reply {
        try await ask("/places/\(place.id)/confirmations", .post, "answer=\(answer)\(more)", type: form)
    }

    func tell(_ json: String, at place: Place, _ more: [String: String] = [:]) async throws -> Reply {
        try await ask("/api/v1/places/\(place.id)/confirmations", .post, json, type: "application/json", more)
    }
}

@Suite("Confirming over HTTP")
struct ConfirmationRoutesTests {
    private func withPhones(
        _ engine: TestEngine = .sqlite,
        _ body: @escaping @Sendable (House, _ phone: (String) -> Phone) async throws -> Void
    ) async throws {
        try await withHouse(engine, places: [station, compound, charger]) { house in
            let server = try CityServer(house, meters: testMeters)
            try await server.application().test(.live) { client in
                try await body(house) { Phone(client, $0) }
            }
        }
    }

    @Test(
        "A tap without JavaScript comes back to the page, which tells it and offers the way back",
        arguments: TestEngine.available)
    func withoutScript(_ engine: TestEngine) async throws {
        try await withPhones(engine) { _, phone in
            let rider = phone("203.0.113.7")
            let before = try await rider.ask("/places/\(station.id)").text
            #expect(before.contains("value=\"open\"") && before.contains("开着") && !before.contains("有人确认开门"))
            let sent = try await rider.tap("open", at: station)
            #expect(sent.status == 303)
            #expect(sent.header("Location") == "/places/\(station.id)#truth")
            let cookie = try #require(sent.header("Set-Cookie"))
            #expect(cookie.hasSuffix("; Path=/; Max-Age=172800; SameSite=Lax; HttpOnly"))
            let after = try await rider.ask("/places/\(station.id)").text
            #expect(after.contains("刚刚有人确认开门") && after.contains("谢谢，已经记下。") && after.contains("truth-undo"))
            #expect(after.contains("value=\"open\" aria-pressed=\"true\""))
            let other = try await phone("198.51.100.9").ask("/places/\(station.id)").text
            #expect(other.contains("刚刚有人确认开门") && !other.contains("truth-undo"))
            let undone = try await rider.ask("/places/\(station.id)/withdrawals", .post, "", type: form)
            #expect(undone.status == 303)
            #expect(try await !rider.ask("/places/\(station.id)").text.contains("有人确认开门"))
        }
    }

    @Test("Behind TLS the cookie is secure")
    func secure() async throws {
        try await withPhones { _, phone in
            let sent = try await phone("203.0.113.7").ask(
                "/places/\(station.id)/confirmations", .post, "answer=open", type: form,
                ["X-Forwarded-Proto": "https"])
            #expect(sent.header("Set-Cookie")?.hasSuffix("; HttpOnly; Secure") == true)
            #expect(sent.header("Strict-Transport-Security") == SecurityHeaders.transport.value)
        }
    }

    /// The names of a list's cards, in its order.
    private func cards(_ page: String) -> [String] {
        page.components(separatedBy: "class=\"card-name\">").dropFirst().map {
            $0.components(separatedBy: "</span>")[0].replacingOccurrences(of: "<mark>", with: "")
                .replacingOccurrences(of: "</mark>", with: "")
        }
    }

    @Test(
        "What two phones found shut stands behind the others, with the reason; a search for open ones skips it"
    )
    func setBack() async throws {
        try await withPhones { house, phone in
            let rider = phone("203.0.113.7")
            let lists = ["/find?near=990102001", "/find/list?lat=43.83&lng=87.62", "/?near=990102001"]
            for list in lists { #expect(try await cards(rider.ask(list).text).first == "湖滨驿站") }
            _ = try await rider.tap("closed", at: station)
            _ = try await phone("198.51.100.9").tap("closed", at: station)
            try await house.places.refreshStandings(from: house.database, at: testMoment)
            for list in lists {
                let page = try await rider.ask(list).text
                #expect(cards(page) == ["湖滨小区", "湖滨换电柜", "湖滨驿站"], "\(list)")
                #expect(page.contains("有 2 人反映关门 · 刚刚"))
            }
            let name = AddressText.encode("湖滨驿站")
            #expect(try await cards(rider.ask("/find?q=\(name)").text).first == "湖滨驿站")
            #expect(try await !cards(rider.ask("/find?q=\(name)&open=now").text).contains("湖滨驿站"))
            let api = try await rider.ask("/api/v1/places/nearby?lat=43.83&lng=87.62").object()
            let first = try #require((api["features"] as? [[String: Any]])?.first)
            #expect(first["id"] as? String == station.id.description, "programs get what is nearest, with its traits")
        }
    }

    @Test("Two phones on two networks demote a place; it leaves the list of what is open, and doctor's list has it")
    func demotion() async throws {
        try await withPhones { house, phone in
            let near = "/api/v1/places/nearby?lat=43.83&lng=87.62&open=now"
            let riders = [phone("203.0.113.7"), phone("203.0.113.99"), phone("198.51.100.9")]
            for (number, rider) in riders.enumerated() {
                #expect(try await rider.ask(near).text.contains("湖滨驿站"), "\(number)")
                #expect(try await rider.tap("closed", at: station).status == 303)
                try await house.places.refreshStandings(from: house.database, at: testMoment)
            }
            #expect(try await !riders[0].ask(near).text.contains("湖滨驿站"))
            let all = try await riders[0].ask("/api/v1/places/nearby?lat=43.83&lng=87.62").text
            #expect(all.contains("湖滨驿站") && all.contains("reported_closed"))
            #expect(try await riders[0].ask("/find?near=990102001").text.contains("有 2 人反映关门 · 刚刚"))
            #expect(try await riders[0].ask("/places/\(station.id)").text.contains("刚刚有 2 人反映关门"))
            let doubted = try await house.database.read { try house.confirmations.doubted(now: testMoment, in: $0) }
            #expect(doubted.map(\.name) == ["湖滨驿站"])
        }
    }

    @Test("The API takes an answer once for its key, and tells of it in the place", arguments: TestEngine.available)
    func api(_ engine: TestEngine) async throws {
        try await withPhones(engine) { _, phone in
            let rider = phone("203.0.113.7")
            let body = #"{"answer": "worked", "key": "abcdefgh-1", "secondsAgo": 600}"#
            let first = try await rider.tell(body, at: charger)
            #expect(first.status == 201)
            let object = try first.object()
            #expect(object["answer"] as? String == "worked" && object["key"] as? String == "abcdefgh-1")
            #expect(object["placeId"] as? String == charger.id.description)
            #expect(object["seenAt"] as? String == "2026-11-23T05:50:00+06:00")
            let again = try await rider.tell(body, at: charger)
            #expect(again.status == 201 && again.body == first.body)
            let other = try await rider.tell(#"{"answer":"broken","key":"abcdefgh-1"}"#, at: charger)
            #expect(other.status == 409 && other.type == "application/problem+json")
            let place = try await rider.ask("/api/v1/places/\(charger.id)").object()
            let properties = try #require(place["properties"] as? [String: Any])
            let told = try #require(properties["confirmations"] as? [String: Any])
            #expect(told["tries"] as? Int == 1 && told["worked"] as? Int == 1)
            #expect(told["newestAnswer"] as? String == "worked" && told["closedBy"] is NSNull)
            let taken = try await rider.ask("/api/v1/places/\(charger.id)/withdrawals", .post)
            #expect(taken.status == 201)
            #expect(try await phone("203.0.113.7").ask("/api/v1/places/\(charger.id)/withdrawals", .post).status == 404)
        }
    }

    @Test("A part of the page comes back to a module that asks for it")
    func part() async throws {
        try await withPhones { _, phone in
            let rider = phone("203.0.113.7")
            let sent = try await rider.tap("full", at: station, "&part=1&key=0123456789&ago=300")
            #expect(sent.status == 200 && sent.text.hasPrefix("<section class=\"truth\""))
            #expect(sent.text.contains("5 分钟前有人反映满了，要等") && sent.text.contains("撤回"))
            let english = try await rider.ask(
                "/places/\(station.id)/withdrawals?lang=en", .post, "part=1", type: form)
            #expect(english.text.contains("Are you there? Tell the next rider"))
        }
    }

    @Test("Every kind of place takes its own answers and no others", arguments: PlaceKind.allCases)
    func kinds(_ kind: PlaceKind) async throws {
        let place = Town.place(9, "某地", kind: kind)
        try await withHouse(places: [place]) { house in
            try await withVisitor(house) { visitor in
                let phone = Phone(visitor.client, "203.0.113.7")
                for answer in Confirmation.Answer.allCases {
                    let reply = try await phone.tap(answer.rawValue, at: place)
                    let expected = kind.answers.isEmpty ? 404 : kind.answers.contains(answer) ? 303 : 409
                    #expect(reply.status == expected, "\(answer)")
                }
                let page = try await phone.ask("/places/\(place.id)").text
                for answer in Confirmation.Answer.allCases {
                    #expect(
                        page.contains("name=\"answer\" value=\"\(answer.rawValue)\"") == kind.answers.contains(answer))
                }
            }
        }
    }

    @Test(
        "Hostile bodies are refused in words",
        arguments: [
            ("[]", 415), ("", 415), ("{", 415), ("null", 415), (#"{"answer":1,"key":"abcdefgh"}"#, 415),
            (#"{"answer":"open","key":"abcdefgh","secondsAgo":1.5}"#, 415),
            (#"{"answer":"open","key":"abcdefgh","secondsAgo":true}"#, 415),
            (#"{"answer":"open","key":"abcdefgh","secondsAgo":99999999999999999999}"#, 415),
            (#"{"answer":"open","key":"abcdefgh","secondsAgo":null}"#, 415), (#"{"answer":"open"}"#, 400),
            (#"{"key":"abcdefgh"}"#, 400), (#"{"answer":"shut","key":"abcdefgh"}"#, 400),
            (#"{"answer":"open","key":"short"}"#, 400), (#"{"answer":"open","key":"with space"}"#, 400),
            (#"{"answer":"open","key":"abcdefgh","more":1}"#, 400),
            (#"{"answer":"open","key":"abcdefgh","secondsAgo":-1}"#, 400),
            (#"{"answer":"open","key":"abcdefgh","secondsAgo":21601}"#, 400),
            (String(repeating: "[", count: 2000), 415), (String(repeating: " ", count: 2049), 413),
        ])
    func hostile(_ body: String, _ status: Int) async throws {
        try await withPhones { house, phone in
            let reply = try await phone("203.0.113.7").tell(body, at: station)
            #expect(reply.status == status)
            #expect(reply.type == "application/problem+json")
            #expect(reply.text.hasChinese)
            let rows = try await house.database.read { try house.confirmations.doubted(now: testMoment, in: $0) }
            #expect(rows.isEmpty)
        }
    }

    @Test("Another site's forms, other types and unknown places are refused")
    func refused() async throws {
        try await withPhones { (_, phone) async throws -> Void in
            let rider = phone("203.0.113.7")
            let json = #"{"answer":"open","key":"abcdefgh"}"#
            let path = "/api/v1/places/\(station.id)/confirmations"
            #expect(try await rider.tell(json, at: station, ["Origin": "https://evil.example"]).status == 403)
            #expect(try await rider.tell(json, at: station, ["Sec-Fetch-Site": "cross-site"]).status == 403)
            #expect(try await rider.ask(path, .post, json, type: "text/plain").status == 415)
            #expect(try await rider.ask(path, .post, json).status == 415)
            #expect(try await rider.ask(path + "?more=1", .post, json, type: "application/json").status == 400)
            #expect(try await rider.tell(json, at: Town.place(77, "没有")).status == 404)
            #expect(try await rider.tell(json, at: compound).status == 404)
            #expect(try await rider.tap("open&answer=closed", at: station).status == 400)
            #expect(try await rider.tap("open", at: station, "&more=1").status == 400)
            #expect(try await rider.tap("open", at: station, "&ago=-1").status == 400)
        }
    }

    @Test("Who taps too often is told when to try again")
    func tooMany() async throws {
        try await withPhones { _, phone in
            let rider = phone("203.0.113.7")
            for _ in 0..<10 { #expect(try await rider.tap("open", at: station).status == 303) }
            let page = try await rider.tap("open", at: station)
            #expect(page.status == 429 && page.header("Retry-After") == "600")
            #expect(page.text.contains("请过 10 分钟再试"))
            #expect(try await phone("203.0.113.8").tap("open", at: station).status == 303)
        }
    }
}
