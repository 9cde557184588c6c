import Crypto
import Hexadecimal
import Kernel
import Places

/// The sizes a photo is kept in.
public enum PhotoSize: String, Sendable, CaseIterable {
    case large, small

    var sideMax: Int { self == .large ? 1600 : 480 }
}

/// Where photos lie, by the hash of the large one.
public protocol PhotoStore: Sendable {
    func keep(_ bytes: [UInt8], hash: String, size: PhotoSize) throws
    func bytes(hash: String, size: PhotoSize) -> [UInt8]?
    /// What was kept, or kept again, before this moment.
    func hashes(before: Instant) -> [String]
    /// Takes all sizes of a photo away.
    func remove(hash: String)
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

/// The photos of places: encoded anew, kept by what they hold.
public struct PlacePhotos: Sendable {
    private let desk: PhotoDesk
    let store: any PhotoStore

    public init(desk: PhotoDesk, store: any PhotoStore) {
        self.desk = desk
        self.store = store
    }

    /// Encodes a picture anew in all sizes and keeps it.
    func take(_ bytes: [UInt8]) async throws -> PlacePhoto {
        let encoded = try await desk.encode(bytes, sidesMax: PhotoSize.allCases.map(\.sideMax))
        let large = encoded[0]
        let hash = SHA256.hash(data: large.bytes).hexadecimal
        for (size, photo) in zip(PhotoSize.allCases, encoded) { try store.keep(photo.bytes, hash: hash, size: size) }
        return PlacePhoto(hash: hash, width: large.width, height: large.height)
    }

    func bytes(hash: String, size: PhotoSize) -> [UInt8]? { store.bytes(hash: hash, size: size) }
}

extension Phrase {
    static let noPhotoHere = Phrase("没有这张照片。", "There is no such photo.")
    static let photoTitle = Phrase("照片", "Photo")
    static let choosePhoto = Phrase("选择照片", "Choose a photo")
    static let anotherPhoto = Phrase("换一张照片", "Choose another photo")
    static let photoHelp = Phrase(
        "JPEG、PNG 或 WebP，不超过 10 MB。位置、时间等信息会全部去掉。",
        "JPEG, PNG or WebP, at most 10 MB. Everything but the picture is taken out.")
    static let uploadPhoto = Phrase("上传照片", "Upload the photo")
    static let removePhoto = Phrase("去掉照片", "Take the photo away")
}
