import Dice
import Foundation
import Testing

@testable import CompoundPlan

/// What the editor in the browser works out for itself, as the city does: its texts, its findings, its merges.
/// `Tests/browser/test_plan_editor_twins.py` asks `Web/js/plan-editor-*.js` the same.
@Suite("The editor thinks as the city does")
struct EditorVectorTests {
    private static var file: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "editor-vectors.json")
    }

    private static let perPlan = 6

    private static func point(_ plan: Plan, _ dice: inout Dice) -> PlanPoint {
        PlanPoint(dice.within(-20...plan.size.x), dice.within(-20...plan.size.y))
    }

    /// One careless change.
    private static func spoil(_ plan: inout Plan, _ dice: inout Dice) {
        let path = dice.below(plan.paths.count)
        let building = dice.below(max(plan.buildings.count, 1))
        let hasBuilding = !plan.buildings.isEmpty
        switch dice.below(12) {
        case 0: plan.paths[path].isClosed = true
        case 1 where plan.paths.count > 2: plan.paths.remove(at: path)
        case 2 where hasBuilding: plan.buildings[building].name = dice.pick(["1", "２", "十二", "12幢", "", "A座"])
        case 3 where hasBuilding:
            let (across, down) = (dice.within(-500...500), dice.within(-500...500))
            plan.buildings[building].outline = plan.buildings[building].outline.map {
                PlanPoint($0.x + across, $0.y + down)
            }
        case 4 where hasBuilding: plan.buildings[building].units = []
        case 5 where !plan.gates.isEmpty: plan.gates[dice.below(plan.gates.count)].at = point(plan, &dice)
        case 6 where plan.gates.count > 1: plan.gates[0].gate = plan.gates[1].gate
        case 7 where !plan.spots.isEmpty:
            plan.spots[0].kind = .parking
            plan.spots[0].vehicles = [.bike, .car]
            plan.spots[0].at = dice.pick(plan.paths).line[0]
        case 8: plan.gates = plan.gates.filter { _ in dice.happens(percent: 60) }
        case 9 where hasBuilding:
            for door in plan.buildings[building].units.indices { plan.buildings[building].units[door].name = "甲" }
        case 10: plan.spots.append(PlanSpot(id: "z\(plan.spots.count)", kind: .toilet, at: point(plan, &dice)))
        default: plan.north = dice.below(360)
        }
    }

    /// As they are after they were written and read.
    private static func plans(_ dice: inout Dice) throws -> [Plan] {
        let drawn = PlanTemplate.Kind.allCases.map {
            PlanTemplate($0, seed: 7, buildings: 8, gates: PlanTemplateTests.gates).plan
        }
        let spoilt = (drawn + [PlanVectorTests.bent(drawn[0], &dice)]).flatMap { plan in
            (0..<perPlan).map { number in
                var plan = plan
                for _ in 0..<(number * 3) { spoil(&plan, &dice) }
                return plan
            }
        }
        return try (spoilt + (0..<60).map { _ in RandomPlans.plan(&dice) }).map { try Plan(reading: $0.text) }
    }

    private static func text(_ findings: [PlanFinding]) -> String {
        let all = findings.map { one in
            "{\"fault\":\"\(one.kind.rawValue)\",\"parts\":[\(one.parts.map { "\"\($0)\"" }.joined(separator: ","))]}"
        }
        return "[" + all.joined(separator: ",") + "]"
    }

    private static func merge(_ base: Plan, _ dice: inout Dice) -> String {
        var (mine, theirs) = (base, base)
        for _ in 0..<dice.within(1...5) { spoil(&mine, &dice) }
        for _ in 0..<dice.within(1...5) { spoil(&theirs, &dice) }
        let merge = PlanMerge(base: base, mine: mine, theirs: theirs)
        let conflicts = merge.conflicts.map { "\"\($0.part)\"" }.joined(separator: ",")
        return "{\"base\":\(base.text),\"mine\":\(mine.text),\"theirs\":\(theirs.text),\"plan\":\(merge.plan.text)"
            + ",\"conflicts\":[\(conflicts)],\"renamed\":\(merge.renamed.count)}"
    }

    @Test("Tests/CompoundPlanTests/editor-vectors.json is what is found and merged")
    func vectors() throws {
        var dice = Dice(state: 0xED17)
        let plans = try Self.plans(&dice)
        let checks = plans.map { "{\"plan\":\($0.text),\"findings\":\(Self.text($0.findings))}" }
        let small = try Plan(reading: RandomPlans.plan(&dice).text)
        let merges = (0..<80).map { number in
            Self.merge(number % 16 == 0 ? plans[Self.perPlan * (number / 16)] : small, &dice)
        }
        let text =
            "{\"checks\":[\n" + checks.joined(separator: ",\n") + "\n],\"merges\":[\n"
            + merges.joined(separator: ",\n") + "\n]}\n"
        if ProcessInfo.processInfo.environment["YONGAI_RECORD"] == "1" {
            try text.write(to: Self.file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == text)
        for kind in PlanFinding.Kind.allCases { #expect(text.contains("\"\(kind.rawValue)\""), "\(kind)") }
    }
}
