import OpeningHours
import Testing

/// 2026: the National Day holiday is 1–7 October; Saturday 10 October and Sunday 20 September are worked.
@Suite struct HolidayTests {
    @Test(
        "PH matches the holidays of 2026",
        arguments: [
            ("Mo-Fr 09:00-18:00; PH off", "2026-10-01T10:00", "closed", "2026-10-08T09:00"),
            ("Mo-Fr 09:00-18:00", "2026-10-01T10:00", "open", "2026-10-01T18:00"),
            ("Mo-Fr 09:00-18:00; PH 10:00-16:00", "2026-10-01T09:30", "closed", "2026-10-01T10:00"),
            ("PH off; Mo-Fr 09:00-18:00", "2026-10-01T10:00", "open", "2026-10-01T18:00"),
            ("PH,Sa,Su 09:00-18:00", "2026-10-05T10:00", "open", "2026-10-05T18:00"),
            ("PH Mo-Fr 09:00-18:00", "2026-10-03T10:00", "closed", "2026-10-05T09:00"),
            ("24/7; PH off", "2026-09-30T10:00", "open", "2026-10-01T00:00"),
            ("24/7; PH off", "2026-12-30T10:00", "open", "-"),
            (
                "PH +1 day off; PH -1 day 10:00-12:00; Oct 01-20 08:00-09:00", "2026-10-08T08:30", "open",
                "2026-10-08T09:00"
            ),
            ("PH -1 day 10:00-12:00", "2026-09-30T11:00", "open", "2026-09-30T12:00"),
            ("18:00-02:00; PH off", "2026-10-01T01:00", "open", "2026-10-01T02:00"),
            (
                "Mo-Su 22:00-06:00; Sa,Su 00:00-24:00; PH,Su 22:00-06:00", "2026-04-04T03:00", "open",
                "2026-04-04T06:00"
            ),
        ])
    func publicHolidays(_ text: String, _ time: String, _ kind: String, _ next: String) throws {
        try expect(text, time, kind, next, .china2026())
    }

    @Test(
        "a make-up working day counts as a Friday",
        arguments: [
            ("Mo-Fr 09:00-18:00", "2026-10-10T10:00", "open", "2026-10-10T18:00"),
            ("Mo-Fr 09:00-18:00; Sa,Su off; PH off", "2026-09-20T10:00", "open", "2026-09-20T18:00"),
            ("Sa 10:00-12:00", "2026-10-10T11:00", "closed", "2026-10-17T10:00"),
            ("Mo-Th 09:00-18:00; Fr 09:00-12:00", "2026-10-10T13:00", "closed", "2026-10-12T09:00"),
            ("Fr 22:00-02:00", "2026-10-11T01:00", "open", "2026-10-11T02:00"),
            ("Sa[2] 10:00-12:00", "2026-10-10T11:00", "open", "2026-10-10T12:00"),
            ("Fr[2] 10:00-12:00", "2026-10-10T11:00", "closed", "2026-11-13T10:00"),
            ("Oct 10 10:00-12:00", "2026-10-10T11:00", "open", "2026-10-10T12:00"),
        ])
    func makeUpDays(_ text: String, _ time: String, _ kind: String, _ next: String) throws {
        try expect(text, time, kind, next, .china2026())
    }

    @Test("in OpenStreetMap's own meaning a worked Saturday stays a Saturday")
    func byCalendar() throws {
        let calendar = HolidayCalendar.china2026(.byCalendar)
        try expect("Mo-Fr 09:00-18:00", "2026-10-10T10:00", "closed", "2026-10-12T09:00", calendar)
        try expect("Sa 10:00-12:00", "2026-10-10T11:00", "open", "2026-10-10T12:00", calendar)
    }

    @Test("a calendar knows its days, and only weekends can be worked out of turn")
    func days() throws {
        let monday = try #require(CivilDay(iso8601: "2026-11-23"))
        let calendar = HolidayCalendar(holidays: [monday], workdays: [monday])
        #expect(calendar.isHoliday(monday))
        #expect(!calendar.isMakeUpWorkday(monday))
        #expect(calendar.weekday(monday) == 0)
        #expect(HolidayCalendar.china2026().isMakeUpWorkday(CivilDay(daysSinceEpoch: monday.daysSinceEpoch - 44)))
        let far = HolidayCalendar(holidays: [CivilDay(daysSinceEpoch: .min / 4), monday], workdays: [])
        #expect(!far.isHoliday(monday))
    }

    private func expect(
        _ text: String, _ time: String, _ kind: String, _ next: String, _ calendar: HolidayCalendar
    ) throws {
        let hours = try OpeningHours(parsing: text)
        let instant = try #require(CivilInstant(local: time))
        let state = hours.state(at: instant, calendar: calendar)
        #expect("\(state.kind)" == kind)
        let change = state.nextChange.map { CivilInstant(epochSeconds: $0, offsetSeconds: 28_800).local } ?? "-"
        #expect(change == next)
    }
}
