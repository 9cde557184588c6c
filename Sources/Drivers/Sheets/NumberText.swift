import Glibc

/// Numbers as a person sees them: 121.55459 and not 121.55459000000001, 5 and not 5.0, no exponents.
enum NumberText {
    /// Digits that a spreadsheet shows and that survive a 64-bit IEEE 754 number.
    static let digitsMax = 15
    /// Beyond these sizes a number written out would be a page of zeros: it keeps its exponent.
    private static let largestPlain = 1e21
    private static let smallestPlain = 1e-12

    /// The text of a number as it lies in a file, made readable; nil if it is none.
    static func readable(_ raw: String) -> String? {
        switch shape(raw.utf8) {
        case .none: nil
        case .whole: raw
        case .short: withoutTrailingZeros(raw)
        case .other: Double(raw).flatMap { $0.isFinite ? of($0) : nil }
        }
    }

    /// A finite number with at most `digitsMax` digits.
    static func of(_ value: Double) -> String {
        if value == 0 { return "0" }
        let size = abs(value)
        guard size >= smallestPlain, size < largestPlain else { return formatted("%.15g", value) }
        if size < 1e15, value == value.rounded() { return String(Int64(value)) }
        if size >= 1e15 { return largeWhole(value) }
        // Digits after the point, so that `digitsMax` digits are left in total.
        let whole = size >= 1 ? Int(log10(size)) + 1 : Int(log10(size).rounded(.down)) + 1
        return withoutTrailingZeros(formatted("%.\(max(0, digitsMax - whole))f", value))
    }

    /// 1.23456789012346e+17 → 123456789012346000.
    private static func largeWhole(_ value: Double) -> String {
        let parts = formatted("%.\(digitsMax - 1)e", value).split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return formatted("%.15g", value) }
        let digits = parts[0].replacing(".", with: "")
        return digits + String(repeating: "0", count: max(0, exponent - digitsMax + 1))
    }

    /// Whether text is a plain decimal number that may stand unquoted in JSON (RFC 8259, section 6).
    static func isJSONNumber(_ utf8: String.UTF8View) -> Bool {
        guard shape(utf8) != .none else { return false }
        let digits = utf8.first == UInt8(ascii: "-") ? utf8.dropFirst() : utf8[...]
        let second = digits.dropFirst().first
        return digits.first != UInt8(ascii: "0") || second == nil || !isDigit(second ?? 0)
    }

    private enum Shape { case none, whole, short, other }

    /// -?digits(.digits)?([eE][+-]?digits)?
    private static func shape(_ utf8: String.UTF8View) -> Shape {
        var rest = utf8[...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = takeDigits(&rest)
        guard whole > 0 else { return .none }
        if rest.isEmpty { return .whole }
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = takeDigits(&rest)
            guard fraction > 0 else { return .none }
        }
        if rest.isEmpty { return whole + fraction <= digitsMax ? .short : .other }
        guard rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") else { return .none }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return takeDigits(&rest) > 0 && rest.isEmpty ? .other : .none
    }

    private static func takeDigits(_ rest: inout Substring.UTF8View) -> Int {
        let digits = rest.prefix { isDigit($0) }
        rest = rest[digits.endIndex...]
        return digits.count
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func withoutTrailingZeros(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: ".")), !text.utf8.contains(UInt8(ascii: "e")) else { return text }
        var kept = Substring(text)
        while kept.utf8.last == UInt8(ascii: "0") { kept = kept.dropLast() }
        if kept.utf8.last == UInt8(ascii: ".") { kept = kept.dropLast() }
        return String(kept)
    }

    private static func formatted(_ format: String, _ value: Double) -> String {
        var buffer = [CChar](repeating: 0, count: 64)
        let count = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
        return String(decoding: buffer.prefix(Int(max(0, count))).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
