import Kernel
import Places
import TestTown
import Testing

@testable import Chargers

@Suite("Chargers")
struct ChargersTests {
    private static let place = Town.place(1, "云湖换电站", kind: .charger)

    private static let full = Charger(
        placeID: place.id, method: .both, operator: "某某 <换电>", vehicle: .ebike, connector: "GB/T 20234",
        battery: "60 V 20 Ah", electricityFenPerKWh: 5, serviceFenPerKWh: 60, swapFen: 1_200, slotsTotal: 12,
        slotsFree: 3, batteriesFull: 7, statusAt: minutesAgo(4))

    /// Nothing is known of it but that it is there.
    private static let bare = Charger(
        placeID: place.id, method: .charge, operator: "", vehicle: .car, connector: "", battery: "",
        electricityFenPerKWh: nil, serviceFenPerKWh: nil, swapFen: nil, slotsTotal: 0, slotsFree: nil,
        batteriesFull: nil, statusAt: nil)

    @Test("A charger is read back as it was saved; saved again it is updated", arguments: TestEngine.available)
    func saved(engine: TestEngine) async throws {
        try await Town.open(engine, places: [Self.place]) { town in
            let chargers = Chargers()
            let id = Self.place.id
            for charger in [Self.full, Self.bare, Self.full] {
                try await town.database.write { try chargers.save([charger], in: $0) }
                let read = try await town.database.read { try chargers.store.charger(id, in: $0) }
                #expect(read == charger)
            }
        }
    }

    private func detail(_ charger: Charger?, _ language: Language) async throws -> PlaceDetail {
        try await Town.open(.sqlite, places: [Self.place]) { town in
            try await town.database.write { try Chargers().save(charger.map { [$0] } ?? [], in: $0) }
            return try await town.database.read {
                try Chargers().detail(of: Self.place, for: testVisit(language), in: $0)
            }
        }
    }

    @Test("Its page tells method, operator, batteries with their age, and prices")
    func pages() async throws {
        let chinese = try await detail(Self.full, .chinese)
        #expect(
            chinese.section.text == """
                <dl class="facts">
                <div><dt>方式</dt><dd>充电、换电 · 电动自行车</dd></div>
                <div><dt>运营商</dt><dd>某某 &lt;换电&gt;</dd></div>
                <div><dt>接口</dt><dd>GB/T 20234</dd></div>
                <div><dt>电池规格</dt><dd>60 V 20 Ah</dd></div>
                <div><dt>满电电池</dt><dd>7 / 12 · 4 分钟前</dd></div>
                <div><dt>电费</dt><dd>0.05 元/度</dd></div>
                <div><dt>服务费</dt><dd>0.60 元/度</dd></div>
                <div><dt>换电费</dt><dd>12.00 元/次</dd></div>
                </dl>
                """)
        #expect(chinese.vehicle == .bike)
        let english = try await detail(Self.full, .english)
        #expect(
            english.section.text == """
                <dl class="facts">
                <div><dt>Kind</dt><dd>Charging and battery swap · E-bikes</dd></div>
                <div><dt>Operator</dt><dd>某某 &lt;换电&gt;</dd></div>
                <div><dt>Connector</dt><dd>GB/T 20234</dd></div>
                <div><dt>Battery</dt><dd>60 V 20 Ah</dd></div>
                <div><dt>Full batteries</dt><dd>7 / 12 · 4 min ago</dd></div>
                <div><dt>Electricity</dt><dd>0.05 ¥/kWh</dd></div>
                <div><dt>Service fee</dt><dd>0.60 ¥/kWh</dd></div>
                <div><dt>Per swap</dt><dd>12.00 ¥</dd></div>
                </dl>
                """)
    }

    @Test("What is unknown is left out of the page and null in JSON; cars are led here by car")
    func unknown() async throws {
        let bare = try await detail(Self.bare, .chinese)
        #expect(
            bare.section.text == "<dl class=\"facts\">\n<div><dt>方式</dt><dd>充电 · 电动汽车</dd></div>\n</dl>")
        #expect(bare.vehicle == .car)
        #expect(
            bare.text
                == #"{"charger":{"method":"charge","vehicle":"car","operator":"","connector":null,"battery":null,"#
                + #""electricityFenPerKWh":null,"serviceFenPerKWh":null,"swapFen":null,"slotsTotal":0,"#
                + #""slotsFree":null,"batteriesFull":null,"statusAt":null}}"#)
        let none = try await detail(nil, .chinese)
        #expect(none.section == .empty)
        #expect(none.text == nil)
    }

    @Test("Every member is in the JSON; moments are in the city's zone")
    func json() async throws {
        let text = try await detail(Self.full, .english).text
        #expect(
            text == #"{"charger":{"method":"both","vehicle":"ebike","operator":"某某 <换电>","connector":"GB/T 20234","#
                + #""battery":"60 V 20 Ah","electricityFenPerKWh":5,"serviceFenPerKWh":60,"swapFen":1200,"#
                + #""slotsTotal":12,"slotsFree":3,"batteriesFull":7,"statusAt":"2026-11-23T05:56:00+06:00"}}"#)
    }

    @Test("Free slots are told where no batteries are counted")
    func slots() async throws {
        var charger = Self.bare
        (charger.slotsTotal, charger.slotsFree, charger.statusAt) = (8, 0, minutesAgo(0))
        let detail = try await detail(charger, .chinese)
        #expect(detail.section.text.contains("<dt>空闲接口</dt><dd>0 / 8 · 刚刚</dd>"))
    }
}
