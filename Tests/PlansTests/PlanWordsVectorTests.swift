@testable import CompoundPlan
import Foundation
import Kernel
import TestTown
import Testing

@testable import Plans

@Suite("The words of a way, as the pages say them without a network")
struct PlanWordsVectorTests {
    private static let path = Repository.root + "/Tests/PlansTests/plan-words.json"

    /// Every kind of step, as Swift and as the pages have it (docs/plan-format.md).
    private static var steps: [(PlanStep, JSON)] {
        let entered: [(PlanStep, JSON)] = PlanMode.allCases.map { mode in
            (.enter(gate: "g1", mode: mode), ["do": "enter", "gate": "g1", "mode": .string(mode.rawValue)])
        }
        let gone: [(PlanStep, JSON)] = PlanTurn.allCases.flatMap { turn in
            PlanMode.allCases.flatMap { mode in
                PlanPath.Kind.allCases.flatMap { kind in
                    [("", ""), ("环路", "12"), ("", "物业楼")].map { go(turn, mode, kind, name: $0.0, passing: $0.1) }
                }
            }
        }
        let climbed: [(PlanStep, JSON)] = PlanTurn.allCases.map { turn in
            (
                .stairs(turn: turn, metres: 7),
                ["do": "stairs", "turn": .string(turn.rawValue), "metres": 7]
            )
        }
        let left: [(PlanStep, JSON)] = [
            (.lift, ["do": "lift"]), (.leaveVehicle(parking: nil), ["do": "leave"]),
            (.leaveVehicle(parking: ""), ["do": "leave", "parking": ""]),
            (.leaveVehicle(parking: "东车棚"), ["do": "leave", "parking": "东车棚"]),
            (.floor(15, byLift: nil), ["do": "floor", "floor": 15]),
            (.floor(15, byLift: true), ["do": "floor", "floor": 15, "lift": true]),
            (.floor(6, byLift: false), ["do": "floor", "floor": 6, "lift": false]),
        ]
        return entered + gone + climbed + left + arrived
    }

    private static func go(
        _ turn: PlanTurn, _ mode: PlanMode, _ kind: PlanPath.Kind, name: String, passing: String
    ) -> (PlanStep, JSON) {
        let stretch = PlanStretch(turn: turn, mode: mode, metres: 42, kind: kind, name: name, passing: passing)
        var members: [(String, JSON)] = [
            ("do", "go"), ("turn", .string(turn.rawValue)), ("mode", .string(mode.rawValue)), ("metres", 42),
            ("kind", .string(kind.rawValue)),
        ]
        if !name.isEmpty { members.append(("name", .string(name))) }
        if !passing.isEmpty { members.append(("passing", .string(passing))) }
        return (.go(stretch), .object(members))
    }

    private static var arrived: [(PlanStep, JSON)] {
        let signs = [("12", "2"), ("12", ""), ("A", "甲"), ("", ""), ("物业楼", "北门厅"), ("3-1", "B")]
        let doors: [(PlanStep, JSON)] = signs.flatMap { building, unit in
            PlanSide.allCases.map { side -> (PlanStep, JSON) in
                (
                    .arrive(building: building, unit: unit, side: side),
                    [
                        "do": "arrive", "building": .string(building), "unit": .string(unit),
                        "side": .string(side.rawValue),
                    ]
                )
            }
        }
        let spots: [(PlanStep, JSON)] = PlanSpot.Kind.allCases.flatMap { kind in
            ["", "一号柜"].map { name -> (PlanStep, JSON) in
                (
                    .arriveAtSpot(kind: kind, name: name),
                    ["do": "arrive-at-spot", "kind": .string(kind.rawValue), "name": .string(name)]
                )
            }
        }
        return doors + spots
    }

    private func text() -> String {
        var plan = PlanTown.drawn
        plan.gates = [PlanGate(id: "g1", gate: nil, name: "南门", at: PlanPoint(500, 800))]
        let names = PlanNames(plan, gates: [])
        let cases = [false, true].flatMap { isOutside in
            Self.steps.map { step, json -> JSON in
                let said = PlanStepWords(names: names, leavesOutside: isOutside).sentence(step)
                return [
                    "step": json, "outside": .bool(isOutside), "zh": .string(said.chinese), "en": .string(said.english),
                ]
            }
        }
        let measures = [0, 499, 500, 59_999, 60_000, 60_001, 125_000].map { number -> JSON in
            let (time, metres) = (PlanStepWords.time(milliseconds: number), PlanStepWords.metres(number))
            return [
                "n": JSON(number), "time": .string(time.chinese + " / " + time.english),
                "metres": .string(metres.chinese + " / " + metres.english),
            ]
        }
        let tables = Language.allCases.map { language in
            let members = PlanStepWords.pieces.map { ($0.0, JSON.string($0.1.in(language))) }
            return (language == .chinese ? "zh" : "en", JSON.object(members))
        }
        let lines = cases.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: ",\n")
        return """
            {"tables":\(String(decoding: JSON.object(tables).bytes, as: UTF8.self)),
            "measures":\(String(decoding: JSON.array(measures).bytes, as: UTF8.self)),
            "cases":[
            \(lines)
            ]}

            """
    }

    @Test("They are those of Tests/PlansTests/plan-words.json, which the pages are held to")
    func recorded() throws {
        let made = text()
        if ProcessInfo.processInfo.environment["YONGAI_RECORD"] == "1" {
            try made.write(toFile: Self.path, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOfFile: Self.path, encoding: .utf8) == made)
    }

    @Test("No sentence keeps a figure that was not filled in, and English ones hold no Chinese but names")
    func whole() {
        let words = PlanStepWords(names: PlanNames(PlanTown.drawn, gates: []))
        for (step, _) in Self.steps {
            let said = words.sentence(step)
            #expect(!said.chinese.contains("{") && !said.english.contains("{"), "\(step)")
            #expect(!said.english.contains("  ") && !said.english.hasSuffix(" "), "\(said.english)")
        }
        for reason in PlanNoWay.allCases { #expect(PlanStepWords.none(reason).chinese.hasSuffix("。"), "\(reason)") }
    }
}
