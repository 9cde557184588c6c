/// Why a text is not opening hours, and where.
public struct OpeningHoursError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Named in the order in which they are looked for.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case tooLong, empty, tooManyRules, unclosedComment, emptyComment, commentLabel, foreignCharacter
        case sunTime, easter, badTime, singleTime, interval, badDate, badYear, badWeek, badNth, invertedRange
        case dayOffset, unexpected
    }

    public let reason: Reason
    /// Bytes of UTF-8 before the place where reading stopped.
    public let byteOffset: Int

    public init(reason: Reason, byteOffset: Int) {
        self.reason = reason
        self.byteOffset = byteOffset
    }

    public var description: String { sentence(in: .english) }

    /// One sentence for the person who typed it, with the position.
    public func sentence(in language: HoursLanguage) -> String {
        switch language {
        case .chinese: "第 \(byteOffset + 1) 字节处：\(reason.chinese)"
        case .english: "At byte \(byteOffset + 1): \(reason.english)"
        }
    }
}

/// A language the library can speak.
public enum HoursLanguage: String, Sendable, Hashable, CaseIterable {
    case chinese = "zh-Hans"
    case english = "en"
}

extension OpeningHoursError.Reason {
    fileprivate var english: String {
        switch self {
        case .tooLong: "opening hours may be \(OpeningHours.textBytesMax) bytes long, not more."
        case .empty: "there is nothing to read; write for example Mo-Fr 09:00-18:00."
        case .tooManyRules: "there may be \(OpeningHours.rulesMax) rules, not more."
        case .unclosedComment: "this comment has no closing quotation mark."
        case .emptyComment: "there is nothing between the quotation marks."
        case .commentLabel: "a comment cannot stand for a season; give months or dates instead."
        case .foreignCharacter: "only ASCII letters, digits and signs may stand outside a comment."
        case .sunTime: "sunrise and sunset are not supported; give times of the clock."
        case .easter: "Easter is not supported; give the date."
        case .badTime: "a time is HH:MM from 00:00 to 23:59, and a closing time at most 48:00."
        case .singleTime: "a single time is not enough; give an end (09:00-18:00) or an open end (09:00+)."
        case .interval: "departures at intervals are not opening hours; give an end without a slash."
        case .badDate: "there is no such date."
        case .badYear: "a year is between \(CivilDay.yearMin) and \(CivilDay.yearMax)."
        case .badWeek: "a week is between 1 and 53, and its step between 1 and 52."
        case .badNth: "a weekday of the month is counted 1 to 5, or -1 to -5 from the end."
        case .invertedRange: "this range ends before it begins."
        case .dayOffset: "an offset in days is supported only after PH, and is at most 366 days."
        case .unexpected: "expected a weekday, a date, a time such as 09:00-18:00, or off."
        }
    }

    fileprivate var chinese: String {
        switch self {
        case .tooLong: "营业时间最长 \(OpeningHours.textBytesMax) 字节。"
        case .empty: "内容为空，请写成 Mo-Fr 09:00-18:00 这样的形式。"
        case .tooManyRules: "规则最多 \(OpeningHours.rulesMax) 条。"
        case .unclosedComment: "备注缺少右引号。"
        case .emptyComment: "引号里没有内容。"
        case .commentLabel: "备注不能代替季节，请写月份或日期。"
        case .foreignCharacter: "备注之外只能用英文半角字母、数字和符号。"
        case .sunTime: "不支持日出、日落，请写钟点。"
        case .easter: "不支持复活节，请写日期。"
        case .badTime: "时间写作 HH:MM，从 00:00 到 23:59，结束时间最晚 48:00。"
        case .singleTime: "只有一个时间，请写结束时间（09:00-18:00）或不定（09:00+）。"
        case .interval: "这里不支持按间隔发车的写法，请去掉斜杠。"
        case .badDate: "没有这个日期。"
        case .badYear: "年份应在 \(CivilDay.yearMin) 到 \(CivilDay.yearMax) 之间。"
        case .badWeek: "周数应在 1 到 53 之间，间隔在 1 到 52 之间。"
        case .badNth: "当月第几个星期几应为 1 到 5，或倒数 -1 到 -5。"
        case .invertedRange: "这个范围的结束早于开始。"
        case .dayOffset: "只有 PH 之后可以加减天数，且不超过 366 天。"
        case .unexpected: "这里应为星期、日期、时间（如 09:00-18:00）或 off。"
        }
    }
}
