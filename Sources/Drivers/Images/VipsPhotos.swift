import CImages
import PlaceEditing

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
        guard Self.isReady else { return nil }
        var made: UnsafeMutableRawPointer?
        var (length, width, height) = (0, Int32(0), Int32(0))
        let failed = bytes.withUnsafeBytes {
            images_jpeg($0.baseAddress, $0.count, Int32(sideMax), &made, &length, &width, &height)
        }
        guard failed == 0, let made else { return nil }
        defer { images_free(made) }
        let encoded = Array(UnsafeRawBufferPointer(start: made, count: length))
        return EncodedPhoto(bytes: encoded, width: Int(width), height: Int(height))
    }
}
