import CImages
import Kernel

/// Photos by libvips: decoded, turned upright, made small and encoded anew, so that nothing of the file is kept but the
/// picture.
public struct VipsPhotos: PhotoCoding {
    public init() {}

    /// The library is made ready once in a process.
    private static let isReady = images_start() == 0

    public func size(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard Self.isReady else { return nil }
        var (width, height) = (Int32(0), Int32(0))
        let failed = bytes.withUnsafeBytes { images_size($0.baseAddress, $0.count, &width, &height) }
        return failed == 0 ? (Int(width), Int(height)) : nil
    }

    public func jpeg(_ bytes: [UInt8], sideMax: Int) -> EncodedPhoto? {
        encoded(bytes) { images_jpeg($0.baseAddress, $0.count, Int32(sideMax), &$1) }
    }

    public func square(_ bytes: [UInt8], side: Int, quality: Int) -> EncodedPhoto? {
        encoded(bytes) { images_square($0.baseAddress, $0.count, Int32(side), Int32(quality), &$1) }
    }

    private func encoded(
        _ bytes: [UInt8], by encoding: (UnsafeRawBufferPointer, inout images_made) -> Int32
    ) -> EncodedPhoto? {
        guard Self.isReady else { return nil }
        var made = images_made()
        let failed = bytes.withUnsafeBytes { encoding($0, &made) }
        guard failed == 0, let start = made.bytes else { return nil }
        defer { images_free(start) }
        return EncodedPhoto(
            bytes: Array(UnsafeRawBufferPointer(start: start, count: made.length)), width: Int(made.width),
            height: Int(made.height))
    }
}
