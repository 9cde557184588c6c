/// Reads a sheet whose columns are known beforehand, as the files of a city pack are.
public struct SheetReader: Sendable {
    public struct Line: Sendable {
        public let line: Int
        private let cells: [String]
        private let positions: [String: Int]

        fileprivate init(_ row: SheetRow, positions: [String: Int]) {
            line = row.line
            cells = row.cells
            self.positions = positions
        }

        /// The cell of a column; empty when the sheet has no such column.
        public subscript(column: String) -> String { positions[column].map { cells[$0] } ?? "" }
    }

    public let rows: [Line]

    /// - Throws: `SheetFault` when a column is missing or a line could not be read.
    public init(_ sheet: Sheet, file: String, columns: [String]) throws {
        if let problem = sheet.problems.first {
            throw SheetFault(description: "\(file) line \(problem.line): \(problem.reason)")
        }
        if let missing = columns.first(where: { !sheet.columns.contains($0) }) {
            throw SheetFault(description: "\(file) has no column '\(missing)'.")
        }
        let positions = Dictionary(
            sheet.columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        rows = sheet.rows.map { Line($0, positions: positions) }
    }
}

/// A sheet that is not what it should be.
public struct SheetFault: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(description: String) {
        self.description = description
    }
}
