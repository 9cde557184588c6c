/// One rule of an expression: on which days, at which times, in which state.
struct Rule: Sendable, Hashable {
    /// How a rule stands to those before it.
    enum Separator: Sendable, Hashable {
        /// `;` — takes the place of earlier hours that begin on the days it matches.
        case normal
        /// `,` — adds to them.
        case additional
        /// `||` — speaks only where the earlier rules leave it closed.
        case fallback
    }

    var separator: Separator
    var days = DaySelector()
    var times: [TimeSpan] = []
    var kind: OpenState.Kind = .open
    var comment: String?

    /// No selector at all, as in `off` or `24/7`: every minute of every day.
    var isAlways: Bool { days == DaySelector() && times.isEmpty }
}

/// Minutes from midnight of the day a span begins on: `start` in 0..<1440, `end` in 1...2880 and after `start`.
struct TimeSpan: Sendable, Hashable {
    var start: Int
    var end: Int
    /// `18:00+` and `10:00-18:00+`: it does not close at `end` for certain.
    var isOpenEnd = false
    /// `18:00+`: the end is midnight for want of a better one.
    var isEndGiven = true
}

/// The days of a rule: each part that is given must match.
struct DaySelector: Sendable, Hashable {
    var years: [SteppedRange] = []
    var dates: [DateRange] = []
    var weeks: [SteppedRange] = []
    /// Bit 0 is Monday.
    var weekdays: UInt8 = 0
    var nthWeekdays: [NthWeekday] = []
    /// Days to add to a public holiday, most often 0.
    var publicHolidayOffsets: [Int] = []
    var hasSchoolHolidays = false
    /// `PH Mo-Fr` (both) instead of `PH,Mo-Fr` (either).
    var holidaysAndWeekdays = false

    var hasHolidays: Bool { !publicHolidayOffsets.isEmpty || hasSchoolHolidays }
    var hasWeekdays: Bool { weekdays != 0 || !nthWeekdays.isEmpty }

    /// Whether the answer depends only on the weekday and on the day itself being a holiday.
    var isWeekly: Bool {
        years.isEmpty && dates.isEmpty && weeks.isEmpty && nthWeekdays.isEmpty
            && publicHolidayOffsets.allSatisfy { $0 == 0 }
    }

    func matches(_ day: DayFacts, _ calendar: HolidayCalendar) -> Bool {
        if !years.isEmpty, !years.contains(where: { $0.contains(day.year) }) { return false }
        if !dates.isEmpty, !dates.contains(where: { $0.contains(day) }) { return false }
        if !weeks.isEmpty {
            let week = CivilDay(daysSinceEpoch: day.number).isoWeek
            if !weeks.contains(where: { $0.contains(week) }) { return false }
        }
        if !hasHolidays { return !hasWeekdays || matchesWeekday(day) }
        let isHoliday = publicHolidayOffsets.contains { offset in
            offset == 0 ? day.isHoliday : calendar.isHoliday(CivilDay(daysSinceEpoch: day.number - offset))
        }
        if !hasWeekdays { return isHoliday }
        return holidaysAndWeekdays ? isHoliday && matchesWeekday(day) : isHoliday || matchesWeekday(day)
    }

    private func matchesWeekday(_ day: DayFacts) -> Bool {
        if weekdays & (1 << UInt8(day.weekday)) != 0 { return true }
        return nthWeekdays.contains { $0.contains(day) }
    }
}

/// `2026-2030/2`, `week 10-20`: `end` before `start` wraps round (weeks only).
struct SteppedRange: Sendable, Hashable {
    var start: Int
    var end: Int
    var step = 1

    func contains(_ value: Int) -> Bool {
        if start > end { return value >= start || value <= end }
        return value >= start && value <= end && (value - start) % step == 0
    }
}

/// Months or days, of every year or of one.
enum DateRange: Sendable, Hashable {
    /// Months 1 to 12, wrapping round the new year.
    case months(from: Int, to: Int)
    /// Month × 100 + day, wrapping round the new year. `Feb 29` simply is not there in a common year.
    case yearly(from: Int, to: Int)
    /// Days since 1970-01-01, both included.
    case once(from: Int, to: Int)

    func contains(_ day: DayFacts) -> Bool {
        switch self {
        case .months(let from, let to): Self.wraps(day.month, from, to)
        case .yearly(let from, let to): Self.wraps(day.month * 100 + day.day, from, to)
        case .once(let from, let to): day.number >= from && day.number <= to
        }
    }

    private static func wraps(_ value: Int, _ from: Int, _ to: Int) -> Bool {
        from <= to ? value >= from && value <= to : value >= from || value <= to
    }
}

/// `Mo[1]`, `Fr[-1]`: by the wall calendar, whatever is worked.
struct NthWeekday: Sendable, Hashable {
    var weekday: Int
    /// 1 to 5 from the start of the month, -1 to -5 from its end; sorted, without repeats.
    var positions: [Int]

    func contains(_ day: DayFacts) -> Bool {
        guard floorMod(day.number + 3, 7) == weekday else { return false }
        let fromStart = (day.day - 1) / 7 + 1
        let fromEnd = -((CivilDay.daysInMonth(year: day.year, month: day.month) - day.day) / 7 + 1)
        return positions.contains { $0 == fromStart || $0 == fromEnd }
    }
}

/// What rules ask about a day, worked out once.
struct DayFacts {
    let number: Int
    let year: Int
    let month: Int
    let day: Int
    /// As plain weekday selectors see it.
    let weekday: Int
    let isHoliday: Bool

    init(_ number: Int, _ calendar: HolidayCalendar) {
        let civil = CivilDay(daysSinceEpoch: number)
        self.number = number
        (year, month, day) = civil.yearMonthDay
        weekday = calendar.weekday(civil)
        isHoliday = calendar.isHoliday(civil)
    }

    /// A day known only by its weekday, for rules that ask for nothing else.
    init(weekday: Int, isHoliday: Bool) {
        (number, year, month, day) = (0, 0, 0, 0)
        self.weekday = weekday
        self.isHoliday = isHoliday
    }
}
