extension OpeningHours {
    /// The canonical expression for what people type into spreadsheets, or `nil` when it cannot be told for sure.
    ///
    /// Takes what the grammar takes, sloppy spellings of it (`9：00—21：00`) and plain Chinese: `24小时`, `每天 8:30-22:00`,
    /// `周一至周五 9:00-18:00，周末休息`, `早9点到晚9点半`. `工作日` is `Mo-Fr` without public holidays. Where only the days off
    /// are said (`周末休息`), the other days are `unknown`.
    public static func normalising(_ text: String) -> String? {
        guard text.utf8.count <= textBytesMax else { return nil }
        let plain = HalfWidth.text(text)
        if let hours = try? OpeningHours(parsing: plain) { return hours.canonical }
        var reader = ChineseHours()
        guard let tokens = ChineseToken.tokens(of: plain), let expression = reader.expression(tokens) else {
            return nil
        }
        return (try? OpeningHours(parsing: expression))?.canonical
    }
}

/// Full-width signs and the many dashes as the grammar writes them; line breaks separate rules.
enum HalfWidth {
    static func text(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(halfWidth(scalar)) }
        return String(scalars)
    }

    private static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "—", "–", "―", "‐", "‑", "‒", "−", "－", "~", "～", "〜", "∼", "ー", "﹣": "-"
        case "：", "︰", "﹕", "∶": ":"
        case "，", "﹐": ","
        case "；", "。", "\n", "\r", "|", "｜": scalar == "|" ? "|" : ";"
        case "\u{3000}", "\u{00A0}", "\t": " "
        case "\u{FF01}"..."\u{FF5E}": Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        default: scalar
        }
    }
}
