import Testing

@testable import CompoundPlan

@Suite("What a manager should look at")
struct PlanCheckTests {
    /// A gate, a road, and buildings 1 and 2 with a footway each.
    static let small = Plan(
        size: PlanPoint(1000, 1000),
        paths: [
            PlanPath(id: "p1", kind: .road, line: [.init(0, 500), .init(200, 500), .init(600, 500), .init(1000, 500)]),
            PlanPath(id: "p2", kind: .footway, line: [.init(200, 500), .init(200, 440)]),
            PlanPath(id: "p3", kind: .footway, line: [.init(600, 500), .init(600, 560)]),
        ],
        buildings: [
            PlanBuilding(
                id: "b1", name: "1", outline: [.init(100, 300), .init(300, 300), .init(300, 440), .init(100, 440)],
                units: [PlanUnit(id: "u1", name: "1", at: .init(200, 440))]),
            PlanBuilding(
                id: "b2", name: "2", outline: [.init(500, 560), .init(700, 560), .init(700, 700), .init(500, 700)],
                units: [PlanUnit(id: "u2", name: "1", at: .init(600, 560))]),
        ],
        gates: [PlanGate(id: "g1", gate: nil, name: "西门", at: .init(0, 500))],
        spots: [PlanSpot(id: "s1", kind: .parking, at: .init(200, 500), vehicles: [.bike])])

    private func findings(_ change: (inout Plan) -> Void) -> [PlanFinding] {
        var plan = Self.small
        change(&plan)
        return plan.findings
    }

    @Test("A plan in order has no findings")
    func clean() { #expect(findings { _ in } == []) }

    @Test("Doors and gates beside all paths, and doors no gate leads to")
    func reach() {
        #expect(findings { $0.gates = [] } == [PlanFinding(.noGate)])
        #expect(findings { $0.gates[0].at.x = 5 } == [PlanFinding(.gateNotOnPath, "g1")])
        #expect(findings { $0.buildings[0].units[0].at.x = 201 } == [PlanFinding(.doorNotOnPath, "u1")])
        #expect(findings { $0.paths[2].line[0].x = 601 } == [PlanFinding(.doorUnreachable, "u2")])
        #expect(findings { $0.paths[2].isClosed = true } == [PlanFinding(.doorUnreachable, "u2")])
        #expect(findings { $0.paths[2].isOneWay = true } == [])
        #expect(findings { $0.buildings[1].units = [] } == [PlanFinding(.buildingWithoutDoor, "b2")])
    }

    @Test("Signs that stand twice")
    func names() {
        #expect(findings { $0.buildings[1].name = "1" } == [PlanFinding(.sameBuildingName, "b1", "b2")])
        #expect(findings { $0.buildings[1].name = "０1幢" } == [PlanFinding(.sameBuildingName, "b1", "b2")])
        #expect(findings { $0.buildings[1].name = "" } == [PlanFinding(.buildingWithoutName, "b2")])
        let door = PlanUnit(id: "u3", name: "一单元", at: .init(200, 440))
        #expect(findings { $0.buildings[0].units.append(door) } == [PlanFinding(.sameUnitName, "u1", "u3")])
        let gate = PlanGate(id: "g2", gate: "x", at: .init(1000, 500))
        let twice = PlanGate(id: "g3", gate: "x", at: .init(0, 500))
        #expect(findings { $0.gates += [gate, twice] } == [PlanFinding(.sameGate, "g2", "g3")])
    }

    @Test("Buildings in one another, in every way; walls may touch")
    func overlaps() {
        func box(_ left: Int, _ top: Int, _ right: Int, _ bottom: Int) -> [PlanPoint] {
            [.init(left, top), .init(right, top), .init(right, bottom), .init(left, bottom)]
        }
        let table: [([PlanPoint], Bool)] = [
            (box(300, 300, 400, 440), false), (box(0, 440, 100, 500), false), (box(299, 300, 400, 440), true),
            (box(100, 300, 300, 440), true), (box(150, 350, 160, 360), true), (box(0, 200, 900, 540), true),
            (box(150, 200, 160, 540), true), (box(100, 300, 200, 440), true),
            ([.init(300, 370), .init(350, 300), .init(350, 440)], false),
            ([.init(200, 300), .init(250, 200), .init(150, 200)], false),
            ([.init(200, 301), .init(250, 200), .init(150, 200)], true),
            // A hook round the building that does not touch it.
            (
                [
                    .init(50, 250), .init(350, 250), .init(350, 480), .init(340, 480), .init(340, 260),
                    .init(60, 260), .init(60, 480), .init(50, 480),
                ], false
            ),
        ]
        for (outline, overlaps) in table {
            let found = findings { plan in
                plan.buildings[1].outline = outline
            }
            #expect(found == (overlaps ? [PlanFinding(.buildingsOverlap, "b1", "b2")] : []), "\(outline)")
        }
    }

    @Test("Six hundred buildings on one spot are told of in part, and soon")
    func heap() {
        var plan = Self.small
        plan.buildings = (0..<PlanLimits.buildingsMax).map { number in
            PlanBuilding(id: "b\(number)", name: "\(number)", outline: Self.small.buildings[0].outline)
        }
        let found = plan.findings
        #expect(found.count(where: { $0.kind == .buildingsOverlap }) == 200)
        #expect(found.count(where: { $0.kind == .buildingWithoutDoor }) == 600)
    }

    @Test("Parts off the sheet, spots beside all paths, parking nobody can ride to")
    func strays() {
        #expect(findings { $0.buildings[1].outline[2] = .init(1001, 700) } == [PlanFinding(.outsideSheet, "b2")])
        #expect(findings { $0.spots[0].at = .init(201, 500) } == [PlanFinding(.spotNotOnPath, "s1")])
        #expect(findings { $0.spots[0].at = .init(200, 440) } == [PlanFinding(.parkingUnreachable, "s1")])
        #expect(
            findings {
                $0.spots[0].vehicles = [.bike, .car]; $0.paths[0].kind = .lane
            }
                == [PlanFinding(.parkingUnreachable, "s1")])
    }
}
