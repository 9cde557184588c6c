#if canImport(Glibc)
    import Glibc
#endif

/// One part of a form that was sent with files (RFC 7578).
public struct FormPart: Sendable {
    public var name: String
    /// nil for a field that is no file.
    public var fileName: String?
    public var body: [UInt8]
}

extension Limits {
    static let formPartsMax = 20
    static let formPartHeadBytesMax = 1024
    static let formBoundaryBytesMax = 70
}

extension Visit {
    /// The parts of a form that was sent with files (`multipart/form-data`); refuses any other body, and one that is
    /// not whole.
    public func parts() throws(Refusal) -> [FormPart] {
        guard bodyType == "multipart/form-data", let boundary = bodyBoundary,
            let parts = Multipart.parts(of: body, boundary: boundary)
        else { throw .unsupportedBody(accepted: "multipart/form-data") }
        return parts
    }
}

/// A strict reader of `multipart/form-data`: nothing before the first boundary, nothing after the last, and every part
/// says its name.
enum Multipart {
    /// The boundary of a `Content-Type`; nil where it has none of the form RFC 2046 gives.
    static func boundary(_ contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let pair = parameter.split(separator: "=", maxSplits: 1).map { trimmed(String($0)) }
            guard pair.count == 2, pair[0].lowercased() == "boundary" else { continue }
            var value = pair[1]
            if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count > 2 {
                value = String(value.dropFirst().dropLast())
            }
            let isPlain = value.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") }
            return !value.isEmpty && value.utf8.count <= Limits.formBoundaryBytesMax && isPlain ? value : nil
        }
        return nil
    }

    static func parts(of body: [UInt8], boundary: String) -> [FormPart]? {
        let opening = Array("--\(boundary)".utf8)
        let delimiter = Array("\r\n".utf8) + opening
        guard body.starts(with: opening) else { return nil }
        var parts: [FormPart] = []
        var position = opening.count
        while true {
            let rest = body[position...]
            if rest.starts(with: Array("--".utf8)) {
                // After the last boundary a line's end, or nothing.
                let after = body[(position + 2)...]
                return after.isEmpty || Array(after) == Array("\r\n".utf8) ? parts : nil
            }
            guard rest.starts(with: Array("\r\n".utf8)), parts.count < Limits.formPartsMax,
                let end = find(delimiter, in: body, from: position),
                let part = part(body[(position + 2)..<end])
            else { return nil }
            parts.append(part)
            position = end + delimiter.count
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> FormPart? {
        let blank = Array("\r\n\r\n".utf8)
        let head = bytes.prefix(Limits.formPartHeadBytesMax)
        guard let end = find(blank, in: Array(head), from: 0),
            let text = String(validating: bytes[bytes.startIndex..<(bytes.startIndex + end)], as: UTF8.self)
        else { return nil }
        let lines = text.split(separator: "\r\n")
        guard let disposition = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }) else {
            return nil
        }
        let value = trimmed(String(disposition.dropFirst("content-disposition:".count)))
        guard value.lowercased().hasPrefix("form-data;"), let name = quoted("name", in: value) else { return nil }
        return FormPart(
            name: name, fileName: quoted("filename", in: value),
            body: Array(bytes[(bytes.startIndex + end + blank.count)...]))
    }

    /// `name="…"`; browsers write quotation marks in it as `%22`.
    private static func quoted(_ name: String, in text: String) -> String? {
        guard let start = text.firstRange(of: "; \(name)=\"")?.upperBound else { return nil }
        guard let end = text[start...].firstIndex(of: "\"") else { return nil }
        return String(text[start..<end])
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }

    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start <= bytes.count, let first = wanted.first else { return nil }
        return bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return nil }
            var position = start
            while bytes.count - position >= wanted.count {
                let length = bytes.count - position - wanted.count + 1
                guard let found = memchr(base + position, Int32(first), length) else { return nil }
                position = UnsafeRawPointer(found) - base
                if memcmp(base + position, wanted, wanted.count) == 0 { return position }
                position += 1
            }
            return nil
        }
    }
}
