/// A word of a Chinese timetable.
enum ChineseToken: Equatable {
    /// Bit 0 is Monday.
    case weekdays(UInt8)
    /// 工作日: Monday to Friday, holidays off.
    case workdays
    case holidays
    /// Minutes from midnight, 0 to 1440; 下午1点 is 780 and afternoon.
    case time(Int, half: HalfDay)
    case range, comma, stop
    case allDay, closed
    /// 除外: not on the days before it.
    case except

    /// Which half of the day the word before a time names.
    enum HalfDay: Equatable {
        case unsaid, forenoon, afternoon
    }

    /// `nil` at the first character that is no part of a timetable.
    static func tokens(of text: String) -> [ChineseToken]? {
        var rest = Array(text)[...]
        var tokens: [ChineseToken] = []
        while !rest.isEmpty {
            if let (word, meaning) = words[rest[rest.startIndex]]?.first(where: { rest.starts(with: $0.0) }) {
                rest = rest.dropFirst(word.count)
                if let meaning { tokens.append(meaning) }
            } else if let token = weekday(&rest, tokens) ?? time(&rest) {
                tokens.append(token)
            } else {
                return nil
            }
        }
        return tokens
    }

    /// Longer words before their beginnings; `nil` means nothing by itself.
    private static let vocabulary: [(String, ChineseToken?)] = [
        ("24小时", .allDay), ("24 小时", .allDay), ("二十四小时", .allDay), ("24h", .allDay), ("24H", .allDay),
        ("全天候", .allDay), ("全天", .allDay), ("通宵", .allDay), ("全日", .allDay),
        ("法定节假日", .holidays), ("法定假日", .holidays), ("节假日", .holidays), ("公众假期", .holidays),
        ("节日", .holidays), ("假日", .holidays),
        ("工作日", .workdays), ("周末", .weekdays(0x60)), ("双休日", .weekdays(0x60)), ("平日", .weekdays(0x1F)),
        ("每天", .weekdays(0x7F)), ("每日", .weekdays(0x7F)), ("天天", .weekdays(0x7F)), ("整周", .weekdays(0x7F)),
        ("除外", .except), ("不营业", .closed), ("不开放", .closed), ("不开门", .closed), ("休息", .closed),
        ("休业", .closed), ("停业", .closed), ("闭馆", .closed), ("关门", .closed), ("闭店", .closed), ("店休", .closed),
        ("公休", .closed), ("营业时间", nil), ("开放时间", nil), ("服务时间", nil), ("营业", nil), ("开放", nil), ("时间", nil),
        ("全年无休", nil), ("为", nil), ("(", .comma), (")", .comma), (";", .stop), ("及", .comma), ("和", .comma),
        ("与", .comma), ("、", .comma), (",", .comma), ("/", .comma), ("至", .range), ("到", .range), ("-", .range),
        (":", nil), (" ", nil),
    ]

    private static let words = Dictionary(
        grouping: vocabulary.map { (Array($0.0), $0.1) }, by: { word, _ in word[0] })

    private static let weekPrefixes = ["星期", "礼拜", "周"].map(Array.init)
    private static let weekdayCharacters: [Character: Int] = [
        "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6,
        "1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6,
    ]

    /// `周一`, `周六日`, and after a day the bare `五` of `周一至五`.
    private static func weekday(_ rest: inout ArraySlice<Character>, _ before: [ChineseToken]) -> ChineseToken? {
        var ahead = rest
        if let prefix = weekPrefixes.first(where: { rest.starts(with: $0) }) {
            ahead = ahead.dropFirst(prefix.count)
        } else {
            guard let next = rest.first, !next.isASCII, followsWeekday(before) else { return nil }
        }
        var weekdays: UInt8 = 0
        while let next = ahead.first, let weekday = weekdayCharacters[next] {
            // In 周1 9:00 and 周一9:00 the digits of the time are no weekdays.
            if next.isASCII, weekdays != 0 { break }
            weekdays |= 1 << UInt8(weekday)
            ahead = ahead.dropFirst()
        }
        guard weekdays != 0 else { return nil }
        // 周17:00 could be many things.
        if rest[..<ahead.startIndex].last?.isASCII == true, ahead.first?.isNumber == true { return nil }
        rest = ahead
        return .weekdays(weekdays)
    }

    private static func followsWeekday(_ tokens: [ChineseToken]) -> Bool {
        guard tokens.count >= 2, case .weekdays = tokens[tokens.count - 2] else { return false }
        return tokens.last == .range || tokens.last == .comma
    }

    private static let forenoon = ["上午", "早上", "清晨", "凌晨", "次日", "第二天", "翌日", "早", "当日"].map(Array.init)
    private static let afternoon = ["下午", "傍晚", "晚上", "晚间", "夜间", "中午", "午后", "晚", "夜"].map(Array.init)

    /// `9:00`, `9点`, `9点半`, `晚9时30分`.
    private static func time(_ rest: inout ArraySlice<Character>) -> ChineseToken? {
        var ahead = rest
        var half = HalfDay.unsaid
        var isNight = false
        if let word = forenoon.first(where: { ahead.starts(with: $0) }) {
            ahead = ahead.dropFirst(word.count)
            half = .forenoon
        } else if let word = afternoon.first(where: { ahead.starts(with: $0) }) {
            ahead = ahead.dropFirst(word.count)
            half = .afternoon
            isNight = word.first == "晚" || word.first == "夜"
        }
        guard var hour = number(&ahead), let minute = minutes(&ahead), hour <= 24, minute < 60 else { return nil }
        if half == .afternoon, hour < 12 { hour += 12 } else if isNight, hour == 12 { hour = 24 }
        guard hour < 24 || minute == 0 else { return nil }
        rest = ahead
        return .time(hour * 60 + minute, half: half)
    }

    /// What follows the hour; `nil` when it is no hour after all.
    private static func minutes(_ rest: inout ArraySlice<Character>) -> Int? {
        guard let mark = rest.first, ":.点时點".contains(mark) else { return nil }
        rest = rest.dropFirst()
        if mark == ":" || mark == "." {
            let digits = rest.prefix(3).prefix { $0.isASCII && $0.isNumber }
            return digits.count == 2 ? number(&rest) : nil
        }
        if rest.first == "半" {
            rest = rest.dropFirst()
            return 30
        }
        if rest.first == "整" { rest = rest.dropFirst() }
        guard let minute = number(&rest) else { return 0 }
        if rest.first == "分" { rest = rest.dropFirst() }
        return minute
    }

    private static func number(_ rest: inout ArraySlice<Character>) -> Int? {
        let digits = rest.prefix(3).prefix { $0.isASCII && $0.isNumber }
        guard (1...2).contains(digits.count), let number = Int(String(digits)) else { return nil }
        rest = rest.dropFirst(digits.count)
        return number
    }
}
