import OpeningHours
import Testing

/// November 2026: the 23rd is a Monday.
@Suite struct StateTests {
    @Test(
        "each part of the grammar decides as written",
        arguments: [
            ("Mo-Fr 09:00-18:00", "2026-11-23T08:59", "closed", "2026-11-23T09:00"),
            ("Mo-Fr 09:00-18:00", "2026-11-23T09:00", "open", "2026-11-23T18:00"),
            ("Mo-Fr 09:00-18:00", "2026-11-27T18:00", "closed", "2026-11-30T09:00"),
            ("Sa-Mo 10:00-12:00", "2026-11-22T11:00", "open", "2026-11-22T12:00"),
            ("Mo[1] 10:00-12:00", "2026-11-02T11:00", "open", "2026-11-02T12:00"),
            ("Mo[1] 10:00-12:00", "2026-11-09T11:00", "closed", "2026-12-07T10:00"),
            ("Fr[-1] 10:00-12:00", "2026-11-27T11:00", "open", "2026-11-27T12:00"),
            ("Sa[1-2] 10:00-12:00", "2026-11-14T11:00", "open", "2026-11-14T12:00"),
            ("Sa[-1] 10:00-12:00", "2026-10-24T11:00", "closed", "2026-10-31T10:00"),
            ("10:00-12:00 unknown || 11:00-13:00", "2026-11-23T11:30", "unknown", "2026-11-23T12:00"),
            ("Sa[5] 10:00-12:00", "2026-11-28T11:00", "closed", "2027-01-30T10:00"),
            ("24/7", "2026-11-28T11:00", "open", "-"), ("off", "2026-11-28T11:00", "closed", "-"),
            ("unknown", "2026-11-28T11:00", "unknown", "-"), ("00:00-24:00", "2026-11-28T11:00", "open", "-"),
            ("24/7; Su off", "2026-11-22T11:00", "closed", "2026-11-23T00:00"),
            ("10:00-18:00; 12:00-13:00 off", "2026-11-22T12:30", "closed", "2026-11-22T13:00"),
            ("10:00-18:00; 12:00-13:00 off", "2026-11-22T11:30", "open", "2026-11-22T12:00"),
            ("10:00-18:00; Su 12:00-13:00", "2026-11-22T10:30", "closed", "2026-11-22T12:00"),
            ("10:00-12:00, Su 14:00-16:00", "2026-11-22T11:00", "open", "2026-11-22T12:00"),
            ("10:00-12:00, Su 14:00-16:00", "2026-11-22T13:00", "closed", "2026-11-22T14:00"),
            ("Mo-Fr 10:00-18:00 || unknown \"call\"", "2026-11-23T09:00", "unknown", "2026-11-23T10:00"),
            ("Mo-Fr 10:00-18:00 || unknown \"call\"", "2026-11-23T11:00", "open", "2026-11-23T18:00"),
            ("Mo off || 10:00-12:00", "2026-11-23T11:00", "open", "2026-11-23T12:00"),
            ("Apr-Sep 10:00-12:00", "2026-09-30T12:00", "closed", "2027-04-01T10:00"),
            ("Oct-Mar", "2026-03-31T23:59", "open", "2026-04-01T00:00"),
            ("Jan 01-Mar 15", "2026-03-15T23:59", "open", "2026-03-16T00:00"),
            ("Dec 20-Jan 05", "2027-01-05T12:00", "open", "2027-01-06T00:00"),
            ("2026 Feb 10-2026 Feb 20", "2026-02-09T12:00", "closed", "2026-02-10T00:00"),
            ("2026 Feb 10-2026 Feb 20", "2026-02-20T12:00", "open", "2026-02-21T00:00"),
            ("2026 Feb 10-2026 Feb 20", "2027-02-15T12:00", "closed", "-"),
            ("2027 10:00-12:00", "2026-12-31T11:00", "closed", "2027-01-01T10:00"),
            ("week 53", "2026-12-28T00:00", "open", "2027-01-04T00:00"),
            ("week 01-10/2", "2026-01-05T00:00", "closed", "2026-01-12T00:00"),
            ("SH 10:00-12:00", "2026-11-23T11:00", "closed", "-"),
            ("2030", "2026-11-23T11:00", "closed", "-"),
        ])
    func grammar(_ text: String, _ time: String, _ kind: String, _ next: String) throws {
        try expect(text, time, kind, next)
    }

