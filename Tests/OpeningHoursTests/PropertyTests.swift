@testable import OpeningHours
import Testing

@Suite struct PropertyTests {
    private static let expressions = [
        "Mo-Fr 09:00-18:00; PH off", "Tu-Su 10:00-02:00; Mo off", "10:00-14:00,17:00-26:00; Su 11:00-13:00 unknown",
        "Mo-Th 10:00-22:00; Fr-Su 10:00-03:00; PH 12:00-20:00; 15:00-16:00 off", "24/7; Dec 24-26 off; 23:30-00:30 off",
        "Apr-Sep 08:00-20:00; Oct-Mar 09:00-17:00; week 05-50/3 Mo off || unknown \"call\"", "Sa[1],Su[-1] 18:00+",
        "2026 Feb 10-20 off, Mo[2] 10:00-12:00+; PH -1 day 08:00-30:00", "SH off; PH Mo-Fr 10:00-48:00",
    ]

    @Test("between now and the next change the state stays, and at it the state is another", arguments: expressions)
    func constantUntilChange(_ text: String) throws {
        let hours = try OpeningHours(parsing: text)
        var random = SeededGenerator(state: 7)
        for calendar in [HolidayCalendar.none, .china2026(), .china2026(.byCalendar)] {
            for _ in 0..<150 {
                let minute = Int64.random(in: 29_453_760..<29_979_360, using: &random)
                let now = CivilInstant(epochSeconds: minute * 60, offsetSeconds: 28_800)
                let state = hours.state(at: now, calendar: calendar)
                let end = state.nextChange ?? now.epochSeconds + 370 * 86_400
                for _ in 0..<12 {
                    let between = Int64.random(in: now.epochSeconds..<end, using: &random)
                    let instant = CivilInstant(epochSeconds: between, offsetSeconds: 28_800)
                    #expect(hours.kind(at: instant, calendar: calendar) == state.kind)
                }
                guard let change = state.nextChange else { continue }
                #expect(change % 60 == 0)
                let then = CivilInstant(epochSeconds: change, offsetSeconds: 28_800)
                #expect(hours.kind(at: then, calendar: calendar) == state.nextKind)
                #expect(state.nextKind != state.kind)
            }
        }
    }

    /// Of hours that are only open, or off for whole days: it is open as long as one of the two days says so.
    @Test("whatever rules replace one another, a day's night goes on as that day has it and no other says")
    func nights() throws {
        var random = SeededGenerator(state: 11)
        let names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"]
        let spans = [
            " 22:00-06:00", " 00:00-24:00", " 18:00-02:00", " 09:00-17:00", " 08:00-32:00", " 05:00-07:00,20:00-05:30",
            " off", "",
        ]
        let calendar = HolidayCalendar.china2026()
        for _ in 0..<400 {
            let rules = (0..<Int.random(in: 2...5, using: &random)).map { _ in
                let days = (0..<Int.random(in: 1...4, using: &random)).map { _ in names.randomElement(using: &random)! }
                return days.joined(separator: ",") + spans.randomElement(using: &random)!
            }
            let text = rules.joined(separator: "; ")
            let hours = try OpeningHours(parsing: text)
            for _ in 0..<20 {
                let day = CivilDay(daysSinceEpoch: 20_454 + Int.random(in: 1..<364, using: &random))
                let today = DayPlan(
                    rules: hours.rules, today: DayFacts(day.daysSinceEpoch, calendar), yesterday: nil,
                    calendar: calendar, minutes: 2880)
                let eve = DayPlan(
                    rules: hours.rules, today: DayFacts(day.daysSinceEpoch - 1, calendar), yesterday: nil,
                    calendar: calendar, minutes: 2880)
                let minute = Int.random(in: 0..<1440, using: &random)
                let isOpen = [today.segments.at(minute), eve.segments.at(minute + 1440)].contains { $0?.kind == .open }
                let instant = CivilInstant(day: day, minuteOfDay: minute, offsetSeconds: 28_800)
                #expect((hours.kind(at: instant, calendar: calendar) == .open) == isOpen, "\(text) \(instant.local)")
            }
        }
    }

    @Test("the offset decides which clock is read")
    func offsets() throws {
        let hours = try OpeningHours(parsing: "Mo-Fr 09:00-18:00")
        let monday = try #require(CivilInstant(local: "2026-11-23T08:30"))
        #expect(hours.kind(at: monday, calendar: .none) == .closed)
        let tokyo = CivilInstant(epochSeconds: monday.epochSeconds, offsetSeconds: 32_400)
        #expect(hours.kind(at: tokyo, calendar: .none) == .open)
        #expect(hours.state(at: tokyo, calendar: .none).nextChange == tokyo.epochSeconds + 30_600)
    }
}
