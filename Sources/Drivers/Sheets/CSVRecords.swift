import Glibc

/// The records of a CSV file, one after the other.
struct CSVRecords {
    private var bytes: CSVBytes
    private var line: Int
    private let separator: UInt8
    private let limits: SheetLimits

    init(bytes: CSVBytes, line: Int, separator: UInt8, limits: SheetLimits) {
        self.bytes = bytes
        self.line = line
        self.separator = separator
        self.limits = limits
    }

    /// The next record that is not a blank line; nil at the end. Cells beyond `widthMax` are looked at, not kept.
    mutating func next(widthMax: Int) throws(SheetRefusal) -> CSVRecord? {
        skipBlankLines()
        guard bytes.position < bytes.end else { return nil }
        var record = CSVRecord(line: line, cells: [], overflow: nil)
        record.cells.reserveCapacity(min(widthMax, 32))
        while true {
            let keeps = record.cells.count < widthMax
            let cell = try cell(keeps: keeps || record.overflow == nil)
            if keeps {
                record.cells.append(cell)
            } else if record.overflow == nil, !cell.isEmpty {
                record.overflow = cell
            }
            guard bytes.position < bytes.end else { return record }
            let stop = bytes.position
            if bytes.base[stop] == separator {
                bytes.position = stop + 1
                if bytes.position == bytes.end { return record }
                continue
            }
            bytes.position = bytes.afterLineBreak(stop)
            line += 1
            return record
        }
    }

    private mutating func skipBlankLines() {
        while bytes.position < bytes.end {
            var index = bytes.position
            while index < bytes.end, bytes.base[index] == UInt8(ascii: " ") { index += 1 }
            guard index < bytes.end else { return bytes.position = index }
            guard bytes.base[index] == CSVBytes.lineFeed || bytes.base[index] == CSVBytes.carriageReturn else { return }
            bytes.position = bytes.afterLineBreak(index)
            line += 1
        }
    }

    /// Reads one cell and stops on the separator, the line break or the end that follows it.
    private mutating func cell(keeps: Bool) throws(SheetRefusal) -> String {
        let start = bytes.position
        if start < bytes.end, bytes.base[start] == CSVBytes.quote { return try quotedCell() }
        let stop = plainEnd(from: start)
        bytes.position = stop
        return keeps && stop > start ? text(start, stop) : ""
    }

    private func plainEnd(from start: Int) -> Int {
        let base = bytes.base
        let end = bytes.end
        var index = start
        while index < end {
            let byte = base[index]
            if byte == separator || byte == CSVBytes.lineFeed || byte == CSVBytes.carriageReturn { break }
            index += 1
        }
        return index
    }

    private func text(_ start: Int, _ stop: Int) -> String {
        let cell = UnsafeBufferPointer(start: bytes.base + start, count: stop - start)
        let text = String(decoding: cell, as: UTF8.self)
        return cell[0] == UInt8(ascii: "'") ? FormulaGuard.restored(text) : text
    }

    private mutating func quotedCell() throws(SheetRefusal) -> String {
        let opening = line
        var collected: [UInt8] = []
        var start = bytes.position + 1
        let limit = min(bytes.end, start + limits.lineBytesMax)
        while true {
            guard start < limit, let found = memchr(bytes.base + start, Int32(CSVBytes.quote), limit - start) else {
                throw .unterminatedQuote(line: opening)
            }
            let stop = UnsafeRawPointer(found) - UnsafeRawPointer(bytes.base)
            line += lineBreaks(from: start, to: stop)
            let doubled = stop + 1 < bytes.end && bytes.base[stop + 1] == CSVBytes.quote
            collected.append(contentsOf: UnsafeBufferPointer(start: bytes.base + start, count: stop - start))
            if doubled {
                collected.append(CSVBytes.quote)
                start = stop + 2
                continue
            }
            let after = plainEnd(from: stop + 1)
            collected.append(
                contentsOf: UnsafeBufferPointer(start: bytes.base + stop + 1, count: after - stop - 1))
            bytes.position = after
            return FormulaGuard.restored(String(decoding: collected, as: UTF8.self))
        }
    }

    private func lineBreaks(from start: Int, to stop: Int) -> Int {
        var count = 0
        var index = start
        while index < stop {
            let byte = bytes.base[index]
            if byte == CSVBytes.lineFeed || byte == CSVBytes.carriageReturn {
                count += 1
                index = bytes.afterLineBreak(index)
            } else {
                index += 1
            }
        }
        return count
    }
}
