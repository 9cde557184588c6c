import OpeningHours
import Testing

@Suite struct WordsTests {
    @Test(
        "a state is one short line in both languages",
        arguments: [
            ("24/7", "2026-11-23T10:00", "24 小时营业", "Open 24 hours"),
            ("unknown", "2026-11-23T10:00", "营业时间未知", "Hours unknown"),
            ("off", "2026-11-23T10:00", "暂停营业", "Closed until further notice"),
            ("10:00-23:00", "2026-11-23T12:00", "营业中 · 23:00 打烊", "Open · closes 23:00"),
            ("10:00-23:00", "2026-11-23T22:40", "20 分钟后打烊", "Closes in 20 min"),
            ("10:00-23:00", "2026-11-23T22:00", "60 分钟后打烊", "Closes in 60 min"),
            ("10:00-23:00", "2026-11-23T21:59", "营业中 · 23:00 打烊", "Open · closes 23:00"),
            ("10:00-02:00", "2026-11-23T12:00", "营业中 · 次日 02:00 打烊", "Open · closes 02:00"),
            ("10:00-24:00", "2026-11-23T12:00", "营业中 · 24:00 打烊", "Open · closes 24:00"),
            ("24/7; Fr off", "2026-11-23T12:00", "营业中 · 周五 00:00 打烊", "Open · closes Fri 00:00"),
            ("18:00+", "2026-11-23T19:00", "营业中 · 打烊时间不定", "Open · closing time varies"),
            ("10:00-18:00+", "2026-11-23T12:00", "营业中 · 18:00后不确定", "Open · uncertain after 18:00"),
            ("09:00-18:00", "2026-11-23T20:00", "休息中 · 明天 09:00 开门", "Closed · opens tomorrow 09:00"),
            ("09:00-18:00", "2026-11-23T07:00", "休息中 · 09:00 开门", "Closed · opens 09:00"),
            ("09:00-18:00", "2026-11-23T08:15", "45 分钟后开门", "Opens in 45 min"),
            ("We 09:00-18:00", "2026-11-23T12:00", "今天不营业 · 周三 09:00 开门", "Closed today · opens Wed 09:00"),
            ("Mo,We 09:00-18:00", "2026-11-23T20:00", "休息中 · 周三 09:00 开门", "Closed · opens Wed 09:00"),
            ("Dec 05 09:00-18:00", "2026-11-23T12:00", "今天不营业 · 12月5日 09:00 开门", "Closed today · opens 5 Dec 09:00"),
            (
                "Tu unknown; Mo off", "2026-11-23T12:00", "今天不营业 · 明天 00:00后可能开门",
                "Closed today · may open tomorrow 00:00"
            ),
            (
                "24/7; Mo off \"装修\"", "2026-11-23T12:00", "今天不营业 · 明天 00:00 开门 · 装修",
                "Closed today · opens tomorrow 00:00 · 装修"
            ),
        ])
    func words(_ text: String, _ time: String, _ chinese: String, _ english: String) throws {
        let now = try #require(CivilInstant(local: time))
        let state = try OpeningHours(parsing: text).state(at: now, calendar: .none)
        #expect(state.words(at: now, in: .chinese) == chinese)
        #expect(state.words(at: now, in: .english) == english)
    }

    @Test("the last minute says one minute, never none")
    func lastMinute() throws {
        let now = CivilInstant(
            epochSeconds: try #require(CivilInstant(local: "2026-11-23T18:00")).epochSeconds - 1,
            offsetSeconds: 28_800)
        let state = try OpeningHours(parsing: "10:00-18:00").state(at: now, calendar: .none)
        #expect(state.words(at: now, in: .english) == "Closes in 1 min")
    }

