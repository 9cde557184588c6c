import Kernel
import OpeningHours
import Places

/// Opening hours in a form: the text itself, what it says in words, and room for the builder, which needs scripts.
public struct HoursField {
    let visit: Visit
    let text: String
    let name: String
    let legend: Phrase
    let fault: HTML
    let mark: HTML
    private var language: Language { visit.language }

    /// - Parameters:
    ///   - name: of the field in its form.
    ///   - fault: what of the text could not be taken, shown beside it.
    ///   - mark: attributes of the field.
    public init(
        visit: Visit, text: String, name: String = "hours", legend: Phrase? = nil, fault: HTML = .empty,
        mark: HTML = .empty
    ) {
        self.visit = visit
        self.text = text
        self.name = name
        self.legend = legend ?? PlaceField.hours.words
        self.fault = fault
        self.mark = mark
    }

    /// Behind a line that says what the hours are, for forms with many of them; open where something is wrong.
    public var folded: HTML {
        let words = HoursWords.description(of: text, in: language)
        let said = words.isEmpty ? Phrase.alwaysWord.in(language) : words
        let open: HTML = fault == .empty ? .empty : " open"
        return """
            <details class="hours-folded"\(open)><summary>\(legend.in(language))\(Phrase.colon.in(language))\
            <span class="hours-said">\(said)</span></summary>
            \(markup)</details>
            """
    }

    public var markup: HTML {
        """
        <fieldset class="hours-field"\(data)><legend>\(legend.in(language))</legend>
        <div class="hours-builder" hidden></div>
        <label class="field"><span class="quiet">\(Phrase.hoursHelp.in(language))</span>
        <input type="text" name="\(name)" maxlength="\(Limits.hoursBytesMax)" value="\(text)" autocomplete="off"\
        \(mark)>\(fault)</label>
        <p class="hours-words" aria-live="polite">\(HoursWords.description(of: text, in: language))</p>
        </fieldset>
        """
    }

    /// The builder's words; it draws itself.
    private var data: [HTML] {
        let words: [(HTML, Phrase)] = [
            ("always", .alwaysOpen), ("holidays", .onHolidays), ("as-weekday", .asOnWeekdays), ("closed", .closedThen),
            ("own", .otherTimes), ("add", .addTimes), ("remove", .removeTimes), ("opens", .opensAt),
            ("shuts", .shutsAt), ("anytime", .alwaysWord), ("next-day", .nextDay), ("copy", .sameEveryDay),
            ("text-only", .textOnly),
        ]
        let days = Phrase.daysOfTheWeek.map { $0.in(language) }.joined(separator: " ")
        return words.markup { " data-\($0.0)=\"\($0.1.in(language))\"" } + [" data-days=\"\(days)\""]
    }
}

/// What a typed text says, for the builder.
enum HoursJSON {
    static func reading(_ text: String, _ language: Language) -> JSON {
        let line = EditText.line(text)
        switch EditText.hours(line) {
        case .failure(let fault): return ["fault": .string(fault.words.in(language))]
        case .success(let hours):
            let read = try? OpeningHours(parsing: hours)
            let week = hours.isEmpty ? PlainWeek(days: Array(repeating: [], count: 7)) : read.flatMap { PlainWeek($0) }
            return [
                "text": .string(hours), "words": .string(HoursWords.description(of: hours, in: language)),
                "week": week.map(table) ?? .null,
            ]
        }
    }

    private static func table(_ week: PlainWeek) -> JSON {
        ["days": .array(week.days.map(spans)), "holidays": week.holidays.map(spans) ?? .null]
    }

    private static func spans(_ spans: [PlainWeek.Span]) -> JSON {
        .array(spans.map { .array([JSON($0.start), JSON($0.end)]) })
    }
}

extension Phrase {
    static let alwaysWord = Phrase("全天", "at any time")
    static let colon = Phrase("：", ": ")
    static let alwaysOpen = Phrase("全天 24 小时", "Open 24 hours, every day")
    static let onHolidays = Phrase("法定节假日", "Public holidays")
    static let asOnWeekdays = Phrase("和平时一样", "As on other days")
    static let closedThen = Phrase("休息", "Closed")
    static let otherTimes = Phrase("另定时间", "Other times")
    static let addTimes = Phrase("添加时段", "Add times")
    static let removeTimes = Phrase("删除时段", "Remove times")
    static let opensAt = Phrase("开门", "Opens")
    static let shutsAt = Phrase("关门", "Closes")
    static let nextDay = Phrase("次日", "next day")
    static let sameEveryDay = Phrase("每天都一样", "Same every day")
    static let textOnly = Phrase("这样的时间用文字写，表格放不下。", "Hours like these are written as text; a table cannot show them.")
    static let daysOfTheWeek = [
        Phrase("周一", "Mon"), Phrase("周二", "Tue"), Phrase("周三", "Wed"), Phrase("周四", "Thu"), Phrase("周五", "Fri"),
        Phrase("周六", "Sat"), Phrase("周日", "Sun"),
    ]
}
