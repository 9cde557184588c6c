import Kernel
import Places
import Sheets

/// Entries that may be one place told twice, as a table a person can work through.
enum DuplicateList {
    static func write(_ pairs: [NearDuplicate], to path: String) throws {
        let columns = ["name", "source", "source_id", "other_name", "other_source", "other_source_id"].map {
            SheetColumn($0)
        }
        let rows = pairs.map { pair in
            [
                pair.first.name, pair.first.source, pair.first.sourceKey, pair.second.name, pair.second.source,
                pair.second.sourceKey,
            ].map(SheetValue.text) + [.number((pair.metres * 10).rounded() / 10)]
        }
        try SheetWriter.write(
            columns: columns + [SheetColumn("metres", .number)], rows: rows,
            format: path.hasSuffix(".xlsx") ? .xlsx : .csv, to: .path(path))
        Spoken.say("\(pairs.count) possible duplicates were written to \(path).")
    }
}
