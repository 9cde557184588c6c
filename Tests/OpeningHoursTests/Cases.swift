import OpeningHours

extension CivilInstant {
    /// `2026-11-23T18:30` by a clock in Shanghai.
    init?(local text: String) {
        let parts = text.split(separator: "T")
        let clock = parts.last?.split(separator: ":").compactMap { Int($0) } ?? []
        guard parts.count == 2, clock.count == 2, let day = CivilDay(iso8601: parts[0]) else { return nil }
        self.init(
            day: day, minuteOfDay: clock[0] * 60 + clock[1], offsetSeconds: CivilInstant.shanghaiOffsetSeconds)
    }

    var local: String {
        let (year, month, dayOfMonth) = day.yearMonthDay
        return "\(year)-\(two(month))-\(two(dayOfMonth))T\(two(minuteOfDay / 60)):\(two(minuteOfDay % 60))"
    }

    private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

/// Numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension HolidayCalendar {
    /// The State Council's arrangement for 2026.
    static func china2026(_ makeUpDays: MakeUpDays = .asFriday) -> HolidayCalendar {
        let rests: [(String, Int)] = [
            ("2026-01-01", 3), ("2026-02-15", 9), ("2026-04-04", 3), ("2026-05-01", 5), ("2026-06-19", 3),
            ("2026-09-25", 3), ("2026-10-01", 7),
        ]
        var holidays: Set<CivilDay> = []
        for (first, count) in rests {
            guard let day = CivilDay(iso8601: first) else { continue }
            for offset in 0..<count { holidays.insert(CivilDay(daysSinceEpoch: day.daysSinceEpoch + offset)) }
        }
        let workdays = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
        return HolidayCalendar(
            holidays: holidays, workdays: Set(workdays.compactMap { CivilDay(iso8601: $0) }), makeUpDays: makeUpDays)
    }
}
