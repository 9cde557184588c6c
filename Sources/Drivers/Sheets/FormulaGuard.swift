/// Keeps text from becoming a formula when a table is opened in a spreadsheet program.
///
/// Text that begins with `=`, `+`, `-`, `@`, TAB, CR or LF, or with the full-width form of one of the four signs,
/// gets an apostrophe in front; so does such text that already has apostrophes, so that `restored` is the exact
/// inverse of `neutralised` for every string. Source: OWASP, "CSV Injection".
enum FormulaGuard {
    private static let apostrophe = UInt8(ascii: "'")

    static func neutralised(_ text: String) -> String {
        isRisky(text.utf8) ? "'" + text : text
    }

    static func restored(_ text: String) -> String {
        guard text.utf8.first == apostrophe, isRisky(text.utf8) else { return text }
        return String(text.dropFirstScalar())
    }

    /// Apostrophes, none or more, and then a sign that starts a formula.
    static func isRisky(_ utf8: some Collection<UInt8>) -> Bool {
        guard let first = utf8.first else { return false }
        if first != apostrophe { return startsFormula(utf8[...]) }
        return startsFormula(utf8.drop { $0 == apostrophe })
    }

    private static func startsFormula<Bytes: Collection<UInt8>>(_ utf8: Bytes) -> Bool {
        switch utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D: true
        // ＝ U+FF1D, ＋ U+FF0B, － U+FF0D, ＠ U+FF20
        case 0xEF: fullWidth.contains { utf8.starts(with: $0) }
        default: false
        }
    }

    private static let fullWidth: [[UInt8]] = [
        [0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0xA0],
    ]
}

extension String {
    /// Without its first scalar: a combining mark after it must not go with it.
    fileprivate func dropFirstScalar() -> Substring.UnicodeScalarView {
        unicodeScalars.dropFirst()
    }
}
