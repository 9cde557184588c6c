import Chargers
import Foundation
import Hummingbird
import Kernel
import OpenData
import Places
import Synchronization
import TestTown
import Testing

@testable import ChargerFeeds

@Suite("Feeds in open formats")
struct OpenFormatsTests {
    /// A folder with these files, taken away afterwards.
    private func withFiles(
        _ files: [String: String], _ body: (String) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yongai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        try await body("file://\(folder.path)/")
    }

    private func location(_ id: String, _ lat: String, _ lng: String, _ evses: String) -> String {
        #"{"id":"\#(id)","publish":true,"name":"站\#(id)","address":"湖滨路","coordinates":{"latitude":"\#(lat)","#
            + #""longitude":"\#(lng)"},"opening_times":{"twentyfourseven":false,"regular_hours":[{"weekday":1,"#
            + #""period_begin":"08:00","period_end":"20:00"}]},"evses":[\#(evses)]}"#
    }

    private func evse(_ uid: String, _ status: String, _ at: String = "2026-11-22T23:55:00Z") -> String {
        #"{"uid":"\#(uid)","status":"\#(status)","connectors":[{"standard":"GBT_DC"}],"last_updated":"\#(at)"}"#
    }

    @Test("OCPI locations come in from a file; what is wrong is told", arguments: TestEngine.available)
    func ocpi(engine: TestEngine) async throws {
        let file =
            "["
            + [
                location(
                    "A", "43.830000", "87.620000",
                    [
                        evse("1", "AVAILABLE"), evse("2", "CHARGING"), evse("3", "UNKNOWN"), evse("4", "REMOVED"),
                    ].joined(separator: ",")),
                location("B", "87.620000", "43.830000", evse("1", "AVAILABLE")),
                location("C", "43.830000", "87.621000", evse("1", "AVAILABLE", "2027-01-01T00:00:00Z")),
                location("D", "43.830000", "87.622000", evse("1", "SINGING") + "," + evse("2", "AVAILABLE", "noon")),
                location("", "43.830000", "87.622000", ""),
                #"{"id":"H","publish":false,"name":"家里","coordinates":{"latitude":"43.83","longitude":"87.62"}}"#,
            ].joined(separator: ",") + "]"
        try await withFiles(["locations.json": file]) { folder in
            try await Town.open(engine) { town in
                let feed = try await FeedTown(
                    town,
                    try Feed(
                        name: "ocpi", format: .ocpi, address: folder + "locations.json", operator: "某某", vehicle: .car))
                let report = try await feed.pull()
                #expect(report.failure == nil)
                #expect(try await feed.places().keys.sorted() == ["A", "C", "D"])
                let charger = try #require(try await feed.charger("A"))
                #expect((charger.slotsTotal, charger.slotsFree, charger.vehicle) == (3, 1, .car))
                #expect(charger.statusAt == Instant(rfc3339: "2026-11-22T23:55:00Z"))
                #expect(try await feed.charger("C")?.statusAt == nil)
                #expect(try await feed.places()["A"]?.hours == "Mo 08:00-20:00")
                let reasons = report.problems.map(\.reason)
                for part in [
                    "look swapped", "from the future", "no such status", "not a moment", "no identifier", "not to be",
                ] { #expect(reasons.contains { $0.contains(part) }, "\(part): \(reasons)") }
            }
        }
    }

    private let discovery = """
        {"last_updated":"2026-11-23T00:00:00Z","ttl":60,"version":"3.0","data":{"feeds":[
        {"name":"vehicle_types","url":"https://elsewhere.example/vehicle_types.json"},
        {"name":"station_information","url":"https://elsewhere.example/station_information.json"},
        {"name":"station_status","url":"https://elsewhere.example/station_status.json"}]}}
        """

    private func information(_ id: String, _ lat: String, _ lon: String, capacity: Int) -> String {
        #"{"station_id":"\#(id)","name":[{"text":"柜\#(id)","language":"zh-CN"}],"lat":\#(lat),"lon":\#(lon),"#
            + #""capacity":\#(capacity),"vehicle_docks_capacity":[{"vehicle_type_ids":["b"],"count":\#(capacity)}]}"#
    }

    private func status(_ id: String, docks: Int, full: Int, _ at: String) -> String {
        #"{"station_id":"\#(id)","num_docks_available":\#(docks),"num_vehicles_available":\#(full),"#
            + #""vehicle_types_available":[{"vehicle_type_id":"b","count":\#(full)}],"is_installed":true,"#
            + #""is_renting":true,"is_returning":true,"last_reported":"\#(at)"}"#
    }

    @Test("GBFS stations come in from a folder; impossible counts and states from the future are told")
    func gbfs() async throws {
        let at = "2026-11-23T07:55:00+08:00"
        try await withFiles([
            "gbfs.json": discovery,
            "vehicle_types.json": #"{"data":{"vehicle_types":[{"vehicle_type_id":"b","form_factor":"other"}]}}"#,
            "station_information.json": #"{"data":{"stations":["#
                + [
                    information("1", "43.83", "87.62", capacity: 12), information("2", "43.83", "87.621", capacity: 8),
                    information("3", "43.83", "87.622", capacity: 8), information("4", "0", "0", capacity: 8),
                    information("5", "43.83", "87.623", capacity: -1),
                ].joined(separator: ",") + "]}}",
            "station_status.json": #"{"data":{"stations":["#
                + [
                    status("1", docks: 3, full: 7, at), status("2", docks: 5, full: 5, at),
                    status("3", docks: 1, full: 1, "2026-11-24T00:00:00Z"), status("9", docks: 1, full: 1, at),
                    status("1", docks: 4, full: 7, at), status("3", docks: 1, full: 1, "yesterday"),
                ].joined(separator: ",") + "]}}",
        ]) { folder in
            try await Town.open(.sqlite) { town in
                let feed = try await FeedTown(
                    town, try Feed(name: "gbfs", format: .gbfs, address: folder + "gbfs.json", operator: "某某换电"))
                let report = try await feed.pull()
                #expect(report.failure == nil)
                #expect(try await feed.places().keys.sorted() == ["1", "2", "3"])
                let charger = try #require(try await feed.charger("1"))
                #expect((charger.method, charger.slotsTotal) == (.swap, 12))
                #expect((charger.slotsFree, charger.batteriesFull) == (3, 7))
                #expect(try await feed.charger("2")?.statusAt == nil)
                #expect(try await feed.charger("3")?.statusAt == nil)
                let reasons = report.problems.map(\.reason)
                for part in [
                    "5 free and 5 full do not go into 8 slots.", "from the future", "has no such station",
                    "told twice", "not a moment", "0, 0 stands", "capacity is impossible",
                ] { #expect(reasons.contains { $0.contains(part) }, "\(part): \(reasons)") }
            }
        }
    }

    @Test(
        "What is no feed is told in its class",
        arguments: [
            ("{}", FeedFailure.unreadable), ("", .unreadable), (#"{"status_code":2001,"data":[]}"#, .refused),
            (#"{"status_code":1000,"data":"x"}"#, .unreadable),
        ])
    func broken(text: String, failure: FeedFailure) async throws {
        try await withFiles(["locations.json": text]) { folder in
            try await Town.open(.sqlite) { town in
                let feed = try await FeedTown(
                    town, try Feed(name: "ocpi", format: .ocpi, address: folder + "locations.json", operator: "某某"))
                #expect(try await feed.pull().failure == failure)
                let gone = try await FeedTown(
                    town, try Feed(name: "gone", format: .gbfs, address: folder + "gone.json", operator: "某某"))
                #expect(try await gone.pull().failure == .address)
            }
        }
    }

    @Test("A discovery file over the network leads to no file of this machine")
    func foreignFiles() async throws {
        let asked = Asked(
            #"{"version":"3.0","data":{"feeds":[{"name":"station_information","url":"file:///etc/hostname"},"#
                + #"{"name":"station_status","url":"FILE:///etc/hostname"}]}}"#)
        let feed = try Feed(name: "bad", format: .gbfs, address: "https://operator.example/gbfs.json", operator: "某某")
        for withSites in [true, false] {
            await #expect(throws: FeedFailure.address) {
                _ = try await AskOpenFormats(feed: feed, token: nil, fetching: asked, now: testMoment)
                    .gbfs(withSites: withSites)
            }
        }
        #expect(asked.addresses == [feed.address, feed.address])
    }

    @Test("What we publish, we can import", arguments: TestEngine.available)
    func roundTrip(engine: TestEngine) async throws {
        let places = [
            Town.place(1, "云湖换电柜", kind: .charger, hours: "24/7"),
            Town.place(2, "古城充电棚", kind: .charger, at: Town.oldTown, hours: "Mo-Fr 08:00-20:00"),
        ]
        let chargers = [
            Self.charger(places[0], .swap, free: 3, full: 7), Self.charger(places[1], .charge, free: 5, full: nil),
        ]
        try await Town.open(engine, places: places) { publisher in
            try await publisher.database.write { try Chargers().save(chargers, in: $0) }
            let data = OpenData(
                settings: OpenDataSettings(
                    cityName: Phrase("云杉", "Yunshan"), timeZone: "Asia/Urumqi", contactEmail: "a@example.org",
                    licence: "CC-BY-4.0"),
                places: publisher.places, database: publisher.database, clock: .stopped(at: testMoment),
                gzip: { _ in nil })
            let site = Site(
                name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: 21_600,
                assetBase: "/assets/x", clock: .stopped(at: testMoment))
            let doors = Doors(site: site, router: Router(context: VisitContext.self), gzip: { _ in nil })
            data.addRoutes(to: doors)
            try await serve(doors.responder()) { port in
                try await Town.open(engine) { reader in
                    try await Self.read(reader, port, places: places, chargers: chargers)
                }
            }
        }
    }

    private static func read(_ reader: Town, _ port: Int, places: [Place], chargers: [Charger]) async throws {
        let base = "http://127.0.0.1:\(port)"
        let gbfs = try await FeedTown(
            reader, try Feed(name: "gbfs", format: .gbfs, address: base + "/gbfs/gbfs.json", operator: "某某"))
        #expect(try await gbfs.pull().problems == [])
        for (place, charger) in zip(places, chargers) {
            let read = try #require(try await gbfs.charger("\(place.id)"))
            #expect((read.method, read.slotsTotal) == (charger.method, charger.slotsTotal))
            #expect((read.slotsFree, read.batteriesFull) == (charger.slotsFree, charger.batteriesFull))
            #expect(read.statusAt == charger.statusAt)
            let known = try #require(try await gbfs.places()["\(place.id)"])
            #expect((known.name, known.point, known.hours) == (place.name, place.point, place.hours))
        }
        let ocpi = try await FeedTown(
            reader,
            try Feed(name: "ocpi", format: .ocpi, address: base + "/ocpi/2.2.1/locations?limit=1", operator: "某某"))
        #expect(try await ocpi.pull().problems == [])
        let read = try #require(try await ocpi.charger("\(places[1].id)"))
        #expect((read.slotsTotal, read.slotsFree, read.vehicle) == (12, 5, .ebike))
        #expect(read.statusAt == chargers[1].statusAt)
    }

    private static func charger(_ place: Place, _ method: Charger.Method, free: Int, full: Int?) -> Charger {
        Charger(
            placeID: place.id, method: method, operator: "某某", vehicle: .ebike, connector: "", battery: "",
            electricityFenPerKWh: nil, serviceFenPerKWh: nil, swapFen: nil, slotsTotal: 12, slotsFree: free,
            batteriesFull: full, statusAt: testMoment.adding(seconds: -240))
    }
}

/// Answers everything alike and remembers what was asked for.
private final class Asked: Fetching {
    private let text: String
    private let asked = Mutex<[String]>([])

    init(_ text: String) { self.text = text }

    var addresses: [String] { asked.withLock { $0 } }

    func fetch(_ request: OutboundRequest) async throws(FetchFault) -> OutboundAnswer {
        asked.withLock { $0.append(request.address) }
        return OutboundAnswer(status: 200, body: Array(text.utf8))
    }
}
