import Glibc

/// Collects bytes and hands them to a file descriptor in large pieces.
struct ByteOutput {
    private static let bufferBytes = 1 << 16

    private let descriptor: Int32
    private let target: String
    private var buffer: [UInt8] = []

    init(descriptor: Int32, target: String) {
        self.descriptor = descriptor
        self.target = target
        buffer.reserveCapacity(Self.bufferBytes + 4096)
    }

    mutating func write(_ text: String) throws(SheetWriteFailure) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.bufferBytes { try flush() }
    }

    mutating func flush() throws(SheetWriteFailure) {
        let failure = buffer.withUnsafeBytes { Self.writeAll($0, to: descriptor) }
        buffer.removeAll(keepingCapacity: true)
        if let failure { throw .cannotWrite(target: target, reason: FileBytes.reason(failure)) }
    }

    /// The error number, or nil when all bytes are written. Waits where the other end is slow.
    static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&ready, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }
}
