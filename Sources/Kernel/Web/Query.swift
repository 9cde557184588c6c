/// The query of an address (`application/x-www-form-urlencoded`), in order, with strict decoding.
public struct Query: Sendable {
    public let items: [(name: String, value: String)]
    /// The name of the first item that is not valid percent-encoded UTF-8, is too long, or is one too many.
    public let broken: String?

    static let itemsMax = 100

    public init(_ text: String) {
        var items: [(name: String, value: String)] = []
        var broken: String?
        for (number, item) in text.split(separator: "&").enumerated() {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(pair[0]).replacingPlus().removingPercentEncoding(bytesMax: Limits.parameterBytesMax)
            let raw = pair.count > 1 ? String(pair[1]).replacingPlus() : ""
            guard number < Self.itemsMax, let name,
                let value = raw.removingPercentEncoding(bytesMax: Limits.parameterBytesMax)
            else {
                broken = broken ?? String(pair[0].prefix(Limits.shownValueCharactersMax))
                continue
            }
            items.append((name, value))
        }
        self.items = items
        self.broken = broken
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
        let list = names.joined(separator: ", ")
        let accepted = Phrase("可用的参数有：\(list)。", "Accepted parameters: \(list).")
        if let broken {
            throw .parameter(
                name: broken, came: "",
                accepted: Phrase(
                    "请使用正确的 UTF-8 百分号编码，每个值不超过 \(Limits.parameterBytesMax) 字节。",
                    "Use well-formed percent-encoded UTF-8, at most \(Limits.parameterBytesMax) bytes each."))
        }
        for item in items where !names.contains(item.name) {
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
