import Kernel
import OpeningHours
import Places
import TestTown
import Testing

@testable import Merchants

@Suite("Merchants and their offers")
struct MerchantsTests {
    private static let shop = Town.place(1, "老面馆")

    private static func offer(
        _ number: UInt64, _ kind: Offer.Kind = .freeItem, amount: Int = 0, item: String = "米饭",
        itemEn: String = "Rice", days: String = "", perDay: Int = 1, validUntil: Instant? = nil
    ) -> Offer {
        Offer(
            id: ID(high: 0x7000, low: 0x8000_0000_0000_0000 | number), placeID: shop.id, kind: kind, amount: amount,
            item: item, itemEn: itemEn, days: days, perDay: perDay, validUntil: validUntil)
    }

    @Test("Offers are read back as they were saved; saved again they are updated", arguments: TestEngine.available)
    func saved(engine: TestEngine) async throws {
        try await Town.open(engine, places: [Self.shop]) { town in
            let merchants = Merchants()
            let id = Self.shop.id
            let offers = [
                Self.offer(1, .percentOff, amount: 15, item: "", itemEn: "", days: "Mo-Fr"),
                Self.offer(2, .fixedPrice, amount: 1_200, perDay: 3, validUntil: testMoment.adding(seconds: 1)),
                Self.offer(3),
            ]
            try await town.database.write { try merchants.save(offers, in: $0) }
            let read = try await town.database.read { try merchants.store.offers(of: id, at: testMoment, in: $0) }
            #expect(read == offers)
            let changed = Self.offer(1, .freeItem, item: "汤", itemEn: "Soup", days: "Sa,Su", perDay: 2)
            try await town.database.write { try merchants.save([changed], in: $0) }
            let again = try await town.database.read { try merchants.store.offers(of: id, at: testMoment, in: $0) }
            #expect(again == [changed] + offers.dropFirst())
        }
    }

    @Test("An offer that has run out is not shown, from the very moment on", arguments: TestEngine.available)
    func expired(engine: TestEngine) async throws {
        try await Town.open(engine, places: [Self.shop]) { town in
            let offers = [-86_400, -1, 0, 1, 86_400].enumerated().map { number, seconds in
                Self.offer(UInt64(number), validUntil: testMoment.adding(seconds: Int64(seconds)))
            }
            try await town.database.write { try Merchants().save(offers, in: $0) }
            let shown = try await town.database.read {
                try Merchants().detail(of: Self.shop, for: testVisit(.chinese), in: $0)
            }
            #expect(shown.section.text.ranges(of: "<li>").count == 2)
            let told = try #require(shown.text)
            #expect(told.ranges(of: "\"id\"").count == 2)
        }
    }

    @Test(
        "Discounts and prices are said as people say them",
        arguments: [
            (Offer.Kind.percentOff, 15, "全单 8.5 折", "15 % off the bill"),
            (.percentOff, 20, "全单 8 折", "20 % off the bill"), (.percentOff, 5, "全单 9.5 折", "5 % off the bill"),
            (.percentOff, 92, "全单 0.8 折", "92 % off the bill"),
            (.fixedPrice, 5, "黄鱼面 0.05 元", "Croaker noodles for ¥0.05"),
            (.fixedPrice, 1_200, "黄鱼面 12 元", "Croaker noodles for ¥12"),
            (.fixedPrice, 1_250, "黄鱼面 12.50 元", "Croaker noodles for ¥12.50"),
            (.fixedPrice, 0, "黄鱼面 0 元", "Croaker noodles for ¥0"),
            (.freeItem, 0, "免费黄鱼面", "Free: Croaker noodles"),
        ])
    func words(kind: Offer.Kind, amount: Int, chinese: String, english: String) {
        let offer = Self.offer(1, kind, amount: amount, item: "黄鱼面", itemEn: "Croaker noodles")
        #expect(offer.words == Phrase(chinese, english))
    }

    @Test("An item without an English name keeps its own in English")
    func noEnglish() {
        #expect(Self.offer(1, .fixedPrice, amount: 800, itemEn: "").words.english == "米饭 for ¥8")
        #expect(Self.offer(1, itemEn: "").words.english == "Free: 米饭")
    }

