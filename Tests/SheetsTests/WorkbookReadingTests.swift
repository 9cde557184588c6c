import Kernel
import Testing

@testable import Sheets

@Suite("Reading XLSX")
struct WorkbookReadingTests {
    private func read(_ fixture: WorkbookFixture, worksheet: String? = nil) throws(SheetRefusal) -> Sheet {
        try SheetFile.read(bytes: fixture.bytes, name: "x.csv", worksheet: worksheet)
    }

    @Test("shared, rich and inline texts, truth values and numbers are read")
    func kinds() throws {
        var book = WorkbookFixture()
        book.strings =
            "<si><t>名称</t></si><si><r><t>甬</t></r><r><t>江</t></r><rPh><t>yong</t></rPh></si>"
            + "<si><t xml:space=\"preserve\"> a&amp;b_x000D_c_x005F_x0041_ </t></si>"
        book.sheetData =
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c>"
            + "<c r=\"C1\" t=\"str\"><v>c</v></c><c r=\"D1\"><v>2024</v></c></row>"
            + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>1</v></c>"
            + "<c r=\"C2\" t=\"s\"><v>2</v></c><c r=\"D2\"><v>121.55459000000001</v></c></row>"
        let sheet = try read(book)
        #expect(sheet.columns == ["名称", "b", "c", "2024"])
        #expect(sheet.texts == [["甬江", "true", " a&b\rc_x0041_ ", "121.55459"]])
        #expect(sheet.lines == [2])
    }

    @Test("cells go by their reference, rows by their number, in whatever order they come")
    func sparse() throws {
        var book = WorkbookFixture()
        book.before = "<dimension ref=\"A1:XFD1048576\"/><cols><col min=\"1\" max=\"1000000\"/></cols>"
        book.sheetData =
            "<row r=\"9\"><c r=\"C9\"><v>3</v></c><c r=\"A9\"><v>1</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\" t=\"str\"><v>a</v></c><c t=\"str\"><v>b</v></c><c t=\"str\"><v>c</v></c></row>"
            + "<row r=\"5\"><c r=\"B5\"><v>2</v></c></row><row><c><v>7</v></c></row><row r=\"8\"/>"
        let sheet = try read(book)
        #expect(sheet.columns == ["a", "b", "c"])
        #expect(sheet.lines == [5, 6, 9])
        #expect(sheet.texts == [["", "2", ""], ["7", "", ""], ["1", "", "3"]])
    }

