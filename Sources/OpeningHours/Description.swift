extension OpeningHours {
    /// The timetable in words: `周一至周五 09:00–18:00；周六、周日休息`, `Mon–Fri 09:00–18:00; Sat, Sun closed`.
    ///
    /// Hours that depend only on weekdays and holidays are told day by day as they come out; others rule by rule.
    public func description(in language: HoursLanguage) -> String {
        let phrases = Phrases(language: language)
        if isConstant {
            let all = week[0].at(0)
            return phrases.always(all?.kind ?? .closed, all.flatMap { rules[Int($0.rule)].comment })
        }
        let parts = dayByDay(phrases) ?? rules.map(phrases.rule)
        return parts.joined(separator: phrases.say("；", "; "))
    }

    /// `nil` when it takes more than weekdays and one word about holidays.
    private func dayByDay(_ phrases: Phrases) -> [String]? {
        guard !week.isEmpty else { return nil }
        let ordinary = (0..<7).map { hours(of: DayFacts(weekday: $0, isHoliday: false)) }
        let holiday = (0..<7).map { hours(of: DayFacts(weekday: $0, isHoliday: true)) }
        var parts: [String] = []
        for first in 0..<7 where ordinary.firstIndex(of: ordinary[first]) == first {
            let same = (first..<7).filter { ordinary[$0] == ordinary[first] }
            let weekdays = same.reduce(UInt8(0)) { $0 | 1 << UInt8($1) }
            parts.append(phrases.line(phrases.weekdays(weekdays), ordinary[first], rules))
        }
        if holiday == ordinary { return parts }
        guard holiday.allSatisfy({ $0 == holiday[0] }) else { return nil }
        return parts + [phrases.line(phrases.publicHolidays, holiday[0], rules)]
    }

    /// The hours that begin on one day, as a row of the week's table says them: `09:00–12:00、14:00–次日 02:00`, `休息`.
    public func hours(on day: CivilDay, calendar: HolidayCalendar, in language: HoursLanguage) -> String {
        let hours = hours(of: DayFacts(day.daysSinceEpoch, calendar), calendar)
        return Phrases(language: language).times(hours, rules)
    }

    /// The hours that begin on a day, to their end after midnight.
    private func hours(of day: DayFacts, _ calendar: HolidayCalendar = .none) -> [Segment] {
        let plan = DayPlan(rules: rules, today: day, yesterday: nil, calendar: calendar, minutes: 2880)
        let told = plan.segments.filter { $0.kind != .closed || rules[Int($0.rule)].comment != nil }
        return told.reduce(into: []) { merged, segment in
            var piece = segment
            // Which rule said it matters only for what it comments.
            let comment = rules[Int(segment.rule)].comment
            piece.rule = UInt8(rules.firstIndex { $0.comment == comment } ?? 0)
            if let last = merged.last, last.end == piece.start, last.kind == piece.kind, last.rule == piece.rule,
                !last.isOpenEnd, !piece.isOpenEnd
            {
                merged[merged.count - 1].end = piece.end
            } else {
                merged.append(piece)
            }
        }
    }
}

/// The parts of speech, in one language.
struct Phrases {
    let language: HoursLanguage

    func say(_ chinese: String, _ english: String) -> String { language == .chinese ? chinese : english }

    var publicHolidays: String { say("法定节假日", "public holidays") }
    var listComma: String { say("、", ", ") }

    func weekday(_ weekday: Int) -> String { say(chineseWeekdays[weekday], englishWeekdays[weekday]) }

    func weekdays(_ weekdays: UInt8) -> String {
        DaySelector.runs(of: weekdays).map { run in
            switch run.count {
            case 7: say("每天", "Daily")
            case 1: weekday(run.first)
            case 2: weekday(run.first) + listComma + weekday(run.last)
            default: range(weekday(run.first), weekday(run.last))
            }
        }.joined(separator: listComma)
    }

    func range(_ first: String, _ last: String) -> String { first + say("至", "–") + last }

    func always(_ kind: OpenState.Kind, _ comment: String?) -> String {
        switch kind {
        case .open: say("24 小时营业", "Open 24 hours") + remark(comment)
        case .unknown: say("营业时间未知", "Hours unknown") + remark(comment)
        case .closed: say("暂停营业", "Closed until further notice") + remark(comment)
        }
    }

    /// Days and the hours that begin on them.
    func line(_ days: String, _ hours: [Segment], _ rules: [Rule]) -> String {
        let isClosed = hours.allSatisfy { $0.kind == .closed }
        return days + (isClosed && language == .chinese ? "" : " ") + times(hours, rules)
    }

    /// The hours of one day.
    func times(_ hours: [Segment], _ rules: [Rule]) -> String {
        let told = hours.filter { $0.kind != .closed }
        if told.isEmpty {
            let comment = hours.first.flatMap { rules[Int($0.rule)].comment }
            return say("休息", "closed") + remark(comment)
        }
        return told.map { segment in
            span(Int(segment.start), Int(segment.end), isSilentEnd: segment.isOpenEnd)
                + state(segment.kind) + remark(rules[Int(segment.rule)].comment)
        }.joined(separator: listComma)
    }

    func rule(_ rule: Rule) -> String {
        let days = self.days(rule.days)
        let times = rule.times.map { span($0.start, $0.end, isSilentEnd: !$0.isEndGiven) }.joined(separator: listComma)
        let state =
            switch rule.kind {
            case .closed: say("休息", "closed")
            case .unknown: say("不确定", "uncertain")
            case .open: times.isEmpty ? say("全天", "all day") : ""
            }
        let prefix = rule.separator == .fallback ? say("其余时间", "otherwise") : ""
        return [prefix, days, times, state].filter { !$0.isEmpty }.joined(separator: " ") + remark(rule.comment)
    }

    func span(_ start: Int, _ end: Int, isSilentEnd: Bool) -> String {
        if isSilentEnd { return clock(start) + say(" 起", " onwards") }
        if start == 0, end == 1440 { return say("全天", "all day") }
        let close = end > 1440 ? say("次日 ", "") + clock(end - 1440) : clock(end)
        return clock(start) + "–" + close
    }

    private func state(_ kind: OpenState.Kind) -> String { kind == .unknown ? say("（不确定）", " (uncertain)") : "" }

    private func remark(_ comment: String?) -> String { comment.map { say("（\($0)）", " (\($0))") } ?? "" }
}
