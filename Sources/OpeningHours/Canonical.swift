let weekdayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

extension [Rule] {
    /// One spelling for each list of rules; parsing it gives the same rules.
    var canonical: String {
        var text = ""
        for (index, rule) in enumerated() {
            if index > 0 { text += rule.separator.text }
            let next = index + 1 < count && self[index + 1].separator == .additional ? self[index + 1] : nil
            // Without the word, what follows the comma would read on as a list of days or times.
            let needsWord = next.map { rule.times.isEmpty || $0.days == DaySelector() } ?? false
            text += rule.canonical(spellingOpen: needsWord)
        }
        return text
    }
}

extension Rule.Separator {
    fileprivate var text: String {
        switch self {
        case .normal: "; "
        case .additional: ", "
        case .fallback: " || "
        }
    }
}

extension Rule {
    func canonical(spellingOpen: Bool) -> String {
        var parts: [String] = []
        if !days.years.isEmpty { parts.append(days.years.map(\.years).joined(separator: ",")) }
        if !days.dates.isEmpty { parts.append(days.dates.map(\.canonical).joined(separator: ",")) }
        if !days.weeks.isEmpty { parts.append("week " + days.weeks.map(\.weeks).joined(separator: ",")) }
        if let weekdays = days.canonicalWeekdays { parts.append(weekdays) }
        if !times.isEmpty { parts.append(times.map(\.canonical).joined(separator: ",")) }
        if isAlways, kind == .open { parts.append("24/7") }
        switch kind {
        case .open where comment == nil && (!spellingOpen || isAlways): break
        case .open: parts.append("open")
        case .closed: parts.append("off")
        case .unknown: parts.append("unknown")
        }
        if let comment { parts.append("\"\(comment)\"") }
        return parts.joined(separator: " ")
    }
}

extension DaySelector {
    fileprivate var canonicalWeekdays: String? {
        var holidays = publicHolidayOffsets.map { offset in
            switch offset {
            case 0: "PH"
            case 1, -1: "PH \(offset > 0 ? "+" : "-")1 day"
            default: "PH \(offset > 0 ? "+" : "")\(offset) days"
            }
        }
        if hasSchoolHolidays { holidays.append("SH") }
        let days = weekdayRuns.map { $0.count == 1 ? weekdayNames[$0.first] : $0.text } + nthWeekdays.map(\.canonical)
        guard !holidays.isEmpty || !days.isEmpty else { return nil }
        if holidaysAndWeekdays { return holidays.joined(separator: ",") + " " + days.joined(separator: ",") }
        return (holidays + days).joined(separator: ",")
    }

    /// Weekdays in a row: where the first is and how many; Sunday runs on into Monday.
    struct Run: Hashable {
        var first: Int
        var count: Int
        var last: Int { (first + count - 1) % 7 }
        fileprivate var text: String { "\(weekdayNames[first])-\(weekdayNames[last])" }
    }

    /// The plain weekdays as runs, in the order of the week.
    var weekdayRuns: [Run] { Self.runs(of: weekdays) }

    static func runs(of weekdays: UInt8) -> [Run] {
        if weekdays & 127 == 127 { return [Run(first: 0, count: 7)] }
        func has(_ weekday: Int) -> Bool { weekdays & (1 << UInt8(weekday % 7)) != 0 }
        return (0..<7).filter { has($0) && !has($0 + 6) }.map { first in
            var count = 1
            while has(first + count) { count += 1 }
            return Run(first: first, count: count)
        }
    }
}

extension SteppedRange {
    fileprivate var years: String { text { String($0) } }
    fileprivate var weeks: String { text(twoDigits) }

    private func text(_ number: (Int) -> String) -> String {
        if start == end { return number(start) }
        return number(start) + "-" + number(end) + (step == 1 ? "" : "/\(step)")
    }
}

extension DateRange {
    var canonical: String {
        switch self {
        case .months(let from, let to):
            from == to ? monthNames[from - 1] : "\(monthNames[from - 1])-\(monthNames[to - 1])"
        case .yearly(let from, let to):
            from == to ? Self.monthDay(from) : "\(Self.monthDay(from))-\(Self.monthDay(to))"
        case .once(let from, let to):
            from == to ? Self.date(from) : "\(Self.date(from))-\(Self.date(to))"
        }
    }

    private static func monthDay(_ value: Int) -> String { "\(monthNames[value / 100 - 1]) \(twoDigits(value % 100))" }

    private static func date(_ number: Int) -> String {
        let (year, month, day) = CivilDay(daysSinceEpoch: number).yearMonthDay
        return "\(year) \(monthNames[month - 1]) \(twoDigits(day))"
    }
}

extension NthWeekday {
    fileprivate var canonical: String {
        weekdayNames[weekday] + "[" + positions.map(String.init).joined(separator: ",") + "]"
    }
}

extension TimeSpan {
    fileprivate var canonical: String {
        let from = clock(start)
        guard isEndGiven else { return from + "+" }
        // 22:00-02:00 rather than 22:00-26:00, but 10:00-10:00 and beyond stay as they are.
        let to = end > 1440 && end - 1440 <= start ? clock(end - 1440) : clock(end)
        return from + "-" + to + (isOpenEnd ? "+" : "")
    }
}

/// `HH:MM` of minutes from midnight.
func clock(_ minutes: Int) -> String { twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60) }

func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
