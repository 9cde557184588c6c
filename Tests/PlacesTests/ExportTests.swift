import Foundation
import Geo
import Kernel
import Sheets
import TestTown
import Testing

@testable import Places

/// What is exported comes back as it went, in every datum and format.
struct ExportTests {
    private static let table = sheet(
        [
            "id", "kind", "name", "name_en", "lng", "lat", "address", "district", "hours", "phone", "facilities",
            "verified_at",
        ],
        [
            [
                "1", "merchant", "湖滨面馆", "Hubin Noodles", "87.6212345", "43.8312345", "湖滨路1号, \"甲\"", "", "09:00-21:00",
                "0991-555 0101", "饮水 toilet", "2026-11-01",
            ],
            ["2", "station", "+86 驿站", "", "87.57", "43.8", "@古城", "", "24小时营业", "", "stove,legal_clinic", ""],
            ["003", "compound", "-云杉花苑", "", "", "", "'长桥街", "松林区", "", "", "lift", ""],
            ["4", "charger", "换电 4", "", "87.5500001", "43.8799999", "", "", "Mo-Fr 08:00-20:00; PH off", "", "", ""],
            ["5", "merchant", "天一 面馆", "", "121.5478", "29.869", "", "", "", "", "", "2026-11-23T01:02:03Z"],
            ["6", "building", "高楼 \u{1F60A}<b>&amp;", "", "87.6", "43.76", "", "", "", "", "water", ""],
        ])

    /// The file that exporting this directory makes.
    private func export(_ town: Town, _ format: SheetFormat, _ datum: Datum = .wgs84) async throws -> Data {
        let places = town.places
        let rows = try await town.database.read { reading in
            var rows: [[SheetValue]] = []
            try places.export(kinds: [], datum: datum, in: reading) { rows.append($0.map(Self.value)) }
            return rows
        }
        let columns = PlaceExport.columns.map { SheetColumn($0.name, $0.isNumber ? .number : .text) }
        let path = NSTemporaryDirectory() + "/" + UUID().uuidString + "." + format.rawValue
        defer { try? FileManager.default.removeItem(atPath: path) }
        try SheetWriter.write(columns: columns, rows: rows, format: format, to: .path(path))
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }

    private static func value(_ cell: ExportCell) -> SheetValue {
        switch cell {
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        case .empty: .empty
        }
    }

    private func read(_ data: Data, _ format: SheetFormat) throws -> Sheet {
        try SheetFile.read(bytes: Array(data), name: "x." + format.rawValue)
    }

    private func roundTrip(_ engine: TestEngine, _ format: SheetFormat, _ datum: Datum) async throws {
        let again = Importing(kind: nil, source: "export", anywhere: true)
        let first = try await Town.open(engine) { town in
            let report = try await Importing(kind: nil, anywhere: true).run(Self.table, in: town)
            #expect(report.added == 6 && report.problems == [] && report.notes == [])
            let file = try await export(town, format, datum)
            let places = try await town.database.allPlaces()
            let second = try await again.run(try read(file, format), in: town)
            #expect(second.unchanged == 6 && second.problems == [] && second.notes == [] && second.datum == datum)
            #expect(try await town.database.allPlaces() == places)
            return (file: file, places: places)
        }
        try await Town.open(engine) { fresh in
            let report = try await again.run(try read(first.file, format), in: fresh)
            #expect(report.added == 6 && report.problems == [])
            #expect(try await fresh.database.allPlaces() == first.places)
            // A workbook is a ZIP file with the time it was made in it.
            let file = try await export(fresh, format, datum)
            if format == .xlsx {
                #expect(try read(file, format) == read(first.file, format))
            } else {
                #expect(file == first.file)
            }
        }
    }

    @Test("CSV comes back byte by byte in every datum", arguments: TestEngine.available, Datum.allCases)
    func csv(_ engine: TestEngine, _ datum: Datum) async throws { try await roundTrip(engine, .csv, datum) }

    @Test("XLSX and GeoJSON come back too", arguments: [SheetFormat.xlsx, .geojson])
    func others(_ format: SheetFormat) async throws { try await roundTrip(.sqlite, format, .wgs84) }

    @Test("Random places in the city come back byte by byte", arguments: Datum.allCases)
    func random(_ datum: Datum) async throws {
        var dice = SplitMix(11)
        let rows = (0..<500).map { number in
            [
                "\(number)", "店\(number)", "\(Double.random(in: 87.5...87.7, using: &dice))",
                "\(Double.random(in: 43.75...43.85, using: &dice))",
            ]
        }
        try await Town.open(.sqlite) { town in
            let importing = Importing(anywhere: true)
            _ = try await importing.run(sheet(["id", "name", "lng", "lat"], rows), in: town)
            let file = try await export(town, .csv, datum)
            let again = try await importing.run(try read(file, .csv), in: town)
            #expect(again.unchanged == 500 && again.datum == datum)
        }
    }

    @Test("The coordinates of the file are in the datum it names")
    func datum() async throws {
        try await Town.open(.sqlite, places: [Town.place(1, "A")]) { town in
            for datum in Datum.allCases {
                let row = try #require(try read(try await export(town, .csv, datum), .csv).rows.first)
                let point = Datum.convert(Town.lakeside, from: .wgs84, to: datum)
                #expect(abs((Double(row.cells[4]) ?? 0) - point.longitude) < 1e-9)
                #expect(abs((Double(row.cells[5]) ?? 0) - point.latitude) < 1e-9)
                #expect(row.cells[6] == datum.rawValue)
            }
        }
    }

    @Test("Only the kinds that were asked for are written, and an empty directory has only headings")
    func kinds() async throws {
        let places = [Town.place(1, "A"), Town.place(2, "B", kind: .station), Town.place(3, "C", kind: .charger)]
        try await Town.open(.sqlite, places: places) { town in
            let directory = town.places
            let names = try await town.database.read { reading in
                var names: [ExportCell] = []
                try directory.export(kinds: [.station, .charger], datum: .wgs84, in: reading) { names.append($0[2]) }
                return names
            }
            #expect(names == [.text("B"), .text("C")])
        }
        try await Town.open(.sqlite) { town in
            let sheet = try read(try await export(town, .csv), .csv)
            #expect(sheet.rows.isEmpty && sheet.columns == PlaceExport.columns.map(\.name))
        }
    }
}
