/// Puts the words of a Chinese timetable together: days, then their hours, again and again.
struct ChineseHours {
    private static let wholeDay = "00:00-24:00"

    /// The days a clause is about.
    private struct Days: Equatable {
        var weekdays: UInt8 = 0
        var isWorkdays = false
        var hasHolidays = false

        var isEmpty: Bool { self == Days() }
    }

    /// Rules for every day, for weekdays, for holidays: the order in which each may override the one before.
    private var rules: [[String]] = [[], [], []]
    private var days = Days()
    private var hours: [String] = []
    /// Days seen with hours, to know whether the rest is said.
    private var hasHours = false
    private var hasHolidayRule = false
    private var hasWorkdays = false
    private var closedWeekdays: UInt8 = 0

    /// `nil` when the words do not make a timetable.
    mutating func expression(_ tokens: [ChineseToken]) -> String? {
        var index = 0
        while index < tokens.count {
            guard take(tokens, &index) else { return nil }
        }
        guard finishClause() else { return nil }
        if !hasHours {
            guard hasRules, closedWeekdays != 0x7F else { return nil }
            rules[0].append("\(Self.text(~closedWeekdays & 0x7F)) unknown")
        }
        if hasWorkdays, !hasHolidayRule { rules[2].append("PH off") }
        return rules.joined().joined(separator: "; ")
    }

    private var hasRules: Bool { rules.contains { !$0.isEmpty } }

    private mutating func append(_ text: String, _ state: String) {
        let order = days.hasHolidays ? 2 : text.isEmpty ? 0 : 1
        rules[order].append(text.isEmpty ? state : "\(text) \(state)")
        if days.hasHolidays { hasHolidayRule = true }
    }

    private mutating func take(_ tokens: [ChineseToken], _ index: inout Int) -> Bool {
        let token = tokens[index]
        index += 1
        switch token {
        case .comma: return true
        case .stop: return days.isEmpty || !hours.isEmpty ? finishClause() : true
        case .range: return false
        case .time(let start, let half):
            guard index + 1 < tokens.count, tokens[index] == .range,
                case .time(var end, let endHalf) = tokens[index + 1], start < 1440
            else { return false }
            index += 2
            // 下午1:30-5:30 ends in the same afternoon; 晚上6点-2点 cannot.
            if half == .afternoon, endHalf == .unsaid, end < 720, end + 720 > start { end += 720 }
            hours.append("\(clock(start))-\(clock(end))")
            return true
        case .allDay:
            guard hours.isEmpty else { return false }
            hours.append(Self.wholeDay)
            return true
        case .closed, .except: return close()
        case .weekdays, .workdays, .holidays: return takeDays(token, tokens, &index)
        }
    }

    private mutating func takeDays(_ token: ChineseToken, _ tokens: [ChineseToken], _ index: inout Int) -> Bool {
        // Days after the hours belong to them only if nothing else is said of these days.
        let isTrailing = !hasRules && days.isEmpty && !hours.isEmpty && Self.isLastSaid(tokens[index...])
        if !hours.isEmpty, !isTrailing, !finishClause() { return false }
        switch token {
        case .holidays: days.hasHolidays = true
        case .workdays:
            days.isWorkdays = true
            days.weekdays |= 0x1F
        case .weekdays(let first):
            guard index + 1 < tokens.count, tokens[index] == .range, case .weekdays(let last) = tokens[index + 1] else {
                days.weekdays |= first
                return true
            }
            guard first.nonzeroBitCount == 1, last.nonzeroBitCount == 1 else { return false }
            index += 2
            var weekday = first.trailingZeroBitCount
            days.weekdays |= first
            while weekday != last.trailingZeroBitCount {
                weekday = (weekday + 1) % 7
                days.weekdays |= 1 << UInt8(weekday)
            }
        default: return false
        }
        return true
    }

    private static func isLastSaid(_ tokens: ArraySlice<ChineseToken>) -> Bool {
        tokens.allSatisfy { token in
            switch token {
            case .weekdays, .workdays, .holidays, .comma, .range, .stop: true
            default: false
            }
        }
    }

    /// `周末休息`.
    private mutating func close() -> Bool {
        guard hours.isEmpty, let text = daysText, !days.isEmpty else { return false }
        append(text, "off")
        closedWeekdays |= days.weekdays
        days = Days()
        return true
    }

    /// The days and hours gathered so far as a rule; nothing gathered is no fault.
    private mutating func finishClause() -> Bool {
        if hours.isEmpty { return days.isEmpty }
        guard let text = daysText else { return false }
        let isAlways = text.isEmpty && hours == [Self.wholeDay]
        append(text, isAlways ? "24/7" : hours.joined(separator: ","))
        hasHours = true
        if days.isWorkdays { hasWorkdays = true }
        days = Days()
        hours = []
        return true
    }

    /// Empty for every day.
    private var daysText: String? {
        if days.hasHolidays { return days.weekdays == 0 ? "PH" : "PH,\(Self.text(days.weekdays))" }
        return days.weekdays == 0 || days.weekdays == 0x7F ? "" : Self.text(days.weekdays)
    }

    private static func text(_ weekdays: UInt8) -> String {
        (0..<7).filter { weekdays & (1 << UInt8($0)) != 0 }.map { weekdayNames[$0] }.joined(separator: ",")
    }
}
