/// The opening hours of a place, in the grammar of OpenStreetMap's key `opening_hours`
/// (specification 0.7.3, https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification).
///
/// Not supported, and refused in words: sunrise and sunset, Easter, intervals (`/90`), single times, offsets in days
/// other than after `PH`. `SH` is read and never matches.
///
/// One choice differs from other implementations, which disagree with each other: **hours belong to the day they
/// begin on**. After `Tu-Su 10:00-02:00; Mo off`, Monday 01:00 is still Sunday evening, and open. Likewise a later
/// rule for Saturday does not cut short what began on Friday.
public struct OpeningHours: Sendable {
    public static let textBytesMax = 500
    public static let rulesMax = 32
    public static let searchDaysMax = 370

    /// The same hours in one spelling: two-digit hours, weekdays in order, single spaces.
    public let canonical: String

    let rules: [Rule]
    /// The segments of seven ordinary days, Monday first, each after its ordinary yesterday; empty unless every rule
    /// asks only for weekdays and holidays.
    let week: [[Segment]]
    /// Some rule asks for public holidays.
    let usesHolidays: Bool
    /// One state for ever.
    let isConstant: Bool

    public init(parsing text: String) throws(OpeningHoursError) {
        var parser = try Parser(text)
        rules = try parser.parse()
        canonical = rules.canonical
        usesHolidays = rules.contains { !$0.days.publicHolidayOffsets.isEmpty }
        week = rules.allSatisfy(\.days.isWeekly) ? Self.ordinaryWeek(rules) : []
        isConstant = !usesHolidays && !week.isEmpty && Self.isSame(week)
    }

    /// `24/7`, and anything that comes to the same.
    public var isAlwaysOpen: Bool { isConstant && week[0].at(0)?.kind == .open }

    /// Open, closed or unknown: the quick question, for filters over many places.
    public func kind(at instant: CivilInstant, calendar: HolidayCalendar) -> OpenState.Kind {
        withSegments(of: instant.day.daysSinceEpoch, calendar) { $0.at(instant.minuteOfDay)?.kind ?? .closed }
    }

    /// The state at a moment, its comment, and its next change within `searchDaysMax` days.
    public func state(at instant: CivilInstant, calendar: HolidayCalendar) -> OpenState {
        let today = instant.day.daysSinceEpoch
        let minute = instant.minuteOfDay
        let segments = self.segments(of: today, calendar)
        let now = segments.at(minute)
        let kind = now?.kind ?? .closed
        let change = nextChange(after: segments, today, minute, kind, calendar)
        return OpenState(
            kind: kind,
            comment: now.flatMap { rules[Int($0.rule)].comment },
            nextChange: change.map { Int64($0.day * 86_400 + $0.minute * 60 - instant.offsetSeconds) },
            nextKind: change?.kind,
            isOpenEnd: now?.isOpenEnd ?? false,
            isClosedAllDay: !segments.contains { $0.kind != .closed })
    }

    private typealias Change = (day: Int, minute: Int, kind: OpenState.Kind)

    private func nextChange(
        after segments: [Segment], _ today: Int, _ minute: Int, _ kind: OpenState.Kind, _ calendar: HolidayCalendar
    ) -> Change? {
        if isConstant { return nil }
        if let change = segments.firstMinute(from: minute, not: kind) {
            return (today, change, segments.at(change)?.kind ?? .closed)
        }
        let last = today + searchDays(today, calendar)
        var day = today + 1
        while day <= last {
            let change: Change? = withSegments(of: day, calendar) { segments in
                segments.firstMinute(from: 0, not: kind).map { (day, $0, segments.at($0)?.kind ?? .closed) }
            }
            if let change { return change }
            day += 1
        }
        return nil
    }

    /// Once the calendar has no more surprises, nine days show all that a weekly timetable can do.
    private func searchDays(_ today: Int, _ calendar: HolidayCalendar) -> Int {
        if week.isEmpty { return Self.searchDaysMax }
        let surprises = calendar.lastDay == Int.min ? 0 : max(calendar.lastDay - today, 0)
        return min(surprises + 9, Self.searchDaysMax)
    }

    private func segments(of day: Int, _ calendar: HolidayCalendar) -> [Segment] {
        withSegments(of: day, calendar) { $0 }
    }

    @inline(__always)
    private func withSegments<T>(of day: Int, _ calendar: HolidayCalendar, _ body: ([Segment]) -> T) -> T {
        if !week.isEmpty, isOrdinary(day, calendar), isOrdinary(day - 1, calendar) {
            return body(week[floorMod(day + 3, 7)])
        }
        return body(
            DayPlan(
                rules: rules, today: DayFacts(day, calendar), yesterday: DayFacts(day - 1, calendar),
                calendar: calendar
            ).segments)
    }

    @inline(__always)
    private func isOrdinary(_ day: Int, _ calendar: HolidayCalendar) -> Bool {
        let civil = CivilDay(daysSinceEpoch: day)
        return !(usesHolidays && calendar.isHoliday(civil)) && !calendar.isShifted(civil)
    }

    private static func ordinaryWeek(_ rules: [Rule]) -> [[Segment]] {
        (0..<7).map { weekday in
            DayPlan(
                rules: rules, today: DayFacts(weekday: weekday, isHoliday: false),
                yesterday: DayFacts(weekday: (weekday + 6) % 7, isHoliday: false), calendar: .none
            ).segments
        }
    }

    private static func isSame(_ week: [[Segment]]) -> Bool {
        let kind = week[0].at(0)?.kind ?? .closed
        return week.allSatisfy { $0.firstMinute(from: 0, not: kind) == nil }
    }
}

extension OpeningHours: Hashable, CustomStringConvertible {
    public static func == (left: OpeningHours, right: OpeningHours) -> Bool { left.canonical == right.canonical }

    public func hash(into hasher: inout Hasher) { hasher.combine(canonical) }

    public var description: String { canonical }
}
