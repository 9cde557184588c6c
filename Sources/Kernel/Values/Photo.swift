/// A picture encoded anew.
public struct EncodedPhoto: Sendable, Equatable {
    public var bytes: [UInt8]
    public var width: Int
    public var height: Int

    public init(bytes: [UInt8], width: Int, height: Int) {
        self.bytes = bytes
        self.width = width
        self.height = height
    }
}

/// Decodes pictures of strangers and encodes them anew.
public protocol PhotoCoding: Sendable {
    /// By the head of the file alone; nil for what cannot be read.
    func size(_ bytes: [UInt8]) -> (width: Int, height: Int)?
    /// Upright, without metadata; nil for what cannot be read to its end.
    func jpeg(_ bytes: [UInt8], sideMax: Int) -> EncodedPhoto?
    /// As `jpeg`, cut to a square around what draws the eye.
    ///
    /// - Parameter quality: 1 to 100, as JPEG has it.
    func square(_ bytes: [UInt8], side: Int, quality: Int) -> EncodedPhoto?
}

/// One photo at a time in the whole house: a picture of many megapixels takes tens of megabytes while it is decoded.
public actor PhotoDesk {
    private let coding: any PhotoCoding

    public init(_ coding: any PhotoCoding) { self.coding = coding }

    /// Encodes a picture anew, once for each of these greatest sides.
    ///
    /// - Throws: `Refusal` for what is no such picture, is not whole, or is too big once decoded.
    public func encode(_ bytes: [UInt8], sidesMax: [Int]) throws(Refusal) -> [EncodedPhoto] {
        try check(bytes)
        let encoded = sidesMax.compactMap { coding.jpeg(bytes, sideMax: $0) }
        guard encoded.count == sidesMax.count else { throw .notAllowed(what: .brokenPhoto) }
        return encoded
    }

    /// Encodes a picture anew as a square of at most so many bytes: coarser, then smaller, until it fits.
    public func square(_ bytes: [UInt8], side: Int, bytesMax: Int) throws(Refusal) -> EncodedPhoto {
        try check(bytes)
        for (side, quality) in [(side, 82), (side, 60), (side, 40), (side / 2, 60), (side / 4, 40)] {
            guard let photo = coding.square(bytes, side: side, quality: quality) else {
                throw .notAllowed(what: .brokenPhoto)
            }
            if photo.bytes.count <= bytesMax { return photo }
        }
        throw .notAllowed(what: .hugePhoto)
    }

    private func check(_ bytes: [UInt8]) throws(Refusal) {
        guard PhotoFile.isKnown(bytes) else { throw .unsupportedBody(accepted: PhotoFile.accepted) }
        guard let size = coding.size(bytes) else { throw .notAllowed(what: .brokenPhoto) }
        guard size.width * size.height <= Limits.photoPixelsMax, max(size.width, size.height) <= Limits.photoSideMax
        else { throw .notAllowed(what: .hugePhoto) }
    }
}

/// Which files are taken, by how they begin.
enum PhotoFile {
    static let accepted = "JPEG, PNG, WebP"

    static func isKnown(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFF, 0xD8, 0xFF]) || bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            || bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
    }
}

extension Limits {
    public static let photoBytesMax = 10 * 1024 * 1024
    static let photoPixelsMax = 40_000_000
    static let photoSideMax = 16_384
    /// A form with a photo and what it says besides.
    public static let photoFormBytesMax = photoBytesMax + 65_536
}

extension Phrase {
    public static let brokenPhoto = Phrase(
        "这张照片打不开，可能没传完整。请重新选一张。", "This photo cannot be opened; it may not be whole. Choose another.")
    public static let hugePhoto = Phrase(
        "照片像素太多，请缩小到 4000 万像素以内。", "This photo has too many pixels: no more than 40 million.")
    static let noPhoto = Phrase("请选择一张照片。", "Choose a photo.")
}
