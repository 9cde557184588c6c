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

    @Test("A compound's page and JSON tell its gates, hostile texts escaped, unknown values left out")
    func detail() async throws {
        var hostile = Self.gate(1, "<b>\"东\" & '门'</b>")
        hostile.rule = "<script>alert(1)</script>"
        var plain = Self.gate(2, "西门")
        (plain.point, plain.hours, plain.rule, plain.admits) = (nil, "", "", .foot)
        let gates = [hostile, plain]
        try await Town.open(.sqlite, places: [Self.compound]) { town in
            let compounds = Compounds()
            try await town.database.write { try compounds.save(gates, in: $0) }
            let (chinese, english) = try await town.database.read { reading in
                (
                    try compounds.detail(of: Self.compound, for: testVisit(.chinese), in: reading),
                    try compounds.detail(of: Self.compound, for: testVisit(.english), in: reading)
                )
            }
            #expect(chinese.section.text == Self.chinese)
            #expect(english.section.text == Self.english)
            #expect(english.vehicle == .bike)
            #expect(chinese.text == Self.json)
        }
    }

    private static let escaped = "&lt;b&gt;&quot;东&quot; &amp; &#39;门&#39;&lt;/b&gt;"
    private static let chinese = """
        <section>
        <h2>出入口</h2>
        <ul class="rows">
        <li><span class="row-name">\(escaped)</span> <span class="tag">电动车可进</span> \
        <span>每天 06:00–22:00</span> <span class="quiet">&lt;script&gt;alert(1)&lt;/script&gt;</span></li>
        <li><span class="row-name">西门</span> <span class="tag">只能步行</span></li>
        </ul>
        </section>
        """
    private static let english = """
        <section>
        <h2>Gates</h2>
        <ul class="rows">
        <li><span class="row-name">\(escaped)</span> <span class="tag">E-bikes may enter</span> \
        <span>Daily 06:00–22:00</span> <span class="quiet">&lt;script&gt;alert(1)&lt;/script&gt;</span></li>
        <li><span class="row-name">西门</span> <span class="tag">On foot only</span></li>
        </ul>
        </section>
        """
    private static let json =
        #"{"gates":[{"id":"00000000-0000-7000-8000-000000000001","name":"<b>\"东\" & '门'</b>","lat":43.83,"lng":87.62,"#
        + #""hours":"Mo-Su 06:00-22:00","admits":"bike","rule":"<script>alert(1)</script>"},"#
        + #"{"id":"00000000-0000-7000-8000-000000000002","name":"西门","lat":null,"lng":null,"#
        + #""hours":null,"admits":"foot","rule":null}]}"#

    @Test("A compound without gates shows nothing, and says so in JSON")
    func none() async throws {
        try await Town.open(.sqlite, places: [Self.compound]) { town in
            let detail = try await town.database.read {
                try Compounds().detail(of: Self.compound, for: testVisit(.chinese), in: $0)
            }
            #expect(detail.section == .empty)
            #expect(detail.text == #"{"gates":[]}"#)
        }
    }
}
