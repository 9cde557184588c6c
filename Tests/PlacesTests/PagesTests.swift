import Foundation
import Geo
import Areas
import Kernel
import NameSearch
import TestTown
import Testing

@testable import Places

/// Pages are values made from values: each is compared with a file, in both languages. `YONGAI_RECORD=1` writes the
/// files anew; what changed is then seen in the commit.
struct PagesTests {
    private static let hostile = "<script>alert(\"1\")</script>&'"

    /// The places of the pages.
    private static let directory: [Place] = {
        var swap = Town.place(
            1, "湖滨换电站", kind: .charger, at: at(43.8302, 87.6203), hours: "24/7",
            facilities: ["battery_swap", "toilet"],
            address: "湖滨路 1 号", verifiedAt: testMoment.adding(seconds: -40 * 60))
        (swap.nameEn, swap.phone) = ("Lakeside battery swap", "0991-555 0101")
        (swap.areaCode, swap.areaBasis) = ("990102001", "nearest-centre")
        var shop = Town.place(2, hostile, at: at(43.833, 87.62), hours: "Mo-Fr 09:00-18:00; PH off", address: hostile)
        (shop.pointBasis, shop.source) = (.approximate, hostile)
        (shop.areaCode, shop.areaBasis) = ("990102001001", "outline")
        var waiting = Town.place(3, "云杉花苑", kind: .compound, at: nil)
        (waiting.areaCode, waiting.areaBasis) = ("990102", "given")
        var station = Town.place(
            4, "古城驿站", kind: .station, at: Town.oldTown, facilities: ["water", "stove", "legal_clinic"],
            verifiedAt: testMoment.adding(seconds: -70 * 86_400))
        station.isDemonstration = true
        return [swap, shop, waiting, station]
    }()

    private struct Rooms {
        let cards: PlaceCards
        let map: AreaMap

        var home: HomePages { HomePages(cards: cards, map: map) }

        func find(_ query: String = "") throws -> FindPages {
            let question = try FindQuestion(
                Query(query), vocabulary: cards.places.vocabulary, map: map, now: testMoment)
            return FindPages(cards: cards, map: map, question: question)
        }

        func nearest(to area: Area?, _ question: FindQuestion = FindQuestion()) -> [NearbyPlace] {
            area?.centre.map { cards.index.nearby(question.filter.question(around: $0)) } ?? []
        }
    }

    private func results(_ found: [NearbyPlace]) -> FindResults {
        FindResults(places: found.map { FoundPlace($0) })
    }

    private func pages(
        _ language: Language, places: [Place] = directory, tiles: MapTiles? = nil, _ body: (Rooms) throws -> Void
    ) async throws {
        try await Town.open(.sqlite, places: places, tiles: tiles) { town in
            let cards = PlaceCards(places: town.places, index: town.places.index, visit: visit("/", language))
            try body(Rooms(cards: cards, map: town.areas.map))
        }
    }

    @Test("The start page, before and after a street is chosen", arguments: Language.allCases)
    func home(_ language: Language) async throws {
        try await pages(language) { rooms in
            try Snapshot.compare(rooms.home.home(nil, []), "home", language)
            let street = try #require(rooms.map.area("990102001"))
            try Snapshot.compare(rooms.home.home(street, rooms.nearest(to: street)), "home-street", language)
        }
    }

    @Test("The start page shows only the apps that have something in them, and only answers the city has words for")
    func apps() async throws {
        try await pages(.chinese, places: [Self.directory[0]]) { rooms in
            let text = rooms.home.home(nil, []).main.text
            #expect(text.contains("甬爱充电") && !text.contains("甬爱商家") && !text.contains("甬爱小区"))
            #expect(text.contains("最近的换电"))
        }
        try await pages(.chinese, places: []) { rooms in
            #expect(!rooms.home.home(nil, []).main.text.contains("class=\"tiles"))
        }
    }

