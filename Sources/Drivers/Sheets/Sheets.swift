/// Sheets: tables in and out of the files people really have.
///
/// `SheetFile` reads CSV (UTF-8, GB18030, UTF-16 with a byte order mark), XLSX and GeoJSON into a `Kernel.Sheet`;
/// `GeoJSONFile` reads outlines of areas; `SheetWriter` writes the same three formats. The format is told from the
/// content, the name of the file is only a hint. Every file is hostile until read: each bound is in `SheetLimits`,
/// and whatever cannot be read is a `SheetRefusal` with one sentence for the person who made the file. What is
/// wrong with one line only is a `SheetProblem`: that line is left out and the others go in.
///
/// Decisions, once for all formats:
/// - A row with a problem is left out of `Sheet.rows`; rows whose cells are all empty are skipped in silence.
/// - Names of columns are trimmed; an empty name becomes "column 3", a repeated one "name (2)"; empty names at the
///   end of the header are no columns.
/// - CSV and XLSX writing puts an apostrophe before text that a spreadsheet would take for a formula, and reading
///   takes exactly that apostrophe off again (`FormulaGuard`).
public enum Sheets {}
