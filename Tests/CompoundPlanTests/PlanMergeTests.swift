import Dice
import Testing

@testable import CompoundPlan

@Suite("Two managers at one plan")
struct PlanMergeTests {
    private let base = PlanCheckTests.small

    private func merge(_ mine: (inout Plan) -> Void, _ theirs: (inout Plan) -> Void) -> PlanMerge {
        var (ours, others) = (base, base)
        mine(&ours)
        theirs(&others)
        return PlanMerge(base: base, mine: ours, theirs: others)
    }

    @Test("Changes of different parts are both kept, in both orders")
    func both() {
        let name: (inout Plan) -> Void = { $0.buildings[0].name = "1A" }
        let move: (inout Plan) -> Void = {
            $0.gates[0].name = "大门"; $0.size.x = 1200
        }
        for merge in [merge(name, move), merge(move, name)] {
            #expect(merge.conflicts == [] && merge.renamed == [:])
            #expect(merge.plan.buildings[0].name == "1A" && merge.plan.gates[0].name == "大门")
            #expect(merge.plan.size.x == 1200)
        }
        #expect(merge({ $0.spots = [] }, name).plan.spots == [])
        #expect(merge(name, { $0.spots = [] }).plan.spots == [])
    }

    @Test("The same change made twice is one")
    func same() {
        let change: (inout Plan) -> Void = { plan in
            plan.buildings[0].name = "7"
            plan.spots = []
            plan.paths.append(PlanPath(id: "p9", kind: .lane, line: [.init(0, 0), .init(0, 500)]))
        }
        let merge = merge(change, change)
        var wanted = base
        change(&wanted)
        #expect(merge == PlanMerge(plan: wanted, conflicts: [], renamed: [:]))
    }

    @Test("One part changed in two ways, or changed and deleted, is told of and theirs stays")
    func conflicts() {
        let mine = merge({ $0.buildings[0].name = "7" }, { $0.buildings[0].name = "8" })
        #expect(mine.conflicts == [PlanConflict(part: "b1", mine: .changed, theirs: .changed)])
        #expect(mine.plan.buildings[0].name == "8")
        let gone = merge({ $0.paths.removeLast() }, { $0.paths[2].kind = .stairs })
        #expect(gone.conflicts == [PlanConflict(part: "p3", mine: .deleted, theirs: .changed)])
        let kept = merge({ $0.paths[2].kind = .stairs }, { $0.paths.removeLast() })
        #expect(kept.conflicts == [PlanConflict(part: "p3", mine: .changed, theirs: .deleted)])
        #expect(merge({ $0.north = 5 }, { $0.size.y = 900 }).conflicts.map(\.part) == [""])
        let door = merge({ $0.buildings[0].units[0].name = "甲" }, { $0.buildings[0].floors = 6 })
        #expect(door.conflicts.map(\.part) == ["b1"])
    }

    @Test("A junction that both moved is a conflict of every path through it")
    func junction() {
        func moved(_ x: Int) -> (inout Plan) -> Void {
            { plan in
                plan.paths[0].line[1].x = x
                plan.paths[1].line[0].x = x
            }
        }
        #expect(merge(moved(210), moved(220)).conflicts.map(\.part) == ["p1", "p2"])
        #expect(merge(moved(210), { $0.paths[2].kind = .stairs }).conflicts == [])
    }

    @Test("New parts of both are kept; where they have one identifier, mine gets another")
    func new() throws {
        let merge = merge(
            { plan in
                plan.paths.append(PlanPath(id: "p4", kind: .lane, line: [.init(0, 0), .init(0, 500)]))
                plan.buildings[0].units.append(PlanUnit(id: "u3", name: "2", at: .init(250, 440)))
                plan.spots.append(PlanSpot(id: "x", kind: .office, at: .init(0, 500)))
            },
            { plan in
                plan.paths.append(PlanPath(id: "p4", kind: .ramp, line: [.init(0, 1), .init(0, 500)]))
                plan.buildings[1].units.append(PlanUnit(id: "u3", name: "2", at: .init(650, 560)))
                plan.grounds.append(
                    PlanGround(id: "x", kind: .green, outline: [.init(0, 0), .init(9, 0), .init(9, 9)]))
            })
        #expect(merge.conflicts == [])
        #expect(merge.renamed == ["p4": "p5", "u3": "u4", "x": "x1"])
        #expect(merge.plan.paths.map(\.id) == ["p1", "p2", "p3", "p4", "p5"])
        #expect(merge.plan.paths[3].kind == .ramp && merge.plan.paths[4].kind == .lane)
        #expect(merge.plan.buildings[0].units.map(\.id) == ["u1", "u4"])
        #expect(merge.plan.buildings[1].units.map(\.id) == ["u2", "u3"])
        #expect(merge.plan.spots.map(\.id) == ["s1", "x1"] && merge.plan.grounds.map(\.id) == ["x"])
        #expect(try Plan(reading: merge.plan.text) == merge.plan)
    }

    @Test("Drawn changes of two: nothing of either is lost, and a merge reads back")
    func drawn() throws {
        var dice = Dice(state: 11)
        let base = PlanTemplate(.slabs, seed: 5, buildings: 12, gates: PlanTemplateTests.gates).plan
        for _ in 0..<200 {
            let (mine, theirs) = (changed(base, &dice), changed(base, &dice))
            let merge = PlanMerge(base: base, mine: mine, theirs: theirs)
            #expect(try Plan(reading: merge.plan.text) == merge.plan)
            let touched = Set(merge.conflicts.map(\.part))
            for part in mine.paths where !touched.contains(part.id) && !base.paths.contains(part) {
                #expect(merge.plan.paths.contains { $0.line == part.line && $0.kind == part.kind })
            }
            for part in theirs.paths where !base.paths.contains(part) { #expect(merge.plan.paths.contains(part)) }
            for part in base.paths where !touched.contains(part.id) {
                let isGone = !mine.paths.contains { $0.id == part.id } || !theirs.paths.contains { $0.id == part.id }
                #expect(merge.plan.paths.contains { $0.id == part.id } == !isGone)
            }
            // The other way round the same parts are told of.
            let back = PlanMerge(base: base, mine: theirs, theirs: mine)
            #expect(Set(back.conflicts.map(\.part)) == touched)
        }
    }

    private func changed(_ base: Plan, _ dice: inout Dice) -> Plan {
        var plan = base
        for number in 0..<dice.within(1...6) {
            let place = dice.below(plan.paths.count)
            switch dice.below(4) {
            case 0: plan.paths.remove(at: place)
            case 1: plan.paths[place].line[0].x += dice.within(1...3)
            case 2: plan.paths[place].isClosed.toggle()
            default:
                plan.paths.append(
                    PlanPath(
                        id: "n\(number)", kind: dice.pick(PlanPath.Kind.allCases),
                        line: [.init(dice.below(9), 0), .init(0, dice.below(900) + 10)]))
            }
        }
        return plan
    }
}
