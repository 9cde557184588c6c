import Areas
import Chargers
import Compounds
import Foundation
import Geo
import Kernel
import Merchants
import Places
import Stations
import TestTown
import Testing

@testable import Server

/// Rows as a person's table has them, in the middle of Ningbo.
private let table = Sheet(
    columns: ["编号", "类型", "名称", "经度", "纬度", "地址", "营业时间", "设施"],
    rows: [
        ["M1", "merchant", "缸鸭狗 <天一店>", "121.5478", "29.8690", "中山东路 1 号", "10:00-21:00", "饮水"],
        ["S1", "station", "天一驿站", "121.5480", "29.8692", "", "24小时", ""],
        ["C1", "charger", "天一换电柜", "121.5482", "29.8694", "", "24/7", ""],
        ["X1", "compound", "天一家园", "121.5484", "29.8696", "", "", ""],
        ["X2", "compound", "无名新村", "", "", "", "", ""],
        ["M2", "merchant", "云杉面馆", "87.62", "43.83", "", "", ""],
    ].enumerated().map { SheetRow(line: $0 + 2, cells: $1) })

private let nearby = "/api/v1/places/nearby?lat=29.869&lng=121.5478&radius=500"

@Suite("The directory of Ningbo, from a table to an answer")
struct DirectoryTests {
    private func imported(_ house: House) async throws -> ImportReport {
        let report = try await house.places.importPlaces(
            table, columns: try ImportColumns(table.columns, mapping: [:], datum: nil),
            settings: ImportSettings(kind: nil, source: "test"), into: house.database)
        try await house.refresh()
        return report
    }

    @Test("Imported rows are answered by the API as GeoJSON, nearest first", arguments: TestEngine.available)
    func answered(engine: TestEngine) async throws {
        try await withHouse(engine, city: "ningbo") { house in
            let report = try await imported(house)
            #expect(report.added == 5 && report.unplaced == 1)
            #expect(report.problems.map(\.line) == [7])
            try await withVisitor(house) { visitor in
                let reply = try await visitor.ask(nearby)
                #expect(reply.type == "application/geo+json")
                let collection = try reply.object()
                #expect(collection["type"] as? String == "FeatureCollection")
                let features = try #require(collection["features"] as? [[String: Any]])
                let kinds = features.compactMap { ($0["properties"] as? [String: Any])?["kind"] as? String }
                #expect(kinds == ["merchant", "station", "charger", "compound"])
                for feature in features { try Self.check(feature) }
                let first = try #require(features.first?["properties"] as? [String: Any])
                #expect(first["name"] as? String == "缸鸭狗 <天一店>")
                #expect(first["distanceMetres"] as? Double == 0)
                #expect((first["area"] as? [String: Any])?["decidedBy"] as? String == "nearest-centre")
                #expect((first["openState"] as? [String: Any])?["state"] as? String == "closed")
                let swap = try await visitor.ask(nearby + "&kinds=charger&open=now")
                #expect(try #require(try swap.object()["features"] as? [[String: Any]]).count == 1)
            }
        }
    }

    /// RFC 7946: a feature with a point, longitude first.
    private static func check(_ feature: [String: Any]) throws {
        #expect(feature["type"] as? String == "Feature")
        let id = try #require(feature["id"] as? String)
        #expect(ID<Place>(id) != nil)
        let geometry = try #require(feature["geometry"] as? [String: Any])
        #expect(geometry["type"] as? String == "Point")
        let coordinates = try #require(geometry["coordinates"] as? [Double])
        #expect(coordinates.count == 2)
        #expect(abs(coordinates[0] - 121.5478) < 0.01 && abs(coordinates[1] - 29.869) < 0.01)
    }

