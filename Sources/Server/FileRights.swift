import Foundation

/// Who may read a file that holds secrets.
enum FileRights {
    /// Whether only its owner may read and write it.
    static func isPrivate(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return ((attributes?[.posixPermissions] as? Int) ?? 0) & 0o077 == 0
    }
}

extension Settings {
    /// Whether others may read secrets in the settings file; nil where there is none, or none in it.
    var isFilePrivate: Bool? {
        guard let file, let bytes = FileManager.default.contents(atPath: file) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard ["\"secret\"", "\"token\"", "\"keys\""].contains(where: text.contains) else { return nil }
        return FileRights.isPrivate(file)
    }
}
