import Foundation
import Kernel
import PlaceEditing

/// Photos in a folder beside the database: `ab/abcd…-large.jpg`, by the hash of what they hold.
public struct PhotoFolder: PhotoStore {
    let path: String

    public init(_ path: String) { self.path = path }

    public func keep(_ bytes: [UInt8], hash: String, size: PhotoSize) throws {
        let file = file(hash, size)
        // Written anew where it is there already: it counts as new then, and is not swept.
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file, options: .atomic)
    }

    public func bytes(hash: String, size: PhotoSize) -> [UInt8]? {
        FileManager.default.contents(atPath: file(hash, size).path).map(Array.init)
    }

    public func hashes(before: Instant) -> [String] {
        let files = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return files.compactMap { name -> String? in
            guard let hash = name.split(separator: "/").last?.split(separator: "-").first, name.hasSuffix("-large.jpg"),
                let facts = try? FileManager.default.attributesOfItem(atPath: path + "/" + name),
                let date = facts[.modificationDate] as? Date
            else { return nil }
            let moment = Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
            return moment < before ? String(hash) : nil
        }
    }

    public func remove(hash: String) {
        // The large one is what a photo is known by: it goes last.
        for size in PhotoSize.allCases.reversed() { try? FileManager.default.removeItem(at: file(hash, size)) }
    }

    private func file(_ hash: String, _ size: PhotoSize) -> URL {
        URL(fileURLWithPath: path).appendingPathComponent(String(hash.prefix(2)))
            .appendingPathComponent("\(hash)-\(size.rawValue).jpg")
    }
}
