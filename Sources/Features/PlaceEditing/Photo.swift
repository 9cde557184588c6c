import Crypto
import Kernel
import Places

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

/// The sizes a photo is kept in.
public enum PhotoSize: String, Sendable, CaseIterable {
    case large, small

    var sideMax: Int { self == .large ? 1600 : 480 }
}

/// Decodes pictures of strangers and encodes them anew.
public protocol PhotoCoding: Sendable {
    /// By the head of the file alone; nil for what cannot be read.
    func size(_ bytes: [UInt8]) -> (width: Int, height: Int)?
    /// Upright, without metadata; nil for what cannot be read to its end.
    func jpeg(_ bytes: [UInt8], sideMax: Int) -> EncodedPhoto?
}

/// Where photos lie, by the hash of the large one.
public protocol PhotoStore: Sendable {
    func keep(_ bytes: [UInt8], hash: String, size: PhotoSize) throws
    func bytes(hash: String, size: PhotoSize) -> [UInt8]?
}

/// A photo of a place, as the database knows it.
struct PlacePhoto: Sendable, Equatable {
    var hash: String
    var width: Int
    var height: Int

    /// As the history keeps it: `hash width height`.
    var text: String { "\(hash) \(width) \(height)" }

    init(hash: String, width: Int, height: Int) {
        self.hash = hash
        self.width = width
        self.height = height
    }

    init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 3, Self.isHash(parts[0]), let width = Int(parts[1]), let height = Int(parts[2]) else {
            return nil
        }
        self.init(hash: parts[0], width: width, height: height)
    }

    static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    func address(_ size: PhotoSize) -> String { "/photos/\(hash)/\(size.rawValue)" }
}

/// One photo at a time: a picture of many megapixels takes tens of megabytes while it is decoded.
actor PhotoDesk {
    private let coding: any PhotoCoding
    private let store: any PhotoStore

    init(coding: any PhotoCoding, store: any PhotoStore) {
        self.coding = coding
        self.store = store
    }

    /// Encodes a picture anew in all sizes and keeps it.
    ///
    /// - Throws: `Refusal.unsupportedBody` for what is no such picture, is not whole, or is too big once decoded.
    func take(_ bytes: [UInt8]) throws -> PlacePhoto {
        guard PhotoFile.isKnown(bytes) else { throw Refusal.unsupportedBody(accepted: PhotoFile.accepted) }
        guard let size = coding.size(bytes) else { throw Refusal.notAllowed(what: .brokenPhoto) }
        guard size.width * size.height <= Limits.photoPixelsMax, max(size.width, size.height) <= Limits.photoSideMax
        else { throw Refusal.notAllowed(what: .hugePhoto) }
        let encoded = PhotoSize.allCases.compactMap { size in
            coding.jpeg(bytes, sideMax: size.sideMax).map { (size, $0) }
        }
        guard encoded.count == PhotoSize.allCases.count, let large = encoded.first?.1 else {
            throw Refusal.notAllowed(what: .brokenPhoto)
        }
        let hash = SHA256.hash(data: large.bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        for (size, photo) in encoded { try store.keep(photo.bytes, hash: hash, size: size) }
        return PlacePhoto(hash: hash, width: large.width, height: large.height)
    }

    nonisolated func bytes(hash: String, size: PhotoSize) -> [UInt8]? { store.bytes(hash: hash, size: size) }
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
    static let photoBytesMax = 10 * 1024 * 1024
    static let photoPixelsMax = 40_000_000
    static let photoSideMax = 16_384
    /// What a form says besides the photo.
    static let photoFormBytesMax = 65_536
}

extension Phrase {
    static let brokenPhoto = Phrase(
        "这张照片打不开，可能没传完整。请重新选一张。", "This photo cannot be opened; it may not be whole. Choose another.")
    static let hugePhoto = Phrase("照片像素太多，请缩小到 4000 万像素以内。", "This photo has too many pixels: no more than 40 million.")
    static let noPhoto = Phrase("请选择一张照片。", "Choose a photo.")
    static let noPhotoHere = Phrase("没有这张照片。", "There is no such photo.")
    static let photoTitle = Phrase("照片", "Photo")
    static let photoHelp = Phrase(
        "JPEG、PNG 或 WebP，不超过 10 MB。位置、时间等信息会全部去掉。",
        "JPEG, PNG or WebP, at most 10 MB. Everything but the picture is taken out.")
    static let uploadPhoto = Phrase("上传照片", "Upload the photo")
    static let removePhoto = Phrase("去掉照片", "Take the photo away")
}
