import Geo
import Kernel
import Places
import TestTown
import Testing

@testable import Compounds

@Suite("Compounds and their gates")
struct CompoundsTests {
    private static let compound = Town.place(1, "云湖小区", kind: .compound)

    private static func gate(_ number: UInt64, _ name: String) -> Gate {
        Gate(
            id: ID(high: 0x7000, low: 0x8000_0000_0000_0000 | number), placeID: compound.id, name: name,
            point: Town.lakeside, hours: "Mo-Su 06:00-22:00", admits: .bike, rule: "登记姓名")
    }

    @Test(
        "Gates are read back as they were saved, by name; saved again they are updated", arguments: TestEngine.available
    )
    func saved(engine: TestEngine) async throws {
        try await Town.open(engine, places: [Self.compound]) { town in
            let compounds = Compounds()
            let id = Self.compound.id
            var first = Self.gate(2, "A 东门")
            var second = Self.gate(1, "B 西门")
            (second.point, second.hours, second.rule) = (nil, "", "")
            second.admits = .foot
            let gates = [second, first]
            try await town.database.write { try compounds.save(gates, in: $0) }
            let read = try await town.database.read { try compounds.store.gates(of: id, in: $0) }
            #expect(read == [first, second])
            first.name = "C 东门"
            (first.admits, first.point, first.rule) = (.car, Town.oldTown, "")
            let changed = [first]
            try await town.database.write { try compounds.save(changed, in: $0) }
            let again = try await town.database.read { try compounds.store.gates(of: id, in: $0) }
            #expect(again == [second, first])
        }
    }
}