    @Test("The results round a street and a district, and while nobody has said where", arguments: Language.allCases)
    func results(_ language: Language) async throws {
        try await pages(language) { rooms in
            for (query, name) in [
                ("near=990102001", "find-street"), ("near=990103&kinds=station&open=now", "find-district"),
                ("facilities=toilet", "find-unplaced"),
            ] {
                let pages = try rooms.find(query)
                let near = pages.question.near
                let found = near.map { results(rooms.nearest(to: $0, pages.question)) }
                try Snapshot.compare(pages.page(found), name, language)
            }
        }
    }

    @Test("The map knows where it begins, what lies under it, and whose it is", arguments: Language.allCases)
    func mapView(_ language: Language) async throws {
        let tiles = try MapTiles(
            url: "https://t.example/{z}/{x}/{y}.png", attribution: "<b>某图</b>", approval: "审图号 1", datum: "gcj02",
            zoomMax: 17)
        try await pages(language, tiles: tiles) { rooms in
            let text = try rooms.find("view=map&near=990102001").page(results([])).main.text
            for part in [
                "data-tiles=\"https://t.example/{z}/{x}/{y}.png\"", "data-attribution=\"&lt;b&gt;某图&lt;/b&gt;\"",
                "data-approval=\"审图号 1\"", "data-datum=\"gcj02\"", "data-zoom-max=\"17\"", "<noscript>",
                "aria-current=\"page\"",
            ] {
                #expect(text.contains(part), "\(part)")
            }
        }
        try await pages(language) { rooms in
            let untiled = try rooms.find("view=map").page(nil).main.text
            let list = try rooms.find("").page(nil).main.text
            #expect(!untiled.contains("data-tiles") && !list.contains("<noscript>"))
        }
    }

    @Test("Nothing that fits says what to do, and so does a directory without places", arguments: Language.allCases)
    func nothing(_ language: Language) async throws {
        try await pages(language) { rooms in
            for (query, name) in [
                ("near=990102001&open=now", "find-nothing"), ("near=990102001&radius=50000", "find-nothing-anywhere"),
                ("q=x&kinds=station", "find-nothing-called"),
            ] {
                try Snapshot.compare(rooms.find(query).results(results([]), at: nil), name, language)
            }
        }
        try await pages(language, places: []) { rooms in
            try Snapshot.compare(
                rooms.find("near=990102001").results(results([]), at: nil), "find-empty-directory", language)
        }
    }

    @Test("Results are told where the rider stands, and nothing of the position is in them")
    func spot() async throws {
        try await pages(.chinese) { rooms in
            let chain = rooms.map.locate(Town.lakeside)
            let found = results(rooms.cards.index.nearby(NearbyQuestion(point: Town.lakeside)))
            let text = try rooms.find("kinds=charger").part(found, at: chain).text
            let name = try #require(chain.last?.area.name.chinese)
            #expect(text.contains("data-spot=\"\(name)\""))
            #expect(!text.contains("lat="))
        }
    }

    @Test("What was looked for is marked in names and addresses")
    func marking() {
        #expect(Marked.text("石碶 ABC 驿站", [3..<6]).text == "石碶 <mark>ABC</mark> 驿站")
        #expect(Marked.text("石碶驿站", [0..<1, 2..<4]).text == "<mark>石</mark>碶<mark>驿站</mark>")
        #expect(Marked.text("<b>", [1..<2]).text == "&lt;<mark>b</mark>&gt;")
        #expect(Marked.text("石碶", []).text == "石碶" && Marked.text("石碶", [1..<9]).text == "石碶")
        #expect(Marked.text("石碶", FoundMatch(field: .address, ranges: [0..<1]), in: [.name]).text == "石碶")
    }

