import Testing

@testable import Sheets

@Suite("Hostile files")
struct HostileFileTests {
    @Test("an empty file, a missing one, a folder and one in a file are refused in words")
    func paths() throws {
        let folder = try ScratchFolder()
        let empty = try folder.file("a.csv", [0x61])
        for (path, expected) in [
            ("\(folder.path)/none.csv", SheetRefusal.notFound(path: "\(folder.path)/none.csv")),
            (folder.path, .isDirectory(path: folder.path)), ("\(empty)/b", .notFound(path: "\(empty)/b")),
        ] {
            #expect(throws: expected) { try SheetFile.read(path: path) }
            #expect(expected.sentence.contains(path))
        }
        #expect(refusal(of: []) == .empty)
    }

    @Test("a file over the bound is refused before it is read, and a device without end too")
    func tooLarge() throws {
        let folder = try ScratchFolder()
        let path = try folder.file("big.csv", Array(repeating: 0x61, count: 5000))
        let limits = smaller { $0.fileBytesMax = 4096 }
        #expect(throws: SheetRefusal.tooLarge(bytesMax: 4096)) { try SheetFile.read(path: path, limits: limits) }
        #expect(throws: SheetRefusal.tooLarge(bytesMax: 4096)) { try SheetFile.read(path: "/dev/zero", limits: limits) }
        #expect(refusal(of: [0x61, 0x61], limits: smaller { $0.fileBytesMax = 1 }) == .tooLarge(bytesMax: 1))
    }

    @Test(
        "pictures, documents and archives are called what they are",
        arguments: [
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "PNG"), ([0xFF, 0xD8, 0xFF, 0xE0], "JPEG"),
            (Array("%PDF-1.7".utf8), "PDF"), ([0x1F, 0x8B, 8], "gzip"), (Array("<?xml version".utf8), "XML"),
            ([0x61, 0x2C, 0x62, 0x0A, 0x01, 0x00, 0x02], "NUL"),
        ] as [([UInt8], String)])
    func binary(_ bytes: [UInt8], _ name: String) {
        #expect(refusal(of: bytes, name: "x.csv")?.sentence.contains(name) == true)
    }

    @Test("an old .xls and an encrypted workbook are told apart, with what to do")
    func compoundFiles() {
        let head: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)
        #expect(refusal(of: head) == .oldWorkbook)
        let stream = "EncryptedPackage".utf16.flatMap { [UInt8($0), 0] as [UInt8] }
        #expect(refusal(of: head + stream + [0, 0]) == .encryptedWorkbook)
    }

    @Test("50 MB without a line break are refused, with the line")
    func longLine() {
        let bytes = Array("a,b\n1,2\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: 50_000_000)
        #expect(refusal(of: bytes) == .lineTooLong(line: 3, bytesMax: 1_000_000))
        let carriage = Array("a,b\r1,2\r".utf8) + bytes.suffix(2_000_000)
        #expect(refusal(of: carriage) == .lineTooLong(line: 3, bytesMax: 1_000_000))
    }

    @Test("every prefix and every flipped byte of a table gives a sheet or a refusal, never a crash")
    func mutations() throws {
        let table = Array("sep=;\r\nid;名称\r\n1;\"a\"\"b\r\nc\"\r\n'=2;\u{1F600}\r\n".utf8)
        for length in 0...table.count { _ = refusal(of: Array(table.prefix(length))) }
        for place in table.indices {
            for byte in [0x00, 0x0D, 0x22, 0x2C, 0x80, 0xFF] as [UInt8] {
                var changed = table
                changed[place] = byte
                _ = refusal(of: changed)
            }
        }
    }
}
