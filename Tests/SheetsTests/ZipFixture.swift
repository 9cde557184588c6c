/// ZIP files made by hand (PKWARE APPNOTE 6.3), with names and contents that no honest program writes.
struct ZipFixture {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var entries = 0

    /// A stored part.
    mutating func add(_ name: String, _ text: String) {
        let content = Array(text.utf8)
        add(name, packed: content, method: 0, checksum: Checksum.of(content), unpackedBytes: content.count)
    }

    /// A deflated part: `head`, `fill` repeated, and nothing else. Some 13 bits unpack to 258 bytes.
    mutating func addRun(_ name: String, head: String, fill: UInt8, copies: Int) {
        var stream = DeflateStream()
        for byte in head.utf8 { stream.literal(byte) }
        stream.literal(fill)
        for _ in 0..<(copies / 258) { stream.repeat258() }
        let packed = stream.finished()
        let unpacked = head.utf8.count + 1 + copies / 258 * 258
        // A wrong checksum shows only at the end, which must never be reached.
        add(name, packed: packed, method: 8, checksum: 0, unpackedBytes: unpacked)
    }

    private mutating func add(_ name: String, packed: [UInt8], method: Int, checksum: UInt32, unpackedBytes: Int) {
        let place = bytes.count
        var common: [UInt8] = []
        common += Self.little(20, 2) + Self.little(0, 2) + Self.little(method, 2) + Self.little(0, 4)
        common += Self.little(Int(checksum), 4) + Self.little(packed.count, 4) + Self.little(unpackedBytes, 4)
        common += Self.little(name.utf8.count, 2) + Self.little(0, 2)
        bytes += Self.little(0x0403_4B50, 4) + common + Array(name.utf8) + packed
        directory += Self.little(0x0201_4B50, 4) + Self.little(20, 2) + common + Self.little(0, 2)
        directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 4) + Self.little(place, 4)
        directory += Array(name.utf8)
        entries += 1
    }

    var finished: [UInt8] {
        var end = Self.little(0x0605_4B50, 4) + Self.little(0, 4) + Self.little(entries, 2) + Self.little(entries, 2)
        end += Self.little(directory.count, 4) + Self.little(bytes.count, 4) + Self.little(0, 2)
        return bytes + directory + end
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}

/// CRC-32 (ISO 3309).
private enum Checksum {
    static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF as UInt32) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
    }
}

/// One block of deflate with fixed codes (RFC 1951, section 3.2.6).
private struct DeflateStream {
    private var bytes: [UInt8] = []
    private var bits: UInt32 = 0
    private var count = 0

    init() {
        put(1, 1)
        put(1, 2)
    }

    mutating func literal(_ byte: UInt8) {
        precondition(byte < 144)
        code(UInt32(byte) + 0x30, 8)
    }

    /// Length 258 (code 285) from a distance of 1 (code 0).
    mutating func repeat258() {
        code(0xC5, 8)
        code(0, 5)
    }

    mutating func finished() -> [UInt8] {
        code(0, 7)
        if count > 0 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
        return bytes
    }

    /// Codes go in from their highest bit, other values from their lowest.
    private mutating func code(_ value: UInt32, _ width: Int) {
        for bit in stride(from: width - 1, through: 0, by: -1) { put(value >> UInt32(bit) & 1, 1) }
    }

    private mutating func put(_ value: UInt32, _ width: Int) {
        bits |= value << UInt32(count)
        count += width
        while count >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
            count -= 8
        }
    }
}

/// The parts of a small workbook.
struct WorkbookFixture {
    var sheetData = ""
    /// What stands before and after `sheetData`.
    var before = ""
    var after = ""
    var strings: String?
    var styles: String?
    var tabs = "<sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/>"
    var settings = ""
    var extra: [(name: String, text: String)] = []

    private static let relationType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    private static let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

    static func sheet(_ data: String, before: String = "", after: String = "") -> String {
        "<?xml version=\"1.0\"?><worksheet \(main)>\(before)<sheetData>\(data)</sheetData>\(after)</worksheet>"
    }

    static func relations(_ rows: [(id: String, kind: String, target: String)]) -> String {
        let body = rows.map {
            "<Relationship Id=\"\($0.id)\" Type=\"\(relationType)\($0.kind)\" Target=\"\($0.target)\"/>"
        }
        return "<Relationships>\(body.joined())</Relationships>"
    }

    var zip: ZipFixture {
        var zip = frame
        zip.add("xl/worksheets/sheet1.xml", Self.sheet(sheetData, before: before, after: after))
        return zip
    }

    /// Everything but the worksheet.
    var frame: ZipFixture {
        var zip = ZipFixture()
        zip.add("_rels/.rels", Self.relations([("rId1", "officeDocument", "xl/workbook.xml")]))
        zip.add(
            "xl/workbook.xml", "<workbook \(Self.main) xmlns:r=\"r\">\(settings)<sheets>\(tabs)</sheets></workbook>")
        zip.add(
            "xl/_rels/workbook.xml.rels",
            Self.relations([
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "/xl/worksheets/sheet2.xml"),
                ("rId3", "sharedStrings", "sharedStrings.xml"), ("rId4", "styles", "styles.xml"),
            ]))
        if let strings { zip.add("xl/sharedStrings.xml", "<sst \(Self.main)>\(strings)</sst>") }
        if let styles { zip.add("xl/styles.xml", "<styleSheet \(Self.main)>\(styles)</styleSheet>") }
        for part in extra { zip.add(part.name, part.text) }
        return zip
    }

    var bytes: [UInt8] { zip.finished }
}

/// A row of inline strings: `row(1, "a", "b")`.
func row(_ number: Int, _ texts: String...) -> String {
    "<row r=\"\(number)\">" + texts.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
}
