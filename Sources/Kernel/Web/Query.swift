/// The query of an address (`application/x-www-form-urlencoded`), in order, with strict decoding.
public struct Query: Sendable {
    public let items: [(name: String, value: String)]
    /// The name of the first item that is not valid percent-encoded UTF-8, is too long, or is one too many.
    public let broken: String?

    public static let itemsMax = 100

    /// - Parameters:
    ///   - valueBytesMax: what one name or value may hold.
    ///   - itemsMax: how many there may be.
    public init(
        _ text: String, valueBytesMax: Int = Limits.parameterBytesMax, itemsMax: Int = Query.itemsMax
    ) {
        var items: [(name: String, value: String)] = []
        var broken: String?
        var text = text
        // One look over the bytes: every request with a question passes here.
        text.withUTF8 { bytes in
            var number = 0
            for item in bytes.split(separator: UInt8(ascii: "&")) {
                let middle = item.firstIndex(of: UInt8(ascii: "=")) ?? item.endIndex
                let value = middle < item.endIndex ? item[(middle + 1)...] : item[item.endIndex...]
                if number < itemsMax, let name = Self.decoded(item[..<middle], valueBytesMax),
                    let value = Self.decoded(value, valueBytesMax)
                {
                    items.append((name, value))
                } else {
                    let name = String(decoding: item[..<middle], as: UTF8.self)
                    broken = broken ?? String(name.prefix(Limits.shownValueCharactersMax))
                }
                number += 1
            }
        }
        self.items = items
        self.broken = broken
    }

    /// A name or value with its escapes undone; nil as in `removingPercentEncoding`.
    private static func decoded(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ bytesMax: Int) -> String? {
        let isPlain = bytes.allSatisfy { $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "+") && $0 != 0 }
        let text = String(decoding: bytes, as: UTF8.self)
        if isPlain { return bytes.count <= bytesMax ? text : nil }
        return text.replacingPlus().removingPercentEncoding(bytesMax: bytesMax)
    }

    public func last(_ name: String) -> String? { items.last { $0.name == name }?.value }

    /// The one value of a parameter, or nil; refuses a parameter that is given twice.
    public func value(_ name: String) throws(Refusal) -> String? {
        let values = items.lazy.filter { $0.name == name }.map(\.value)
        var found: String?
        for value in values {
            guard found == nil else {
                throw .parameter(
                    name: name, came: value, accepted: Phrase("这个参数只能出现一次。", "It may be given once only."))
            }
            found = value
        }
        return found
    }

    /// Refuses anything that is not among the names this address understands: a misspelt filter must not be
    /// mistaken for no filter.
    public func accept(only names: [String]) throws(Refusal) {
        if let broken {
            throw .parameter(
                name: broken, came: "",
                accepted: Phrase(
                    "请使用正确的 UTF-8 百分号编码，每个值不超过 \(Limits.parameterBytesMax) 字节。",
                    "Use well-formed percent-encoded UTF-8, at most \(Limits.parameterBytesMax) bytes each."))
        }
        for item in items where !names.contains(item.name) {
            let list = names.joined(separator: ", ")
            let accepted = Phrase("可用的参数有：\(list)。", "Accepted parameters: \(list).")
            throw .parameter(
                name: String(item.name.prefix(Limits.shownValueCharactersMax)), came: item.value, accepted: accepted)
        }
        if let language = try value("lang"), Language(rawValue: language) == nil {
            let languages = Language.allCases.map(\.rawValue).joined(separator: ", ")
            throw .parameter(
                name: "lang", came: language,
                accepted: Phrase("可用：\(languages)。", "Accepted: \(languages)."))
        }
    }
}

extension String {
    fileprivate func replacingPlus() -> String {
        utf8.contains(UInt8(ascii: "+"))
            ? String(decoding: utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }, as: UTF8.self) : self
    }

    /// Decodes `%XX`; nil when an escape is broken, the bytes are not UTF-8, hold NUL, or are more than `bytesMax`.
    func removingPercentEncoding(bytesMax: Int) -> String? {
        var bytes: [UInt8] = []
        var iterator = utf8.makeIterator()
        while let byte = iterator.next() {
            if byte == UInt8(ascii: "%") {
                guard let high = iterator.next().flatMap(hexDigitValue),
                    let low = iterator.next().flatMap(hexDigitValue)
                else { return nil }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(byte)
            }
            if bytes.count > bytesMax { return nil }
        }
        guard !bytes.contains(0) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}

private func hexDigitValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
}
