import Testing

@testable import CompoundPlan

@Suite("Plans to start from")
struct PlanTemplateTests {
    static let gates = [
        PlanTemplate.Gate(id: "018f3c1a-0000-7000-8000-00000000000a", name: "南门"),
        .init(id: "018f3c1a-0000-7000-8000-00000000000b", name: "东门"), .init(id: nil, name: "东南小门"),
        .init(id: nil, name: "外卖专用门"), .init(id: nil, name: "北门"),
    ]

    @Test(
        "Of every kind, size and seed a plan has no findings, keeps the bounds and reads back",
        arguments: PlanTemplate.Kind.allCases)
    func clean(_ kind: PlanTemplate.Kind) throws {
        for count in Array(1...41) + [120, 500] {
            for seed in UInt64(0)..<4 {
                let gates = Array(Self.gates.prefix(Int(seed) + 2))
                let plan = PlanTemplate(kind, seed: seed, buildings: count, gates: gates).plan
                #expect(plan.findings == [], "\(kind) \(count) \(seed)")
                #expect(plan.buildings.count == count && plan.gates.count == gates.count)
                #expect(try Plan(reading: plan.text) == plan, "\(kind) \(count) \(seed)")
                #expect(plan.spots.count > 3 && plan.spots.contains { $0.vehicles == [.bike] })
            }
        }
    }

    @Test("The same arguments give the same plan, another seed another")
    func same() {
        for kind in PlanTemplate.Kind.allCases {
            let one = PlanTemplate(kind, seed: 7, gates: Self.gates).plan
            #expect(one == PlanTemplate(kind, seed: 7, gates: Self.gates).plan)
            #expect(one != PlanTemplate(kind, seed: 8, gates: Self.gates).plan)
            #expect((8...40).contains(one.buildings.count))
        }
    }

    @Test("Gates stand on the side their names say, and a compound without any gets one")
    func sides() {
        let plan = PlanTemplate(.slabs, seed: 3, gates: Self.gates).plan
        let bySide = Dictionary(grouping: plan.gates) { gate in
            gate.at.y == 0 ? "北" : gate.at.y == plan.size.y ? "南" : gate.at.x == 0 ? "西" : "东"
        }
        #expect(bySide["南"]?.map(\.gate) == [Self.gates[0].id])
        #expect(bySide["东"]?.map(\.gate) == [Self.gates[1].id, nil])
        #expect(bySide["北"]?.map(\.name) == ["北门"])
        #expect(bySide["西"]?.map(\.name) == ["外卖专用门"])
        #expect(PlanTemplate(.towers, seed: 1, gates: []).plan.gates.map(\.name) == ["南门"])
    }
}
