import Glibc
import Kernel
import Testing

@testable import Sheets

@Suite("Writing tables")
struct WritingTests {
    static let nasty = [
        "plain", "quote\"s\",", "two\r\nlines\nhere\rthere", "emoji 🛵 👨‍👩‍👧", EncodingTests.rare,
        "00012", "'=1+1", "''@x",
        "=1+1",
        "+86 574 8718", "-5", "@SUM(A1)", "\ttab", "\rcr", "＝1", " spaced ", "'tis", "_x000D_", "_x0041", "<&>'",
        "121.50",
        "semi;colon", "1e5", "\u{301}accent", "'\u{301}", "{\"a\":[1]}", "true", "\u{FEFF}mark",
    ]
    private static let columns: [SheetColumn] = [
        SheetColumn("id"), SheetColumn("=名称\n"), SheetColumn("count", .number), SheetColumn("lng", .number),
        SheetColumn("lat", .number),
    ]

    private func written(
        _ columns: [SheetColumn], _ rows: [[SheetValue]], _ format: SheetFormat
    ) throws -> (sheet: Sheet, bytes: [UInt8]) {
        let folder = try ScratchFolder()
        let path = try folder.file("t.\(format.rawValue)")
        #expect(try SheetWriter.write(columns: columns, rows: rows, format: format, to: .path(path)) == rows.count)
        #expect(folder.names == ["t.\(format.rawValue)"])
        let bytes = try FileBytes.read(path: path, bytesMax: 1 << 26)
        return (try SheetFile.read(bytes: bytes), bytes)
    }

    @Test("every nasty text comes back as it was", arguments: SheetFormat.allCases)
    func roundTrip(_ format: SheetFormat) throws {
        let rows: [[SheetValue]] = Self.nasty.enumerated().map {
            [.text("\($0.offset)"), .text($0.element), .integer($0.offset), .number(121.55459), .text("29.858810")]
        }
        let sheet = try written(Self.columns, rows, format).sheet
        #expect(sheet.columns == ["id", "=名称", "count", "lng", "lat"])
        #expect(sheet.problems.isEmpty)
        #expect(sheet.texts.map { $0[1] } == Self.nasty)
        #expect(sheet.texts.map { $0[0] } == Self.nasty.indices.map(String.init))
        #expect(sheet.texts.map { $0[2] } == Self.nasty.indices.map(String.init))
        #expect(Set(sheet.texts.map { $0[3] }) == ["121.55459"])
        #expect(Set(sheet.texts.map { $0[4] }) == [format == .geojson ? "29.85881" : "29.858810"])
    }

    @Test("CSV has a byte order mark and CRLF, and formulas only as text")
    func csv() throws {
        let rows: [[SheetValue]] = [
            [.text("=A1"), .number(-1.5), .text("-2.50")], [.text("-3"), .text("=cmd"), .number(.nan)], [.empty],
        ]
        let columns = [SheetColumn("a"), SheetColumn("b", .number), SheetColumn("c", .number)]
        let text = "\u{FEFF}a,b,c\r\n'=A1,-1.5,-2.50\r\n'-3,'=cmd,\r\n,,\r\n"
        #expect(try written(columns, rows, .csv).bytes == Array(text.utf8))
    }

    @Test("GeoJSON has typed properties, ids, points, and null where there is none")
    func geojson() throws {
        let rows: [[SheetValue]] = [
            [.text("M1"), .text("a\"b"), .integer(3), .number(121.5), .number(29.8)],
            [.text("M2"), .empty, .text("007"), .number(121.5), .empty],
        ]
        let lines = [
            "{\"type\":\"FeatureCollection\",\"features\":[",
            "{\"type\":\"Feature\",\"id\":\"M1\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[121.5,29.8]},"
                + "\"properties\":{\"id\":\"M1\",\"=名称\\n\":\"a\\\"b\",\"count\":3}},",
            "{\"type\":\"Feature\",\"id\":\"M2\",\"geometry\":null,"
                + "\"properties\":{\"id\":\"M2\",\"=名称\\n\":null,\"count\":\"007\",\"lng\":121.5}}", "]}", "",
        ]
        let result = try written(Self.columns, rows, .geojson)
        #expect(String(decoding: result.bytes, as: UTF8.self) == lines.joined(separator: "\n"))
        #expect(result.sheet.texts.last == ["M2", "", "007", "121.5", ""])
        #expect(try written(Self.columns, [], .geojson).sheet.rows.isEmpty)
    }

    @Test("XLSX keeps numbers as numbers and large integers exact, and the same table gives the same bytes")
    func workbook() throws {
        let rows: [[SheetValue]] = [[.integer(9_007_199_254_740_993), .number(0.1 + 0.2), .text("1.50")], [.empty]]
        let columns = [SheetColumn("a", .number), SheetColumn("b", .number), SheetColumn("c", .number)]
        let first = try written(columns, rows, .xlsx)
        #expect(first.sheet.texts == [["9007199254740993", "0.3", "1.50"]])
        #expect(try written(columns, rows, .xlsx).bytes == first.bytes)
    }

    @Test("an XLSX cell that is too long is refused with row and column, and no file is left behind")
    func tooLong() throws {
        let folder = try ScratchFolder()
        let path = try folder.file("t.xlsx", Array("old".utf8))
        let rows: [[SheetValue]] = [[.text("a")], [.text(String(repeating: "长", count: 40_000))]]
        let failure = SheetWriteFailure.cellTooLong(line: 2, column: "n", charactersMax: 32_767)
        #expect(throws: failure) {
            try SheetWriter.write(columns: [SheetColumn("n")], rows: rows, format: .xlsx, to: .path(path))
        }
        #expect(folder.names == ["t.xlsx"])
        #expect(try FileBytes.read(path: path, bytesMax: 10) == Array("old".utf8))
    }

    @Test("a place that cannot be written is refused in words", arguments: SheetFormat.allCases)
    func unwritable(_ format: SheetFormat) throws {
        let folder = try ScratchFolder()
        for place in ["\(folder.path)/none/t", folder.path, "\(folder.path)/"] {
            do throws(SheetWriteFailure) {
                _ = try SheetWriter.write(columns: [], rows: [], format: format, to: .path(place))
                Issue.record("\(place) was written")
            } catch {
                #expect(error.sentence.hasSuffix("."))
                #expect(error.sentence.contains("cannot be written"))
            }
        }
    }

    @Test("a pipe gets the same bytes as a file", arguments: SheetFormat.allCases)
    func descriptor(_ format: SheetFormat) throws {
        let rows: [[SheetValue]] = [[.text("1"), .text("面馆"), .integer(2), .number(121.5), .number(29.8)]]
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        defer { close(ends[0]) }
        try SheetWriter.write(columns: Self.columns, rows: rows, format: format, to: .descriptor(ends[1]))
        close(ends[1])
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        bytes.removeLast(bytes.count - Glibc.read(ends[0], &bytes, bytes.count))
        #expect(bytes == (try written(Self.columns, rows, format).bytes))
    }

    @Test("the guard against formulas is undone exactly, whatever the text")
    func formulaGuard() {
        for head in ["", "'", "''", "'''"] {
            for text in Self.nasty + ["", "=", "\n", "－", "＋1", "＠"] {
                let guarded = FormulaGuard.neutralised(head + text)
                #expect(FormulaGuard.restored(guarded) == head + text)
                #expect(!"=+-@\t\r\n＝＋－＠".unicodeScalars.contains(guarded.unicodeScalars.first ?? "x"))
            }
        }
    }
}
