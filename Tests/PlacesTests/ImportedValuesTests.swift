import Areas
import Kernel
import TestTown
import Testing

@testable import Places

/// What is made of the cells of a good row.
struct ImportedValuesTests {
    @Test("Hours are read in the OSM grammar and from Chinese; what cannot be read is told and left out")
    func hours() async throws {
        try await Town.open(.sqlite) { town in
            let texts = ["mo-fr 9:00-18:00", "周一至周五 9:00-18:00", "24小时营业", "看心情", "", "9:00-25:99"]
            let rows = texts.enumerated().map { ImportRowTests.row(["id": "\($0)", "name": "店\($0)", "hours": $1]) }
            let report = try await Importing().run(sheet(ImportRowTests.columns, rows), in: town)
            #expect(report.added == 6 && report.allWentIn)
            let hours = try await town.database.allPlaces().map(\.hours)
            #expect(hours == ["Mo-Fr 09:00-18:00", "Mo-Fr 09:00-18:00", "24/7", "", "", ""])
            #expect(report.notes.map(\.line) == [5, 7] && report.notes.map(\.value) == ["看心情", "9:00-25:99"])
            #expect(report.notes.allSatisfy { $0.column == "hours" })
            #expect(
                report.notes.first?.reason == "These opening hours could not be read; the place is kept without hours.")
        }
    }

    @Test(
        "Hours that grow too long when written out are left out; they do not break the import",
        arguments: TestEngine.available)
    func longHours(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            // 495 bytes as written, 600 with the zeros that the grammar wants.
            let long = String(repeating: "Mo 8:00-9:00,1:00-2:00,3:00-4:00;", count: 15)
            let report = try await Importing().run(ImportRowTests.beside(["hours": long]), in: town)
            #expect(report.added == 3)
            #expect(try await town.database.allPlaces().allSatisfy { $0.hours.utf8.count <= 500 })
        }
    }

    @Test("Facilities are taken by code and by name in both languages; unknown ones are told")
    func facilities() async throws {
        try await Town.open(.sqlite) { town in
            let texts = [
                "stove water", "饮水、电梯", "Drinking water; warm stove", "drinking water lift, 桑拿", "water,water，饮水", "",
            ]
            let rows = texts.enumerated().map {
                ImportRowTests.row(["id": "\($0)", "name": "店\($0)", "facilities": $1])
            }
            let report = try await Importing().run(sheet(ImportRowTests.columns, rows), in: town)
            #expect(
                try await town.database.allPlaces().map(\.facilities) == [
                    ["water", "stove"], ["water", "lift"], ["water", "stove"], ["water", "lift"], ["water"], [],
                ])
            #expect(
                report.notes == [
                    SheetProblem(
                        line: 5, column: "facilities", value: texts[3],
                        reason: "The facility '桑拿' is not in the city's vocabulary.")
                ])
        }
    }

    @Test("The area comes from the point; name readings are stored", arguments: TestEngine.available)
    func areaAndPinyin(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            _ = try await Importing().run(
                sheet(ImportRowTests.columns, [ImportRowTests.row(["name": "长桥面馆"])]), in: town)
            let place = try #require(try await town.database.allPlaces().first)
            #expect(place.pinyin == "chang qiao mian guan" && place.initials == "cqmg")
            #expect(place.areaCode == "990102001" && place.areaBasis == AreaBasis.nearestCentre.rawValue)
            #expect(place.point == Town.lakeside && place.pointBasis == .given)
            #expect(place.source == "test" && place.sourceKey == "7" && !place.isDemonstration)
            let id = place.id.description
            #expect(ID<Place>(id) == place.id && id.hasPrefix("01a") && id.dropFirst(14).first == "7")
        }
    }

    @Test("Line ends and tabs in a text become spaces, and dates of verification are read or told")
    func textsAndDates() async throws {
        try await Town.open(.sqlite) { town in
            let report = try await Importing().run(
                sheet(
                    ["name", "lng", "lat", "核实时间"],
                    [
                        ["湖滨\r\n面馆\t一店", "87.62", "43.83", "2026-11-01"],
                        ["乙", "87.62", "43.83", "2026-11-01T08:00:00+08:00"], ["丙", "87.62", "43.83", "昨天"],
                    ]), in: town)
            let places = try await town.database.allPlaces()
            #expect(places.map(\.name) == ["湖滨 面馆 一店", "乙", "丙"])
            #expect(
                places.map(\.verifiedAt) == [Instant(seconds: 1_793_491_200), Instant(seconds: 1_793_491_200), nil])
            #expect(report.notes.map(\.line) == [4] && report.notes.map(\.column) == ["核实时间"])
        }
    }
}
