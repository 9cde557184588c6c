/// Hours as a table of a week can show and change them: the times of each weekday, and those of public holidays where
/// they are others. What else the grammar can say (seasons, dates, comments, doubts, open ends) has no such table.
public struct PlainWeek: Sendable, Hashable {
    /// Minutes from midnight of the day it begins on; `end` after `start`, no more than a day later.
    public struct Span: Sendable, Hashable {
        public var start: Int
        public var end: Int

        public init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }
    }

    /// Seven days, Monday first.
    public var days: [[Span]]
    /// nil: as on the weekday they fall on. Empty: closed.
    public var holidays: [Span]?

    public init(days: [[Span]], holidays: [Span]? = nil) {
        self.days = days
        self.holidays = holidays
    }

    /// nil for hours that such a table would not show whole.
    public init?(_ hours: OpeningHours) {
        let isPlain = hours.rules.allSatisfy { rule in
            rule.comment == nil && rule.kind != .unknown && rule.days.isWeekly && !rule.days.hasSchoolHolidays
                && rule.times.allSatisfy { !$0.isOpenEnd && $0.isEndGiven }
        }
        guard isPlain else { return nil }
        days = (0..<7).map { Self.spans(hours.rules, weekday: $0, isHoliday: false) }
        let onHolidays = (0..<7).map { Self.spans(hours.rules, weekday: $0, isHoliday: true) }
        if onHolidays != days {
            guard Set(onHolidays).count == 1 else { return nil }
            holidays = onHolidays[0]
        }
        guard (days + [holidays ?? []]).allSatisfy({ $0.allSatisfy { $0.end - $0.start <= 1440 } }) else { return nil }
    }

    private static func spans(_ rules: [Rule], weekday: Int, isHoliday: Bool) -> [Span] {
        let plan = DayPlan(
            rules: rules, today: DayFacts(weekday: weekday, isHoliday: isHoliday), yesterday: nil, calendar: .none,
            minutes: 2880)
        return plan.segments.filter { $0.kind == .open }.reduce(into: []) { spans, segment in
            if let last = spans.last, last.end == Int(segment.start) {
                spans[spans.count - 1].end = Int(segment.end)
            } else {
                spans.append(Span(start: Int(segment.start), end: Int(segment.end)))
            }
        }
    }

    /// The hours in the grammar, in one spelling: days alike stand together, days without times are not named.
    public var text: String {
        let always = Span(start: 0, end: 1440)
        if holidays == nil, days.allSatisfy({ $0 == [always] }) { return "24/7" }
        var parts: [String] = []
        var told: Set<[Span]> = [[]]
        for spans in days where told.insert(spans).inserted {
            let mask = days.indices.reduce(UInt8(0)) { days[$1] == spans ? $0 | 1 << UInt8($1) : $0 }
            let names = DaySelector.runs(of: mask).map { run in
                run.count == 1 ? weekdayNames[run.first] : "\(weekdayNames[run.first])-\(weekdayNames[run.last])"
            }
            parts.append(names.joined(separator: ",") + " " + Self.times(spans))
        }
        if parts.isEmpty, holidays?.isEmpty ?? true { return "off" }
        if let holidays { parts.append("PH " + (holidays.isEmpty ? "off" : Self.times(holidays))) }
        return parts.joined(separator: "; ")
    }

    private static func times(_ spans: [Span]) -> String {
        spans.map { span in
            clock(span.start) + "-"
                + clock(span.end > 1440 && span.end - 1440 <= span.start ? span.end - 1440 : span.end)
        }.joined(separator: ",")
    }
}
