import CXLSXWriter
import Glibc

/// XLSX through libxlsxwriter in its constant-memory mode: one row in memory at a time.
struct WorkbookWriter {
    /// Rows of a worksheet (ECMA-376), without the header.
    static let rowsMax = 1_048_575
    /// Columns of a worksheet (ECMA-376): A to XFD.
    static let columnsMax = 16_384
    /// Characters of a cell, counted in UTF-16 units.
    static let cellCharactersMax = 32_767
    /// Rows looked at before the widths of the columns are set.
    private static let sampleRows = 200
    private static let widthMin = 8.0
    private static let widthMax = 48.0
    /// Integers beyond 15 digits would be rounded by every spreadsheet program: they go in as text.
    private static let exactIntegerMax = 999_999_999_999_999
    /// 2000-01-01, so that the same table always gives the same bytes.
    private static let createdSeconds = 946_684_800

    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let textFormat: UnsafeMutablePointer<lxw_format>
    private let columns: [SheetColumn]

    static func write(
        _ columns: [SheetColumn], _ rows: some Sequence<[SheetValue]>, toFile path: String
    ) throws(SheetWriteFailure) -> Int {
        guard columns.count <= columnsMax else {
            throw .cannotWrite(target: path, reason: "a worksheet has at most \(columnsMax) columns")
        }
        var options = lxw_workbook_options()
        options.constant_memory = 1
        let opened = path.withCString { workbook_new_opt($0, &options) }
        guard let workbook = opened, let sheet = workbook_add_worksheet(workbook, nil),
            let bold = workbook_add_format(workbook), let text = workbook_add_format(workbook)
        else { throw .cannotWrite(target: path, reason: "the workbook cannot be begun") }
        var properties = lxw_doc_properties()
        properties.created = createdSeconds
        workbook_set_properties(workbook, &properties)
        format_set_bold(bold)
        format_set_num_format(text, "@")
        let writer = WorkbookWriter(sheet: sheet, textFormat: text, columns: columns)
        let count: Int
        do throws(SheetWriteFailure) {
            count = try writer.fill(rows, bold)
        } catch {
            // Closing is the only way to free it; the caller removes the file.
            _ = workbook_close(workbook)
            throw error
        }
        let result = workbook_close(workbook)
        guard result == LXW_NO_ERROR else {
            throw .cannotWrite(target: path, reason: String(cString: lxw_strerror(result)).lowercased())
        }
        return count
    }

    private func fill(
        _ rows: some Sequence<[SheetValue]>, _ bold: UnsafeMutablePointer<lxw_format>
    ) throws(SheetWriteFailure) -> Int {
        var iterator = rows.makeIterator()
        var sample: [[SheetValue]] = []
        while sample.count < Self.sampleRows, let row = iterator.next() { sample.append(row) }
        setWidths(sample)
        worksheet_freeze_panes(sheet, 1, 0)
        for (index, column) in columns.enumerated() {
            try put(FormulaGuard.neutralised(CellText.withoutNUL(column.name)), 0, index, bold)
        }
        var count = 0
        for row in sample {
            count += 1
            try add(row, at: count)
        }
        while let row = iterator.next() {
            count += 1
            try add(row, at: count)
        }
        return count
    }

    private func add(_ row: [SheetValue], at line: Int) throws(SheetWriteFailure) {
        guard line <= Self.rowsMax else { throw .tooManyRows(rowsMax: Self.rowsMax) }
        for (index, value) in row.prefix(columns.count).enumerated() {
            if let number = number(value, columns[index].kind) {
                worksheet_write_number(sheet, lxw_row_t(line), lxw_col_t(index), number, nil)
                continue
            }
            let text = CellText.of(value, columns[index].kind)
            if !text.isEmpty { try put(text, line, index, textFormat) }
        }
    }

    /// The value as a number, where a worksheet holds it exactly as it was.
    private func number(_ value: SheetValue, _ kind: SheetColumn.Kind) -> Double? {
        switch value {
        case .empty: return nil
        case .integer(let number): return abs(Double(number)) <= Double(Self.exactIntegerMax) ? Double(number) : nil
        case .number(let number): return number.isFinite ? number : nil
        case .text(let text):
            guard CellText.isNumber(text, kind), let number = Double(text), number.isFinite,
                NumberText.of(number) == text
            else { return nil }
            return number
        }
    }

    private func put(
        _ text: String, _ line: Int, _ column: Int, _ format: UnsafeMutablePointer<lxw_format>
    ) throws(SheetWriteFailure) {
        let written = EscapedText.encoded(text)
        guard written.utf16.count <= Self.cellCharactersMax else {
            throw .cellTooLong(line: line, column: columns[column].name, charactersMax: Self.cellCharactersMax)
        }
        let result = worksheet_write_string(sheet, lxw_row_t(line), lxw_col_t(column), written, format)
        guard result == LXW_NO_ERROR else {
            throw .cannotWrite(target: "The worksheet", reason: String(cString: lxw_strerror(result)).lowercased())
        }
    }

    private func setWidths(_ sample: [[SheetValue]]) {
        for (index, column) in columns.enumerated() {
            var widest = Self.width(column.name)
            for row in sample where index < row.count {
                widest = max(widest, Self.width(CellText.of(row[index], column.kind)))
            }
            let width = min(Self.widthMax, max(Self.widthMin, Double(widest) + 2))
            let format = column.kind == .text ? textFormat : nil
            worksheet_set_column(sheet, lxw_col_t(index), lxw_col_t(index), width, format)
        }
    }

    /// Columns of a screen: a Chinese character takes two.
    private static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    }
}
