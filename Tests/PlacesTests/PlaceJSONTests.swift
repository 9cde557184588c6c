import Foundation
import Geo
import Kernel
import TestTown
import Testing

@testable import Places

/// Places as GeoJSON.
struct PlaceJSONTests {
    private func decoded(_ json: JSON) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(json.bytes))
        return try #require(object as? [String: Any])
    }

    @Test(
        "A place is a feature with longitude before latitude, its state now and when that changes",
        arguments: TestEngine.available)
    func feature(_ engine: TestEngine) async throws {
        var place = Town.place(
            1, "湖滨 \"面馆\"", at: at(43.83, 87.62), hours: "Mo-Fr 09:00-18:00", facilities: ["water"],
            verifiedAt: testMoment)
        (place.areaCode, place.areaBasis) = ("990102001", "nearest-centre")
        try await Town.open(engine, places: [place]) { town in
            let json = PlaceJSON(places: town.places, index: town.places.index, visit: visit())
            let detail = PlaceDetail(section: .empty, json: ("offers", []))
            let feature = try decoded(json.feature(place, metres: 12.345, detail: detail))
            #expect(feature["type"] as? String == "Feature" && feature["id"] as? String == place.id.description)
            let geometry = try #require(feature["geometry"] as? [String: Any])
            #expect(geometry["type"] as? String == "Point" && geometry["coordinates"] as? [Double] == [87.62, 43.83])
            let properties = try #require(feature["properties"] as? [String: Any])
            #expect(properties["distanceMetres"] as? Double == 12.3)
            #expect(properties["name"] as? String == "湖滨 \"面馆\"" && properties["nameEn"] is NSNull)
            #expect(properties["facilities"] as? [String] == ["water"] && properties["demonstration"] as? Bool == false)
            #expect(properties["verifiedAt"] as? String == "2026-11-23T06:00:00+06:00")
            #expect((properties["offers"] as? [Any])?.isEmpty == true)
            let area = try #require(properties["area"] as? [String: Any])
            #expect(area["code"] as? String == "990102001" && area["decidedBy"] as? String == "nearest-centre")
            let state = try #require(properties["openState"] as? [String: Any])
            #expect(state["state"] as? String == "closed")
            #expect(state["nextChange"] as? String == "2026-11-23T09:00:00+06:00")
        }
    }

    @Test("A place without a point has no geometry; what is unknown is null")
    func unplaced() async throws {
        let place = Town.place(1, "云杉花苑", kind: .compound, at: nil)
        try await Town.open(.sqlite, places: [place]) { town in
            let json = PlaceJSON(places: town.places, index: town.places.index, visit: visit("/", .english))
            let feature = try decoded(json.feature(place))
            #expect(feature["geometry"] is NSNull)
            let properties = try #require(feature["properties"] as? [String: Any])
            for name in ["area", "hours", "phone", "verifiedAt", "nameEn"] { #expect(properties[name] is NSNull) }
            #expect(properties["distanceMetres"] == nil && properties["pointBasis"] as? String == "none")
            let state = try #require(properties["openState"] as? [String: Any])
            #expect(state["state"] as? String == "unknown" && state["nextChange"] is NSNull)
        }
    }

    @Test("A collection keeps the order it was given")
    func collection() async throws {
        let places = (1...3).map { Town.place(UInt64($0), "P\($0)") }
        try await Town.open(.sqlite, places: places) { town in
            let json = PlaceJSON(places: town.places, index: town.places.index, visit: visit())
            let found = [2, 1, 0].map { Neighbour(ordinal: $0, metres: 1) }
            let collection = try decoded(.prepared(json.collection(found).bytes))
            #expect(collection["type"] as? String == "FeatureCollection" && collection["datum"] as? String == "wgs84")
            let features = try #require(collection["features"] as? [[String: Any]])
            #expect(features.compactMap { $0["id"] as? String } == places.reversed().map(\.id.description))
        }
    }

    @Test("The bytes prepared beside the index are the feature as it is written whole, to the letter")
    func prepared() async throws {
        let hours = ["", "24/7", "Mo-Fr 09:00-18:00", "PH off; Mo-Su 22:00-06:00", "no hours at all"]
        let places = (0..<40).map { number -> Place in
            var place = Town.place(
                UInt64(number + 1), "第\(number)家 \"<&>\u{1}\\", kind: PlaceKind.allCases[number % 6],
                at: number % 7 == 3 ? nil : at(43.8 + Double(number) / 1000, 87.6), hours: hours[number % 5],
                facilities: number.isMultiple(of: 2) ? ["water", "toilet"] : [], address: "路\(number)号",
                verifiedAt: number.isMultiple(of: 3) ? testMoment : nil)
            if number.isMultiple(of: 4) { (place.areaCode, place.areaBasis) = ("990102001", "nearest-centre") }
            if number.isMultiple(of: 5) { place.nameEn = "No. \(number)" }
            return place
        }
        try await Town.open(.sqlite, places: places) { town in
            let index = town.places.index.replacing(standings: [
                places[3].id: PlaceStanding(traits: [.swap, .fullBattery]), places[4].id: PlaceStanding(traits: .car),
            ])
            let lengths = [0, 0.04, 0.05, 0.95, 9.96, 12.345, 999.94, 1000, 49_999.99]
            for (minute, language) in [(0, Language.chinese), (1, .english), (1, .chinese), (600, .english)] {
                let now = testMoment.adding(seconds: Int64(minute) * 60 + 17)
                let visit = visit("/", language, now: now)
                let json = PlaceJSON(places: town.places, index: index, visit: visit)
                let found = index.places.indices.map { Neighbour(ordinal: $0, metres: lengths[$0 % lengths.count]) }
                let whole = JSON.object([
                    ("type", "FeatureCollection"), ("datum", "wgs84"),
                    ("features", .array(found.map { json.feature(index.places[$0.ordinal], metres: $0.metres) })),
                ])
                #expect(
                    String(decoding: json.collection(found).bytes, as: UTF8.self)
                        == String(decoding: whole.bytes, as: UTF8.self))
            }
        }
    }
}
