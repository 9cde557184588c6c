import CompoundPlan
import Compounds
import GatePolicy
import Gates
import Kernel
import Places
import TestTown
import Testing

@testable import Plans

@Suite("A door asked of a plan")
struct PlanReplyTests {
    private func ask(
        _ here: PlanTown, _ target: String, at moment: Instant = testMoment
    ) async throws -> PlanReply {
        let visit = PlanTown.visit(target)
        let question = try PlanQuestion(visit, choice: VisitorChoice(visit))
        let round = try await here.database.read { [gates = here.gates] in
            try gates.round(of: PlanTown.lakeside.id, at: moment, in: $0)
        }
        return PlanReply(question, on: PlanTown.drawn, round: try #require(round))
    }

    private func gate(_ reply: PlanReply) -> String? { reply.route?.gate }

    @Test("However a door is written, it is found; what is not there is told", arguments: TestEngine.available)
    func written(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            for text in ["12幢1单元", "12-1", "十二栋一单元", "12%23%E6%A5%BC1%E9%97%A8"] {
                let reply = try await ask(here, "/?to=\(text)")
                guard case .door(let building, let unit) = reply.found else {
                    Issue.record("\(text) is not found")
                    continue
                }
                #expect(building.id == "b1" && unit?.id == "u1", "\(text)")
                #expect(reply.route?.unit == "u1")
            }
            guard case .notThere("99") = try await ask(here, "/?to=99幢").found else {
                Issue.record("a building that is not there is found")
                return
            }
            let lacking = try await ask(here, "/?to=12-9")
            #expect(lacking.lacksUnit && lacking.route?.building == "b1")
            guard case .notRead = try await ask(here, "/?to=哈哈").found else {
                Issue.record("nonsense is read")
                return
            }
            let spot = try await ask(here, "/?to=parking&vehicle=e-bike")
            #expect(spot.route?.spot == "s1")
        }
    }

    @Test("The gate is one that lets in this vehicle, and the nearest for who walks", arguments: TestEngine.available)
    func byVehicle(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            // The west gate lets in feet alone, and is nearer to this door.
            let walking = try await ask(here, "/?to=12-1&vehicle=foot")
            #expect(gate(walking) == "g2")
            // Whoever rides in by the south gate and parks is slower than who leaves the bike outside the west gate.
            let riding = try await ask(here, "/?to=7&vehicle=e-bike")
            #expect(gate(riding) == "g1")
            #expect(riding.route?.left?.spot == "s1")
            // Standing at a gate that lets in, one goes in there.
            let here1 = try await ask(here, "/?to=12-1&vehicle=foot&gate=\(PlanTown.south.id)")
            #expect(gate(here1) == "g1")
        }
    }

    @Test(
        "A gate whose policy does not let in is never used, and where none does that is told",
        arguments: TestEngine.available)
    func byPolicy(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            let shut = GatePolicy(isShut: true, admissions: [])
            try await here.database.write { [gates = here.gates] in
                try gates.layDemonstration([(PlanTown.west.id, shut)], since: testMoment, in: $0)
            }
            let walking = try await ask(here, "/?to=12-1&vehicle=foot")
            #expect(gate(walking) == "g1")
            // Also not for whoever stands at it.
            let there = try await ask(here, "/?to=12-1&vehicle=foot&gate=\(PlanTown.west.id)")
            #expect(gate(there) == "g1")
            try await here.database.write { [gates = here.gates] in
                try gates.layDemonstration([(PlanTown.south.id, shut)], since: testMoment, in: $0)
            }
            #expect(try await ask(here, "/?to=12-1&vehicle=foot").answer == PlanAnswer.none(.noEntrance))
        }
    }

    @Test("A room is taken out of the address, and only a room")
    func room() throws {
        let asked: [(String, String?)] = [
            ("12-2-1503", "12-2"), ("12幢2单元1503室", "12-2"), ("12-2", nil), ("", nil), ("parking", nil),
            ("A座1203", "A"),
        ]
        for (text, kept) in asked {
            let visit = PlanTown.visit("/?to=" + AddressText.encode(text))
            #expect(try PlanQuestion(visit, choice: VisitorChoice(visit)).withoutRoom == kept, "\(text)")
        }
    }

    @Test(
        "A plan with none but drawn gates leads on foot, and says that nobody knows", arguments: TestEngine.available)
    func unknownGates(_ engine: TestEngine) async throws {
        try await PlanTown.open(engine) { here in
            let round = try await here.database.read { [gates = here.gates] in
                try gates.round(of: PlanTown.oldTown.id, at: testMoment, in: $0)
            }
            var plan = PlanTown.drawn
            plan.gates = [PlanGate(id: "g9", gate: nil, name: "小门", at: PlanPoint(500, 800))]
            let rider = Visitor(trade: .courier, vehicle: .bike)
            let ways = PlanEntrances(plan, round: try #require(round), for: rider)
            #expect(ways.isUnknown)
            #expect(
                ways.entrances == [
                    PlanEntrance(gate: "g9", mode: .walking, leadMilliseconds: PlanPace.leavingMilliseconds)
                ])
        }
    }
}
