import Kernel
import OpeningHours

/// The next seven days of a place, each with its hours; today is marked, holidays and days worked in exchange are
/// named.
struct WeekTable {
    static let daysMax = 7
    let timetable: Timetable
    let visit: Visit

    /// Nil when all days are the same: then a sentence says it.
    func markup(_ hours: String) -> HTML? {
        guard let schedule = timetable.schedule(of: hours) else { return nil }
        let today = timetable.civil(visit.now).day
        let days = (0..<Self.daysMax).map { CivilDay(daysSinceEpoch: today.daysSinceEpoch + $0) }
        let hours = days.map { schedule.hours(on: $0, calendar: timetable.calendar, in: visit.language.ofHours) }
        guard Set(hours).count > 1 else { return nil }
        let rows = zip(days, hours).enumerated().markup { ahead, row in
            let (day, times) = row
            let mark: HTML = ahead == 0 ? " class=\"today\" aria-current=\"date\"" : .empty
            return "<tr\(mark)><th scope=\"row\">\(name(day, ahead))\(special(day))</th><td>\(times)</td></tr>\n"
        }
        return """
            <table class="week">
            <caption class="visually-hidden">\(Phrase.week.in(visit.language))</caption>
            <tbody>
            \(rows)</tbody></table>
            """
    }

    /// `今天 11月24日`, `周四 11月26日`
    private func name(_ day: CivilDay, _ ahead: Int) -> HTML {
        let date = day.yearMonthDay
        let weekday = Phrase.weekdays[day.weekday].in(visit.language)
        let word =
            ahead == 0 ? Phrase.today.in(visit.language) : ahead == 1 ? Phrase.tomorrow.in(visit.language) : weekday
        let written = Phrase("\(date.month)月\(date.day)日", "\(date.day) \(Phrase.months[date.month - 1])")
        return "\(word) <span class=\"quiet\">\(written.in(visit.language))</span>"
    }

    private func special(_ day: CivilDay) -> HTML {
        if timetable.calendar.isHoliday(day) {
            return " <span class=\"tag\">\(Phrase.holiday.in(visit.language))</span>"
        }
        return timetable.calendar.isMakeUpWorkday(day)
            ? " <span class=\"tag\">\(Phrase.makeUpDay.in(visit.language))</span>" : .empty
    }
}

extension Phrase {
    static let week = Phrase("接下来七天", "The next seven days")
    static let today = Phrase("今天", "Today")
    static let tomorrow = Phrase("明天", "Tomorrow")
    static let holiday = Phrase("节假日", "Holiday")
    static let makeUpDay = Phrase("调休上班", "Worked in exchange")
    static let weekdays = [
        Phrase("周一", "Mon"), Phrase("周二", "Tue"), Phrase("周三", "Wed"), Phrase("周四", "Thu"), Phrase("周五", "Fri"),
        Phrase("周六", "Sat"), Phrase("周日", "Sun"),
    ]
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
