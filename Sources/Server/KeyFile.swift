import Foundation
import Kernel
import Sealing

/// The keys that personal data are sealed with: a file only its owner may read, apart from the database.
enum KeyFile {
    static let bytesMax = 100_000

    /// The keys of the settings: their text when it is given, else the file, which is made when there is none.
    static func keys(_ settings: Settings) throws -> KeyRing {
        do {
            if let text = settings.keys { return try KeyRing(reading: text) }
            let path = settings.keysPath
            if !FileManager.default.fileExists(atPath: path) { try make(path) }
            return try KeyRing(reading: try read(path))
        } catch let fault as KeyRingFault {
            throw SettingsFault(description: "The keys cannot be used: \(fault)")
        }
    }

    /// Adds a new version, by which everything is sealed from now on.
    static func rotate(_ settings: Settings) throws -> KeyRing {
        guard settings.keys == nil else {
            throw SettingsFault(
                description: "The keys come from YONGAI_KEYS. Add a line with a new version to it, then run this again."
            )
        }
        let ring = try keys(settings).adding(random())
        try write(note + ring.written(), to: settings.keysPath)
        return ring
    }

    private static let note =
        "# Keys of personal data. Without this file they cannot be read: keep a copy apart from the database.\n"

    private static func make(_ path: String) throws {
        try write(note + (try KeyRing(first: random()).written()), to: path)
    }

    private static func random() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<KeyRing.keyBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// A file of secrets that only its owner may read.
    static func read(_ path: String) throws -> String {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let size = attributes[.size] as? Int, size <= bytesMax,
            let bytes = FileManager.default.contents(atPath: path)
        else { throw SettingsFault(description: "The key file '\(path)' cannot be read.") }
        guard FileRights.isPrivate(path) else {
            throw SettingsFault(description: "Others may read the keys in '\(path)'. Say `chmod 600` to it.")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Beside the old file first, so that a machine that stops in between has either.
    static func write(_ text: String, to path: String) throws {
        let beside = path + ".new"
        guard
            FileManager.default.createFile(
                atPath: beside, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw SettingsFault(description: "The key file '\(path)' cannot be written.") }
        guard rename(beside, path) == 0 else {
            throw SettingsFault(description: "The key file '\(path)' cannot be written.")
        }
    }
}