    /// Gives each placed entry what its kind has of its own.
    private func detailed(_ house: House) async throws -> [String: Place] {
        _ = try await imported(house)
        let places = Dictionary(uniqueKeysWithValues: house.places.index.places.map { ($0.sourceKey, $0) })
        let compound = try #require(places["X1"])
        let merchant = try #require(places["M1"])
        let station = try #require(places["S1"])
        let charger = try #require(places["C1"])
        try await house.database.write { town in
            try house.compounds.save(
                [
                    Gate(
                        id: town.newID(of: Gate.self), placeID: compound.id, name: "东门", point: nil, hours: "",
                        admits: .foot, rule: "")
                ], in: town)
            try house.merchants.save(
                [
                    Offer(
                        id: town.newID(of: Offer.self), placeID: merchant.id, kind: .freeItem, amount: 0, item: "汤",
                        itemEn: "Soup", days: "", perDay: 1, validUntil: nil)
                ], in: town)
            try house.stations.save(
                [Station(placeID: station.id, keeper: "总工会", crowding: .free, crowdingAt: testMoment)], in: town)
            try house.chargers.save(
                [
                    Charger(
                        placeID: charger.id, method: .swap, operator: "某某", vehicle: .ebike, connector: "",
                        battery: "", electricityFenPerKWh: nil, serviceFenPerKWh: nil, swapFen: 300, slotsTotal: 8,
                        slotsFree: nil, batteriesFull: 2, statusAt: testMoment)
                ], in: town)
        }
        return places
    }

    @Test("Each kind's own part is in its place's JSON and on its page", arguments: TestEngine.available)
    func details(engine: TestEngine) async throws {
        try await withHouse(engine, city: "ningbo") { house in
            let places = try await detailed(house)
            try await withVisitor(house) { visitor in
                let parts = ["X1": "gates", "M1": "offers", "S1": "station", "C1": "charger"]
                let words = ["X1": "东门", "M1": "免费汤", "S1": "总工会", "C1": "3.00 元/次"]
                for (key, part) in parts {
                    let place = try #require(places[key])
                    let feature = try await visitor.ask("/api/v1/places/\(place.id)").object()
                    let properties = try #require(feature["properties"] as? [String: Any])
                    #expect(feature["id"] as? String == place.id.description)
                    #expect(Set(properties.keys).intersection(parts.values) == [part])
                    let page = try await visitor.ask("/places/\(place.id)")
                    #expect(page.text.contains(try #require(words[key])))
                    #expect(!page.text.contains("<天一店>"))
                }
                let unplaced = try #require(house.places.index.places.first { $0.sourceKey == "X2" })
                let feature = try await visitor.ask("/api/v1/places/\(unplaced.id)").object()
                #expect(feature["geometry"] is NSNull)
                #expect(try await visitor.ask("/places/\(unplaced.id)").status == 200)
            }
        }
    }

    @Test("Identifiers that are unknown or none at all are not found, as JSON and as a page")
    func unknown() async throws {
        try await withHouse(city: "ningbo") { house in
            let places = try await detailed(house)
            let known = try #require(places["M1"]).id.description
            try await withVisitor(house) { visitor in
                let wrong = [
                    "00000000-0000-7000-8000-000000000000", "1", "nearby2", "null", known.dropLast().description,
                    known + "0", known.replacing("-", with: ""), "%00", "%ff", "..%2f..", "🛵",
                    known.replacing("-", with: "_"),
                ]
                for id in wrong {
                    let escaped = id.contains("%") ? id : AddressText.encode(id)
                    let reply = try await visitor.ask("/api/v1/places/\(escaped)?lang=en")
                    #expect(reply.status == 404, "\(id)")
                    #expect(reply.type == "application/problem+json")
                    let members = try reply.object()
                    #expect(members["status"] as? Int == 404)
                    #expect(
                        members["detail"] as? String == "There is no such place; it may have been removed.")
                    let page = try await visitor.ask("/places/\(escaped)")
                    #expect(page.status == 404 && page.type == "text/html; charset=utf-8", "\(id)")
                }
                #expect(try await visitor.ask("/api/v1/places/\(known.uppercased())").status == 200)
                #expect(try await visitor.ask("/find?near=999999").status == 404)
                #expect(try await visitor.ask("/?near=999999").status == 404)
            }
        }
    }

    @Test("A place that is deleted takes everything of its kind along", arguments: TestEngine.available)
    func deleted(engine: TestEngine) async throws {
        try await withHouse(engine, city: "ningbo") { house in
            _ = try await detailed(house)
            let before = try await counts(house)
            #expect(before == [1, 1, 1, 1])
            try await house.database.write { _ = try $0.run("DELETE FROM place") }
            let after = try await counts(house)
            #expect(after == [0, 0, 0, 0])
        }
    }

    private func counts(_ house: House) async throws -> [Int] {
        try await house.database.read { town in
            try ["gate", "station", "offer", "charger"].map { table in
                try town.row(.migration("SELECT count(*) AS rows FROM \(table)"))?.int("rows") ?? -1
            }
        }
    }
}
