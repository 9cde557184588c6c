import Areas
import Geo

/// Converts the `lng` and `lat` columns of a CSV that passes by, and nothing else of it.
struct CoordinateStream {
    private let from: Datum
    private let to: Datum
    private var pending: [UInt8] = []
    /// How much of `pending` was looked at, and what that was inside of.
    private var looked = 0
    private var quotes = Quotes()
    private var columns: (lng: Int, lat: Int)?
    private var line = 1
    private(set) var problems: [String] = []
    private(set) var problemCount = 0
    static let recordBytesMax = 1_000_000
    static let problemsShownMax = 100

    init(from: Datum, to: Datum) {
        self.from = from
        self.to = to
    }

    /// Takes the next bytes and returns what is complete, converted.
    mutating func take(_ bytes: [UInt8]) throws -> [UInt8] {
        pending += bytes
        var output: [UInt8] = []
        var start = 0
        for index in looked..<pending.count where quotes.separates(pending[index]) {
            guard pending[index] == UInt8(ascii: "\n") else { continue }
            try checkLength(index - start)
            output += try convert(pending[start...index])
            start = index + 1
        }
        pending.removeFirst(start)
        looked = pending.count
        try checkLength(pending.count)
        return output
    }

    private func checkLength(_ count: Int) throws {
        guard count <= Self.recordBytesMax else {
            throw SettingsFault(description: "Line \(line) is longer than \(Self.recordBytesMax) bytes.")
        }
    }

    mutating func end() throws -> [UInt8] {
        let rest = pending[...]
        pending = []
        looked = 0
        let output = rest.isEmpty ? [] : try convert(rest)
        guard columns != nil else {
            throw SettingsFault(description: "The input is empty; a CSV with lng and lat is needed.")
        }
        return output
    }

    private mutating func convert(_ record: ArraySlice<UInt8>) throws -> [UInt8] {
        defer { line += record.count { $0 == UInt8(ascii: "\n") } }
        let body = record.withoutLineEnd
        let fields = body.fields
        guard let columns else {
            try readHeader(fields)
            return Array(record)
        }
        if body.isEmpty { return Array(record) }
        guard fields.count > max(columns.lng, columns.lat), let point = point(fields, columns) else {
            tell("line \(line): the coordinates could not be read; the line is passed through as it was.")
            return Array(record)
        }
        let converted = Datum.convert(point, from: from, to: to)
        var output: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            switch index {
            case columns.lng: output += Self.text(converted.longitude).utf8
            case columns.lat: output += Self.text(converted.latitude).utf8
            default: output += field
            }
        }
        return output + record[body.endIndex...]
    }

    private mutating func readHeader(_ fields: [ArraySlice<UInt8>]) throws {
        let names = fields.map { $0.plainText.lowercased() }
        guard let lng = names.firstIndex(of: "lng"), let lat = names.firstIndex(of: "lat") else {
            throw SettingsFault(
                description:
                    "The first line must name the columns lng and lat; it says: \(names.joined(separator: ", ")).")
        }
        columns = (lng, lat)
    }

    private func point(_ fields: [ArraySlice<UInt8>], _ columns: (lng: Int, lat: Int)) -> Coordinate? {
        guard let lng = DecimalText.number(fields[columns.lng].plainText),
            let lat = DecimalText.number(fields[columns.lat].plainText)
        else { return nil }
        return Coordinate(latitude: lat, longitude: lng)
    }

    private mutating func tell(_ problem: String) {
        problemCount += 1
        if problems.count < Self.problemsShownMax { problems.append(problem) }
    }

    /// Nine decimals, a tenth of a millimetre.
    private static func text(_ degrees: Double) -> String { String((degrees * 1e9).rounded() / 1e9) }
}

/// Follows the quotes of a CSV (RFC 4180, section 2): one that does not begin a field is text like any other.
private struct Quotes {
    private var isInside = false
    private var beginsField = true
    /// The last byte closed the quotes, unless another quote follows.
    private var hasJustClosed = false

    /// Takes the next byte, and says whether it is a comma or line feed that stands outside of quotes.
    mutating func separates(_ byte: UInt8) -> Bool {
        let isQuote = byte == UInt8(ascii: "\"")
        if isInside {
            isInside = !isQuote
            hasJustClosed = isQuote
            return false
        }
        if isQuote, beginsField || hasJustClosed {
            isInside = true
            beginsField = false
            return false
        }
        hasJustClosed = false
        let isSeparator = byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
        // A byte order mark stands before the first field and is no part of it.
        let isMark = beginsField && (byte == 0xEF || byte == 0xBB || byte == 0xBF)
        beginsField = isSeparator || isMark
        return isSeparator
    }
}

extension ArraySlice<UInt8> {
    fileprivate var withoutLineEnd: ArraySlice<UInt8> {
        var slice = self
        if slice.last == UInt8(ascii: "\n") { slice = slice.dropLast() }
        if slice.last == UInt8(ascii: "\r") { slice = slice.dropLast() }
        return slice
    }

    /// The fields as they stand, quotes and all.
    fileprivate var fields: [ArraySlice<UInt8>] {
        var fields: [ArraySlice<UInt8>] = []
        var start = startIndex
        var quotes = Quotes()
        for index in indices where quotes.separates(self[index]) && self[index] == UInt8(ascii: ",") {
            fields.append(self[start..<index])
            start = index + 1
        }
        return fields + [self[start...]]
    }

    /// Without a byte order mark, quotes and spaces around it.
    fileprivate var plainText: String {
        var bytes = self
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        return String(decoding: bytes.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: " ") }, as: UTF8.self)
    }
}
