import Kernel
import Testing

@Suite struct SheetTests {
    private let sheet = Sheet(
        columns: ["id", "name", "name"],
        rows: [SheetRow(line: 2, cells: ["1", "海曙", "again"]), SheetRow(line: 5, cells: ["2", "", ""])])

    @Test("cells are read by the column's name, with the line they stood in")
    func reading() throws {
        let rows = try SheetReader(sheet, file: "divisions.csv", columns: ["name", "id"]).rows
        #expect(rows.map(\.line) == [2, 5])
        #expect(rows.map { $0["name"] } == ["海曙", ""])
        #expect(rows[0]["id"] == "1")
        #expect(rows[0]["absent"].isEmpty)
    }

    @Test("a missing column and a line that could not be read name the file")
    func faults() {
        expectFault("divisions.csv has no column 'level'.", sheet, columns: ["id", "level"])
        var broken = sheet
        broken.problems = [SheetProblem(line: 7, reason: "The quotation is never closed.")]
        expectFault("divisions.csv line 7: The quotation is never closed.", broken, columns: ["id"])
    }

    private func expectFault(_ description: String, _ sheet: Sheet, columns: [String]) {
        do {
            _ = try SheetReader(sheet, file: "divisions.csv", columns: columns)
            Issue.record("No fault was thrown.")
        } catch {
            #expect("\(error)" == description)
        }
    }
}
