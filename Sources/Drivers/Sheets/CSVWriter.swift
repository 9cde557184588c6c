/// CSV by RFC 4180, with a byte order mark.
struct CSVWriter {
    let columns: [SheetColumn]

    func begin(_ output: inout ByteOutput) throws(SheetWriteFailure) {
        try output.write("\u{FEFF}")
        try line(columns.map { FormulaGuard.neutralised($0.name) }, &output)
    }

    func add(_ row: [SheetValue], _ output: inout ByteOutput) throws(SheetWriteFailure) {
        var cells: [String] = []
        cells.reserveCapacity(columns.count)
        for (index, column) in columns.enumerated() {
            cells.append(index < row.count ? CellText.of(row[index], column.kind) : "")
        }
        try line(cells, &output)
    }

    private func line(_ cells: [String], _ output: inout ByteOutput) throws(SheetWriteFailure) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { try output.write(",") }
            try output.write(Self.quoted(cell))
        }
        try output.write("\r\n")
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.utf8.contains(where: needsQuotes) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "\""), UInt8(ascii: "\n"),
            UInt8(ascii: "\r"):
            true
        default: false
        }
    }
}

/// Values as the texts of cells.
enum CellText {
    /// Safe to be opened in a spreadsheet program: numbers as they are, text never a formula.
    static func of(_ value: SheetValue, _ kind: SheetColumn.Kind) -> String {
        switch value {
        case .empty: ""
        case .integer(let number): String(number)
        case .number(let number): number.isFinite ? NumberText.of(number) : ""
        case .text(let text): isNumber(text, kind) ? text : FormulaGuard.neutralised(withoutNUL(text))
        }
    }

    static func isNumber(_ text: String, _ kind: SheetColumn.Kind) -> Bool {
        kind == .number && NumberText.isJSONNumber(text.utf8)
    }

    /// NUL ends a text for C libraries and makes a CSV file binary.
    static func withoutNUL(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacing("\0", with: "") : text
    }
}