    @Test("Areas that bear the name are offered before the places")
    func areas() async throws {
        try await pages(.chinese) { rooms in
            let street = try #require(rooms.map.area("990102001"))
            let results = FindResults(places: [FoundPlace(Self.directory[0])], areas: [street])
            let text = try rooms.find("q=hb&kinds=charger").results(results, at: nil).text
            #expect(text.contains("href=\"/find?kinds=charger&amp;near=990102001\""))
            #expect(text.contains("湖滨街道附近") && text.contains("data-count=\"1\""))
        }
    }

    @Test("The page of a place, of each basis of its point", arguments: Language.allCases)
    func place(_ language: Language) async throws {
        try await pages(language) { rooms in
            let cards = rooms.cards
            let names = ["place-given", "place-approximate-hostile", "place-unplaced", "place-demonstration"]
            for (place, name) in zip(Self.directory, names) {
                let page = PlacePage(cards: cards, map: rooms.map, place: place, detail: nil).page()
                try Snapshot.compare(page, name, language)
            }
            let detail = PlaceDetail(section: "<section id=\"own\"></section>", json: nil)
            let page = PlacePage(cards: cards, map: rooms.map, place: Self.directory[0], detail: detail).page()
            #expect(page.main.text.contains("<section id=\"own\"></section>"))
        }
    }

    @Test("The parts features add stand where they belong, with their modules and sheets")
    func additions() async throws {
        try await pages(.chinese) { rooms in
            let cards = rooms.cards
            let additions = PlaceAddition.Spot.allCases.map { spot in
                PlaceAddition(spot, "<b>\("\(spot)")</b>", modules: ["m-\(spot)"], styles: ["s-\(spot)"])
            }
            var place = PlacePage(cards: cards, map: rooms.map, place: Self.directory[0], detail: nil)
            place.additions = additions
            let page = place.page()
            let order = [
                "class=\"state\"", "<li class=\"wide\"><b>way</b></li>", "uri.amap.com", "<b>state</b>",
                "id=\"place-map\"",
                "<b>more</b>", "class=\"provenance\"",
            ].map { page.main.text.range(of: $0)?.lowerBound }
            #expect(!order.contains(nil))
            #expect(order.compactMap { $0 } == order.compactMap { $0 }.sorted())
            #expect(page.modules == ["share", "placemap", "m-state", "m-way", "m-more"])
            #expect(page.styles == ["s-state", "s-way", "s-more"])
        }
    }

    @Test("Knowledge older than half a year is marked, and so is what nobody has verified")
    func freshness() async throws {
        try await pages(.chinese) { rooms in
            let cards = rooms.cards
            for (days, words) in [
                (1, "badge-good\">1 天前核实过"), (180, "badge-good\">6 个月前"), (181, "badge-notice\">6 个月前核实过，可能有变化"),
            ] {
                var place = Self.directory[0]
                place.verifiedAt = testMoment.adding(seconds: Int64(-86_400 * days))
                let page = PlacePage(cards: cards, map: rooms.map, place: place, detail: nil).page().main.text
                #expect(page.contains(words), "\(days)")
            }
            var place = Self.directory[0]
            place.verifiedAt = nil
            let page = PlacePage(cards: cards, map: rooms.map, place: place, detail: nil).page().main.text
            #expect(page.contains("badge-plain\">还没有人核实过"))
        }
    }

