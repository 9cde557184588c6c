import CompoundPlan
import Compounds
import Foundation
import HTTPTypes
import Kernel
import Places
import TestTown
import Testing

@testable import Server

@Suite("Plans over the web")
struct PlanPagesTests {
    private static let compound: Place = {
        var place = Town.place(11, "云湖小区", kind: .compound)
        place.areaCode = "990102001001"
        place.areaBasis = "given"
        return place
    }()

    private static let gates = [(0xA1, "南门"), (0xA2, "北门")].map { number, name in
        Gate(
            id: ID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 | UInt64(number)), placeID: compound.id,
            name: name, point: nil, hours: "", admits: .bike, rule: "")
    }

    private static func template(_ kind: PlanTemplate.Kind, _ buildings: Int) -> Plan {
        PlanTemplate(
            kind, seed: 7, buildings: buildings,
            gates: gates.map { PlanTemplate.Gate(id: $0.id.description, name: $0.name) }
        ).plan
    }

    private static var address: String { "/places/\(compound.id)/plan" }
    private static var versions: String { "/console/places/\(compound.id)/plan/versions" }

    private func withPlan(
        _ engine: TestEngine = .sqlite, _ body: @escaping @Sendable (House, Visitor, String) async throws -> Void
    ) async throws {
        try await withHouse(engine, places: [Self.compound]) { house in
            try await house.database.write { [compounds = house.compounds] in try compounds.save(Self.gates, in: $0) }
            let cookie = try await house.signIn(
                as: .propertyManager, area: "990102001001", place: Self.compound.id, proof: .passkey)
            try await withVisitor(house) { try await body(house, $0, cookie) }
        }
    }

    private func save(
        _ plan: String, base: Int = 0, key: String = "key-0000000000000001", _ visitor: Visitor, _ cookie: String
    ) async throws -> Reply {
        let body = "{\"base\":\(base),\"plan\":\(plan),\"note\":\"第一稿\",\"key\":\"\(key)\"}"
        return try await visitor.send(
            Array(body.utf8),
            [
                "Content-Type": "application/json", "Accept": "application/json", "Cookie": cookie,
                "Sec-Fetch-Site": "same-origin",
            ], to: Self.versions)
    }

    @Test(
        "What the editor sends is kept, told again, and shown to riders", arguments: TestEngine.available)
    func saved(_ engine: TestEngine) async throws {
        try await withPlan(engine) { _, visitor, cookie in
            let empty = try await visitor.ask(Self.versions + "/latest", ["Cookie": cookie]).object()
            #expect(empty["number"] as? Int == 0 && empty["plan"] is NSNull)
            #expect((empty["gates"] as? [[String: Any]])?.compactMap { $0["name"] as? String } == ["北门", "南门"])
            let nothing = try await visitor.ask(Self.address)
            #expect(nothing.status == 200 && nothing.text.contains("这个小区还没有平面图"))
            let plan = Self.template(.slabs, 8)
            let reply = try await save(plan.text, visitor, cookie)
            #expect(reply.status == 201, "\(reply.text)")
            let told = try reply.object()
            #expect(told["number"] as? Int == 1 && told["merged"] as? Bool == false)
            #expect((told["warnings"] as? [Any])?.isEmpty == true)
            #expect(try await save(plan.text, visitor, cookie).text == reply.text)
            let page = try await visitor.ask("/console/places/\(Self.compound.id)/plan", ["Cookie": cookie])
            #expect(page.text.contains("id=\"plan-editor\"") && page.text.contains("第一稿"))
            let name = plan.buildings[3].name
            let answer = try await visitor.ask(Self.address + "?to=\(name)&vehicle=foot&lang=en")
            #expect(answer.text.contains("Arrive at Building \(name)"), "\(name)")
            #expect(answer.text.contains("class=\"pl-way pl-walking\""))
        }
    }

    @Test("What is no plan is refused with the place where it is wrong, in both languages")
    func faults() async throws {
        try await withPlan { _, visitor, cookie in
            let plan = Self.template(.slabs, 2).text
            let wrong = plan.replacing("\"kind\":\"road\"", with: "\"kind\":\"rail\"")
            let reply = try await save(wrong, visitor, cookie)
            #expect(reply.status == 400 && reply.type == "application/problem+json")
            let told = try reply.object()
            #expect((told["path"] as? String)?.hasSuffix(".kind") == true)
            #expect((told["detail"] as? String)?.contains("不认识这个词") == true)
            for body in ["[]", "{\"base\":0}", "{\"base\":0.5,\"plan\":\(plan),\"key\":\"key-0000000000000001\"}"] {
                let reply = try await visitor.send(
                    Array(body.utf8),
                    [
                        "Content-Type": "application/json", "Accept": "application/json", "Cookie": cookie,
                        "Sec-Fetch-Site": "same-origin",
                    ], to: Self.versions)
                #expect([400, 415].contains(reply.status), "\(body)")
            }
            // Without the browser's word that the page is ours.
            let foreign = try await visitor.send(
                Array("{}".utf8), ["Content-Type": "application/json", "Cookie": cookie], to: Self.versions)
            #expect(foreign.status == 403)
        }
    }

    @Test("Two who draw at once are told part by part; what goes together goes together")
    func conflict() async throws {
        try await withPlan { _, visitor, cookie in
            let plan = Self.template(.towers, 6)
            _ = try await save(plan.text, visitor, cookie)
            var theirs = plan
            theirs.buildings[0].name = "A"
            _ = try await save(theirs.text, base: 1, key: "key-0000000000000002", visitor, cookie)
            var mine = plan
            mine.buildings[0].name = "B"
            let clash = try await save(mine.text, base: 1, key: "key-0000000000000003", visitor, cookie)
            #expect(clash.status == 409)
            let told = try clash.object()
            let conflicts = try #require(told["conflicts"] as? [[String: String]])
            #expect(conflicts == [["part": plan.buildings[0].id, "mine": "changed", "theirs": "changed"]])
            #expect(told["number"] as? Int == 2 && told["plan"] is [String: Any])
            mine = plan
            mine.buildings[1].name = "C"
            let merged = try await save(mine.text, base: 1, key: "key-0000000000000004", visitor, cookie)
            #expect(merged.status == 201)
            let both = try merged.object()
            #expect(both["merged"] as? Bool == true)
            let names = ((both["plan"] as? [String: Any])?["buildings"] as? [[String: Any]])?.prefix(2)
                .compactMap { $0["name"] as? String }
            #expect(names == ["A", "C"])
            let old = try await visitor.ask(Self.versions + "/1", ["Cookie": cookie]).object()
            #expect(old["number"] as? Int == 1 && old["latest"] as? Int == 3)
        }
    }

    @Test("A room's number is taken out of the address")
    func room() async throws {
        try await withPlan { _, visitor, cookie in
            _ = try await save(Self.template(.slabs, 4).text, visitor, cookie)
            let reply = try await visitor.ask(Self.address + "?to=2-1-1503&vehicle=foot")
            #expect(reply.status == 303)
            #expect(reply.header("Location") == Self.address + "?to=2-1&vehicle=foot")
        }
    }

    @Test("The page with a plan of 500 buildings is 60 kB at most, packed")
    func size() async throws {
        try await withPlan { _, visitor, cookie in
            let plan = Self.template(.slabs, 500)
            #expect(try await save(plan.text, visitor, cookie).status == 201)
            let name = plan.buildings[250].name
            let reply = try await visitor.ask(Self.address + "?to=\(name)", ["Accept-Encoding": "gzip"])
            #expect(reply.header("Content-Encoding") == "gzip")
            #expect(reply.body.count <= 30_000, "\(reply.body.count) bytes")
            let data = try await visitor.ask("/api/v1" + Self.address, ["Accept-Encoding": "gzip"])
            // What the phone keeps for answers without a network comes after the page.
            #expect(data.body.count <= 45_000, "\(data.body.count) bytes")
        }
    }

    @Test("The plan is to be had as picture and as data; where it lies, only by staff")
    func files() async throws {
        try await withPlan { _, visitor, cookie in
            _ = try await save(Self.template(.ring, 8).text, visitor, cookie)
            let picture = try await visitor.ask(Self.address + ".svg")
            #expect(picture.type == "image/svg+xml" && picture.text.contains("<title>云湖小区"))
            #expect(!picture.text.contains("class=\"pl-road\"") && !picture.text.contains("<style"))
            let shapes = try await visitor.ask(Self.address + ".geojson").object()
            #expect(shapes["type"] as? String == "FeatureCollection")
            let osm = "/console/places/\(Self.compound.id)/plan.osm"
            #expect(try await visitor.ask(osm, ["Cookie": cookie]).status == 404)
            let placed = try await visitor.send(
                form: "lat=43.83&lng=87.62&turn=10", to: "/console/places/\(Self.compound.id)/plan/placing",
                cookie: cookie)
            #expect(placed.status == 303)
            #expect(try await visitor.ask(osm, ["Cookie": cookie]).text.contains("<osm "))
            #expect(try await visitor.ask(osm).status == 303)
            for target in ["", ".svg", ".geojson"] {
                #expect(try await !visitor.ask(Self.address + target).text.contains("43.83"))
            }
            #expect(try await !visitor.ask("/api/v1" + Self.address).text.contains("43.83"))
        }
    }

    @Test("A rider's word reaches the inbox of whoever draws, and is dealt with there")
    func remark() async throws {
        try await withPlan { _, visitor, cookie in
            let plan = Self.template(.slabs, 4)
            _ = try await save(plan.text, visitor, cookie)
            let part = plan.buildings[0].id
            let sent = try await visitor.send(
                "kind=unreadable&part=\(part)&to=1", type: "application/x-www-form-urlencoded",
                to: Self.address + "/remarks")
            #expect(sent.status == 303)
            #expect(sent.header("Location") == Self.address + "?told=1&to=1#remarks")
            let inbox = try await visitor.ask("/console", ["Cookie": cookie]).text
            #expect(inbox.contains("平面图反馈") && inbox.contains("/plan#remarks"))
            let page = try await visitor.ask("/console/places/\(Self.compound.id)/plan", ["Cookie": cookie]).text
            let start = try #require(page.firstRange(of: "/plan/remarks/")?.upperBound)
            let id = String(page[start...].prefix(36))
            let done = try await visitor.send(
                form: "decision=done&reason=", to: "/console/places/\(Self.compound.id)/plan/remarks/\(id)",
                cookie: cookie)
            #expect(done.status == 303)
            #expect(try await !visitor.ask("/console", ["Cookie": cookie]).text.contains("平面图反馈"))
            #expect(try await visitor.ask(Self.address).text.contains("已处理"))
        }
    }

    @Test("A compound's page and JSON, and a gate's own page, lead into the plan")
    func leads() async throws {
        try await withPlan { house, visitor, cookie in
            let place = "/places/\(Self.compound.id)"
            #expect(try await !visitor.ask(place).text.contains("plan.svg"))
            _ = try await save(Self.template(.slabs, 4).text, visitor, cookie)
            #expect(try await visitor.ask(place).text.contains("action=\"\(Self.address)\""))
            let told = try await visitor.ask("/api/v1" + place).object()
            let plan = try #require((told["properties"] as? [String: Any])?["plan"] as? [String: Any])
            #expect(plan["number"] as? Int == 1 && plan["buildings"] as? Int == 4)
            _ = try await visitor.send(
                form: "", to: "/console\(place)/gates/\(Self.gates[0].id)/code", cookie: cookie)
            let code = try await house.database.read { [gates = house.gates] in
                try gates.code(at: Self.gates[0].id, in: $0)
            }
            let page = try await visitor.ask("/g/" + (try #require(code).text)).text
            #expect(page.contains("name=\"gate\" value=\"\(Self.gates[0].id)\""))
        }
    }
}
