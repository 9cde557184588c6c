/// Sorted numbers by their gaps, in the code of R. F. Rice (1979): a gap's upper part in unary, its lower `width` bits
/// as they are. Exact, and for 100,000 numbers anywhere below 2³² at most 225 kB.
struct RiceCoded: Sendable, Equatable {
    var count: Int
    var width: Int
    var bytes: [UInt8]

    /// The width is told by span and count, so that the same numbers are the same bytes.
    static func width(span: UInt32, count: Int) -> Int {
        guard count > 0, span > 0 else { return 0 }
        let mean = max(UInt64(span) / UInt64(count), 1)
        return 63 - mean.leadingZeroBitCount
    }

    /// - Parameter numbers: ascending, none twice, none below `floor`.
    init(_ numbers: [UInt32], floor: UInt32) {
        count = numbers.count
        width = Self.width(span: (numbers.last ?? floor) - floor, count: numbers.count)
        var writer = BitWriter()
        var next = UInt64(floor)
        for number in numbers {
            let gap = UInt64(number) - next
            for _ in 0..<(gap >> UInt64(width)) { writer.append(1, bits: 1) }
            writer.append(0, bits: 1)
            writer.append(gap & ((1 << UInt64(width)) - 1), bits: width)
            next = UInt64(number) + 1
        }
        bytes = writer.finished()
    }

    init(count: Int, width: Int, bytes: [UInt8]) {
        self.count = count
        self.width = width
        self.bytes = bytes
    }

    /// nil unless these are exactly the bytes that are written for some numbers.
    func numbers(floor: UInt32, countMax: Int) -> [UInt32]? {
        guard (0...countMax).contains(count), (0...32).contains(width), count <= bytes.count * 8 else { return nil }
        var numbers: [UInt32] = []
        numbers.reserveCapacity(count)
        var reader = BitReader(bytes)
        var next = UInt64(floor)
        for _ in 0..<count {
            guard let upper = reader.ones(max: UInt64(UInt32.max) >> UInt64(width)), let lower = reader.number(width)
            else { return nil }
            let number = next + (upper << UInt64(width) | lower)
            guard let kept = UInt32(exactly: number) else { return nil }
            numbers.append(kept)
            next = number + 1
        }
        guard reader.isAtEnd, width == Self.width(span: (numbers.last ?? floor) - floor, count: count) else {
            return nil
        }
        return numbers
    }
}

/// Bits, the highest of a byte first.
private struct BitWriter {
    private var bytes: [UInt8] = []
    private var held: UInt64 = 0
    private var count = 0

    mutating func append(_ value: UInt64, bits: Int) {
        held = held << UInt64(bits) | value
        count += bits
        while count >= 8 {
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: held >> UInt64(count)))
        }
        held &= (1 << UInt64(count)) - 1
    }

    /// The rest of the last byte is zeros.
    mutating func finished() -> [UInt8] {
        if count > 0 { append(0, bits: 8 - count) }
        return bytes
    }
}

private struct BitReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private mutating func bit() -> UInt64? {
        guard place >> 3 < bytes.count else { return nil }
        defer { place += 1 }
        return UInt64(bytes[place >> 3] >> UInt8(7 - place & 7) & 1)
    }

    /// Ones up to the next zero.
    mutating func ones(max: UInt64) -> UInt64? {
        var count: UInt64 = 0
        while let bit = bit() {
            if bit == 0 { return count }
            count += 1
            guard count <= max else { return nil }
        }
        return nil
    }

    mutating func number(_ bits: Int) -> UInt64? {
        var value: UInt64 = 0
        for _ in 0..<bits {
            guard let bit = bit() else { return nil }
            value = value << 1 | bit
        }
        return value
    }

    /// Less than a byte is left, and it is zeros.
    var isAtEnd: Bool {
        var rest = self
        guard bytes.count * 8 - place < 8 else { return false }
        while let bit = rest.bit() { if bit == 1 { return false } }
        return true
    }
}
