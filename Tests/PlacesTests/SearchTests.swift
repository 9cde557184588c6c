import Areas
import Geo
import Kernel
import NameSearch
import TestTown
import Testing

@testable import Places

private let lakesideNoodles: Place = {
    var place = Town.place(1, "老王面馆", address: "湖滨路8号")
    (place.nameEn, place.areaCode, place.areaBasis) = ("Old Wang's Noodles", "990102001", "given")
    return place
}()
private let farNoodles = Town.place(2, "老王面馆", at: Town.oldTown)
private let compound = Town.place(3, "长桥花园", kind: .compound, at: nil)

@Suite("Searching the directory")
struct SearchTests {
    private func search(_ question: SearchQuestion) async throws -> [Found] {
        try await Town.open(.sqlite, places: [farNoodles, lakesideNoodles, compound]) { town in
            town.places.search.search(question)
        }
    }

    @Test("An area is found by its name, its pinyin, its initials and in English, before places that mention it")
    func areas() async throws {
        for text in ["湖滨", "hubin", "hb", "Hubin Sub", "湖"] {
            let found = try await search(SearchQuestion(text))
            guard case .area(let area) = try #require(found.first, "\(text)").thing else {
                Issue.record("\(text) found \(found)")
                continue
            }
            #expect(area.code == "990102001")
        }
    }

    @Test("Of places that fit equally well the nearest comes first; without a point none has a distance")
    func nearest() async throws {
        let near = try await search(SearchQuestion("lwmg", point: Town.lakeside))
        #expect(near.map(\.thing) == [.place(lakesideNoodles), .place(farNoodles)])
        #expect(near.map { ($0.metres ?? -1) < 1 } == [true, false])
        let far = try await search(SearchQuestion("面馆", point: Town.oldTown))
        #expect(far.map(\.thing) == [.place(farNoodles), .place(lakesideNoodles)])
        #expect(try await search(SearchQuestion("面馆")).allSatisfy { $0.metres == nil })
    }

    @Test("A place that is not on the map is found too, read the local way")
    func unplaced() async throws {
        let found = try await search(SearchQuestion("changqiaohuayuan", point: Town.lakeside))
        #expect(found.map(\.thing) == [.place(compound)])
        #expect(found.first?.metres == nil)
    }

    @Test("The area a place lies in helps to find it, by its pinyin too")
    func areaHelps() async throws {
        for text in ["湖滨 面馆", "面馆 湖滨", "hubin mianguan", "hb 老王", "松林区 老王"] {
            #expect(try await search(SearchQuestion(text)).map(\.thing) == [.place(lakesideNoodles)], "\(text)")
        }
    }

    @Test("Only the kinds that are asked for")
    func kinds() async throws {
        let found = try await search(SearchQuestion("湖", kinds: [.area]))
        #expect(!found.isEmpty)
        for one in found {
            guard case .area = one.thing else {
                Issue.record("\(one) is no area")
                continue
            }
        }
        #expect(try await search(SearchQuestion("老王", kinds: [.charger, .compound])).isEmpty)
    }

    @Test("In JSON every place says how it was found")
    func json() async throws {
        try await Town.open(.sqlite, places: [lakesideNoodles]) { town in
            let found = town.places.search.search(SearchQuestion("面馆"))
            let places = PlaceJSON(places: town.places, index: town.places.index, visit: visit())
            let text = String(decoding: SearchJSON(places: places).collection(found).bytes, as: UTF8.self)
            #expect(text.contains(#""match":{"field":"name","ranges":[[2,2]]}"#))
        }
    }

    @Test("A road is found, in its district, with a point to look around")
    func roads() async throws {
        try await Town.open(.sqlite) { town in
            let land = LandNames(
                map: town.areas.map, roads: try Road.all(in: town.folder), pinyin: town.places.pinyin)
            let search = PlaceSearch(
                town.places.index, land: land, pinyin: town.places.pinyin, folding: .withoutTraditional)
            let found = search.search(SearchQuestion("cqj"))
            #expect(found.first?.point == Coordinate(latitude: 43.772, longitude: 87.648))
            let places = PlaceJSON(places: town.places, index: town.places.index, visit: visit())
            let text = String(decoding: SearchJSON(places: places).collection(found).bytes, as: UTF8.self)
            #expect(text.contains(#""id":"road/990102/长桥街""#))
            #expect(text.contains(#""name":"松林区""#))
        }
    }
}
