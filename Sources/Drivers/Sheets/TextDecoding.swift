import Glibc

/// Text of a file as UTF-8 bytes. `start` skips a byte order mark without copying the file.
struct DecodedText {
    var bytes: [UInt8]
    var start: Int
}

/// Which encoding a file is in, and the file in UTF-8.
///
/// A byte order mark decides. Without one, text that is valid UTF-8 is UTF-8; all other text is tried as GB18030,
/// strictly. UTF-8 with one damaged byte would often pass for GB18030 and come out as nonsense, so text with
/// `certainScalars` well-formed Chinese characters before the first bad byte is told apart: GB18030 text keeps to
/// the form of UTF-8 for a character or two by chance, not for eight.
enum TextDecoding {
    private static let certainScalars = 8

    static func utf8(_ bytes: [UInt8]) throws(SheetRefusal) -> DecodedText {
        if bytes.starts(with: [0xFF, 0xFE]) { return try converted(bytes, from: "UTF-16LE", mark: 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try converted(bytes, from: "UTF-16BE", mark: 2) }
        try refuseNUL(bytes)
        let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let start = marked ? 3 : 0
        guard start < bytes.count else { throw .empty }
        if isUTF8(bytes, from: start) { return DecodedText(bytes: bytes, start: start) }

        let fault = firstFault(bytes, from: start)
        if marked || fault.scalars >= certainScalars {
            throw .encodingBroken(
                encoding: "UTF-8", line: line(of: fault.offset, in: bytes), offset: fault.offset)
        }
        return try converted(bytes, from: "GB18030", mark: 0)
    }

    /// 1-based line of a byte; CR, LF and CRLF each end a line.
    static func line(of offset: Int, in bytes: [UInt8], from start: Int = 0) -> Int {
        var line = 1
        for index in start..<min(offset, bytes.count) {
            let lone = bytes[index] == 0x0D && (index + 1 >= bytes.count || bytes[index + 1] != 0x0A)
            if bytes[index] == 0x0A || lone { line += 1 }
        }
        return line
    }

    private static func refuseNUL(_ bytes: [UInt8]) throws(SheetRefusal) {
        guard memchr(bytes, 0, bytes.count) != nil else { return }
        let head = bytes.prefix(64)
        // ASCII in UTF-16 has a NUL in every second byte.
        let wide = head.count >= 8 && head.count(where: { $0 == 0 }) * 3 > head.count
        throw .binary(looksLike: wide ? "UTF-16 text without a byte order mark" : "binary data, with NUL bytes in it")
    }

    private static func isUTF8(_ bytes: [UInt8], from start: Int) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            let text = UnsafeBufferPointer(rebasing: buffer[start...])
            return (try? UTF8Span(validating: text.span)) != nil
        }
    }

    /// The first byte that is not UTF-8, and how many characters beyond ASCII were before it.
    private static func firstFault(_ bytes: [UInt8], from start: Int) -> (offset: Int, scalars: Int) {
        bytes.withUnsafeBufferPointer { buffer in
            let text = UnsafeBufferPointer(rebasing: buffer[start...])
            do throws(UTF8.ValidationError) {
                _ = try UTF8Span(validating: text.span)
                return (buffer.count, 0)
            } catch {
                let offset = start + error.byteOffsets.lowerBound
                // A lead byte is 0b11xxxxxx.
                return (offset, buffer[start..<offset].lazy.filter { $0 & 0xC0 == 0xC0 }.count)
            }
        }
    }

    private static func converted(
        _ bytes: [UInt8], from encoding: String, mark: Int
    ) throws(SheetRefusal) -> DecodedText {
        guard mark < bytes.count else { throw .empty }
        let result = CharacterConversion.toUTF8(bytes, from: encoding, start: mark)
        if let fault = result.faultOffset {
            let place = line(of: result.utf8.count, in: result.utf8)
            throw mark > 0
                ? .encodingBroken(encoding: encoding, line: place, offset: fault)
                : .encodingUnknown(line: place, offset: fault)
        }
        try refuseNUL(result.utf8)
        return DecodedText(bytes: result.utf8, start: 0)
    }
}
