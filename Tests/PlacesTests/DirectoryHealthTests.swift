import Geo
import Kernel
import TestTown
import Testing

@testable import Places

/// What `yongai doctor` says of the directory.
struct DirectoryHealthTests {
    private static func placed(
        _ number: UInt64, _ kind: PlaceKind, _ area: String?, hours: String = "", verifiedDaysAgo days: Int64? = nil
    ) -> Place {
        var place = Town.place(
            number, "P\(number)", kind: kind, at: kind == .compound ? nil : at(43.8 + Double(number) / 100, 87.62),
            hours: hours, verifiedAt: days.map { testMoment.adding(seconds: -$0 * 86_400) })
        place.areaCode = area
        place.areaBasis = area == nil ? nil : "given"
        return place
    }

    @Test("Entries are counted by kind and district, and by what they lack", arguments: TestEngine.available)
    func counts(_ engine: TestEngine) async throws {
        var demonstration = Self.placed(7, .station, "990103001", hours: "24/7")
        demonstration.isDemonstration = true
        let places = [
            Self.placed(1, .merchant, "990102001", hours: "24/7", verifiedDaysAgo: 179),
            Self.placed(2, .merchant, "990102002", verifiedDaysAgo: 181),
            Self.placed(3, .merchant, "990103", hours: "24/7"),
            Self.placed(4, .merchant, nil, verifiedDaysAgo: 500), Self.placed(5, .compound, "990102"),
            Self.placed(6, .street, "990102001001"), demonstration,
        ]
        try await Town.open(engine, places: places) { town in
            let directory = town.places
            let health = try await town.database.read { try directory.health(now: testMoment, in: $0) }
            #expect(health.total == 7 && health.demonstration == 1)
            #expect(
                health.counts.map { "\($0.kind) \($0.district) \($0.count)" } == [
                    "compound 松林区 1", "merchant  1", "merchant 松林区 2", "merchant 雪岭区 1", "station 雪岭区 1",
                    "street 松林区 1",
                ])
            #expect(health.withoutPoint == [.compound: 1])
            #expect(health.withoutHours == [.merchant: 2])
            #expect(health.withoutArea == [.merchant: 1])
            #expect(health.stale == [.merchant: 2])
            #expect(health.duplicates.isEmpty)
        }
    }

    @Test("Possible duplicates of the whole directory are listed, across sources", arguments: TestEngine.available)
    func duplicates(_ engine: TestEngine) async throws {
        var other = Town.place(2, "湖滨面馆（一店）")
        other.source = "elsewhere"
        let places = [Town.place(1, "湖滨面馆"), other, Town.place(3, "湖滨面馆", at: Town.oldTown)]
        try await Town.open(engine, places: places) { town in
            let directory = town.places
            let health = try await town.database.read { try directory.health(now: testMoment, in: $0) }
            #expect(health.duplicates.map { [$0.first.sourceKey, $0.second.sourceKey] } == [["T1", "T2"]])
        }
    }

    @Test("An empty directory is empty")
    func empty() async throws {
        try await Town.open(.sqlite) { town in
            let directory = town.places
            let health = try await town.database.read { try directory.health(now: testMoment, in: $0) }
            #expect(health.total == 0 && health.counts.isEmpty && health.duplicates.isEmpty)
        }
    }
}
