extension OpeningHours {
    /// Minutes of one weekday on which it is open: 0 is midnight, `end` may reach over the next midnight (2880).
    public struct Stretch: Sendable, Hashable {
        /// 0 is Monday.
        public let weekday: Int
        public let start: Int
        public let end: Int
    }

    /// When it is open in a week without holidays, for formats that know weekly tables only: in order, each stretch on
    /// the day it begins on. nil when the hours depend on more than the weekday and public holidays (dates, weeks,
    /// years), because a weekly table would then say what is not so.
    public var ordinaryWeek: [Stretch]? {
        guard !week.isEmpty else { return nil }
        return (0..<7).flatMap { weekday in
            DayPlan(
                rules: rules, today: DayFacts(weekday: weekday, isHoliday: false), yesterday: nil, calendar: .none,
                minutes: 2880
            ).segments.filter { $0.kind == .open }.map {
                Stretch(weekday: weekday, start: Int($0.start), end: Int($0.end))
            }
        }
    }
}
