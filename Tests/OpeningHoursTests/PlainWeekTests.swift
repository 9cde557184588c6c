import OpeningHours
import Testing

@Suite struct PlainWeekTests {
    @Test(
        "a week's table is written as one would",
        arguments: [
            ("mo-fr 9:00-18:00; ph off", "Mo-Fr 09:00-18:00; PH off"), ("24/7", "24/7"), ("off", "off"),
            ("00:00-24:00", "24/7"), ("Mo-Su 08:00-22:00", "Mo-Su 08:00-22:00"),
            ("Mo-Fr 09:00-12:00,13:00-18:00; Sa 10:00-14:00; Su off", "Mo-Fr 09:00-12:00,13:00-18:00; Sa 10:00-14:00"),
            ("Tu-Su 10:00-02:00; Mo off", "Tu-Su 10:00-02:00"), ("10:00-10:00", "Mo-Su 10:00-10:00"),
            ("Fr-Mo 10:00-12:00; PH 11:00-12:00", "Fr-Mo 10:00-12:00; PH 11:00-12:00"),
            ("Mo-Fr 10:00-18:00, We 19:00-20:00", "Mo-Tu,Th-Fr 10:00-18:00; We 10:00-18:00,19:00-20:00"),
            ("Mo,Tu,Th,Fr 08:00-12:00,12:00-14:00", "Mo-Tu,Th-Fr 08:00-14:00"), ("PH 10:00-12:00", "PH 10:00-12:00"),
            ("10:00-18:00; 12:00-13:00 off", "Mo-Su 10:00-12:00,13:00-18:00"),
        ])
    func written(_ text: String, _ expected: String) throws {
        let week = try #require(PlainWeek(try OpeningHours(parsing: text)))
        #expect(week.text == expected)
        let again = try OpeningHours(parsing: week.text)
        #expect(again.canonical == week.text)
        #expect(PlainWeek(again) == week)
    }

    @Test(
        "what a table cannot show whole has none",
        arguments: [
            "Apr-Sep 08:00-20:00", "Mo[1] 10:00-12:00", "Mo-Fr 09:00+", "Mo-Fr 09:00-17:00 \"by appointment\"",
            "Mo-Fr 09:00-17:00 unknown", "SH off; Mo 10:00-12:00", "PH -1 day 08:00-12:00",
            "PH Mo 10:00-11:00; Tu 10:00-12:00",
            "week 1-10 Mo 10:00-12:00", "2026 10:00-12:00", "10:00-35:00",
        ])
    func none(_ text: String) throws {
        #expect(PlainWeek(try OpeningHours(parsing: text)) == nil)
    }

    @Test("the table opens and shuts when the hours do, on ordinary days, holidays and days worked in exchange")
    func sameStates() throws {
        var random = SeededGenerator(state: 11)
        var shown = 0
        for _ in 0..<400 {
            let text = Self.expression(&random)
            guard let hours = try? OpeningHours(parsing: text), let week = PlainWeek(hours) else { continue }
            shown += 1
            let again = try OpeningHours(parsing: week.text)
            for _ in 0..<150 {
                let minute = Int64.random(in: 29_453_760..<29_979_360, using: &random)
                let now = CivilInstant(epochSeconds: minute * 60, offsetSeconds: 28_800)
                let kinds = [hours, again].map { $0.kind(at: now, calendar: .china2026()) }
                #expect(kinds[0] == kinds[1], "\(text) | \(week.text) | \(now.local)")
            }
        }
        #expect(shown > 200)
    }

    /// No hours of a whole day: replaced by a later rule they take what began the evening before with them.
    private static func expression(_ random: inout SeededGenerator) -> String {
        let days = ["Mo-Fr", "Sa,Su", "Tu", "Fr-Mo", "Mo-Su", "", "We,Sa", "PH", "PH,Su"]
        let times = [
            "09:00-18:00", "08:00-12:00,14:00-20:00", "20:00-02:00", "off", "22:00-06:00", "11:00-13:00",
        ]
        return (0..<Int.random(in: 1...4, using: &random)).map { number in
            let separator = number == 0 ? "" : Bool.random(using: &random) ? "; " : ", "
            let day = days.randomElement(using: &random) ?? ""
            return separator + (day.isEmpty ? "" : day + " ") + (times.randomElement(using: &random) ?? "off")
        }.joined()
    }
}
