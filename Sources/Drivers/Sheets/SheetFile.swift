import Kernel

/// Reads one table from a CSV, XLSX or GeoJSON file.
public enum SheetFile {
    /// Reads the file at `path`. Only the end of its name is used, as a hint for text that could be either of two.
    public static func read(
        path: String, worksheet: String? = nil, limits: SheetLimits = .standard
    ) throws(SheetRefusal) -> Sheet {
        let bytes = try FileBytes.read(path: path, bytesMax: limits.fileBytesMax)
        return try read(bytes: bytes, name: path, worksheet: worksheet, limits: limits)
    }

    /// Reads a file that is in memory. `worksheet` names the sheet of a workbook; nil takes the first visible one.
    public static func read(
        bytes: [UInt8], name: String = "", worksheet: String? = nil, limits: SheetLimits = .standard
    ) throws(SheetRefusal) -> Sheet {
        guard bytes.count <= limits.fileBytesMax else { throw .tooLarge(bytesMax: limits.fileBytesMax) }
        switch try FileKind.of(bytes) {
        case .zip: return try WorkbookReader.read(bytes, worksheet: worksheet, limits: limits)
        case .text:
            let text = try TextDecoding.utf8(bytes)
            if isJSON(text, name: name) { return try GeoJSONFile.readSheet(text, limits: limits) }
            return try CSVReader.read(text, limits: limits)
        }
    }

    private static func isJSON(_ text: DecodedText, name: String) -> Bool {
        let first = text.bytes[text.start...].first { !JSONScanner.isSpace($0) }
        if first == UInt8(ascii: "{") { return true }
        let lower = name.lowercased()
        return first == UInt8(ascii: "[") && (lower.hasSuffix(".geojson") || lower.hasSuffix(".json"))
    }
}
