import Kernel
import TestTown
import Testing

@testable import Places

/// A file as a whole: twice, changed, dry, without points, from anywhere.
struct ImportPlacesTests {
    private static let table = sheet(
        ["id", "name", "lng", "lat", "address", "hours"],
        [
            ["1", "湖滨面馆", "87.62", "43.83", "湖滨路1号", "09:00-21:00"],
            ["2", "古城小吃", "87.57", "43.80", "古城大道2号", ""],
            ["3", "", "87.57", "43.80", "", ""],
        ])

    @Test("Importing a file twice changes nothing", arguments: TestEngine.available)
    func twice(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let first = try await Importing().run(Self.table, in: town)
            #expect(first.added == 2 && first.updated == 0 && first.unchanged == 0 && first.problems.count == 1)
            let places = try await town.database.allPlaces()
            try await town.database.write { _ = try $0.run("UPDATE place SET updated_at = 1") }
            let second = try await Importing().run(Self.table, in: town)
            #expect(
                second.added == 0 && second.updated == 0 && second.unchanged == 2 && second.problems == first.problems)
            #expect(try await town.database.allPlaces() == places)
            #expect(try await moved(town) == 0)
        }
    }

    @Test(
        "A changed row is updated and keeps its identifier; the others are left alone", arguments: TestEngine.available)
    func changed(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            _ = try await Importing().run(Self.table, in: town)
            let places = try await town.database.allPlaces()
            try await town.database.write { _ = try $0.run("UPDATE place SET updated_at = 1") }
            var table = Self.table
            table.rows[0].cells[1] = "湖滨新面馆"
            table.rows[0].cells[2] = "87.57"
            table.rows.remove(at: 1)
            let report = try await Importing().run(table, in: town)
            #expect(report.added == 0 && report.updated == 1 && report.unchanged == 0)
            let after = try await town.database.allPlaces()
            #expect(after.map(\.id) == places.map(\.id) && after.last == places.last)
            let first = try #require(after.first)
            #expect(first.name == "湖滨新面馆" && first.initials == "hbxmg" && first.areaCode == "990103001")
            #expect(try await moved(town) == 1)
        }
    }

    @Test("The same file under another source is other entries", arguments: TestEngine.available)
    func otherSource(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            _ = try await Importing().run(Self.table, in: town)
            let report = try await Importing(source: "other").run(Self.table, in: town)
            #expect(report.added == 2)
            #expect(report.nearDuplicates.map(\.first.name).sorted() == ["古城小吃", "湖滨面馆"])
            #expect(try await town.database.allPlaces().count == 4, "They are listed, not merged")
        }
    }

    @Test("A dry run reports the same and writes nothing", arguments: TestEngine.available)
    func dryRun(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let dry = try await Importing(isDryRun: true).run(Self.table, in: town)
            #expect(dry.added == 2 && dry.problems.count == 1)
            #expect(try await town.database.allPlaces().isEmpty)
            #expect(try await Importing().run(Self.table, in: town) == dry)
        }
    }

    @Test("Points outside the city are taken with --anywhere, and lie in no area", arguments: TestEngine.available)
    func anywhere(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let abroad = sheet(
                ["name", "lng", "lat"], [["天一面馆", "121.5478", "29.869"], ["北极", "0", "90"], ["零", "0", "0"]])
            #expect(try await Importing().run(abroad, in: town).added == 0)
            let report = try await Importing(anywhere: true).run(abroad, in: town)
            #expect(report.added == 2 && report.problems.map(\.line) == [4])
            let place = try #require(try await town.database.allPlaces().first)
            #expect(place.areaCode == nil && place.areaBasis == nil && place.point == Town.ningbo)
        }
    }

    @Test("Compounds without a point are kept, in the district their row names", arguments: TestEngine.available)
    func unplacedCompounds(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let table = sheet(
                ["compound", "district", "approx_lng_wgs84", "approx_lat_wgs84"],
                [
                    ["云杉花苑", "松林区", "", ""], ["雪岭花园", "雪岭区", "87.57", "43.8"], ["远方", "高新区", "", ""],
                    ["半点", "松林区", "87.6", ""],
                ])
            let report = try await Importing(kind: .compound).run(table, in: town)
            #expect(report.added == 3 && report.unplaced == 2)
            #expect(
                report.problems.map(\.line) == [5] && report.problems.first?.reason == "The row has no coordinates.")
            let places = try await town.database.allPlaces()
            #expect(places.map(\.point) == [nil, Town.oldTown, nil])
            #expect(places.map(\.pointBasis) == [.none, .approximate, .none])
            #expect(places.map(\.areaCode) == ["990102", "990103001", nil])
            #expect(places.map(\.areaBasis) == ["given", "nearest-centre", nil])
            #expect(try await Importing(kind: .compound).run(table, in: town).unchanged == 3)
        }
    }

    @Test("Other kinds are kept without a point when asked for", arguments: TestEngine.available)
    func keepUnplaced(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let table = sheet(["name", "lng", "lat"], [["面馆", "", ""], ["茶馆", "87.62", "43.83"]])
            #expect(try await Importing().run(table, in: town).problems.map(\.line) == [2])
            let report = try await Importing(keepUnplaced: true).run(table, in: town)
            #expect(report.added == 1 && report.unchanged == 1 && report.unplaced == 1)
            let noColumns = sheet(["name"], [["粥铺"]])
            #expect(try await Importing(keepUnplaced: true).run(noColumns, in: town).added == 1)
        }
    }

    @Test("A file that cannot be used as a whole is refused in a sentence that says what to do")
    func refusals() async throws {
        try await Town.open(.sqlite) { town in
            let cases: [(Importing, [String], String)] = [
                (Importing(), ["a", "b"], "No column was recognised as the name. The file has: a, b. Say which"),
                (Importing(), ["name", "b"], "No columns were recognised as coordinates. The file has: name, b."),
                (Importing(kind: nil), ["name", "lng", "lat"], "The file has no column 'kind'."),
                (Importing(source: ""), ["name", "lng", "lat"], "The name of the source has 1 to 80 characters."),
            ]
            for (importing, columns, sentence) in cases {
                let refusal = await #expect(throws: ImportRefusal.self) {
                    _ = try await importing.run(sheet(columns, []), in: town)
                }
                #expect(refusal?.description.hasPrefix(sentence) == true, "\(String(describing: refusal))")
            }
        }
    }

    @Test("Sites known by number only are named after their kind and number, and the file is told so")
    func numbersOnly() async throws {
        try await Town.open(.sqlite) { town in
            let table = sheet(["station_id", "lng", "lat"], [["1001", "87.62", "43.83"], ["", "87.62", "43.83"]])
            let report = try await Importing(kind: .charger).run(table, in: town)
            #expect(try await town.database.allPlaces().map(\.name) == ["充换电站 1001"])
            #expect(report.problems.map(\.line) == [3] && report.notes.map(\.line) == [1])
        }
    }

    @Test("Lines the reader could not read are reported among the bad rows, in order")
    func brokenLines() async throws {
        try await Town.open(.sqlite) { town in
            var table = Self.table
            table.problems = [SheetProblem(line: 3, reason: "The line has 7 cells.")]
            let report = try await Importing().run(table, in: town)
            #expect(report.rowsRead == 4 && report.problems.map(\.line) == [3, 4])
        }
    }

    @Test(
        "An identifier given to two rows, or that is another entry's, keeps its row out",
        arguments: TestEngine.available)
    func stolenIdentifier(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            _ = try await Importing().run(Self.table, in: town)
            let places = try await town.database.allPlaces()
            let fresh = Town.place(77, "x").id.description
            let names = ["id", "name", "lng", "lat", "source", "source_id"]
            let table = sheet(
                names,
                [
                    [try #require(places.first).id.description, "盗", "87.62", "43.83", "elsewhere", "1"],
                    [fresh, "甲", "87.62", "43.83", "elsewhere", "2"], [fresh, "乙", "87.62", "43.83", "elsewhere", "3"],
                ])
            let report = try await Importing().run(table, in: town)
            #expect(report.problems.map(\.line) == [2, 4] && report.added == 1)
            #expect(report.problems.first?.reason == "This id belongs to the entry of test with the source_id 1.")
            #expect(report.problems.dropFirst().first?.reason == "Line 3 has the same id.")
            #expect(try await town.database.allPlaces().filter { $0.source == "test" } == places)
            #expect(try await Importing().run(table, in: town).unchanged == 1)
        }
    }

    /// Entries written since their time of change was set to 1.
    private func moved(_ town: Town) async throws -> Int {
        try await town.database.read { town in
            try town.row("SELECT count(*) AS moved FROM place WHERE updated_at <> 1")?.int("moved") ?? -1
        }
    }
}