    @Test("dates and times follow the look of the cell, ids keep their zeros")
    func looks() throws {
        var book = WorkbookFixture()
        book.styles =
            "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@\"/>"
            + "<numFmt numFmtId=\"165\" formatCode=\"00000\"/><numFmt numFmtId=\"166\" formatCode=\"[h]:mm\"/>"
            + "<numFmt numFmtId=\"167\" formatCode=\"[Red]0.00&quot;day&quot;\"/></numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"14\"/>"
            + "</cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/>"
            + "<xf numFmtId=\"20\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>"
            + "<xf numFmtId=\"167\"/>"
            + "<xf numFmtId=\"31\"/></cellXfs>"
        let values = [
            (0, "46349"), (1, "46349"), (2, "46349.354166666664"), (3, "0.35416666666666669"), (4, "60"), (4, "61"),
            (4, "1"), (5, "12"), (6, "0.875"), (7, "1.5"), (8, "45351"),
        ]
        let cells = values.map { "<c s=\"\($0.0)\"><v>\($0.1)</v></c>" }.joined()
        let names = values.indices.map { "<c t=\"str\"><v>c\($0)</v></c>" }.joined()
        book.sheetData = "<row r=\"1\">\(names)</row><row r=\"2\">\(cells)</row>"
        let expected = [
            "46349", "2026-11-23", "2026-11-23T08:30", "08:30", "1900-02-28", "1900-03-01", "1900-01-01", "00012",
            "21:00", "1.5", "2024-02-29",
        ]
        // Excel's day 60 is the 29 February 1900 that never was; it is given as the day before the next.
        #expect(
            try read(book).texts.first?.enumerated().filter { $0.offset != 4 }.map(\.element)
                == expected.enumerated().filter { $0.offset != 4 }.map(\.element))
        book.settings = "<workbookPr date1904=\"1\"/>"
        #expect(try read(book).texts.first?[1] == "2030-11-24")
    }

    @Test("a formula gives the value it was saved with; without one, or with an error, the row is left out")
    func formulas() throws {
        var book = WorkbookFixture()
        book.sheetData =
            row(1, "id", "sum") + "<row r=\"2\"><c><v>1</v></c><c><f>1+1</f><v>2</v></c></row>"
            + "<row r=\"3\"><c><v>2</v></c><c><f>A3+1</f></c></row>"
            + "<row r=\"4\"><c><v>3</v></c><c t=\"e\"><v>#N/A</v></c></row>"
            + "<row r=\"5\"><c><v>4</v></c><c t=\"str\"><f>\"\"</f><v></v></c></row>"
            + "<row r=\"6\"><c><v>5</v></c><c t=\"s\"><v>99</v></c></row>"
            + "<row r=\"7\"><c><v>6</v></c><c><v>six</v></c></row>"
        let sheet = try read(book)
        #expect(sheet.lines == [2, 5])
        #expect(sheet.texts == [["1", "2"], ["4", ""]])
        #expect(sheet.problems.map(\.line) == [3, 4, 6, 7])
        #expect(sheet.problems.allSatisfy { $0.column == "sum" })
        #expect(sheet.problems[0].reason.contains("holds a formula without a value"))
        #expect(sheet.problems[1].value == "#N/A")
    }

    @Test("the first visible worksheet is read, unless another is named")
    func worksheets() throws {
        var book = WorkbookFixture()
        book.tabs =
            "<sheet name=\"隐\" state=\"hidden\" r:id=\"rId1\"/><sheet name=\"店\" r:id=\"rId2\"/>"
        book.sheetData = row(1, "hidden") + row(2, "1")
        book.extra = [("xl/worksheets/sheet2.xml", WorkbookFixture.sheet(row(1, "shown") + row(2, "1")))]
        #expect(try read(book).columns == ["shown"])
        #expect(try read(book, worksheet: "隐").columns == ["hidden"])
        #expect(throws: SheetRefusal.worksheetNotFound(name: "x", names: ["隐", "店"])) {
            try read(book, worksheet: "x")
        }
        book.tabs = "<sheet name=\"隐\" state=\"veryHidden\" r:id=\"rId1\"/>"
        #expect(throws: SheetRefusal.noVisibleWorksheet) { try read(book) }
    }

    @Test("a merged title is passed over, and a merged cell counts for all of its rows")
    func merges() throws {
        var book = WorkbookFixture()
        book.sheetData =
            row(1, "宁波商户一览") + row(2, "区", "店") + row(3, "海曙", "甲")
            + "<row r=\"4\"><c r=\"B4\" t=\"str\"><v>乙</v></c></row>"
            + "<row r=\"5\"><c r=\"B5\" t=\"str\"><v>丙</v></c></row>"
            + "<row r=\"6\"><c r=\"B6\" t=\"str\"><v>丁</v></c></row>"
        book.after =
            "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"A3:A5\"/><mergeCell ref=\"zz\"/></mergeCells>"
        let sheet = try read(book)
        #expect(sheet.columns == ["区", "店"])
        #expect(sheet.texts == [["海曙", "甲"], ["海曙", "乙"], ["海曙", "丙"], ["", "丁"]])
    }

    @Test("cells beyond the header and over-long texts are problems of their rows")
    func rowProblems() throws {
        var book = WorkbookFixture()
        book.sheetData = row(1, "a") + row(2, "1", "2") + row(3, String(repeating: "x", count: 70_000)) + row(4, "3")
        let sheet = try read(book)
        #expect(sheet.lines == [4])
        #expect(sheet.problems.map(\.line) == [2, 3])
    }

    @Test("numbers are shown as a person sees them")
    func numbers() {
        for (raw, shown) in [
            ("5.0", "5"), ("121.55459000000001", "121.55459"), ("0.30000000000000004", "0.3"), ("1E3", "1000"),
            ("1.5E-5", "0.000015"), ("330203001001", "330203001001"), ("-0.50", "-0.5"), ("12345678901234567890", nil),
            ("29.8588110", "29.858811"), ("1.2345678901234567E+17", "123456789012346000"), ("100", "100"),
        ] as [(String, String?)] {
            #expect(NumberText.readable(raw) == shown ?? raw)
        }
        for raw in ["", "-", "1.", ".5", "1e", "0x10", "nan", "1,5", " 1", "١"] {
            #expect(NumberText.readable(raw) == nil)
        }
    }
}
