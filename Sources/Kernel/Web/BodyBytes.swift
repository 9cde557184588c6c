import Hummingbird

/// A body written straight into the memory the network sends it from: for answers that are copied together from many
/// prepared pieces.
public struct BodyBytes: Sendable {
    let buffer: ByteBuffer

    /// - Parameters:
    ///   - capacity: at least as many bytes as are written; writing more is a fault of the program.
    ///   - write: told where to write.
    public init(capacity: Int, _ write: (inout Pen) -> Void) {
        var buffer = ByteBuffer()
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { memory in
            var pen = Pen(memory: memory)
            write(&pen)
            return pen.count
        }
        self.buffer = buffer
    }

    public var bytes: [UInt8] { Array(buffer.readableBytesView) }

    /// Writes bytes one behind the other.
    public struct Pen {
        fileprivate let memory: UnsafeMutableRawBufferPointer
        public fileprivate(set) var count = 0

        @inline(__always)
        public mutating func write(_ bytes: UnsafeRawBufferPointer) {
            let rest = UnsafeMutableRawBufferPointer(rebasing: memory[count...])
            precondition(bytes.count <= rest.count, "A body is longer than was said.")
            rest.copyMemory(from: bytes)
            count += bytes.count
        }

        public mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

        public mutating func write(_ text: StaticString) {
            write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }

        public mutating func write(_ byte: UInt8) {
            memory[count] = byte
            count += 1
        }

        /// In decimal; at most 20 characters.
        public mutating func write(_ number: Int) {
            var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
            withUnsafeMutableBytes(of: &digits) { digits in
                var rest = number.magnitude
                var start = digits.count
                repeat {
                    start -= 1
                    digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                } while rest > 0
                if number < 0 {
                    start -= 1
                    digits[start] = UInt8(ascii: "-")
                }
                write(UnsafeRawBufferPointer(rebasing: digits[start...]))
            }
        }
    }
}
