import CZlib

/// gzip (RFC 1952) by zlib.
public enum Gzip {
    /// Level of bodies made on the fly: little processor time for most of the gain.
    public static let fastLevel = 5

    /// The compressed bytes; nil when zlib refuses or nothing was gained.
    public static func compress(_ bytes: [UInt8], level: Int = fastLevel) -> [UInt8]? {
        stream(bytes, level: level).flatMap { $0.count < bytes.count ? $0 : nil }
    }

    /// The compressed bytes whether anything was gained or not; nil when zlib refuses.
    public static func stream(_ bytes: [UInt8], level: Int) -> [UInt8]? {
        var stream = z_stream()
        let gzipWindow = MAX_WBITS + 16
        guard
            deflateInit2_(
                &stream, Int32(level), Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let capacity = Int(deflateBound(&stream, uLong(bytes.count)))
        var input = bytes
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            input.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(capacity)
                count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
            }
        }
        return output.isEmpty ? nil : output
    }
}
