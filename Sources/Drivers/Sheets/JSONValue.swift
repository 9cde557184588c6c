/// A JSON value that keeps what Foundation's reader loses: the order of members and the spelling of numbers.
enum JSONValue {
    case null
    case bool(Bool)
    /// As spelled in the file: an id of 19 digits stays exact.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(name: String, value: JSONValue)])

    /// The last member of that name, as most readers take it.
    func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var isNull: Bool {
        guard case .null = self else { return false }
        return true
    }

    /// What a person would call it, for a refusal.
    var description: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .number: "a number"
        case .string: "a text"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The value as a cell: texts of an array joined by a space, other arrays and objects as compact JSON.
    var cell: String {
        switch self {
        case .null: return ""
        case .bool(let value): return value ? "true" : "false"
        case .number(let spelling): return NumberText.readable(spelling) ?? spelling
        case .string(let text): return text
        case .array(let items):
            let texts = items.compactMap(\.text)
            return texts.count == items.count ? texts.joined(separator: " ") : compact
        case .object: return compact
        }
    }

    /// JSON without white space.
    var compact: String {
        var text = ""
        appendCompact(to: &text)
        return text
    }

    private func appendCompact(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let spelling): text += spelling
        case .string(let string): JSONText.append(string, to: &text)
        case .array(let items):
            text += "["
            for (index, item) in items.enumerated() {
                if index > 0 { text += "," }
                item.appendCompact(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { text += "," }
                JSONText.append(member.name, to: &text)
                text += ":"
                member.value.appendCompact(to: &text)
            }
            text += "}"
        }
    }
}

/// Text as a JSON string (RFC 8259, section 7).
enum JSONText {
    static func append(_ string: String, to text: inout String) {
        text += "\""
        if string.utf8.contains(where: needsEscape) {
            for scalar in string.unicodeScalars { append(scalar, to: &text) }
        } else {
            text += string
        }
        text += "\""
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        default:
            guard scalar.value < 0x20 else { return text.unicodeScalars.append(scalar) }
            let digits = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
    }
}
