import Dice
import Foundation
import Testing

@testable import CompoundPlan

/// `door-addresses.json` is written by hand; `Tests/browser/test_plan_modules.py` asks the page's module the same.
@Suite("Addresses as people write them")
struct DoorAddressTests {
    private struct Row: Decodable {
        var text: String
        var compound: String?
        var building: String?
        var unit: String?
        var room: String?
        var floor: Int?
    }

    @Test("Tests/CompoundPlanTests/door-addresses.json")
    func table() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "door-addresses.json")
        let rows = try JSONDecoder().decode([Row].self, from: Data(contentsOf: file))
        #expect(rows.count > 60)
        for row in rows {
            let wanted = row.building.map {
                DoorAddress(
                    compound: row.compound ?? "", building: $0, unit: row.unit ?? "", room: row.room ?? "",
                    floor: row.floor)
            }
            #expect(DoorAddress(parsing: row.text) == wanted, "\(row.text)")
        }
    }

    @Test("Whatever is pasted is read without an accident, at most 200 characters of it")
    func anything() {
        var dice = Dice(state: 3)
        let pieces = ["12", "幢", "-", " ", "单元", "A", "0", "楼", "#", "号", "十", "百", "乙", "UNIT", "室", "F", "小区", "😀"]
        for _ in 0..<5000 {
            let text = (0..<dice.below(12)).map { _ in dice.pick(pieces) }.joined()
            guard let address = DoorAddress(parsing: text) else { continue }
            #expect(!address.building.isEmpty, "\(text)")
            // What was found is found again in the form it is shown in.
            if address.unit.isEmpty && address.room.isEmpty { continue }
            let again = "\(address.building)幢" + (address.unit.isEmpty ? "" : "\(address.unit)单元")
            #expect(DoorAddress(parsing: again)?.building == address.building, "\(text)")
        }
        #expect(DoorAddress(parsing: String(repeating: "东", count: 200) + "12幢") == nil)
        #expect(DoorAddress(parsing: String(repeating: "东", count: 197) + "12幢2单元")?.building == "12")
    }

    @Test("A sign is found in a plan however it is written")
    func find() throws {
        var plan = PlanCheckTests.small
        plan.buildings[1].name = "0２幢"
        plan.buildings[1].units[0].name = "甲单元"
        for text in ["2幢1单元", "二栋甲单元", "2-1", "2号楼甲", "02幢1门501"] {
            let found = try #require(DoorAddress(parsing: text)?.find(in: plan), "\(text)")
            #expect(found.building.id == "b2" && found.unit?.id == "u2", "\(text)")
        }
        let other = try #require(DoorAddress(parsing: "1幢3单元")?.find(in: plan))
        #expect(other.building.id == "b1" && other.unit == nil)
        #expect(DoorAddress(parsing: "1幢")?.find(in: plan)?.unit == nil)
        #expect(DoorAddress(parsing: "7幢")?.find(in: plan) == nil)
    }
}
