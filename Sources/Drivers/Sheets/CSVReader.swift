import Glibc
import Kernel

/// CSV by RFC 4180, and what spreadsheet programs make of it: `,` `;` or TAB, a `sep=;` line, CRLF, LF or CR.
///
/// A quotation mark inside an unquoted cell is kept as it is, and text after a closing one is added to the cell, as
/// Excel does. Works on the bytes in place; every byte is looked at a bounded number of times.
struct CSVReader {
    private var records: CSVRecords
    private let limits: SheetLimits

    static func read(_ text: DecodedText, limits: SheetLimits) throws(SheetRefusal) -> Sheet {
        try text.bytes.withUnsafeBufferPointer { (buffer) throws(SheetRefusal) -> Sheet in
            guard let base = buffer.baseAddress else { throw .empty }
            var bytes = CSVBytes(base: base, position: text.start, end: buffer.count)
            try bytes.refuseLongLines(bytesMax: limits.lineBytesMax)
            var line = 1
            let separator = bytes.declaredSeparator(&line) ?? bytes.likelySeparator()
            var reader = CSVReader(
                records: CSVRecords(bytes: bytes, line: line, separator: separator, limits: limits), limits: limits)
            return try reader.sheet()
        }
    }

    private mutating func sheet() throws(SheetRefusal) -> Sheet {
        var header: CSVRecord?
        repeat {
            header = try records.next(widthMax: limits.columnsMax)
        } while header?.cells.allSatisfy(\.isEmpty) == true && header?.overflow == nil
        guard let header else { throw .noHeader }
        guard header.overflow == nil else {
            throw .tooManyColumns(line: header.line, columnsMax: limits.columnsMax)
        }
        var builder = try SheetBuilder(header: header.cells, line: header.line, limits: limits)
        let width = builder.sheet.columns.count
        while let record = try records.next(widthMax: width) {
            try builder.add(line: record.line, cells: record.cells, overflow: record.overflow)
        }
        return builder.sheet
    }
}

/// One record: the physical line where it begins, its cells, and the first text beyond the last column asked for.
struct CSVRecord {
    var line: Int
    var cells: [String]
    var overflow: String?
}

/// The bytes of a CSV file, a place in them, and what can be told before records are read.
struct CSVBytes {
    let base: UnsafePointer<UInt8>
    var position: Int
    let end: Int

    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let quote = UInt8(ascii: "\"")
    static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    /// Looked for before anything is parsed, so that 50 MB without a line break cost one pass of `memchr`.
    func refuseLongLines(bytesMax: Int) throws(SheetRefusal) {
        var line = 1
        var start = position
        while end - start > bytesMax {
            guard let stop = lineEnd(from: start, bytesMax: bytesMax) else {
                throw .lineTooLong(line: line, bytesMax: bytesMax)
            }
            start = afterLineBreak(stop)
            line += 1
        }
    }

    /// The line break that ends the line which begins at `start`, if it comes within `bytesMax`.
    func lineEnd(from start: Int, bytesMax: Int) -> Int? {
        let window = min(bytesMax + 1, end - start)
        let feed = memchr(base + start, Int32(Self.lineFeed), window).map { offset($0) }
        let scope = feed.map { $0 - start } ?? window
        return memchr(base + start, Int32(Self.carriageReturn), scope).map { offset($0) } ?? feed
    }

    private func offset(_ pointer: UnsafeMutableRawPointer) -> Int {
        UnsafeRawPointer(pointer) - UnsafeRawPointer(base)
    }

    func afterLineBreak(_ index: Int) -> Int {
        let pair = base[index] == Self.carriageReturn && index + 1 < end && base[index + 1] == Self.lineFeed
        return index + (pair ? 2 : 1)
    }

    /// Excel's own first line, `sep=;`, which is not part of the table.
    mutating func declaredSeparator(_ line: inout Int) -> UInt8? {
        let stop = lineEnd(from: position, bytesMax: end - position) ?? end
        guard stop - position == 5 else { return nil }
        let text = UnsafeBufferPointer(start: base + position, count: 4)
        let separator = base[position + 4]
        guard text.elementsEqual("sep=".utf8) || text.elementsEqual("SEP=".utf8),
            Self.separators.contains(separator)
        else { return nil }
        position = stop < end ? afterLineBreak(stop) : end
        line += 1
        return separator
    }

    /// The separator seen most often outside quotation marks in the first line that is not blank.
    func likelySeparator() -> UInt8 {
        var counts = [0, 0, 0]
        var quoted = false
        var seen = false
        var index = position
        while index < end {
            let byte = base[index]
            let lineEnds = byte == Self.lineFeed || byte == Self.carriageReturn
            if lineEnds, seen, !quoted { break }
            if byte == Self.quote { quoted.toggle() }
            if !quoted, let which = Self.separators.firstIndex(of: byte) { counts[which] += 1 }
            if !lineEnds { seen = true }
            index += 1
        }
        let most = counts.max() ?? 0
        return Self.separators[counts.firstIndex(of: most) ?? 0]
    }
}
