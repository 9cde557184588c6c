import Kernel
import TestTown
import Testing

@testable import Places

/// What keeps a row out, said with line, column and value.
struct ImportRowTests {
    static let columns = [
        "id", "kind", "name", "lng", "lat", "address", "district", "phone", "hours", "facilities",
    ]

    /// A good row with some cells changed.
    static func row(_ cells: [String: String]) -> [String] {
        let good = [
            "id": "7", "kind": "merchant", "name": "湖滨面馆", "lng": "87.62", "lat": "43.83", "address": "湖滨路1号",
        ]
        return columns.map { cells[$0] ?? good[$0] ?? "" }
    }

    static func beside(_ cells: [String: String]) -> Sheet {
        sheet(columns, [row(["id": "1", "name": "甲"]), row(cells), row(["id": "2", "name": "乙"])])
    }

    @Test(
        "A bad row is told with its line, column, value and reason, and the good rows beside it go in",
        arguments: [
            (["name": ""], "name", "", "The row has no name."),
            (["lng": "", "lat": ""], "lng", ", ", "The row has no coordinates."),
            (["lat": " "], "lng", "87.62, ", "The row has no coordinates."),
            (["lng": "0", "lat": "0.0"], "lng", "0, 0.0", "The row has no coordinates (0, 0 stands in their place)."),
            (["lng": "东经87"], "lng", "东经87, 43.83", "The longitude is not a number."),
            (["lat": "nan"], "lat", "87.62, nan", "The latitude is not a number."),
            (["lat": "0x2B"], "lat", "87.62, 0x2B", "The latitude is not a number."),
            (["lat": "91"], "lat", "87.62, 91", "A latitude lies between -90 and 90."),
            (["lng": "181"], "lng", "181, 43.83", "A longitude lies between -180 and 180."),
            (["lng": "43.83", "lat": "87.62"], "lng", "43.83, 87.62", "Latitude and longitude look swapped."),
            (["lng": "121.5478", "lat": "29.869"], "lng", "121.5478, 29.869", "The point lies outside the city."),
            (["lng": "87.65", "lat": "43.8"], "lng", "87.65, 43.8", "The point lies outside the city."),
            (
                ["lng": "87.7015", "lat": "43.80"], "lng", "87.7015, 43.80",
                "The point lies outside the city as wgs84 but inside as gcj02: the wrong datum is suspected."
            ),
            (["id": "1"], "id", "1", "Line 2 has the same id."),
            (
                ["name": "=HYPERLINK(\"x\")"], "name", "=HYPERLINK(\"x\")",
                "The cell holds a spreadsheet formula, not a text."
            ),
            (["address": "=1+1"], "address", "=1+1", "The cell holds a spreadsheet formula, not a text."),
            (["name": "a\u{0}b"], "name", "a\u{0}b", "The text holds control characters."),
            (["phone": "1\u{7F}2"], "phone", "1\u{7F}2", "The text holds control characters."),
            (["district": "\u{9B}31m"], "district", "\u{9B}31m", "The text holds control characters."),
            (["kind": "station"], "kind", "station", "The row says another kind than --kind merchant."),
            (["kind": "驿站"], "kind", "驿站", "The row says another kind than --kind merchant."),
            (
                ["name": String(repeating: "长", count: 121)], "name", String(repeating: "长", count: 80),
                "The text is longer than 120 characters."
            ),
            (
                ["address": String(repeating: "a", count: 301)], "address", String(repeating: "a", count: 80),
                "The text is longer than 300 characters."
            ),
            (
                ["phone": String(repeating: "1", count: 41)], "phone", String(repeating: "1", count: 41),
                "The text is longer than 40 characters."
            ),
            (
                ["district": String(repeating: "区", count: 61)], "district", String(repeating: "区", count: 61),
                "The text is longer than 60 characters."
            ),
            (
                ["id": String(repeating: "9", count: 501)], "id", String(repeating: "9", count: 80),
                "The text is longer than 500 characters."
            ),
        ] as [([String: String], String, String, String)])
    func badRow(_ cells: [String: String], _ column: String, _ value: String, _ reason: String) async throws {
        try await Town.open(.sqlite) { town in
            let report = try await Importing().run(Self.beside(cells), in: town)
            #expect(report.problems == [SheetProblem(line: 3, column: column, value: value, reason: reason)])
            #expect(report.added == 2 && report.rowsRead == 3 && !report.allWentIn)
            #expect(try await town.database.allPlaces().map(\.name) == ["甲", "乙"])
        }
    }

    @Test(
        "A name of one letter under a thousand marks is too long; it does not break the import",
        arguments: TestEngine.available)
    func combiningMarks(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let name = "a" + String(repeating: "\u{301}", count: 150)
            let report = try await Importing().run(Self.beside(["name": name]), in: town)
            #expect(report.added == 2 && report.problems.map(\.reason) == ["The text is longer than 120 characters."])
        }
    }

    @Test("The longest texts that are taken fit the database, on both engines", arguments: TestEngine.available)
    func longest(_ engine: TestEngine) async throws {
        try await Town.open(engine) { town in
            let cells = [
                "id": "", "name": String(repeating: "名", count: 120), "address": String(repeating: "址", count: 300),
                "district": String(repeating: "区", count: 60), "phone": String(repeating: "1", count: 40),
            ]
            let report = try await Importing().run(Self.beside(cells), in: town)
            #expect(report.added == 3 && report.problems == [])
            let key = try await town.database.allPlaces().map(\.sourceKey).first { $0.hasPrefix("名") }
            #expect(key?.count == 482)
        }
    }

    @Test("Without ids the same name, district and address twice is a duplicate; another address is another place")
    func duplicateName() async throws {
        try await Town.open(.sqlite) { town in
            let names = ["name", "lng", "lat", "address", "district"]
            let report = try await Importing().run(
                sheet(
                    names,
                    [
                        ["面馆", "87.62", "43.83", "1号", "松林区"], ["面馆", "87.621", "43.83", "2号", "松林区"],
                        [" 面馆", "87.63", "43.84", "1号", "松林区"], ["面馆", "87.622", "43.83", "1号", "雪岭区"],
                    ]), in: town)
            #expect(report.added == 3)
            #expect(
                report.problems == [
                    SheetProblem(
                        line: 4, column: "name", value: "面馆|松林区|1号",
                        reason: "Line 2 has the same name, district and address.")
                ])
        }
    }

    @Test("Files that name kinds need no --kind; a kind that does not exist keeps its row out")
    func kinds() async throws {
        try await Town.open(.sqlite) { town in
            let names = ["name", "类型", "lng", "lat"]
            let rows = ["merchant", "驿站", "小区", "cafe", ""].map { [$0 + "!", $0, "87.62", "43.83"] }
            var importing = Importing(kind: nil)
            let report = try await importing.run(sheet(names, rows), in: town)
            #expect(try await town.database.allPlaces().map(\.kind) == [.merchant, .station, .compound])
            #expect(report.problems.map(\.line) == [5, 6] && report.problems.map(\.column) == ["类型", "类型"])
            #expect(report.problems.map(\.value) == ["cafe", ""])
            #expect(
                report.problems.first?.reason.hasPrefix("This is not a kind of place. Known: compound, station,")
                    == true)
            #expect(report.problems.dropFirst().first?.reason == "The row does not say its kind.")
            // A column called "type" may hold something else: the person's word counts.
            importing.kind = .merchant
            importing.source = "other"
            let said = try await importing.run(sheet(names, [["咖啡", "cafe", "87.62", "43.83"]]), in: town)
            #expect(said.added == 1 && said.problems == [])
        }
    }
}
