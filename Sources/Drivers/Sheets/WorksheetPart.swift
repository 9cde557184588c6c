import Kernel

/// One cell that holds something; `column` from 0.
struct WorksheetCell {
    var column: Int
    var text: String
}

/// One row as it stands in the part, with gaps.
struct WorksheetRow {
    var number: Int
    var cells: [WorksheetCell] = []
}

/// Rows and columns from 0 and 1 as in `WorksheetRow`, both ends included.
struct MergedRange {
    var rows: ClosedRange<Int>
    var columns: ClosedRange<Int>
}

/// `xl/worksheets/sheetN.xml`. What the part declares about its own size is not believed: only cells count.
final class WorksheetPart: XMLPartHandler {
    private(set) var rows: [WorksheetRow] = []
    private(set) var merges: [MergedRange] = []
    /// Bad cells by row and column; they get the column's name when the header is known.
    private(set) var problems: [(row: Int, column: Int, value: String, reason: String)] = []

    private let strings: [String]
    private let looks: [NumberLook]
    private let countsFrom1904: Bool
    private let limits: SheetLimits
    private let name: String

    private var row = WorksheetRow(number: 0)
    private var column = -1
    private var type = ""
    private var look = NumberLook.plain
    private var value = ""
    private var hasValue = false
    private var hasFormula = false
    private var collects = false
    private var inPhonetic = false

    init(
        name: String, strings: [String], looks: [NumberLook], countsFrom1904: Bool, limits: SheetLimits
    ) {
        self.name = name
        self.strings = strings
        self.looks = looks
        self.countsFrom1904 = countsFrom1904
        self.limits = limits
    }

    func start(_ element: String, _ attributes: [String: String]) throws(SheetRefusal) {
        switch element {
        case "c": try startCell(attributes)
        case "v":
            collects = true
            hasValue = true
        case "t":
            collects = !inPhonetic && type == "inlineStr"
            hasValue = hasValue || collects
        case "f": hasFormula = true
        case "rPh": inPhonetic = true
        case "row":
            let number = attributes["r"].map { Int($0) } ?? row.number + 1
            guard let number, number > 0 else { throw .badXML(part: name, line: row.number + 1) }
            row = WorksheetRow(number: number)
            column = -1
        case "mergeCell":
            guard merges.count < limits.mergedCellsMax else {
                throw .tooManyMergedCells(cellsMax: limits.mergedCellsMax)
            }
            if let range = attributes["ref"].flatMap(CellReference.range) { merges.append(range) }
        default: break
        }
    }

    func text(_ text: String) {
        guard collects else { return }
        if value.isEmpty { value = text } else { value += text }
    }

    func end(_ element: String) throws(SheetRefusal) {
        switch element {
        case "v", "t": collects = false
        case "rPh": inPhonetic = false
        case "c": try endCell()
        case "row":
            guard !row.cells.isEmpty else { return }
            guard rows.count <= limits.rowsMax else { throw .tooManyRows(rowsMax: limits.rowsMax) }
            rows.append(row)
        default: break
        }
    }

    private func startCell(_ attributes: [String: String]) throws(SheetRefusal) {
        if let reference = attributes["r"] {
            guard let place = CellReference.column(reference.utf8) else {
                throw .badXML(part: name, line: row.number)
            }
            column = place
        } else {
            column += 1
        }
        type = attributes["t"] ?? "n"
        let style = attributes["s"].flatMap { Int($0) } ?? 0
        look = looks.indices.contains(style) ? looks[style] : .plain
        value = ""
        hasValue = false
        hasFormula = false
    }

    private func endCell() throws(SheetRefusal) {
        if hasFormula, !hasValue {
            return try refuse("", "The cell holds a formula without a value. Save the file in a spreadsheet program.")
        }
        guard hasValue, !value.isEmpty else { return }
        switch type {
        case "s":
            guard let index = Int(value), strings.indices.contains(index) else {
                return try refuse(value, "The cell points to a text that is not in the workbook.")
            }
            try keep(strings[index])
        case "inlineStr", "str": try keep(EscapedText.decoded(value))
        case "b": try keep(value == "1" || value == "true" ? "true" : "false", isText: false)
        case "e": try refuse(value, "The cell shows the error \(value).")
        case "d": try keep(value, isText: false)
        default:
            guard let text = look.text(value, countsFrom1904: countsFrom1904) else {
                return try refuse(value, "The cell is said to be a number and is none.")
            }
            try keep(text, isText: false)
        }
    }

    private func keep(_ text: String, isText: Bool = true) throws(SheetRefusal) {
        let cell = isText ? FormulaGuard.restored(text) : text
        guard !cell.isEmpty else { return }
        try checkColumn()
        row.cells.append(WorksheetCell(column: column, text: cell))
    }

    private func refuse(_ value: String, _ reason: String) throws(SheetRefusal) {
        try checkColumn()
        guard problems.count < limits.problemsMax else {
            throw .tooManyProblems(problemsMax: limits.problemsMax)
        }
        problems.append((row.number, column, value, reason))
    }

    private func checkColumn() throws(SheetRefusal) {
        guard column < limits.columnsMax else {
            throw .tooManyColumns(line: row.number, columnsMax: limits.columnsMax)
        }
    }
}

/// Cell references: letters of the column, then the number of the row.
enum CellReference {
    private static let columnLettersMax = 3

    /// "C12" → 2.
    static func column(_ reference: String.UTF8View) -> Int? {
        place(reference[...])?.column
    }

    /// "A2:A9"; nil if it is none.
    static func range(_ text: String) -> MergedRange? {
        let ends = text.utf8.split(separator: UInt8(ascii: ":"))
        guard ends.count == 2, let first = place(ends[0]), let last = place(ends[1]), first.column <= last.column,
            first.row <= last.row
        else { return nil }
        return MergedRange(rows: first.row...last.row, columns: first.column...last.column)
    }

    private static func place(_ text: Substring.UTF8View) -> (row: Int, column: Int)? {
        var column = 0
        var letters = 0
        var row = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0 && letters < columnLettersMax:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
                letters += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where letters > 0 && row < 100_000_000:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
        }
        return letters > 0 && row > 0 ? (row, column - 1) : nil
    }
}
