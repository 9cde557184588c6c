import Kernel

/// Puts rows of any width under a header and keeps what is wrong with them.
struct SheetBuilder {
    private(set) var sheet: Sheet
    private let limits: SheetLimits

    /// Characters of a bad value shown in a problem.
    private static let shownCharacters = 60

    init(header: [String], line: Int, limits: SheetLimits) throws(SheetRefusal) {
        let columns = Self.columnNames(header)
        guard !columns.isEmpty else { throw .noHeader }
        guard columns.count <= limits.columnsMax else {
            throw .tooManyColumns(line: line, columnsMax: limits.columnsMax)
        }
        self.sheet = Sheet(columns: columns, rows: [])
        self.limits = limits
    }

    /// Trimmed, each one named and different: "" becomes "column 3", the second "tel" becomes "tel (2)".
    static func columnNames(_ header: [String]) -> [String] {
        var names = header.map(trimmed)
        while names.last?.isEmpty == true { names.removeLast() }
        var seen = Set(names)
        var used: Set<String> = []
        for index in names.indices {
            let name = names[index].isEmpty ? "column \(index + 1)" : names[index]
            var unique = name
            var copy = 2
            while used.contains(unique) || (unique != names[index] && seen.contains(unique)) {
                unique = "\(name) (\(copy))"
                copy += 1
            }
            names[index] = unique
            used.insert(unique)
            seen.insert(unique)
        }
        return names
    }

    /// Adds a row, or the problem that keeps it out. `overflow` is the first text found beyond the last column.
    mutating func add(line: Int, cells: [String], overflow: String? = nil) throws(SheetRefusal) {
        if let overflow {
            let reason = "The line has more cells than the \(sheet.columns.count) columns of the header."
            return try add(SheetProblem(line: line, value: overflow, reason: reason))
        }
        guard cells.contains(where: { !$0.isEmpty }) else { return }
        if let long = cells.firstIndex(where: { $0.utf8.count > limits.cellBytesMax }) {
            let reason = "The cell is longer than \(SheetRefusal.size(limits.cellBytesMax))."
            return try add(SheetProblem(line: line, column: sheet.columns[long], value: cells[long], reason: reason))
        }
        guard sheet.rows.count < limits.rowsMax else { throw .tooManyRows(rowsMax: limits.rowsMax) }
        var row = cells
        if row.count < sheet.columns.count {
            row.append(contentsOf: repeatElement("", count: sheet.columns.count - row.count))
        }
        sheet.rows.append(SheetRow(line: line, cells: row))
    }

    mutating func add(_ problem: SheetProblem) throws(SheetRefusal) {
        guard sheet.problems.count < limits.problemsMax else {
            throw .tooManyProblems(problemsMax: limits.problemsMax)
        }
        var shown = problem
        if problem.value.utf8.count > Self.shownCharacters {
            shown.value = Self.shortened(problem.value)
        }
        sheet.problems.append(shown)
    }

    /// The sheet with its problems in the order of the lines; rows already come that way.
    func inOrder() -> Sheet {
        var ordered = sheet
        ordered.problems.sort { $0.line < $1.line }
        return ordered
    }

    private static func shortened(_ text: String) -> String {
        let head = text.unicodeScalars.prefix(shownCharacters)
        return head.endIndex == text.unicodeScalars.endIndex ? text : String(head) + "…"
    }

    private static func trimmed(_ text: String) -> String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            // Also what Excel and web pages leave behind: a byte order mark and a zero-width space.
            scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
        }
        let scalars = text.unicodeScalars.drop(while: isSpace)
        guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(String.UnicodeScalarView(scalars[...last]))
    }
}
