/// The small parts of an XLSX file (ECMA-376, SpreadsheetML) that say where the tables are and how cells look.

/// `xl/workbook.xml`: the worksheets in the order of their tabs.
final class WorkbookPart: XMLPartHandler {
    struct Tab {
        var name: String
        var relation: String
        var isVisible: Bool
    }

    private(set) var tabs: [Tab] = []
    private(set) var countsFrom1904 = false

    func start(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "sheet":
            let relation = attributes.first { $0.key == "r:id" || $0.key.hasSuffix(":id") }?.value ?? ""
            let isVisible = (attributes["state"] ?? "visible") == "visible"
            tabs.append(Tab(name: attributes["name"] ?? "", relation: relation, isVisible: isVisible))
        case "workbookPr":
            countsFrom1904 = attributes["date1904"] == "1" || attributes["date1904"] == "true"
        default: break
        }
    }

    func text(_ text: String) {}
    func end(_ element: String) {}
}

/// A `.rels` part: which id leads to which part, and what that is.
final class RelationsPart: XMLPartHandler {
    struct Relation {
        var id: String
        /// The last word of the type's address: "worksheet", "sharedStrings", "styles", "officeDocument".
        var kind: String
        var target: String
    }

    private(set) var relations: [Relation] = []

    func start(_ element: String, _ attributes: [String: String]) {
        guard element == "Relationship", attributes["TargetMode"] != "External" else { return }
        let kind = attributes["Type"]?.split(separator: "/").last.map(String.init) ?? ""
        relations.append(Relation(id: attributes["Id"] ?? "", kind: kind, target: attributes["Target"] ?? ""))
    }

    func text(_ text: String) {}
    func end(_ element: String) {}

    func target(kind: String) -> String? {
        relations.first { $0.kind == kind }?.target
    }
}

/// `xl/styles.xml`: the look of numbers, by the index that cells carry.
final class StylesPart: XMLPartHandler {
    private var codes: [Int: String] = [:]
    private var inCellFormats = false
    private(set) var looks: [NumberLook] = []

    func start(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "numFmt":
            if let id = attributes["numFmtId"].flatMap({ Int($0) }) { codes[id] = attributes["formatCode"] ?? "" }
        case "cellXfs": inCellFormats = true
        case "xf" where inCellFormats:
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            looks.append(codes[id].map { NumberLook(code: $0) } ?? NumberLook(builtIn: id))
        default: break
        }
    }

    func text(_ text: String) {}

    func end(_ element: String) {
        if element == "cellXfs" { inCellFormats = false }
    }
}

/// `xl/sharedStrings.xml`: texts that cells point to by number.
final class SharedStringsPart: XMLPartHandler {
    private(set) var strings: [String] = []
    private var current = ""
    private var inText = false
    private var inPhonetic = false

    func start(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "si": current = ""
        case "t": inText = !inPhonetic
        case "rPh": inPhonetic = true
        default: break
        }
    }

    func text(_ text: String) {
        if inText { current += text }
    }

    func end(_ element: String) {
        switch element {
        case "si": strings.append(EscapedText.decoded(current))
        case "t": inText = false
        case "rPh": inPhonetic = false
        default: break
        }
    }
}

/// Characters that XML cannot hold, written as `_x000D_` (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
enum EscapedText {
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
        var units: [UInt16] = []
        var rest = Array(text.utf16)[...]
        while let unit = rest.first {
            if let value = escape(rest) {
                units.append(value)
                rest = rest.dropFirst(7)
            } else {
                units.append(unit)
                rest = rest.dropFirst()
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// Text that would be taken for an escape when it is read: its underscore is written as one.
    static func encoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "_")), text.contains("_x") else { return text }
        let units = Array(text.utf16)
        var written: [UInt16] = []
        for index in units.indices {
            if escape(units[index...]) != nil { written += "_x005F".utf16 }
            written.append(units[index])
        }
        return String(decoding: written, as: UTF16.self)
    }

    /// The value of `_xHHHH_` at the front.
    private static func escape(_ units: ArraySlice<UInt16>) -> UInt16? {
        let head = units.prefix(7)
        guard head.count == 7, head.first == 0x5F, head.last == 0x5F, head[head.startIndex + 1] == 0x78 else {
            return nil
        }
        let digits = String(decoding: head.dropFirst(2).prefix(4), as: UTF16.self)
        guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }) else { return nil }
        return UInt16(digits, radix: 16)
    }
}
