import Kernel
import Testing

@Suite struct RowTests {
    private let row = Row(
        columns: ColumnNames(["name", "level", "share", "photo", "note", "kind", "place"]),
        values: [
            .text("海曙"), .integer(3), .real(0.25), .blob([1, 2]), .null, .text("water"),
            .text("01935a00-0000-7000-8000-000000000001"),
        ])

    private enum Kind: String { case water, food }

    @Test("columns are read by name and type")
    func reading() throws {
        #expect(try row.text("name") == "海曙")
        #expect(try row.int("level") == 3)
        #expect(try row.bool("level"))
        #expect(try row.instant("level") == Instant(milliseconds: 3))
        #expect(try row.double("share") == 0.25)
        #expect(try row.double("level") == 3)
        #expect(try row.blob("photo") == [1, 2])
        #expect(try row.choice("kind", Kind.self) == .water)
        #expect(try row.id("place", of: RowTests.self).low == 0x8000_0000_0000_0001)
    }

    @Test("null is nil where an optional is asked for, and a fault where it is not")
    func nulls() throws {
        #expect(try row.optionalText("note") == nil)
        #expect(try row.optionalInt64("note") == nil)
        #expect(try row.optionalDouble("note") == nil)
        #expect(try row.optionalBlob("note") == nil)
        #expect(try row.optionalInstant("note") == nil)
        #expect(throws: RowFault.self) { try row.text("note") }
        #expect(throws: RowFault.self) { try row.int64("note") }
    }

    @Test("a missing column and one of another type are faults that name the column")
    func faults() {
        expectFault("the result has no column 'nickname'") { try row.text("nickname") }
        expectFault("column 'note' is null") { try row.double("note") }
        expectFault("column 'level' holds an integer") { try row.text("level") }
        expectFault("column 'share' holds a real") { try row.int64("share") }
        expectFault("column 'name' holds a text") { try row.int64("name") }
        expectFault("column 'photo' holds a blob") { try row.text("photo") }
    }

    @Test("a fault never shows the value, however it is printed: rows hold personal data")
    func faultsAreSilent() {
        let secret = "13800138000"
        let row = Row(columns: ColumnNames(["phone"]), values: [.text(secret)])
        let reads: [() throws -> Void] = [
            { _ = try row.int64("phone") }, { _ = try row.id("phone", of: RowTests.self) },
            { _ = try row.choice("phone", Kind.self) }, { _ = try row.blob("phone") },
        ]
        for read in reads {
            do {
                try read()
                Issue.record("A text was read as something else.")
            } catch {
                for shown in [
                    "\(error)", String(reflecting: error), String(describing: [error]), "\(Optional(error) as Any)",
                ] {
                    #expect(shown.contains("phone"))
                    #expect(!shown.contains(secret))
                }
            }
        }
    }

    @Test("of two columns with one name the first is read")
    func twice() throws {
        let row = Row(columns: ColumnNames(["id", "id"]), values: [.integer(1), .integer(2)])
        #expect(try row.int("id") == 1)
    }

    private func expectFault(_ description: String, _ read: () throws -> Any) {
        do {
            _ = try read()
            Issue.record("No fault was thrown.")
        } catch {
            #expect("\(error)" == description)
        }
    }
}
