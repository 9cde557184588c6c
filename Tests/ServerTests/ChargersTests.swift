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
            chinese.section.read == "现在 | 7 | 满电电池 | 3 | 空仓 | 12 | 共有仓位 | 4 分钟前更新 | "
                + "价格 | 电费 | 0.05 元/度 | 服务费 | 0.60 元/度 | 合计 | 0.65 元/度 | 换电费 | 12.00 元/次 | "
                + "设备 | 方式 | 充电、换电 · 电动自行车 | 接口 | GB/T 20234 | 电池规格 | 60 V 20 Ah | "
                + "运营商 | 某某 &lt;换电&gt;")
        #expect(chinese.section.text.ranges(of: "slot slot-full").count == 7)
        #expect(chinese.section.text.ranges(of: "slot slot-used").count == 2)
        #expect(chinese.section.text.ranges(of: "slot slot-empty").count == 3)
        #expect(chinese.vehicle == .bike)
        let english = try await detail(Self.full, .english)
        #expect(
            english.section.read == "Just now | 7 | Full batteries | 3 | Empty slots | 12 | Slots in all | "
                + "Updated 4 min ago | Prices | Electricity | ¥0.05 per kWh | Service fee | ¥0.60 per kWh | "
                + "Together | ¥0.65 per kWh | Swap | ¥12.00 each | Equipment | Kind | "
                + "Charging and battery swap · E-bikes | Connector | GB/T 20234 | Battery | 60 V 20 Ah | "
                + "Operator | 某某 &lt;换电&gt;")
    }

    @Test("Counts that are too old are told with a warning; without an age that is said")
    func age() async throws {
        var charger = Self.full
        charger.statusAt = minutesAgo(121)
        let old = try await detail(charger, .chinese).section
        #expect(old.text.contains("<p class=\"warning\">这是2 小时前的情况，现在可能已经变了。</p>"))
        charger.statusAt = minutesAgo(120)
        #expect(try await detail(charger, .chinese).section.read.contains("2 小时前更新"))
        charger.statusAt = nil
        #expect(try await detail(charger, .english).section.read.contains("Nobody knows how old this is"))
    }

    @Test("Forty slots are drawn, more are told in figures")
    func drawing() async throws {
        var charger = Self.full
        for (total, drawn) in [(40, 40), (41, 0)] {
            charger.slotsTotal = total
            #expect(try await detail(charger, .chinese).section.text.ranges(of: "<i class=\"slot").count == drawn)
        }
    }

    @Test("What is unknown is left out of the page and null in JSON; cars are led here by car")
    func unknown() async throws {
        let bare = try await detail(Self.bare, .chinese)
        #expect(bare.section.read == "设备 | 方式 | 充电 · 电动汽车")
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
        #expect(detail.section.read.hasPrefix("现在 | 0 | 空闲接口 | 8 | 共有接口 | 刚刚更新"))
        #expect(detail.section.text.contains("figure-bad"))
    }

    @Test("How it stands: method and vehicle always, counts only while they are recent")
    func standing() {
        let now = testMoment
        let current = Self.full.standing(at: now)
        #expect(current.traits == [.charge, .swap, .ebike, .fullBattery, .freeSlot])
        #expect(
            current.lines == [
                StandingLine(Phrase("满电 7/12", "7 of 12 batteries full"), at: minutesAgo(4), tone: .good)
            ])
        let late = Self.full.standing(at: now.adding(seconds: 116 * 60))
        #expect(late.traits == current.traits)
        let stale = Self.full.standing(at: now.adding(seconds: 116 * 60 + 1))
        #expect(stale.traits == [.charge, .swap, .ebike])
        #expect(stale.lines.map(\.tone) == [.plain])
        var none = Self.full
        (none.batteriesFull, none.slotsFree) = (0, 0)
        #expect(none.standing(at: now).traits == [.charge, .swap, .ebike])
        #expect(none.standing(at: now).lines.map(\.tone) == [.warning])
        #expect(Self.bare.standing(at: now) == PlaceStanding(traits: [.charge, .car]))
        var swapOnly = Self.bare
        swapOnly.method = .swap
        #expect(swapOnly.standing(at: now).traits == [.swap, .car])
    }

    @Test("Its standing reaches the directory when a change is announced", arguments: TestEngine.available)
    func standings(engine: TestEngine) async throws {
        let chargers = Chargers()
        try await Town.open(engine, places: [Self.place], standings: [chargers]) { town in
            #expect(town.places.index.standing(of: Self.place.id) == .none)
            #expect(town.places.standingTopics == [ChargerStore.changed])
            try await town.database.write { try chargers.save([Self.full], in: $0) }
            try await town.places.refreshStandings(from: town.database, at: testMoment)
            #expect(town.places.index.standing(of: Self.place.id).traits.contains(.fullBattery))
        }
    }

    @Test("A demonstration's chargers are moved up to now, real ones are left", arguments: TestEngine.available)
    func demonstration(engine: TestEngine) async throws {
        let chargers = Chargers()
        let madeUp = {
            var place = Self.place
            place.isDemonstration = true
            return place
        }()
        let real = Town.place(2, "真的充电桩", kind: .charger)
        @Sendable func status(_ place: Place, _ at: Instant?) -> Charger {
            var charger = Self.full
            (charger.placeID, charger.statusAt) = (place.id, at)
            return charger
        }
        try await Town.open(engine, places: [madeUp, real]) { town in
            let old = minutesAgo(600)
            try await town.database.write { try chargers.save([status(madeUp, old), status(real, old)], in: $0) }
            let moved = try await town.database.write { try chargers.freshenDemonstration(in: $0) }
            #expect(moved == 1)
            let (first, second) = (madeUp.id, real.id)
            let read = try await town.database.read { town in
                [try chargers.store.charger(first, in: town), try chargers.store.charger(second, in: town)]
            }
            #expect(read.map { $0?.statusAt } == [testMoment, old])
            let again = try await town.database.write { try chargers.freshenDemonstration(in: $0) }
            #expect(again == 0)
        }
    }
}
