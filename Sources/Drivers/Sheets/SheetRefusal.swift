/// Why a file was not read at all, in the order the reasons are looked for.
public enum SheetRefusal: Error, Sendable, Equatable {
    case notFound(path: String)
    case isDirectory(path: String)
    case notReadable(path: String, reason: String)
    case tooLarge(bytesMax: Int)
    case empty
    case binary(looksLike: String)
    case oldWorkbook
    case encryptedWorkbook
    /// Neither UTF-8 nor GB18030; `offset` in bytes from the start of the file, `line` from 1.
    case encodingUnknown(line: Int, offset: Int)
    /// One encoding is certain, and these bytes are not in it.
    case encodingBroken(encoding: String, line: Int, offset: Int)
    case noHeader
    case lineTooLong(line: Int, bytesMax: Int)
    case unterminatedQuote(line: Int)
    case tooManyColumns(line: Int, columnsMax: Int)
    case tooManyRows(rowsMax: Int)
    case tooManyProblems(problemsMax: Int)
    case badZip(reason: String)
    case zipBomb(expandedBytesMax: Int)
    case notAWorkbook
    case noVisibleWorksheet
    case worksheetNotFound(name: String, names: [String])
    case documentType(part: String)
    case badXML(part: String, line: Int)
    case tooManyMergedCells(cellsMax: Int)
    case badJSON(line: Int, offset: Int, reason: String)
    case notAFeatureCollection(found: String)
    case badArea(feature: Int, reason: String)
    case tooManyPositions(positionsMax: Int)
}

extension SheetRefusal {
    /// The refusal as a full sentence for the person who made the file.
    public var sentence: String {
        fileSentence ?? textSentence ?? workbookSentence ?? geoJSONSentence
    }

    private var fileSentence: String? {
        switch self {
        case .notFound(let path): "There is no file at \(path)."
        case .isDirectory(let path): "\(path) is a folder; name the file in it."
        case .notReadable(let path, let reason): "\(path) cannot be read: \(reason)."
        case .tooLarge(let max): "The file is larger than \(Self.size(max)), which is the most that is read."
        case .empty: "The file is empty."
        case .binary(let kind):
            "The file is not a table: it looks like \(kind). Save the table as .xlsx, CSV or GeoJSON."
        case .oldWorkbook:
            "The file is an old Excel or Office document (.xls or .doc). Save it as .xlsx or CSV and try again."
        case .encryptedWorkbook:
            "The workbook is encrypted with a password. Save it without a password and try again."
        default: nil
        }
    }

    private var textSentence: String? {
        switch self {
        case .encodingUnknown(let line, let offset):
            "The text is neither UTF-8 nor GB18030: the first byte that fits neither is in line \(line), "
                + "byte \(offset) of the file. Save it as \"CSV UTF-8\" and try again."
        case .encodingBroken(let encoding, let line, let offset):
            "The text is \(encoding), but in line \(line), byte \(offset) of the file, there are bytes that are "
                + "not. The file was damaged or joined from two encodings."
        case .noHeader: "The file has no line with the names of the columns."
        case .lineTooLong(let line, let max):
            "Line \(line) is longer than \(Self.size(max)). Either this is not a table, or its line breaks are lost."
        case .unterminatedQuote(let line):
            "The quotation mark that opens in line \(line) is never closed."
        case .tooManyColumns(let line, let max): "Line \(line) has more than \(max) columns."
        case .tooManyRows(let max): "The file has more than \(max) rows. Split it into several files."
        case .tooManyProblems(let max): "More than \(max) lines of the file could not be read as rows."
        default: nil
        }
    }

    private var workbookSentence: String? {
        switch self {
        case .badZip(let reason): "The file begins like an .xlsx workbook (a ZIP file) but is damaged: \(reason)."
        case .zipBomb(let max):
            "The workbook unpacks to more than \(Self.size(max)), far more than its size allows for. It is not read."
        case .notAWorkbook: "The file is a ZIP file, but not an .xlsx workbook: there is no workbook in it."
        case .noVisibleWorksheet: "The workbook has no visible worksheet."
        case .worksheetNotFound(let name, let names):
            "The workbook has no worksheet \"\(name)\"; it has \(names.map { "\"\($0)\"" }.joined(separator: ", "))."
        case .documentType(let part):
            "The workbook's part \(part) declares a document type or entities, which no spreadsheet program writes. "
                + "It is not read."
        case .badXML(let part, let line): "The workbook's part \(part) is not valid XML at line \(line)."
        case .tooManyMergedCells(let max): "The merged cells of the worksheet cover more than \(max) cells."
        default: nil
        }
    }

    private var geoJSONSentence: String {
        switch self {
        case .badJSON(let line, let offset, let reason):
            "The file is not valid JSON at line \(line), byte \(offset): \(reason)."
        case .notAFeatureCollection(let found):
            "The file is JSON but not a GeoJSON FeatureCollection: it is \(found)."
        case .badArea(let feature, let reason): "Feature \(feature) is not the outline of an area: \(reason)."
        case .tooManyPositions(let max): "The outlines have more than \(max) corners. Simplify them."
        default: "The file cannot be read."
        }
    }

    /// 1_000_000 → "1 MB", 65_536 → "66 kB".
    static func size(_ bytes: Int) -> String {
        switch bytes {
        case 1_000_000_000...: "\((bytes + 500_000_000) / 1_000_000_000) GB"
        case 1_000_000...: "\((bytes + 500_000) / 1_000_000) MB"
        case 1_000...: "\((bytes + 500) / 1_000) kB"
        default: "\(bytes) bytes"
        }
    }
}
