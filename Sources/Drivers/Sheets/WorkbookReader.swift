import Kernel

/// XLSX (ECMA-376): one worksheet as a table. The number of a row is the one that the spreadsheet program shows.
///
/// - The first visible worksheet is read, unless one is named. The header is the first row that holds anything; a
///   title above it (one text, merged over several columns) is passed over.
/// - A cell's value is what the file holds: for a formula the value it had when the file was saved.
/// - A merged range counts for each of its rows, in its first column.
struct WorkbookReader {
    private let archive: ZipArchive
    private let limits: SheetLimits

    static func read(_ bytes: [UInt8], worksheet: String?, limits: SheetLimits) throws(SheetRefusal) -> Sheet {
        try bytes.withUnsafeBufferPointer { (buffer) throws(SheetRefusal) -> Sheet in
            let archive = ZipArchive(bytes: UnsafeRawBufferPointer(buffer), limits: limits)
            let reader = WorkbookReader(archive: archive, limits: limits)
            return try reader.sheet(named: worksheet)
        }
    }

    private func sheet(named wanted: String?) throws(SheetRefusal) -> Sheet {
        let package = RelationsPart()
        _ = try XMLPart.read("_rels/.rels", of: archive, package)
        let main = Self.resolved(package.target(kind: "officeDocument") ?? "xl/workbook.xml", from: "")
        let workbook = WorkbookPart()
        guard try XMLPart.read(main, of: archive, workbook) else { throw .notAWorkbook }
        let folder = main.split(separator: "/").dropLast().joined(separator: "/")
        let file = main.split(separator: "/").last.map(String.init) ?? ""
        let relations = RelationsPart()
        _ = try XMLPart.read("\(folder)/_rels/\(file).rels", of: archive, relations)

        let target = try worksheetTarget(wanted, workbook, relations)
        let styles = StylesPart()
        if let styled = relations.target(kind: "styles") {
            _ = try XMLPart.read(Self.resolved(styled, from: folder), of: archive, styles)
        }
        let strings = SharedStringsPart()
        if let shared = relations.target(kind: "sharedStrings") {
            _ = try XMLPart.read(Self.resolved(shared, from: folder), of: archive, strings)
        }
        let name = Self.resolved(target, from: folder)
        let part = WorksheetPart(
            name: name, strings: strings.strings, looks: styles.looks, countsFrom1904: workbook.countsFrom1904,
            limits: limits)
        guard try XMLPart.read(name, of: archive, part) else { throw .badZip(reason: "its worksheet is missing") }
        return try WorksheetTable(part: part, limits: limits).sheet()
    }

    private func worksheetTarget(
        _ wanted: String?, _ workbook: WorkbookPart, _ relations: RelationsPart
    ) throws(SheetRefusal) -> String {
        let targets = Dictionary(
            relations.relations.filter { $0.kind == "worksheet" }.map { ($0.id, $0.target) }, uniquingKeysWith: { $1 })
        let worksheets = workbook.tabs.compactMap { tab in targets[tab.relation].map { (tab, $0) } }
        if let wanted {
            guard let found = worksheets.first(where: { $0.0.name == wanted }) else {
                throw .worksheetNotFound(name: wanted, names: worksheets.map(\.0.name))
            }
            return found.1
        }
        guard let first = worksheets.first(where: { $0.0.isVisible }) else { throw .noVisibleWorksheet }
        return first.1
    }

    /// A target seen from a folder of the package: "/xl/a.xml" and "../xl/a.xml" are both "xl/a.xml".
    static func resolved(_ target: String, from folder: String) -> String {
        var steps: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for step in target.split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

/// The cells of a worksheet put under its header.
private struct WorksheetTable {
    private var rows: [WorksheetRow]
    private let part: WorksheetPart
    private let limits: SheetLimits
    /// Rows that may stand above the header.
    private static let titleRowsMax = 10

    init(part: WorksheetPart, limits: SheetLimits) throws(SheetRefusal) {
        self.part = part
        self.limits = limits
        self.rows = part.rows.sorted { $0.number < $1.number }
        try fillMerges()
    }

    func sheet() throws(SheetRefusal) -> Sheet {
        guard let first = rows.prefix(Self.titleRowsMax).firstIndex(where: { !isTitle($0) }) else { throw .noHeader }
        let header = rows[first]
        var builder = try SheetBuilder(
            header: dense(header, width: limits.columnsMax).cells, line: header.number, limits: limits)
        let columns = builder.sheet.columns
        var refused: Set<Int> = []
        for problem in part.problems where problem.row >= header.number {
            let column = columns.indices.contains(problem.column) ? columns[problem.column] : nil
            refused.insert(problem.row)
            try builder.add(
                SheetProblem(line: problem.row, column: column, value: problem.value, reason: problem.reason))
        }
        for row in rows[(first + 1)...] where !refused.contains(row.number) {
            let (cells, overflow) = dense(row, width: columns.count)
            try builder.add(line: row.number, cells: cells, overflow: overflow)
        }
        return builder.inOrder()
    }

    private func dense(_ row: WorksheetRow, width: Int) -> (cells: [String], overflow: String?) {
        let used = min(width, (row.cells.map(\.column).max() ?? -1) + 1)
        var cells = [String](repeating: "", count: used)
        var overflow: String?
        for cell in row.cells {
            if cell.column < width { cells[cell.column] = cell.text } else { overflow = overflow ?? cell.text }
        }
        return (cells, overflow)
    }

    private func isTitle(_ row: WorksheetRow) -> Bool {
        guard row.cells.count == 1, let cell = row.cells.first else { return false }
        return part.merges.contains {
            $0.rows.lowerBound == row.number && $0.columns.lowerBound == cell.column && $0.columns.count > 1
        }
    }

    /// Gives the text of a range's first cell to the rows below it that have cells at all.
    private mutating func fillMerges() throws(SheetRefusal) {
        var filled = 0
        for merge in part.merges where merge.rows.count > 1 {
            let column = merge.columns.lowerBound
            var index = firstRow(atOrAfter: merge.rows.lowerBound)
            guard index < rows.count, rows[index].number == merge.rows.lowerBound,
                let text = rows[index].cells.first(where: { $0.column == column })?.text
            else { continue }
            index += 1
            while index < rows.count, rows[index].number <= merge.rows.upperBound {
                filled += 1
                guard filled <= limits.mergedCellsMax else {
                    throw .tooManyMergedCells(cellsMax: limits.mergedCellsMax)
                }
                if !rows[index].cells.contains(where: { $0.column == column }) {
                    rows[index].cells.append(WorksheetCell(column: column, text: text))
                }
                index += 1
            }
        }
    }

    private func firstRow(atOrAfter number: Int) -> Int {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