    @Test(
        "hours past midnight belong to the day they begin on",
        arguments: [
            ("22:00-02:00", "2026-11-23T01:59", "open", "2026-11-23T02:00"),
            ("22:00-02:00", "2026-11-23T02:00", "closed", "2026-11-23T22:00"),
            ("20:00-26:00", "2026-11-23T23:59", "open", "2026-11-24T02:00"),
            ("Sa 20:00-48:00", "2026-11-22T23:59", "open", "2026-11-23T00:00"),
            ("10:00-10:00", "2026-11-23T10:00", "open", "-"),
            ("Mo 10:00-10:00", "2026-11-24T09:59", "open", "2026-11-24T10:00"),
            ("Tu-Su 10:00-02:00; Mo off", "2026-11-23T01:00", "open", "2026-11-23T02:00"),
            ("Tu-Su 10:00-02:00; Mo off", "2026-11-24T01:00", "closed", "2026-11-24T10:00"),
            ("Mo-Fr 22:00-02:00; Sa 10:00-12:00", "2026-11-28T01:00", "open", "2026-11-28T02:00"),
            ("Mo-Su 22:00-06:00; Sa 00:00-24:00; Sa 20:00-21:00", "2026-11-28T03:00", "open", "2026-11-28T06:00"),
            ("Mo-Th 10:00-22:00; Fr-Su 10:00-03:00", "2026-11-23T02:00", "open", "2026-11-23T03:00"),
            ("24/7; 23:00-01:00 off", "2026-11-23T00:30", "closed", "2026-11-23T01:00"),
            ("10:00-22:00; Fr 10:00-02:00; Sa off", "2026-11-28T01:00", "open", "2026-11-28T02:00"),
            ("Dec 31 22:00-02:00", "2027-01-01T01:00", "open", "2027-01-01T02:00"),
            ("Feb 29 22:00-02:00", "2028-03-01T01:00", "open", "2028-03-01T02:00"),
            ("18:00+", "2026-11-23T23:59", "open", "2026-11-24T00:00"),
            ("10:00-18:00+", "2026-11-23T19:00", "unknown", "2026-11-24T00:00"),
        ])
    func midnight(_ text: String, _ time: String, _ kind: String, _ next: String) throws {
        try expect(text, time, kind, next)
    }

    @Test(
        "months end where they end, leap years included",
        arguments: [
            ("Feb 29", "2026-02-28T12:00", "closed", "-"), ("Feb 29", "2028-02-29T12:00", "open", "2028-03-01T00:00"),
            ("Feb 20-Feb 29", "2026-02-28T12:00", "open", "2026-03-01T00:00"),
            ("Feb 29-Mar 10", "2026-02-28T12:00", "closed", "2026-03-01T00:00"),
            ("Feb", "2028-02-29T12:00", "open", "2028-03-01T00:00"),
            ("Su[-1]", "2028-02-27T12:00", "open", "2028-02-28T00:00"),
            ("2026 Feb", "2026-02-28T12:00", "open", "2026-03-01T00:00"),
            ("Apr 30,May 01", "2026-04-30T12:00", "open", "2026-05-02T00:00"),
        ])
    func months(_ text: String, _ time: String, _ kind: String, _ next: String) throws {
        try expect(text, time, kind, next)
    }

    @Test("a comment comes with the state, and alone is no change")
    func comments() throws {
        let hours = try OpeningHours(parsing: "10:00-14:00 open \"午市\", 14:00-18:00 open \"茶点\"; Su off \"休整\"")
        let noon = try #require(CivilInstant(local: "2026-11-23T12:00"))
        let state = hours.state(at: noon, calendar: .none)
        #expect(state.comment == "午市")
        #expect(state.nextChange == CivilInstant(local: "2026-11-23T18:00")?.epochSeconds)
        let sunday = try #require(CivilInstant(local: "2026-11-22T12:00"))
        #expect(hours.state(at: sunday, calendar: .none).comment == "休整")
        #expect(hours.state(at: sunday, calendar: .none).isClosedAllDay)
    }

    @Test("the civil calendar agrees with itself over nine centuries and with ISO 8601's weeks")
    func calendar() throws {
        var expected = try #require(CivilDay(year: 1900, month: 1, day: 1)).daysSinceEpoch
        #expect(CivilDay(daysSinceEpoch: expected).weekday == 0)
        for year in 1900...2999 {
            for month in 1...12 {
                for day in 1...31 {
                    guard let civil = CivilDay(year: year, month: month, day: day) else { continue }
                    guard civil.daysSinceEpoch == expected, civil.yearMonthDay == (year, month, day) else {
                        Issue.record("\(year)-\(month)-\(day)")
                        return
                    }
                    expected += 1
                }
            }
        }
        let weeks = [("2026-01-01", 1), ("2026-12-31", 53), ("2027-01-03", 53), ("2024-12-30", 1), ("2021-01-03", 53)]
        for (date, week) in weeks { #expect(CivilDay(iso8601: date)?.isoWeek == week, "\(date)") }
    }

    private func expect(_ text: String, _ time: String, _ kind: String, _ next: String) throws {
        let hours = try OpeningHours(parsing: text)
        let instant = try #require(CivilInstant(local: time))
        let state = hours.state(at: instant, calendar: .none)
        #expect("\(state.kind)" == kind)
        let change = state.nextChange.map { CivilInstant(epochSeconds: $0, offsetSeconds: 28_800).local } ?? "-"
        #expect(change == next)
        #expect(hours.kind(at: instant, calendar: .none) == state.kind)
    }
}
