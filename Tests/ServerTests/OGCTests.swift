import Foundation
import Geo
import Kernel
import Places
import TestTown
import Testing

@testable import Server

/// The directory as OGC API Features.
@Suite("OGC API Features")
struct OGCTests {
    private static func at(_ latitude: Double, _ longitude: Double) -> Coordinate {
        Coordinate(uncheckedLatitude: latitude, longitude: longitude)
    }

    private static let places: [Place] =
        (1...7).map { Town.place(UInt64($0), "\($0)号店", at: at(43.8 + Double($0) / 100, 87.6)) } + [
            Town.place(8, "没有位置的小区", kind: .compound, at: nil), Town.place(9, "湖滨驿站", kind: .station),
        ]

    private func ask(_ targets: [String], _ check: @Sendable ([Reply]) throws -> Void) async throws {
        try await withHouse(places: Self.places) { house in
            try await withVisitor(house) { visitor in
                var replies: [Reply] = []
                for target in targets { replies.append(try await visitor.ask(target)) }
                try check(replies)
            }
        }
    }

    private static func names(_ reply: Reply) throws -> [String] {
        let features = try #require(try reply.object()["features"] as? [[String: Any]])
        return features.compactMap { ($0["properties"] as? [String: Any])?["name"] as? String }
    }

    private static func links(_ reply: Reply) throws -> [String: String] {
        let links = try #require(try reply.object()["links"] as? [[String: String]])
        return Dictionary(links.map { ($0["rel"] ?? "", $0["href"] ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    @Test("Pages follow each other by their links until every entry has been read once")
    func pages() async throws {
        let items = "/ogc/collections/merchant/items"
        try await ask([items, items + "?limit=3", items + "?limit=3&offset=3", items + "?limit=3&offset=6"]) {
            replies in
            let all = try Self.names(replies[0])
            #expect(all.count == 7 && replies[0].type == "application/geo+json")
            #expect(try replies[1...].flatMap(Self.names) == all)
            for reply in replies {
                let whole = try reply.object()
                #expect(whole["numberMatched"] as? Int == 7)
                #expect(try whole["numberReturned"] as? Int == Self.names(reply).count)
            }
            #expect(try Self.links(replies[1])["next"]?.hasSuffix(items + "?offset=3&limit=3") == true)
            #expect(try Self.links(replies[2])["prev"]?.hasSuffix(items + "?offset=0&limit=3") == true)
            #expect(try Self.links(replies[3])["next"] == nil)
        }
    }

    @Test("A box selects the places in it, with heights or without; a time selects all")
    func box() async throws {
        let items = "/ogc/collections/merchant/items"
        let targets = [
            items + "?bbox=87.5,43.815,87.7,43.845&limit=2", items + "?bbox=87.5,43.815,-5,87.7,43.845,5",
            items + "?bbox=87.7,43.8,-170,43.9", items + "?datetime=2026-01-01T00:00:00Z/..",
            "/ogc/collections/compound/items?bbox=-180,-90,180,90", "/ogc/collections/compound/items",
        ]
        try await ask(targets) { replies in
            #expect(try Self.names(replies[0]) == ["2号店", "3号店"])
            let next = try #require(try Self.links(replies[0])["next"])
            #expect(next.contains("&bbox=87.5%2C43.815%2C87.7%2C43.845"))
            #expect(try Self.names(replies[1]) == ["2号店", "3号店", "4号店"])
            #expect(try Self.names(replies[2]).isEmpty)
            #expect(try Self.names(replies[3]).count == 7)
            #expect(try Self.names(replies[4]).isEmpty)
            #expect(try Self.names(replies[5]) == ["没有位置的小区"])
        }
    }

    @Test("Every collection is listed, with where its places lie; one place is read by its identifier")
    func collections() async throws {
        let station = "/ogc/collections/station"
        try await ask(["/ogc/collections", station, station + "/items/\(Self.places[8].id)"]) { replies in
            let all = try #require(try replies[0].object()["collections"] as? [[String: Any]])
            #expect(all.compactMap { $0["id"] as? String } == PlaceKind.allCases.map(\.rawValue))
            let extent = try #require(try replies[1].object()["extent"] as? [String: [String: Any]])
            let lakeside = Town.lakeside
            let box = [lakeside.longitude, lakeside.latitude, lakeside.longitude, lakeside.latitude]
            #expect(extent["spatial"]?["bbox"] as? [[Double]] == [box])
            let place = try replies[2].object()
            #expect(place["id"] as? String == Self.places[8].id.description)
            #expect(try Self.links(replies[2])["collection"]?.hasSuffix(station) == true)
        }
    }

    @Test(
        "What is not there and what is not accepted are refused as problems",
        arguments: [
            ("/ogc/collections/bank", 404), ("/ogc/collections/bank/items", 404),
            ("/ogc/collections/station/items/none", 404),
            ("/ogc/collections/compound/items/01980000-0000-7000-8000-000000000009", 404), ("/ogc?f=html", 400),
            ("/ogc/collections/station/items?limit=0", 400), ("/ogc/collections/station/items?limit=-1", 400),
            ("/ogc/collections/station/items?offset=x", 400), ("/ogc/collections/station/items?bbox=1,2,3", 400),
            ("/ogc/collections/station/items?bbox=1,2,3,4,5", 400),
            ("/ogc/collections/station/items?bbox=1,9,3,4", 400),
            ("/ogc/collections/station/items?bbox=1,9,0,3,4,0", 400), ("/ogc/collections/station/items?kind=x", 400),
            ("/ogc/collections/station/items?datetime=today", 400),
            ("/ogc/collections/station/items?datetime=../..", 400),
            ("/ogc/collections/station/items?datetime=2026-02-01T00:00:00Z/2026-01-01T00:00:00Z", 400),
        ])
    func refusals(_ target: String, _ status: Int) async throws {
        try await ask([target]) { replies in
            #expect(replies[0].status == status && replies[0].type == "application/problem+json")
        }
    }
}
