import Glibc

/// Character sets by the C library's iconv (POSIX.1), strictly: nothing is replaced and nothing skipped.
enum CharacterConversion {
    /// Extra room, so that the last character of a block always fits.
    private static let slackBytes = 64

    /// `faultOffset` is the byte in `bytes` that could not be read; `utf8` then holds what was before it.
    static func toUTF8(_ bytes: [UInt8], from encoding: String, start: Int) -> (utf8: [UInt8], faultOffset: Int?) {
        let descriptor = iconv_open("UTF-8", encoding)
        guard descriptor != iconv_t(bitPattern: -1) else { return ([], start) }
        defer { iconv_close(descriptor) }
        var source = bytes
        var fault: Int?
        let utf8 = source.withUnsafeMutableBytes { raw in
            // Two bytes of GB18030 or UTF-16 never become more than three bytes of UTF-8, one byte never more than one.
            let capacity = (raw.count - start) / 2 * 3 + slackBytes
            return [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
                (count, fault) = run(descriptor, raw, start, UnsafeMutableRawBufferPointer(output))
            }
        }
        return (utf8, fault)
    }

    private static func run(
        _ descriptor: iconv_t?, _ raw: UnsafeMutableRawBufferPointer, _ start: Int,
        _ output: UnsafeMutableRawBufferPointer
    ) -> (Int, Int?) {
        guard let input = raw.baseAddress, let room = output.baseAddress else { return (0, nil) }
        var from: UnsafeMutablePointer<CChar>? = (input + start).assumingMemoryBound(to: CChar.self)
        var left = raw.count - start
        var to: UnsafeMutablePointer<CChar>? = room.assumingMemoryBound(to: CChar.self)
        var free = output.count
        let failed = iconv(descriptor, &from, &left, &to, &free) == Int(bitPattern: UInt.max)
        return (output.count - free, failed ? raw.count - left : nil)
    }
}
