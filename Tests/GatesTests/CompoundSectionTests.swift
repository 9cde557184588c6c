import Compounds
import Foundation
import GatePolicy
import Kernel
import OpeningHours
import Places
import TestTown
import Testing

@testable import Gates

@Suite("Gates on a compound's page")
struct CompoundSectionTests {
    private func detail(_ here: GateTown, _ query: String = "?lang=zh-Hans", of place: Place = GateTown.lakeside)
        async throws -> PlaceDetail
    {
        let visit = GateTown.visit("/places/x" + query)
        return try await here.database.read { [gates = here.gates] in
            try gates.detail(of: place, for: visit, in: $0)
        }
    }

    @Test("Each gate says whether one may come in now, with what and why; a tap chooses another vehicle")
    func page() async throws {
        try await GateTown.open(.sqlite) { here in
            try await here.propose(GateTown.ridersOnly, at: GateTown.north, as: GateTown.worker)
            let bike = try await detail(here)
            // On an e-bike: the north and the south gate; the west one on foot.
            #expect(bike.section.text.components(separatedBy: "可以进").count - 1 == 2)
            #expect(bike.section.text.contains("请步行进入"))
            #expect(bike.section.text.contains("限速每小时 15 公里。"))
            #expect(bike.section.text.contains("外卖、快递：步行、电动车，全天"))
            #expect(bike.section.text.contains("按开放时间推算"))
            #expect(bike.headers.isEmpty)
            let truck = try await detail(here, "?lang=en&vehicle=car&trade=truck")
            #expect(truck.section.text.components(separatedBy: "Come in<").count - 1 == 1)
            #expect(truck.section.text.contains("Take the car to 南门, about 200 m away."))
            #expect(truck.headers.map(\.1).first?.hasPrefix("visitor=truck.car;") == true)
            #expect(try await detail(here, "?vehicle=tank").section.text.contains("可以进"))
        }
    }

    @Test("Hostile texts are escaped; JSON has the policy where one was written")
    func hostile() async throws {
        try await GateTown.open(.sqlite) { here in
            var gate = GateTown.south
            (gate.name, gate.rule) = ("<b>\"东\"</b>", "<script>alert(1)</script>")
            let wrong = gate
            try await here.database.write { try Compounds().save([wrong], in: $0) }
            try await here.propose(GateTown.walking, as: GateTown.worker)
            let told = try await detail(here)
            #expect(!told.section.text.contains("<script>") && !told.section.text.contains("<b>"))
            let member = try #require(told.json)
            let text = String(decoding: JSON.object([member]).bytes, as: UTF8.self)
            #expect(text.contains(#""policy":{"shut":false,"admissions":[{"vehicles":["foot"]}]}"#))
            #expect(text.contains(#""policy":null"#))
        }
    }

    @Test("Without gates it says so")
    func none() async throws {
        try await GateTown.open(.sqlite) { here in
            let told = try await detail(here, of: GateTown.oldTown)
            #expect(told.section.text.contains("还没有人登记这个小区的出入口。"))
        }
    }
}
