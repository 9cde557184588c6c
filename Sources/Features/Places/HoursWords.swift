import Kernel
import OpeningHours

/// Opening hours in sentences, for pages of this and the features above.
public enum HoursWords {
    /// The whole week in words; empty when the hours are unknown or cannot be read.
    public static func description(of hours: String, in language: Language) -> String {
        guard let schedule = try? OpeningHours(parsing: hours) else { return "" }
        return schedule.description(in: language.ofHours)
    }

    /// The weekdays on which these hours open at noon, in words: for offers that hold on some days only.
    public static func weekdays(of hours: String) -> Phrase {
        guard let schedule = try? OpeningHours(parsing: hours) else { return everyDay }
        // Any Monday without holidays will do; this one is 2026-01-05.
        let monday = 20_458
        let open = (0..<7).filter { weekday in
            let noon = CivilInstant(
                day: CivilDay(daysSinceEpoch: monday + weekday), minuteOfDay: 720, offsetSeconds: 0)
            return schedule.kind(at: noon, calendar: .none) == .open
        }
        if open.count == 7 { return everyDay }
        if open.count > 2, open.count == open[open.count - 1] - open[0] + 1 {
            return Phrase(
                "\(chineseDays[open[0]])至\(chineseDays[open[open.count - 1]])",
                "\(englishDays[open[0]])–\(englishDays[open[open.count - 1]])")
        }
        return Phrase(
            open.map { chineseDays[$0] }.joined(separator: "、"), open.map { englishDays[$0] }.joined(separator: ", "))
    }

    private static let everyDay = Phrase("每天", "Every day")
    private static let chineseDays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    private static let englishDays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}

extension Timetable {
    /// `营业中 · 23:00 打烊`
    func sentence(for state: OpenState, at moment: Instant, in language: Language) -> String {
        state.words(at: civil(moment), in: language.ofHours)
    }

    func description(of hours: String, in language: Language) -> String {
        HoursWords.description(of: hours, in: language)
    }
}

extension Language {
    var ofHours: HoursLanguage { self == .english ? .english : .chinese }
}
