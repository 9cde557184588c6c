import Kernel
import Places
import TestTown
import Testing

@testable import Stations

@Suite("Stations")
struct StationsTests {
    private static let place = Town.place(1, "云湖驿站", kind: .station)

    @Test("A station is read back as it was saved; saved again it is updated", arguments: TestEngine.available)
    func saved(engine: TestEngine) async throws {
        try await Town.open(engine, places: [Self.place]) { town in
            let stations = Stations()
            let id = Self.place.id
            for crowding in Station.Crowding.allCases {
                let station = Station(
                    placeID: id, keeper: "街道办 \(crowding)", crowding: crowding,
                    crowdingAt: crowding == .unknown ? nil : minutesAgo(3))
                try await town.database.write { try stations.save([station], in: $0) }
                let read = try await town.database.read { try stations.store.station(id, in: $0) }
                #expect(read == station)
            }
        }
    }

    private func detail(_ station: Station?, _ language: Language) async throws -> PlaceDetail {
        try await Town.open(.sqlite, places: [Self.place]) { town in
            try await town.database.write { try Stations().save(station.map { [$0] } ?? [], in: $0) }
            return try await town.database.read {
                try Stations().detail(of: Self.place, for: testVisit(language), in: $0)
            }
        }
    }

    @Test("Its page tells how crowded it was, how long ago, and who keeps it")
    func pages() async throws {
        let station = Station(
            placeID: Self.place.id, keeper: "总工会 <&>", crowding: .busy, crowdingAt: minutesAgo(125))
        let chinese = try await detail(station, .chinese)
        #expect(
            chinese.section.read == "驿站情况 | 拥挤程度 | 人较多 | 2 小时前 | 管理单位 | 总工会 &lt;&amp;&gt;")
        #expect(chinese.section.text.contains("<span class=\"badge badge-notice\">人较多</span>"))
        let english = try await detail(station, .english)
        #expect(
            english.section.read
                == "At the station | Crowding | Busy | 2 h ago | Kept by | 总工会 &lt;&amp;&gt;")
        #expect(
            english.text
                == #"{"station":{"keeper":"总工会 <&>","crowding":"busy","crowdingAt":"2026-11-23T03:55:00+06:00"}}"#)
    }

    @Test("How crowded it was more than six hours ago is not told as if it were now")
    func old() async throws {
        let station = Station(placeID: Self.place.id, keeper: "", crowding: .free, crowdingAt: minutesAgo(6 * 60 + 1))
        let chinese = try await detail(station, .chinese)
        #expect(chinese.section.read == "驿站情况 | 拥挤程度 | 现在不清楚 | 6 小时前：有空位")
        let english = try await detail(station, .english)
        #expect(english.section.read == "At the station | Crowding | Not known now | 6 h ago: Room to sit")
    }

    @Test("What is unknown is left out of the page and null in JSON")
    func unknown() async throws {
        let nothing = Station(placeID: Self.place.id, keeper: "", crowding: .unknown, crowdingAt: nil)
        let empty = try await detail(nothing, .chinese)
        #expect(empty.section == .empty)
        #expect(empty.text == #"{"station":{"keeper":null,"crowding":"unknown","crowdingAt":null}}"#)
        let free = Station(placeID: Self.place.id, keeper: "", crowding: .free, crowdingAt: nil)
        let seats = try await detail(free, .chinese)
        #expect(seats.section.read == "驿站情况 | 拥挤程度 | 有空位")
        let none = try await detail(nil, .chinese)
        #expect(none.section == .empty)
        #expect(none.text == nil)
    }
}
