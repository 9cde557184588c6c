import Foundation
import Geo
import Kernel
import Places
import TestTown
import Testing

@testable import Server

/// `/api/v1/places` over HTTP.
@Suite("The map's marks")
struct MapTests {
    private static let places = [
        Town.place(1, "一号面馆", at: at(43.8301, 87.6201), hours: "24/7", facilities: ["water"]),
        Town.place(2, "二号面馆", at: at(43.8302, 87.6202)),
        Town.place(3, "湖滨驿站", kind: .station, at: at(43.8303, 87.6203), hours: "24/7"),
        Town.place(4, "山上驿站", kind: .station, at: at(43.77, 87.65), hours: "24/7"),
    ]

    private struct Marks {
        var whole: [String: Any]
        var features: [[String: Any]]
    }

    private func ask(_ query: String, _ check: @Sendable (Marks) throws -> Void) async throws {
        try await withHouse(places: Self.places) { house in
            try await withVisitor(house) { visitor in
                let reply = try await visitor.ask("/api/v1/places?" + query)
                #expect(reply.status == 200 && reply.type == "application/geo+json", "\(reply.text)")
                let whole = try reply.object()
                try check(Marks(whole: whole, features: try #require(whole["features"] as? [[String: Any]])))
            }
        }
    }

    private static func at(_ latitude: Double, _ longitude: Double) -> Coordinate {
        Coordinate(uncheckedLatitude: latitude, longitude: longitude)
    }

    @Test("Near each other places come as one mark with their kinds counted, a place alone comes by name")
    func together() async throws {
        try await ask("bbox=87.5,43.7,87.7,43.9&zoom=12") { marks in
            #expect(marks.whole["zoom"] as? Int == 12 && marks.whole["count"] as? Int == 4)
            #expect(marks.features.count == 2)
            let cluster = try #require(marks.features.first { ($0["id"] as? String)?.hasPrefix("12/") == true })
            let facts = try #require(cluster["properties"] as? [String: Any])
            #expect(facts["cluster"] as? Bool == true && facts["count"] as? Int == 3)
            #expect(facts["kinds"] as? [String: Int] == ["merchant": 2, "station": 1])
            let expansion = try #require(facts["expansionZoom"] as? Int)
            #expect((13...17).contains(expansion))
            let alone = try #require(marks.features.first { $0["id"] as? String == Self.places[3].id.description })
            let short = try #require(alone["properties"] as? [String: Any])
            #expect(short["name"] as? String == "山上驿站" && short["kind"] as? String == "station")
            #expect((short["openState"] as? [String: Any])?["state"] as? String == "open")
            let geometry = try #require(alone["geometry"] as? [String: Any])
            #expect(geometry["coordinates"] as? [Double] == [87.65, 43.77])
        }
    }

    @Test(
        "Filters leave out what does not pass, also from the counts; places apart are drawn apart",
        arguments: [
            ("bbox=87.5,43.7,87.7,43.9&zoom=12&kinds=merchant", 2, 1),
            ("bbox=87.5,43.7,87.7,43.9&zoom=12&open=now", 3, 2),
            ("bbox=87.5,43.7,87.7,43.9&zoom=12&facilities=water&open=now", 1, 1),
            ("bbox=87.5,43.7,87.7,43.9&zoom=12&kinds=charger", 0, 0),
            ("bbox=87.6195,43.8295,87.6205,43.8305&zoom=20", 3, 3),
            ("bbox=170,43,-170,44&zoom=9", 0, 0),
        ])
    func filtered(_ query: String, _ count: Int, _ shown: Int) async throws {
        try await ask(query) { marks in
            #expect(marks.whole["count"] as? Int == count && marks.features.count == shown)
        }
    }

    @Test("A view too large for its zoom is answered at a lower one, and says so")
    func large() async throws {
        try await ask("bbox=-180,-90,180,90&zoom=20") { marks in
            #expect(marks.whole["zoom"] as? Int == 2 && marks.whole["count"] as? Int == 4)
            #expect(marks.features.count == 1)
        }
    }
}
