@testable import Accounts
import Compounds
import Kernel
import PassToken
import TestTown
import Testing

@testable import Passes
@testable import Server

@Suite("Looks made without a network")
struct SyncScansTests {
    private func id(_ number: Int) -> String { "01980000-0000-7000-9000-00000000000\(number)" }

    private func scan(
        _ number: Int, _ code: String?, at moment: Instant, gate: Gate = GatesideTown.east, verdict: String = "come-in"
    ) -> String {
        """
        {"id":"\(id(number))","place":"\(gate.placeID)","gate":"\(gate.id)","at":\(moment.seconds),"serial":null,\
        "step":null,"code":\(code.map { "\"\($0)\"" } ?? "null"),"vehicle":"e-bike","verdict":"\(verdict)",\
        "fault":null,"offline":true}
        """
    }

    private func send(_ town: GatesideTown, _ scans: [String], undone: [String] = []) async throws -> [String: Any] {
        let list = undone.map { "\"\($0)\"" }.joined(separator: ",")
        let reply = try await town.watch.send(
            town.visitor, "/api/v1/passes/scans",
            json: "{\"scans\":[\(scans.joined(separator: ","))],\"undone\":[\(list)]}")
        #expect(reply.status == 200, "\(reply.text)")
        return try reply.object()
    }

    /// The property manager of that compound finds them, and another does not.
    private func inbox(_ town: GatesideTown) async throws {
        let area = "990102001001"
        let own = try await SignedIn(
            town.house, 0x811, role: .propertyManager, area: area, place: GatesideTown.lakeside.id.description)
        let other = try await SignedIn(
            town.house, 0x812, role: .propertyManager, area: area, place: GatesideTown.garden.id.description)
        #expect(try await own.ask(town.visitor, "/console").text.contains("同一个码在两个门出现过"))
        #expect(!(try await other.ask(town.visitor, "/console").text.contains("同一个码在两个门出现过")))
        let page = try await own.ask(town.visitor, "/console/pass-flags").text
        #expect(page.contains("湖滨小区 · 东门") && page.contains("湖滨小区 · 北门") && !page.contains("王＊骑"))
        for number in 1...2 {
            let address = "/console/pass-flags/\(id(number))"
            #expect(try await other.ask(town.visitor, address, post: "").status == 404)
            #expect(try await own.ask(town.visitor, address, post: "").status == 303)
            #expect(try await own.ask(town.visitor, address, post: "").status == 404)
        }
        #expect(try await own.ask(town.visitor, "/console/pass-flags").text.contains("没有异常"))
    }

    private func flags(_ answer: [String: Any]) -> [String] {
        (answer["flags"] as? [[String: Any]] ?? []).compactMap { $0["flag"] as? String }
    }

    @Test("They are kept once, however often they come, and their rider sees them", arguments: TestEngine.available)
    func once(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let phone = try PassPhone(1)
            let given = try await town.rider.pass(town.visitor, phone)
            let made = town.now
            town.clock.pass(seconds: 3600)
            let scans = [
                scan(1, try phone.code(given.credential, at: made), at: made),
                scan(2, "https://example.com", at: made, verdict: "not-valid"), scan(3, nil, at: made),
            ]
            for _ in 0..<2 {
                let answer = try await send(town, scans)
                #expect(answer["kept"] as? [String] == [id(1), id(2), id(3)])
                #expect(flags(answer).isEmpty)
            }
            #expect(try await town.rows("SELECT id FROM pass_scan").count == 3)
            let page = try await town.rider.ask(town.visitor, "/me/pass/looks")
            #expect(page.text.contains("离线") && page.text.components(separatedBy: "account-row").count == 2)
            _ = try await send(town, [], undone: [id(1)])
            #expect(try await town.rows("SELECT id FROM pass_scan WHERE undone_at IS NOT NULL").count == 1)
        }
    }

    @Test(
        "What is wrong with one is told: a code seen at two gates, a pass revoked since, one that was never good",
        arguments: TestEngine.available)
    func flagged(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let (phone, other) = (try PassPhone(1), try PassPhone(2))
            let given = try await town.rider.pass(town.visitor, phone)
            let code = try phone.code(given.credential, at: town.now)
            let twice = try await send(
                town, [scan(1, code, at: town.now), scan(2, code, at: town.now, gate: GatesideTown.north)])
            #expect(flags(twice) == ["same-step-elsewhere"])
            #expect(try await town.rows("SELECT id FROM pass_scan WHERE flag = 'same-step-elsewhere'").count == 2)
            try await inbox(town)
            town.clock.pass(seconds: 60)
            let copied = try await send(town, [scan(3, try other.code(given.credential, at: town.now), at: town.now)])
            #expect(flags(copied) == ["disagrees"])
            let refused = try await send(
                town, [scan(4, try other.code(given.credential, at: town.now), at: town.now, verdict: "not-valid")])
            #expect(flags(refused).isEmpty)
            _ = try await town.rider.ask(town.visitor, "/me/pass/lost", post: "")
            let late = try await send(town, [scan(5, try phone.code(given.credential, at: town.now), at: town.now)])
            #expect(flags(late) == ["revoked-since"])
        }
    }

    @Test(
        "Another's gate, a look of last month or of tomorrow, and what is no look are dropped, the rest kept",
        arguments: TestEngine.available)
    func dropped(_ engine: TestEngine) async throws {
        try await GatesideTown.open(engine) { town in
            let foreign = GatesideTown.gate(9, GatesideTown.lakeside, "西门", .bike)
            let answer = try await send(
                town,
                [
                    scan(1, nil, at: town.now.adding(seconds: -8 * 86_400)),
                    scan(2, nil, at: town.now.adding(seconds: 700)),
                    scan(3, nil, at: town.now, gate: foreign), scan(4, nil, at: town.now),
                    scan(5, nil, at: town.now).replacing(id(5), with: "x"),
                ])
            #expect(answer["kept"] as? [String] == [id(1), id(2), id(3), id(4), "x"])
            #expect(try await town.rows("SELECT id FROM pass_scan").count == 1)
            #expect(
                (answer["dropped"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == [
                    id(1), id(2), id(3), "x",
                ])
            let many = Array(repeating: scan(1, nil, at: town.now), count: 201).joined(separator: ",")
            let reply = try await town.watch.send(town.visitor, "/api/v1/passes/scans", json: "{\"scans\":[\(many)]}")
            #expect(reply.status == 400)
        }
    }
}
