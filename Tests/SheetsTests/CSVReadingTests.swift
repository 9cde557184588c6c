import Kernel
import Testing

@testable import Sheets

@Suite("Reading CSV")
struct CSVReadingTests {
    @Test("a plain file becomes columns, rows and the lines where they stand")
    func plain() throws {
        let sheet = try read("id,name\n1,面馆\n2,粥店\n")
        #expect(sheet.columns == ["id", "name"])
        #expect(sheet.texts == [["1", "面馆"], ["2", "粥店"]])
        #expect(sheet.lines == [2, 3])
        #expect(sheet.problems.isEmpty)
    }

    @Test("quoted cells keep separators, doubled quotation marks and line breaks")
    func quotes() throws {
        let sheet = try read("a,b\r\n\"x,\"\"y\"\"\",\"one\r\ntwo\"\r\nnext,\"\"\r\n\"p\"q,r\"s\r\n")
        #expect(sheet.texts == [["x,\"y\"", "one\r\ntwo"], ["next", ""], ["pq", "r\"s"]])
        #expect(sheet.lines == [2, 4, 5])
    }

    @Test("CRLF, LF and CR end lines alike", arguments: ["\r\n", "\n", "\r"])
    func lineBreaks(_ end: String) throws {
        let sheet = try read(["a,b", "1,2", "", "3,\"4\(end)5\"", "6,7"].joined(separator: end))
        #expect(sheet.texts == [["1", "2"], ["3", "4\(end)5"], ["6", "7"]])
        #expect(sheet.lines == [2, 4, 6])
    }

    @Test("comma, semicolon and tab are told apart by the header", arguments: [",", ";", "\t"])
    func separators(_ separator: String) throws {
        let sheet = try read("\"a,b;c;,\"\(separator)b\(separator)c\n1\(separator)2\(separator)x\n")
        #expect(sheet.columns == ["a,b;c;,", "b", "c"])
        #expect(sheet.texts == [["1", "2", "x"]])
    }

    @Test("a first line sep=; decides the separator and still counts as a line")
    func declaredSeparator() throws {
        let sheet = try read("sep=;\r\na,x;b\r\n1,5;2\r\n")
        #expect(sheet.columns == ["a,x", "b"])
        #expect(sheet.texts == [["1,5", "2"]])
        #expect(sheet.lines == [3])
    }

    @Test("a file of one column needs no separator")
    func oneColumn() throws {
        #expect(try read("name\n面馆\n").texts == [["面馆"]])
    }

    @Test("blank lines and rows of empty cells are skipped")
    func blankLines() throws {
        let sheet = try read("\n\na,b\n\n1,2\n,\n   \n3,4\n\n")
        #expect(sheet.lines == [5, 8])
        #expect(sheet.problems.isEmpty)
    }

    @Test("names of columns are trimmed, empty ones numbered, repeated ones told apart")
    func header() throws {
        let sheet = try read(" id ,\u{3000}名称\u{A0},,tel,tel,tel (2),\n1,2,3,4,5,6\n")
        #expect(sheet.columns == ["id", "名称", "column 3", "tel", "tel (3)", "tel (2)"])
    }

    @Test("a short row is filled up; empty cells beyond the header do no harm")
    func widths() throws {
        let sheet = try read("a,b,c\n1\n1,2,3,,\n")
        #expect(sheet.texts == [["1", "", ""], ["1", "2", "3"]])
    }

    @Test("a row with more cells than columns is left out and named with its line")
    func overflow() throws {
        let sheet = try read("a,b\n1,2\n1,\"2\n2\",,3,9\n4,5\n")
        #expect(sheet.lines == [2, 5])
        let problem = try #require(sheet.problems.first)
        #expect((problem.line, problem.value) == (3, "3"))
        #expect(problem.reason.contains("more cells than the 2 columns"))
    }

    @Test("cells stay as they are: spaces, leading zeros, formulas")
    func untouched() throws {
        #expect(try read("a,b,c\n 00012 ,=1+1,-5\n").texts == [[" 00012 ", "=1+1", "-5"]])
    }

    @Test("the apostrophe that guards against formulas is taken off, and no other")
    func guarded() throws {
        let sheet = try read("a,b,c,d\n'=1+1,\"'-x\",'tis,''@x\n")
        #expect(sheet.texts == [["=1+1", "-x", "'tis", "'@x"]])
    }

    @Test("a cell over the bound is a problem of its row and shown shortened")
    func longCell() throws {
        let sheet = try read(
            "a,b\n1,\(String(repeating: "长", count: 50))\n2,ok\n", limits: smaller { $0.cellBytesMax = 100 })
        #expect(sheet.lines == [3])
        #expect(sheet.problems.first?.column == "b")
        let wide = try read("a\n\(String(repeating: "长", count: 500))\n", limits: smaller { $0.cellBytesMax = 100 })
        #expect(wide.problems.first?.value.count == 61)
    }

    @Test("too many columns, rows and problems refuse the file with the place")
    func bounds() {
        let wide = Array("a,b,c,d\n".utf8)
        #expect(refusal(of: wide, limits: smaller { $0.columnsMax = 3 }) == .tooManyColumns(line: 1, columnsMax: 3))
        let long = Array("a\n1\n2\n3\n".utf8)
        #expect(refusal(of: long, limits: smaller { $0.rowsMax = 2 }) == .tooManyRows(rowsMax: 2))
        let bad = Array("a\n1,2\n1,2\n".utf8)
        #expect(refusal(of: bad, limits: smaller { $0.problemsMax = 1 }) == .tooManyProblems(problemsMax: 1))
    }

    @Test("a quotation mark that is never closed is named with the line where it opens")
    func unterminated() {
        #expect(refusal(of: Array("a,b\n1,2\n3,\"4\n5,6\n".utf8)) == .unterminatedQuote(line: 3))
        let far = "a\n\"" + String(repeating: "x\n", count: 600_000) + "\"\n"
        #expect(refusal(of: Array(far.utf8)) == .unterminatedQuote(line: 2))
    }

    @Test("a file of nothing but blank lines has no header")
    func noHeader() {
        #expect(refusal(of: Array("\n \r\n\n".utf8)) == .noHeader)
        #expect(refusal(of: Array(",,\n".utf8)) == .noHeader)
    }
}