    @Test("The week's table begins today, names holidays, and is left out when all days are the same")
    func week() async throws {
        try await pages(.chinese) { rooms in
            let cards = rooms.cards
            let table = WeekTable(timetable: cards.index.timetable, visit: cards.visit)
            #expect(table.markup("24/7") == nil && table.markup("10:00-22:00") == nil && table.markup("??") == nil)
            let week = try #require(table.markup("Mo-Fr 09:00-18:00; Sa 10:00-02:00; Su off")).text
            let rows = week.components(separatedBy: "<tr").dropFirst()
            #expect(rows.count == 7)
            #expect(rows.first?.contains("aria-current=\"date\"") == true && rows.first?.contains("今天") == true)
            for words in ["10:00–次日 02:00", "<td>休息</td>", "周六", "11月28日"] { #expect(week.contains(words), "\(words)") }
        }
    }

    @Test("No page lets a place's own text through as markup", arguments: Language.allCases)
    func escaping(_ language: Language) async throws {
        try await pages(language) { rooms in
            let cards = rooms.cards
            let found = cards.index.nearby(NearbyQuestion(point: Town.lakeside, radiusMetres: 50_000))
            #expect(found.count == 3)
            let search = "q=%3Cscript%3E&near=990102001"
            let whole =
                try rooms.find(search).page(results(found)).framed(for: cards.visit).text
                + PlacePage(cards: cards, map: rooms.map, place: Self.directory[1], detail: nil).page()
                .framed(for: cards.visit).text
            #expect(!whole.contains("<script>") && !whole.contains("alert(\"1\")"))
            #expect(whole.contains("&lt;script&gt;"))
        }
    }

    @Test("An iPhone gets Baidu's address for iPhones, other phones the other")
    func apple() async throws {
        try await Town.open(.sqlite, places: Self.directory) { town in
            for (agent, scheme) in [
                ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)", "baidumap://"), ("Android", "bdapp://"),
            ] {
                let cards = PlaceCards(places: town.places, index: town.places.index, visit: visit("/", agent: agent))
                let page = PlacePage(cards: cards, map: town.areas.map, place: Self.directory[0], detail: nil).page()
                #expect(page.main.text.contains("href=\"\(scheme)map/direction"))
            }
        }
    }

    /// Names of apps and standards are what they are; everything else on a Chinese page is Chinese.
    @Test("A Chinese page holds no English, an English one no Chinese but names of places and languages")
    func untranslated() async throws {
        for language in Language.allCases {
            try await pages(language) { rooms in
                let cards = rooms.cards
                let area = try #require(rooms.map.area("990102001"))
                var shown = Array(Self.directory)
                for index in shown.indices {
                    (shown[index].source, shown[index].name, shown[index].address) = ("来源处", "某地", "")
                    shown[index].nameEn = "A place"
                }
                let found = shown.filter { $0.point != nil }.map { NearbyPlace(place: $0, metres: 1_234) }
                let all =
                    [
                        rooms.home.home(area, found),
                        try rooms.find("near=990102001").page(results(found)),
                        try rooms.find("q=1&open=now").page(results([])), try rooms.find("view=map").page(nil),
                    ] + shown.map { PlacePage(cards: cards, map: rooms.map, place: $0, detail: nil).page() }
                for text in all.flatMap({ TextNodes.of($0.framed(for: cards.visit).text) }) {
                    #expect(TextNodes.isIn(language, text), "'\(text)'")
                }
            }
        }
    }

    @Test(
        "Distances and ages are rounded to what a rider needs",
        arguments: [
            (0, "0 米"), (99.4, "99 米"), (99.6, "100 米"), (104, "100 米"), (994, "990 米"), (995, "1 公里"), (1_049, "1 公里"),
            (1_050, "1.1 公里"), (9_960, "10 公里"), (12_340, "12.3 公里"), (123_456, "123 公里"),
        ])
    func distances(_ metres: Double, _ text: String) {
        #expect(Phrase.distance(metres).chinese == text)
    }

    @Test(
        "Ages are told in minutes, hours, days and months",
        arguments: [
            (-5, "刚刚"), (59, "刚刚"), (60, "1 分钟前"), (3_599, "59 分钟前"), (3_600, "1 小时前"), (86_399, "23 小时前"),
            (86_400, "1 天前"),
            (59 * 86_400, "59 天前"), (60 * 86_400, "2 个月前"),
        ])
    func ages(_ seconds: Int64, _ text: String) {
        #expect(Phrase.ago(testMoment.adding(seconds: -seconds), now: testMoment).chinese == text)
    }
}
