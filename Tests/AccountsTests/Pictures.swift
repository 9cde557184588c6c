/// Pictures drawn here: PNG files without compression.
enum Picture {
    /// - Parameters:
    ///   - isNoise: each point another colour, which compresses badly.
    ///   - note: text that such a file may carry beside its picture.
    static func png(_ width: Int, _ height: Int, isNoise: Bool = false, note: String = "") -> [UInt8] {
        var state: UInt64 = 42
        var rows: [UInt8] = []
        for _ in 0..<height {
            rows.append(0)
            for column in 0..<(width * 3) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                rows.append(isNoise ? UInt8(truncatingIfNeeded: state >> 56) : UInt8(column / 3 * 255 / width))
            }
        }
        let header = big(width) + big(height) + [8, 2, 0, 0, 0]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", header)
        if !note.isEmpty { file += chunk("tEXt", Array("Comment".utf8) + [0] + Array(note.utf8)) }
        return file + chunk("IDAT", stored(rows)) + chunk("IEND", [])
    }

    /// A zlib stream of blocks that are not compressed.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let block = bytes[start..<min(start + 65_535, bytes.count)]
            let length = UInt16(block.count)
            stream.append(start + 65_535 >= bytes.count ? 1 : 0)
            for word in [length, ~length] { stream += [UInt8(word & 255), UInt8(word >> 8)] }
            stream += block
        }
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return stream + big(high << 16 | low)
    }

    private static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + body
        var sum = UInt32.max
        for byte in named {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return big(body.count) + named + big(Int(~sum))
    }

    private static func big(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
