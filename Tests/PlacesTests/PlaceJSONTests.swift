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
            let collection = try decoded(json.collection(places.reversed().map { NearbyPlace(place: $0, metres: 1) }))
            #expect(collection["type"] as? String == "FeatureCollection" && collection["datum"] as? String == "wgs84")
            let features = try #require(collection["features"] as? [[String: Any]])
            #expect(features.compactMap { $0["id"] as? String } == places.reversed().map(\.id.description))
        }
    }
}