    @Test(
        "a timetable is told in both languages",
        arguments: [
            ("Mo-Fr 09:00-18:00", "周一至周五 09:00–18:00；周六、周日休息", "Mon–Fri 09:00–18:00; Sat, Sun closed"),
            ("09:00-18:00", "每天 09:00–18:00", "Daily 09:00–18:00"), ("24/7", "24 小时营业", "Open 24 hours"),
            ("off \"装修\"", "暂停营业（装修）", "Closed until further notice (装修)"),
            ("10:00-02:00; Mo off", "周一休息；周二至周日 10:00–次日 02:00", "Mon closed; Tue–Sun 10:00–02:00"),
            (
                "Mo-Fr 09:00-12:00,13:00-17:00; Sa-Su off; PH off",
                "周一至周五 09:00–12:00、13:00–17:00；周六、周日休息；法定节假日休息",
                "Mon–Fri 09:00–12:00, 13:00–17:00; Sat, Sun closed; public holidays closed"
            ),
            ("Mo off, 10:00-12:00", "每天 10:00–12:00", "Daily 10:00–12:00"),
            ("18:00+", "每天 18:00 起", "Daily 18:00 onwards"),
            (
                "Apr-Sep 08:00-20:00; Oct 01-Mar 31 off; Fr[-1] 10:00-12:00 || \"call\"",
                "4月至9月 08:00–20:00；10月1日至3月31日 休息；每月最后一个周五 10:00–12:00；其余时间 不确定（call）",
                "Apr–Sep 08:00–20:00; Oct 1–Mar 31 closed; last Fri 10:00–12:00; otherwise uncertain (call)"
            ),
            (
                "2026 week 10-20/2 PH Mo-Fr", "2026年 第 10 至 20 周（每 2 周） 周一至周五的法定节假日 全天",
                "2026 weeks 10–20 (every 2 weeks) public holidays on Mon–Fri all day"
            ),
        ])
    func descriptions(_ text: String, _ chinese: String, _ english: String) throws {
        let hours = try OpeningHours(parsing: text)
        #expect(hours.description(in: .chinese) == chinese)
        #expect(hours.description(in: .english) == english)
    }

    @Test(
        "a gate is open and shut in the words of gates",
        arguments: [
            ("24/7", "全天开放"), ("06:00-22:00", "开放中 · 22:00 关门"), ("11:00-14:00", "45 分钟后开门"),
            ("06:00-10:30", "15 分钟后关门"), ("06:00-09:00", "已关门 · 明天 06:00 开门"), ("We 06:00-22:00", "今天不开 · 周三 06:00 开门"),
            ("off", "暂停开放"), ("unknown", "开放时间未知"),
        ])
    func gates(_ text: String, _ chinese: String) throws {
        let now = try #require(CivilInstant(local: "2026-11-23T10:15"))
        let state = try OpeningHours(parsing: text).state(at: now, calendar: .none)
        #expect(state.words(at: now, in: .chinese, of: .gate) == chinese)
    }

    @Test("one day's hours are told to their end after midnight, holidays and days worked in exchange as they come")
    func day() throws {
        let hours = try OpeningHours(parsing: "Mo-Fr 09:00-12:00,14:00-02:00; Sa,Su off; PH 10:00-16:00")
        let holiday = try #require(CivilDay(iso8601: "2026-11-24"))
        let exchange = try #require(CivilDay(iso8601: "2026-11-28"))
        let calendar = HolidayCalendar(holidays: [holiday], workdays: [exchange])
        for (date, chinese, english) in [
            ("2026-11-23", "09:00–12:00、14:00–次日 02:00", "09:00–12:00, 14:00–02:00"),
            ("2026-11-24", "10:00–16:00", "10:00–16:00"), ("2026-11-29", "休息", "closed"),
            ("2026-11-28", "09:00–12:00、14:00–次日 02:00", "09:00–12:00, 14:00–02:00"),
        ] {
            let day = try #require(CivilDay(iso8601: date))
            #expect(hours.hours(on: day, calendar: calendar, in: .chinese) == chinese)
            #expect(hours.hours(on: day, calendar: calendar, in: .english) == english)
        }
    }
}
