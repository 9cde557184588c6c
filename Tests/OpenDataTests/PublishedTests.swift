import Chargers
import Foundation
import Kernel
import Places
import Stations
import TestTown
import Testing

@testable import OpenData

@Suite("What is published")
struct PublishedTests {
    private static let cabinet = Town.place(1, "云湖换电柜", kind: .charger, hours: "24/7")
    private static let shed = Town.place(2, "古城充电棚", kind: .charger, hours: "Mo-Fr 20:00-02:00")
    private static let silent = Town.place(3, "无声充电桩", kind: .charger)
    private static let unplaced = Town.place(4, "还没标注", kind: .charger, at: nil)
    private static let station = Town.place(
        5, "云湖驿站", kind: .station, hours: "Mo-Fr 08:00-20:00; Sa 22:00-02:00", facilities: ["water"])

    private static func charger(
        _ place: Place, _ method: Charger.Method, free: Int? = nil, full: Int? = nil, at: Instant? = nil
    ) -> Charger {
        Charger(
            placeID: place.id, method: method, operator: "某某", vehicle: .ebike, connector: "", battery: "",
            electricityFenPerKWh: nil, serviceFenPerKWh: nil, swapFen: nil, slotsTotal: 4, slotsFree: free,
            batteriesFull: full, statusAt: at)
    }

    private static let status = testMoment.adding(seconds: -240)

    private func published(_ engine: TestEngine = .sqlite) async throws -> (PublishedCity, Vocabulary) {
        try await Town.open(engine, places: [Self.cabinet, Self.shed, Self.silent, Self.unplaced, Self.station]) {
            town in
            try await town.database.write { writing in
                try Chargers().save(
                    [
                        Self.charger(Self.cabinet, .swap, free: 1, full: 2, at: Self.status),
                        Self.charger(Self.shed, .charge, free: 3, at: Self.status), Self.charger(Self.silent, .charge),
                        Self.charger(Self.unplaced, .charge),
                    ], in: writing)
                try Stations().save(
                    [Station(placeID: Self.station.id, keeper: "湖滨街道", crowding: .free, crowdingAt: nil)],
                    in: writing)
            }
            let data = OpenData(
                settings: OpenDataSettings(
                    cityName: Phrase("云杉", "Yunshan"), timeZone: "Asia/Urumqi", contactEmail: "a@example.org",
                    licence: "CC-BY-4.0"),
                places: town.places, database: town.database, clock: .stopped(at: testMoment), gzip: { _ in nil })
            return (try await data.published(), town.places.vocabulary)
        }
    }

    private func object(_ json: JSON) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? NSDictionary)
    }

    /// What stands at a path of names; at lists, of each element.
    private func value(_ json: Any?, _ path: String...) -> Any? {
        path.reduce(json) { json, name in
            if let list = json as? [Any] { return list.compactMap { ($0 as? NSDictionary)?[name] } }
            return (json as? NSDictionary)?[name]
        }
    }

    @Test("Entries without a point are not published", arguments: TestEngine.available)
    func entries(engine: TestEngine) async throws {
        let (city, _) = try await published(engine)
        #expect(city.entries.chargers.map(\.place.id) == [Self.cabinet.id, Self.shed.id, Self.silent.id])
        #expect(city.chargingPoints.map(\.place.id) == [Self.shed.id, Self.silent.id])
        #expect(city.organizations.map(\.name) == ["云杉骑手驿站", "湖滨街道"])
    }

    @Test("A station of GBFS has a state only where somebody told it, at the operator's own time")
    func gbfs() async throws {
        let (city, _) = try await published()
        let states = try #require(
            value(try object(GBFSFeed(city: city).json(.stationStatus)), "data", "stations") as? [NSDictionary])
        #expect(states.map { $0["station_id"] as? String } == [Self.cabinet, Self.shed].map { "\($0.id)" })
        #expect(states.map { $0["num_vehicles_available"] as? Int } == [2, 0])
        #expect(states.map { $0["num_docks_available"] as? Int } == [1, 3])
        #expect(states.map { $0["is_renting"] as? Bool } == [true, false])
        #expect(states.allSatisfy { $0["last_reported"] as? String == "2026-11-23T05:56:00+06:00" })
    }

    @Test("An OCPI location has as many available EVSEs as slots are free; without a status none is known")
    func ocpi() async throws {
        let (city, _) = try await published()
        let locations = try city.chargingPoints.map { try object(OCPILocations(city: city).json($0)) }
        let states = locations.map { value($0, "evses", "status") as? [String] }
        #expect(states[0] == ["AVAILABLE", "AVAILABLE", "AVAILABLE", "INOPERATIVE"])
        #expect(states[1] == ["UNKNOWN", "UNKNOWN", "UNKNOWN", "UNKNOWN"])
        let hours = value(locations[0], "opening_times", "regular_hours", "period_end") as? [String]
        #expect(hours == Array(repeating: ["24:00", "02:00"], count: 5).flatMap { $0 })
        #expect(locations[1]["opening_times"] == nil)
    }

    @Test("A station of HSDS has a schedule for each set of hours, and its facilities as attributes")
    func hsds() async throws {
        let (city, vocabulary) = try await published()
        let services = HSDSServices(city: city, vocabulary: vocabulary)
        let service = try object(services.service(city.entries.stations[0], isWhole: true))
        let schedules = try #require(service["schedules"] as? [NSDictionary])
        #expect(schedules.map { $0["byday"] as? String } == ["MO,TU,WE,TH,FR", "SA"])
        #expect(schedules.map { $0["closes_at"] as? String } == ["20:00", "02:00"])
        #expect(schedules[0]["timezone"] as? Double == 6)
        #expect(value(service, "attributes", "taxonomy_term", "code") as? [String] == ["water"])
        #expect(value(service, "organization", "name") as? String == "湖滨街道")
        #expect(service["id"] as? String == Self.station.id.description)
    }

    @Test("Identifiers that are worked out are the same every time and differ from each other")
    func derived() {
        let seed = (Self.station.id.high, Self.station.id.low)
        let ids: [ID<Place>] = ["location", "address", "phone"].map { derivedID(from: seed, $0) }
        #expect(ids == ["location", "address", "phone"].map { derivedID(from: seed, $0) })
        #expect(Set(ids).count == 3)
        #expect(ids[0].description == "\(ids[0])" && ids[0].description.dropFirst(14).first == "8")
    }

    @Test("A moment in HTTP's writing")
    func httpDate() {
        #expect(testMoment.httpDate == "Mon, 23 Nov 2026 00:00:00 GMT")
        #expect(Instant(seconds: -1).httpDate == "Wed, 31 Dec 1969 23:59:59 GMT")
    }
}
