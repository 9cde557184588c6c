import Geo
import Kernel
import OpeningHours
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
            #expect(chinese.section.read == Self.chinese)
            #expect(english.section.read == Self.english)
            #expect(english.vehicle == .bike)
            #expect(chinese.text == Self.json)
        }
    }

    private static let escaped = "&lt;b&gt;&quot;东&quot; &amp; &#39;门&#39;&lt;/b&gt;"
    private static let chinese =
        "出入口 | \(escaped) | 电动车可进 | 开放中 · 22:00 关门 | "
        + "每天 06:00–22:00 · &lt;script&gt;alert(1)&lt;/script&gt; | 西门 | 只能步行"
    private static let english =
        "Gates | \(escaped) | E-bikes may enter | Open · closes 22:00 | "
        + "Daily 06:00–22:00 · &lt;script&gt;alert(1)&lt;/script&gt; | 西门 | On foot only"
    private static let json =
        #"{"gates":[{"id":"00000000-0000-7000-8000-000000000001","name":"<b>\"东\" & '门'</b>","lat":43.83,"lng":87.62,"#
        + #""hours":"Mo-Su 06:00-22:00","admits":"bike","rule":"<script>alert(1)</script>"},"#
        + #"{"id":"00000000-0000-7000-8000-000000000002","name":"西门","lat":null,"lng":null,"#
        + #""hours":null,"admits":"foot","rule":null}]}"#

    @Test("A gate's hours are judged by the city's holidays")
    func holidays() throws {
        let today = try #require(CivilDay(iso8601: "2026-11-23"))
        var gate = Self.gate(1, "东门")
        gate.hours = "Mo-Su 06:00-22:00; PH off"
        let calendar = HolidayCalendar(holidays: [today], workdays: [])
        let visit = testVisit(.chinese)
        let shut = CompoundPages.section([gate], hours: CityHours(calendar: calendar), for: visit)
        #expect(shut.read.contains("今天不开 · 明天 06:00 开门"))
        #expect(shut.text.contains("class=\"open open-closed\""))
        let open = CompoundPages.section([gate], hours: CityHours(), for: visit)
        #expect(open.read.contains("开放中 · 22:00 关门"))
    }

    @Test("A compound without gates says so, on the page and in JSON")
    func none() async throws {
        try await Town.open(.sqlite, places: [Self.compound]) { town in
            let detail = try await town.database.read {
                try Compounds().detail(of: Self.compound, for: testVisit(.chinese), in: $0)
            }
            #expect(detail.section.read == "出入口 | 还没有人登记这个小区的出入口。")
            #expect(detail.text == #"{"gates":[]}"#)
        }
    }
}
