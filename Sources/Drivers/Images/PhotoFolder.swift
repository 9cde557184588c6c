import Foundation
import PlaceEditing

/// Photos in a folder beside the database: `ab/abcd…-large.jpg`, by the hash of what they hold.
public struct PhotoFolder: PhotoStore {
    let path: String

    public init(_ path: String) { self.path = path }

    public func keep(_ bytes: [UInt8], hash: String, size: PhotoSize) throws {
        let file = file(hash, size)
        guard !FileManager.default.fileExists(atPath: file.path) else { return }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file, options: .atomic)
    }

    public func bytes(hash: String, size: PhotoSize) -> [UInt8]? {
        FileManager.default.contents(atPath: file(hash, size).path).map(Array.init)
    }

    private func file(_ hash: String, _ size: PhotoSize) -> URL {
        URL(fileURLWithPath: path).appendingPathComponent(String(hash.prefix(2)))
            .appendingPathComponent("\(hash)-\(size.rawValue).jpg")
    }
}
