extension Phrases {
    /// The days of one rule; empty for every day.
    func days(_ days: DaySelector) -> String {
        var parts: [String] = []
        if !days.years.isEmpty { parts.append(days.years.map(years).joined(separator: listComma)) }
        if !days.dates.isEmpty { parts.append(days.dates.map(dates).joined(separator: listComma)) }
        if !days.weeks.isEmpty { parts.append(days.weeks.map(weeks).joined(separator: listComma)) }
        let weekdays = (days.weekdays == 0 ? [] : [self.weekdays(days.weekdays)]) + days.nthWeekdays.map(nth)
        let holidays =
            days.publicHolidayOffsets.map(holiday) + (days.hasSchoolHolidays ? [say("学校假期", "school holidays")] : [])
        if days.holidaysAndWeekdays {
            let (first, second) = (weekdays.joined(separator: listComma), holidays.joined(separator: listComma))
            parts.append(say("\(first)的\(second)", "\(second) on \(first)"))
        } else if !weekdays.isEmpty || !holidays.isEmpty {
            parts.append((weekdays + holidays).joined(separator: listComma))
        }
        return parts.joined(separator: " ")
    }

    private func holiday(_ offset: Int) -> String {
        switch offset {
        case 0: publicHolidays
        case 1...: say("法定节假日后 \(offset) 天", "\(offset) days after public holidays")
        default: say("法定节假日前 \(-offset) 天", "\(-offset) days before public holidays")
        }
    }

    private func years(_ range: SteppedRange) -> String {
        let step = range.step == 1 ? "" : say("（每 \(range.step) 年）", " (every \(range.step) years)")
        if range.start == range.end { return say("\(range.start)年", "\(range.start)") }
        if range.end == CivilDay.yearMax { return say("\(range.start)年起", "from \(range.start)") + step }
        return self.range(say("\(range.start)年", "\(range.start)"), say("\(range.end)年", "\(range.end)")) + step
    }

    private func weeks(_ range: SteppedRange) -> String {
        let step = range.step == 1 ? "" : say("（每 \(range.step) 周）", " (every \(range.step) weeks)")
        if range.start == range.end { return say("第 \(range.start) 周", "week \(range.start)") }
        return say("第 \(range.start) 至 \(range.end) 周", "weeks \(range.start)–\(range.end)") + step
    }

    private func dates(_ range: DateRange) -> String {
        switch range {
        case .months(let from, let to): pair(month(from), month(to))
        case .yearly(let from, let to): pair(monthDay(from / 100, from % 100), monthDay(to / 100, to % 100))
        case .once(let from, let to): pair(date(from), date(to))
        }
    }

    private func pair(_ first: String, _ last: String) -> String { first == last ? first : range(first, last) }

    private func month(_ month: Int) -> String { say("\(month)月", monthNames[month - 1]) }

    private func monthDay(_ month: Int, _ day: Int) -> String {
        say("\(month)月\(day)日", "\(monthNames[month - 1]) \(day)")
    }

    private func date(_ number: Int) -> String {
        let (year, month, day) = CivilDay(daysSinceEpoch: number).yearMonthDay
        return say("\(year)年", "\(year) ") + monthDay(month, day)
    }

    private func nth(_ nth: NthWeekday) -> String {
        nth.positions.map { position in
            let name = weekday(nth.weekday)
            switch position {
            case -1: return say("每月最后一个\(name)", "last \(name)")
            case ..<0: return say("每月倒数第 \(-position) 个\(name)", "\(name) no. \(-position) from the month's end")
            default: return say("每月第 \(position) 个\(name)", "\(name) no. \(position) of the month")
            }
        }.joined(separator: listComma)
    }
}