    @Test("A merchant's page and JSON tell its offers with their days, times and end, in both languages")
    func detail() async throws {
        let offers = [
            Self.offer(1, item: "<b>汤</b>", itemEn: "\"Soup\"", days: "Sa,Su", perDay: 2),
            // 2026-12-31 20:00 UTC is the next day in the city.
            Self.offer(2, .percentOff, amount: 15, validUntil: Instant(seconds: 1_798_747_200)),
        ]
        try await Town.open(.sqlite, places: [Self.shop]) { town in
            try await town.database.write { try Merchants().save(offers, in: $0) }
            let (chinese, english) = try await town.database.read { reading in
                (
                    try Merchants().detail(of: Self.shop, for: testVisit(.chinese), in: reading),
                    try Merchants().detail(of: Self.shop, for: testVisit(.english), in: reading)
                )
            }
            #expect(chinese.section.read == Self.chinese)
            #expect(english.section.read == Self.english)
            #expect(english.text == Self.json)
        }
    }

    private static let chinese =
        "骑手优惠 | 免费&lt;b&gt;汤&lt;/b&gt; | 今天不可用 · 只在周六、周日 | 周六、周日 · 每人每天 2 次 | "
        + "全单 8.5 折 | 今天可用 | 每天 · 每人每天 1 次 · 有效期至 2027-01-01"
    private static let english =
        "Offers for riders | Free: &quot;Soup&quot; | Not today · only Sat, Sun | Sat, Sun · 2 times a day | "
        + "15 % off the bill | Today | Every day · once a day · until 2027-01-01"
    private static let json =
        #"{"offers":[{"id":"00000000-0000-7000-8000-000000000001","kind":"free_item","amount":0,"item":"<b>汤</b>","#
        + #""itemEn":"\"Soup\"","days":"Sa,Su","perDay":2,"validUntil":null},"#
        + #"{"id":"00000000-0000-7000-8000-000000000002","kind":"percent_off","amount":15,"item":"米饭","#
        + #""itemEn":"Rice","days":null,"perDay":1,"validUntil":"2027-01-01T02:00:00+06:00"}]}"#

    @Test("Today's answer says yes, or why not: another day, the shop shut, the last days")
    func today() throws {
        let visit = testVisit(.chinese)
        let monday = try #require(CivilDay(iso8601: "2026-11-23"))
        func answer(_ offer: Offer, hours: String = "", calendar: HolidayCalendar = .none) -> String {
            var shop = Self.shop
            shop.hours = hours
            return OfferAnswer(offer, of: shop, hours: CityHours(calendar: calendar), for: visit).words.chinese
        }
        #expect(answer(Self.offer(1)) == "今天可用")
        #expect(answer(Self.offer(1, days: "Mo-Fr")) == "今天可用")
        #expect(answer(Self.offer(1, days: "Sa,Su")) == "今天不可用 · 只在周六、周日")
        #expect(answer(Self.offer(1), hours: "Tu-Su 10:00-20:00") == "今天不可用 · 店里休息")
        // Not open yet, but it will be.
        #expect(answer(Self.offer(1), hours: "Mo 10:00-20:00") == "今天可用")
        let holiday = HolidayCalendar(holidays: [monday], workdays: [])
        #expect(answer(Self.offer(1), hours: "10:00-20:00; PH off", calendar: holiday) == "今天不可用 · 店里休息")
        #expect(answer(Self.offer(1, days: "Mo-Fr; PH off"), calendar: holiday).hasPrefix("今天不可用 · 只在"))
        #expect(answer(Self.offer(1, validUntil: testMoment.adding(seconds: 3_600))) == "今天可用 · 最后 1 天")
        #expect(answer(Self.offer(1, validUntil: testMoment.adding(seconds: 7 * 86_400))) == "今天可用 · 最后 7 天")
        #expect(answer(Self.offer(1, validUntil: testMoment.adding(seconds: 7 * 86_400 + 1))) == "今天可用")
    }

    @Test("A shop without offers says so")
    func noOffers() async throws {
        try await Town.open(.sqlite, places: [Self.shop]) { town in
            let detail = try await town.database.read {
                try Merchants().detail(of: Self.shop, for: testVisit(.english), in: $0)
            }
            #expect(detail.section.read == "Offers for riders | This shop has no offers on record yet.")
        }
    }
}
