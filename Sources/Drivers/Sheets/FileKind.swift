/// What a file is by its first bytes, whatever its name says.
enum FileKind: Equatable {
    case zip
    case text

    private static let signatures: [(bytes: [UInt8], name: String)] = [
        ([0x89, 0x50, 0x4E, 0x47], "a PNG picture"), ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        (Array("GIF8".utf8), "a GIF picture"), (Array("%PDF-".utf8), "a PDF document"),
        (Array("{\\rtf".utf8), "an RTF document"), ([0x1F, 0x8B], "a gzip archive"),
        (Array("7z".utf8) + [0xBC, 0xAF], "a 7-Zip archive"), (Array("Rar!".utf8), "a RAR archive"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an XZ archive"), ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("SQLite format 3".utf8), "an SQLite database"),
        (Array("<?xml".utf8), "an XML document"), (Array("<html".utf8), "a web page"),
        (Array("<!DOCTYPE".utf8), "a web page"), (Array("<!doctype".utf8), "a web page"),
    ]
    private static let compoundFile: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    /// "EncryptedPackage" in UTF-16LE: the name of the stream that holds an encrypted XLSX ([MS-OFFCRYPTO] 2.3.4).
    private static let encryptedPackage: [UInt8] = "EncryptedPackage".utf16.flatMap {
        [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)]
    }

    static func of(_ bytes: [UInt8]) throws(SheetRefusal) -> FileKind {
        guard !bytes.isEmpty else { throw .empty }
        if bytes.starts(with: Array("PK".utf8) + [3, 4]) || bytes.starts(with: Array("PK".utf8) + [5, 6]) {
            return .zip
        }
        if bytes.starts(with: compoundFile) {
            throw ByteSearch.holds(bytes, encryptedPackage, anchor: 0) ? .encryptedWorkbook : .oldWorkbook
        }
        for signature in signatures where bytes.starts(with: signature.bytes) {
            throw .binary(looksLike: signature.name)
        }
        return .text
    }
}
