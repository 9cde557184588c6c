import Testing

@testable import Sheets

@Suite("Hostile workbooks")
struct HostileWorkbookTests {
    private static let small: WorkbookFixture = {
        var book = WorkbookFixture()
        book.sheetData = row(1, "a", "b") + row(2, "1", "2")
        return book
    }()

    @Test("a workbook cut off anywhere is refused or read, never a crash, and never silently short")
    func truncated() throws {
        let whole = Self.small.bytes
        let sheet = try SheetFile.read(bytes: whole)
        for length in stride(from: 4, to: whole.count, by: 7) {
            let found = refusal(of: Array(whole.prefix(length)))
            guard case .badZip = found else {
                Issue.record("\(length) bytes gave \(String(describing: found))")
                continue
            }
        }
        for place in stride(from: 4, to: whole.count, by: 5) {
            var changed = whole
            changed[place] ^= 0x41
            _ = refusal(of: changed)
        }
        #expect(sheet.texts == [["1", "2"]])
    }

    @Test("a ZIP file that is no workbook is called that")
    func otherZip() {
        var zip = ZipFixture()
        zip.add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        zip.add("content.xml", "<a/>")
        #expect(refusal(of: zip.finished) == .notAWorkbook)
    }

    @Test("a worksheet that unpacks without end is stopped at the bound")
    func zipBomb() {
        var zip = Self.small.frame
        zip.addRun(
            "xl/worksheets/sheet1.xml", head: "<worksheet><sheetData>", fill: UInt8(ascii: " "), copies: 40_000_000)
        let bytes = zip.finished
        #expect(bytes.count < 300_000)
        let limits = smaller {
            $0.expansionRatioMax = 5
            $0.expandedFreeBytes = 500_000
        }
        #expect(refusal(of: bytes, limits: limits) == .zipBomb(expandedBytesMax: bytes.count * 5))
        let total = smaller { $0.expandedBytesMax = 2_000_000 }
        #expect(refusal(of: bytes, limits: total) == .zipBomb(expandedBytesMax: 2_000_000))
    }

    @Test("entities that multiply are refused in every part, wherever the declaration begins")
    func billionLaughs() {
        let laughs =
            "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
        for padding in [0, 4080, 4090, 32_760] {
            var zip = Self.small.frame
            let sheet = WorkbookFixture.sheet(row(1, "&c;"))
            let space = String(repeating: " ", count: padding)
            zip.add(
                "xl/worksheets/sheet1.xml", sheet.replacing("?><", with: "?>\(space)\(laughs)<", maxReplacements: 1))
            #expect(refusal(of: zip.finished) == .documentType(part: "xl/worksheets/sheet1.xml"))
        }
        var strings = Self.small
        strings.extra = [("xl/sharedStrings.xml", "\(laughs)<sst><si><t>&c;</t></si></sst>")]
        #expect(refusal(of: strings.bytes) == .documentType(part: "xl/sharedStrings.xml"))
    }

    @Test("names of entries that climb out of the archive do nothing")
    func traversal() throws {
        var book = Self.small
        book.extra = [("../../../../tmp/evil", "x"), ("/etc/cron.d/evil", "x"), ("xl\\..\\..\\evil", "x")]
        #expect(try SheetFile.read(bytes: book.bytes).texts == [["1", "2"]])
        #expect(WorkbookReader.resolved("../../../etc/passwd", from: "xl") == "etc/passwd")
        #expect(WorkbookReader.resolved("/xl/./a.xml", from: "x/y") == "xl/a.xml")
    }

    @Test("a million declared columns are not believed, and cells far to the right are refused")
    func columns() throws {
        var book = Self.small
        book.before = "<dimension ref=\"A1:ZZZ1048576\"/><cols><col min=\"1\" max=\"1000000\" width=\"9\"/></cols>"
        #expect(try SheetFile.read(bytes: book.bytes).columns == ["a", "b"])
        book.sheetData = row(1, "a") + "<row r=\"2\"><c r=\"XFD2\"><v>1</v></c></row>"
        #expect(refusal(of: book.bytes) == .tooManyColumns(line: 2, columnsMax: 512))
        book.sheetData = "<row r=\"1\">" + String(repeating: "<c><v>1</v></c>", count: 1000) + "</row>"
        #expect(refusal(of: book.bytes) == .tooManyColumns(line: 1, columnsMax: 512))
        book.sheetData = "<row r=\"1\"><c r=\"ABCDEFG1\"><v>1</v></c></row>"
        #expect(refusal(of: book.bytes) == .badXML(part: "xl/worksheets/sheet1.xml", line: 1))
    }

    @Test("broken XML, a missing worksheet, wrong row numbers and too many rows are refused")
    func broken() {
        var zip = Self.small.frame
        zip.add("xl/worksheets/sheet1.xml", "<worksheet><sheetData>\n<row></c>")
        #expect(refusal(of: zip.finished) == .badXML(part: "xl/worksheets/sheet1.xml", line: 2))
        var wide = Self.small.frame
        wide.add("xl/worksheets/sheet1.xml", "<\0w\0>\0")
        #expect(refusal(of: wide.finished) == .badXML(part: "xl/worksheets/sheet1.xml", line: 1))
        #expect(refusal(of: Self.small.frame.finished) == .badZip(reason: "its worksheet is missing"))
        var book = Self.small
        book.sheetData = "<row r=\"99999999999999999999\"><c><v>1</v></c></row>"
        #expect(refusal(of: book.bytes) == .badXML(part: "xl/worksheets/sheet1.xml", line: 1))
        book.sheetData = row(1, "a") + row(2, "1") + row(3, "2")
        #expect(refusal(of: book.bytes, limits: smaller { $0.rowsMax = 1 }) == .tooManyRows(rowsMax: 1))
        book.sheetData = ""
        #expect(refusal(of: book.bytes) == .noHeader)
    }

    @Test("merged ranges over the whole sheet cost no more than the rows there are")
    func mergeBomb() throws {
        var book = Self.small
        let merges = String(repeating: "<mergeCell ref=\"A1:XFD1048576\"/>", count: 2000)
        book.sheetData =
            row(1, "a", "b") + (2...9).map { "<row r=\"\($0)\"><c r=\"B\($0)\"><v>1</v></c></row>" }.joined()
        book.after = "<mergeCells>\(merges)</mergeCells>"
        #expect(try SheetFile.read(bytes: book.bytes).rows.count == 8)
        #expect(
            refusal(of: book.bytes, limits: smaller { $0.mergedCellsMax = 100 }) == .tooManyMergedCells(cellsMax: 100))
    }

    @Test("more entries than a workbook has are refused")
    func entries() {
        var book = Self.small
        book.extra = (0..<30).map { ("junk\($0)", "") }
        let limits = smaller { $0.zipEntriesMax = 20 }
        #expect(refusal(of: book.bytes, limits: limits) == .badZip(reason: "it has more than 20 entries"))
    }
}
