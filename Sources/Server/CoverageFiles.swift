import Coverage
import Foundation
import Kernel
import Sheets

/// Tables of coverage as files for spreadsheets.
struct CoverageFiles: TableWriting {
    func bytes(of table: CoverageTable, as format: CoverageTable.Format) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("coverage-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try SheetWriter.write(
            columns: table.columns.map { SheetColumn($0.name, $0.isNumber ? .number : .text) },
            rows: table.rows.map { $0.map(Self.value) }, format: format == .csv ? .csv : .xlsx, to: .path(path))
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private static func value(_ cell: CoverageTable.Cell) -> SheetValue {
        switch cell {
        case .empty: .empty
        case .text(let text): .text(text)
        case .number(let number): .number(number)
        }
    }
}
