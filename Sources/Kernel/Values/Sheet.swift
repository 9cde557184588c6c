/// One line of a table: where it stood in its file, and what its cells said.
public struct SheetRow: Sendable, Equatable {
    /// 1-based line (CSV), row (XLSX) or feature number (GeoJSON) in the file a person would open.
    public var line: Int
    /// Cell texts in the order of the sheet's columns; always as many as there are columns.
    public var cells: [String]

    public init(line: Int, cells: [String]) {
        self.line = line
        self.cells = cells
    }
}

/// What was wrong with one line of a file, for the person who made the file.
public struct SheetProblem: Sendable, Equatable {
    public var line: Int
    /// The column's own name, or nil when the line as a whole is meant.
    public var column: String?
    /// What stood there, cut to a readable length.
    public var value: String
    public var reason: String

    public init(line: Int, column: String? = nil, value: String = "", reason: String) {
        self.line = line
        self.column = column
        self.value = value
        self.reason = reason
    }
}

/// A table read from CSV, XLSX or GeoJSON: columns by the names in its first line, rows, and the lines that
/// could not be read as rows.
public struct Sheet: Sendable, Equatable {
    public var columns: [String]
    public var rows: [SheetRow]
    public var problems: [SheetProblem]

    public init(columns: [String], rows: [SheetRow], problems: [SheetProblem] = []) {
        self.columns = columns
        self.rows = rows
        self.problems = problems
    }
}
