import Testing

@testable import Sheets

@Suite("Character sets")
struct EncodingTests {
    /// Characters of Ningbo's place names that GBK or GB2312 lack or place oddly.
    static let rare = "碶澥甽荘昇璟鑑鄮埼骍峧堧筀斢墈霅玥"
    static let table = "编号,名称\r\n1,\(rare)\r\n2,甬江😀\r\n"

    @Test("UTF-8 is read with and without a byte order mark")
    func utf8() throws {
        let plain = try SheetFile.read(bytes: Array(Self.table.utf8))
        #expect(plain.columns == ["编号", "名称"])
        #expect(plain.texts == [["1", Self.rare], ["2", "甬江😀"]])
        #expect(try SheetFile.read(bytes: [0xEF, 0xBB, 0xBF] + Array(Self.table.utf8)) == plain)
    }

    @Test("GB18030 and UTF-16 say the same as UTF-8", arguments: ["GB18030", "UTF-16LE", "UTF-16BE"])
    func others(_ encoding: String) throws {
        let mark: [UInt8] = encoding == "GB18030" ? [] : encoding == "UTF-16LE" ? [0xFF, 0xFE] : [0xFE, 0xFF]
        let bytes = mark + (try encoded(Array(Self.table.utf8), as: encoding))
        #expect(try SheetFile.read(bytes: bytes) == SheetFile.read(bytes: Array(Self.table.utf8)))
    }

    @Test("the famous two characters that look like UTF-8 are still GB18030 in a table")
    func lianTong() throws {
        let bytes = try encoded(Array("名称,网络\n甲,联通\n".utf8), as: "GB18030")
        #expect(try SheetFile.read(bytes: bytes).texts == [["甲", "联通"]])
    }

    @Test("text in neither encoding is refused with line and byte")
    func neither() {
        let bytes = Array("a,b\n1,2\n3,".utf8) + [0xFF, 0xFF, 0x0A]
        #expect(refusal(of: bytes) == .encodingUnknown(line: 3, offset: 10))
    }

    @Test("UTF-8 with one broken byte is not taken for GB18030")
    func brokenUTF8() {
        var bytes = Array("名称\n宁波市海曙区灵桥路\n".utf8)
        bytes.append(contentsOf: [0xE5, 0xAE, 0x0A])
        #expect(refusal(of: bytes) == .encodingBroken(encoding: "UTF-8", line: 3, offset: 35))
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF, 0x61, 0x0A, 0xB0, 0xA1]
        #expect(refusal(of: marked) == .encodingBroken(encoding: "UTF-8", line: 2, offset: 5))
    }

    @Test("UTF-16 with half a surrogate pair is refused, and without a mark it is named")
    func utf16() throws {
        let broken: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x00, 0xD8, 0x61, 0]
        #expect(refusal(of: broken) == .encodingBroken(encoding: "UTF-16LE", line: 2, offset: 6))
        let bare = try encoded(Array("id,name,address\n".utf8), as: "UTF-16LE")
        #expect(refusal(of: bare) == .binary(looksLike: "UTF-16 text without a byte order mark"))
    }

    @Test(
        "a mark with nothing after it is an empty file", arguments: [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE]] as [[UInt8]])
    func onlyMark(_ bytes: [UInt8]) {
        #expect(refusal(of: bytes) == .empty)
    }
}
