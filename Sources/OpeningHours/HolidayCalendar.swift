/// The days a country rests and works out of turn: what `PH` means, and what 调休 does to weekdays.
///
/// In China the State Council publishes once a year which days are holidays (放假, the borrowed weekend days
/// included) and which Saturdays and Sundays are worked to make up for them (调休上班).
public struct HolidayCalendar: Sendable, Hashable {
    /// What a make-up working day counts as for a weekday selector such as `Mo-Fr` or `Sa`.
    public enum MakeUpDays: Sendable, Hashable {
        /// The weekday of the wall calendar, as OpenStreetMap defines it: a worked Saturday is `Sa`.
        case byCalendar
        /// A Friday, as offices, community stations and banks in China keep it: a worked Saturday is `Fr`, not `Sa`.
        /// Selectors that count within a month (`Sa[1]`) and dates keep to the wall calendar.
        case asFriday
    }

    /// Neither holidays nor make-up days: `PH` never matches.
    public static let none = HolidayCalendar(holidays: [], workdays: [])

    /// More days than this apart (80 years) are not kept: a calendar is a few years of announcements.
    public static let spanDaysMax = 29_220

    public let makeUpDays: MakeUpDays
    private let holidays: DaySet
    private let workdays: DaySet

    /// - Parameters:
    ///   - holidays: the days `PH` matches.
    ///   - workdays: Saturdays and Sundays that are worked; other weekdays in it have no effect.
    ///   - makeUpDays: by default a make-up day counts as a Friday. A rider who looks for an office, a station or a
    ///     canteen open `Mo-Fr` finds it open on such a day; pass `.byCalendar` for OpenStreetMap's own meaning.
    public init(holidays: Set<CivilDay>, workdays: Set<CivilDay>, makeUpDays: MakeUpDays = .asFriday) {
        self.holidays = DaySet(holidays)
        self.workdays = DaySet(workdays.filter { $0.weekday >= 5 })
        self.makeUpDays = makeUpDays
    }

    public func isHoliday(_ day: CivilDay) -> Bool { holidays.contains(day.daysSinceEpoch) }

    public func isMakeUpWorkday(_ day: CivilDay) -> Bool { workdays.contains(day.daysSinceEpoch) }

    /// 0 is Monday: the weekday that a plain weekday selector sees.
    public func weekday(_ day: CivilDay) -> Int { isShifted(day) ? 4 : day.weekday }

    func isShifted(_ day: CivilDay) -> Bool {
        makeUpDays == .asFriday && workdays.contains(day.daysSinceEpoch)
    }

    /// Nothing is out of turn after this day.
    var lastDay: Int { max(holidays.last, workdays.last) }
}

/// A set of days as a bit map, so that a look-up is two instructions.
private struct DaySet: Sendable, Hashable {
    private var first = 0
    private var words: [UInt64] = []

    init(_ days: Set<CivilDay>) {
        guard let lowest = days.min()?.daysSinceEpoch else { return }
        first = lowest
        let kept = days.filter { $0.daysSinceEpoch - lowest < HolidayCalendar.spanDaysMax }
        let highest = kept.max()?.daysSinceEpoch ?? lowest
        words = Array(repeating: 0, count: (highest - lowest) / 64 + 1)
        for day in kept {
            let index = day.daysSinceEpoch - lowest
            words[index >> 6] |= 1 << UInt64(index & 63)
        }
    }

    var last: Int { words.isEmpty ? Int.min : first + words.count * 64 }

    func contains(_ day: Int) -> Bool {
        let index = day - first
        guard index >= 0, index >> 6 < words.count else { return false }
        return words[index >> 6] & (1 << UInt64(index & 63)) != 0
    }
}
