import Glibc
import Kernel
import Testing

@testable import Sheets

/// The files that people gave us. They are not part of the repository; without them these tests are skipped.
@Suite("Real files")
struct RealFileTests {
    static let merchants = place("ningbo-merchants/ningbo_food_merchants_2017.csv")
    static let compounds = place("ningbo-compounds/ningbo_compounds_2023.csv")
    static let shenzhen = place("charging/shenzhen_stations_UrbanEV_inf_raw.csv")
    static let districts = place("ningbo-boundaries/ningbo_districts_wgs84.geojson")
    static let names = place("text-pinyin-names/Chinese_Family_Name_1k.xlsx")

    private static func place(_ name: String) -> String {
        let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(root)/../shared/data/\(name)"
    }

    static func isThere(_ path: String) -> Bool { access(path, R_OK) == 0 }

    @Test(
        "the merchants of Ningbo are 23,575 rows, and the same in GB18030",
        .enabled(if: isThere(merchants), "the merchants file is not here"))
    func merchantsFile() throws {
        let bytes = try FileBytes.read(path: Self.merchants, bytesMax: 1 << 26)
        let sheet = try SheetFile.read(bytes: bytes)
        #expect(sheet.rows.count == 23_575)
        #expect(sheet.columns.count == 13)
        #expect(sheet.problems.isEmpty)
        #expect(sheet.rows.first?.cells.first == "M00001")
        let chinese = try encoded(bytes, as: "GB18030")
        #expect(chinese.count < bytes.count)
        #expect(try SheetFile.read(bytes: chinese) == sheet)
    }

    @Test(
        "two thousand merchants go through each format and back",
        .enabled(if: isThere(merchants), "the merchants file is not here"),
        arguments: SheetFormat.allCases)
    func roundTrip(_ format: SheetFormat) throws {
        let sheet = try SheetFile.read(path: Self.merchants)
        let columns = sheet.columns.map { name in
            let plain = name.replacing("_wgs84", with: "")
            return SheetColumn(plain, name.hasPrefix("lng") || name.hasPrefix("lat") ? .number : .text)
        }
        let rows = sheet.rows.prefix(2000).map { $0.cells.map { SheetValue.text($0) } }
        let folder = try ScratchFolder()
        let path = try folder.file("t")
        try SheetWriter.write(columns: columns, rows: rows, format: format, to: .path(path))
        let back = try SheetFile.read(path: path)
        #expect(Set(back.columns) == Set(columns.map(\.name)))
        let order = columns.compactMap { column in back.columns.firstIndex(of: column.name) }
        // GeoJSON keeps numbers and not their trailing zeros.
        let expected = sheet.rows.prefix(2000).map { row in
            row.cells.enumerated().map { index, cell in
                format == .geojson && columns[index].kind == .number ? NumberText.readable(cell) ?? cell : cell
            }
        }
        #expect(back.texts.map { cells in order.map { cells[$0] } } == expected)
    }

    @Test("the compounds are 1,195 rows", .enabled(if: isThere(compounds), "the compounds file is not here"))
    func compoundsFile() throws {
        let sheet = try SheetFile.read(path: Self.compounds)
        #expect((sheet.rows.count, sheet.problems.count) == (1195, 0))
    }

    @Test("the stations of Shenzhen are 1,587 rows", .enabled(if: isThere(shenzhen), "the stations file is not here"))
    func shenzhenFile() throws {
        let sheet = try SheetFile.read(path: Self.shenzhen)
        #expect((sheet.rows.count, sheet.problems.count) == (1587, 0))
    }

    @Test("the districts are outlines of areas", .enabled(if: isThere(districts), "the districts file is not here"))
    func districtsFile() throws {
        let areas = try GeoJSONFile.readAreas(path: Self.districts)
        #expect(areas.count == 10)
        #expect(areas.contains { $0.properties["name"] == "海曙区" && !$0.polygons.isEmpty })
        let sheet = try SheetFile.read(path: Self.districts)
        #expect((sheet.rows.count, sheet.problems.count) == (0, 10))
    }

    @Test("a workbook from Excel is read", .enabled(if: isThere(names), "the workbook file is not here"))
    func excelFile() throws {
        let sheet = try SheetFile.read(path: Self.names)
        #expect(sheet.columns == ["NameB", "TF"])
        #expect(sheet.rows.count == 1074)
    }
}
