/// The fields of a Protocol Buffers message in order (protobuf.dev/programming-guides/encoding); ends where the bytes
/// are broken.
struct ProtobufFields: Sequence, IteratorProtocol {
    enum Field {
        case number(UInt64)
        case bytes(ArraySlice<UInt8>)
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> (Int, Field)? {
        guard place < bytes.count, let key = varint(), let number = Int(exactly: key >> 3) else { return nil }
        switch key & 7 {
        case 0: return varint().map { (number, .number($0)) }
        case 1: return slice(8).map { (number, .bytes($0)) }
        case 2:
            guard let count = varint().flatMap({ Int(exactly: $0) }) else { return nil }
            return slice(count).map { (number, .bytes($0)) }
        case 5: return slice(4).map { (number, .bytes($0)) }
        default: return nil
        }
    }

    private mutating func varint() -> UInt64? {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }

    private mutating func slice(_ count: Int) -> ArraySlice<UInt8>? {
        guard count <= bytes.count - place else { return nil }
        defer { place += count }
        return bytes[place..<(place + count)]
    }
}
