import CZlib

/// zlib streams (RFC 1950).
public enum Zlib {
    /// The bytes of a whole stream of known size; nil when it is broken or of another size.
    public static func inflate(_ bytes: [UInt8], size: Int) -> [UInt8]? {
        var length = uLong(size)
        let output = [UInt8](unsafeUninitializedCapacity: max(size, 1)) { buffer, count in
            let status = uncompress(buffer.baseAddress, &length, bytes, uLong(bytes.count))
            count = status == Z_OK ? Int(length) : 0
        }
        return output.count == size ? output : nil
    }
}
