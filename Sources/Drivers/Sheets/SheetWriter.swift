import Glibc

/// The files a table can be written to.
public enum SheetFormat: String, Sendable, CaseIterable {
    case csv, xlsx, geojson
}

/// One column of a table to be written.
public struct SheetColumn: Sendable, Equatable {
    public enum Kind: Sendable, Equatable {
        /// Kept letter by letter: ids, names, phone numbers.
        case text
        /// Shown and counted as a number; text in it that is a plain number is written as it is spelled.
        case number
    }

    public var name: String
    public var kind: Kind

    public init(_ name: String, _ kind: Kind = .text) {
        self.name = name
        self.kind = kind
    }
}

/// What one cell says. A number that is not finite is written as an empty cell.
public enum SheetValue: Sendable, Equatable {
    case empty
    case text(String)
    case integer(Int)
    case number(Double)
}

/// Where a table goes: a path, where the file appears at once and whole, or an open file descriptor.
public enum SheetDestination: Sendable, Equatable {
    case path(String)
    case descriptor(Int32)

    public static let standardOutput = SheetDestination.descriptor(STDOUT_FILENO)
}

/// Why a table was not written. At a path nothing has changed then.
public enum SheetWriteFailure: Error, Sendable, Equatable {
    case cannotWrite(target: String, reason: String)
    /// `line` is the row's place below the header, from 1.
    case tooManyRows(rowsMax: Int)
    case cellTooLong(line: Int, column: String, charactersMax: Int)

    public var sentence: String {
        switch self {
        case .cannotWrite(let target, let reason): "\(target) cannot be written: \(reason)."
        case .tooManyRows(let max): "An .xlsx worksheet holds at most \(max) rows. Write CSV instead."
        case .cellTooLong(let line, let column, let max):
            "Row \(line) has a text of more than \(max) characters in the column \"\(column)\", which an .xlsx cell "
                + "cannot hold. Write CSV instead."
        }
    }
}

/// Writes a table row by row; memory does not grow with the number of rows.
///
/// - CSV: UTF-8 with a byte order mark, commas, CRLF: what a Chinese Excel opens without asking.
/// - XLSX: bold header that stays in sight, text columns in the format "Text", so that 00012 keeps its zeros.
/// - GeoJSON: the columns `lng` and `lat` become the point and a column `id` also the feature's id; a row without
///   both coordinates has the geometry null.
///
/// Text that a spreadsheet would take for a formula is written with an apostrophe in CSV and XLSX (`FormulaGuard`).
/// A row shorter than the columns ends in empty cells; what it has beyond them is not written.
public enum SheetWriter {
    /// Returns how many rows were written.
    @discardableResult
    public static func write(
        columns: [SheetColumn], rows: some Sequence<[SheetValue]>, format: SheetFormat, to destination: SheetDestination
    ) throws(SheetWriteFailure) -> Int {
        switch destination {
        case .path(let path):
            let file = try PartialFile(for: path)
            do throws(SheetWriteFailure) {
                let count =
                    format == .xlsx
                    ? try WorkbookWriter.write(columns, rows, toFile: file.partialPath)
                    : try stream(columns, rows, format, to: file.descriptor, target: path)
                try file.publish()
                return count
            } catch {
                file.abandon()
                throw error
            }
        case .descriptor(let descriptor):
            guard format == .xlsx else {
                return try stream(columns, rows, format, to: descriptor, target: "The output")
            }
            // A ZIP file is not written from front to back.
            let scratch = try ScratchFile()
            defer { scratch.remove() }
            let count = try WorkbookWriter.write(columns, rows, toFile: scratch.path)
            try scratch.copy(to: descriptor)
            return count
        }
    }

    private static func stream(
        _ columns: [SheetColumn], _ rows: some Sequence<[SheetValue]>, _ format: SheetFormat, to descriptor: Int32,
        target: String
    ) throws(SheetWriteFailure) -> Int {
        var output = ByteOutput(descriptor: descriptor, target: target)
        var count = 0
        if format == .csv {
            let writer = CSVWriter(columns: columns)
            try writer.begin(&output)
            for row in rows {
                try writer.add(row, &output)
                count += 1
            }
        } else {
            let writer = FeatureWriter(columns: columns)
            try writer.begin(&output)
            for row in rows {
                try writer.add(row, isFirst: count == 0, &output)
                count += 1
            }
            try writer.end(&output)
        }
        try output.flush()
        return count
    }
}
