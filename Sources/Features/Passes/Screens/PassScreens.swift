import Kernel

/// The two pages that work without a network: the rider's, which shows the code, and the guard's, which reads it. They
/// hold nothing of anybody, so that a phone may keep them; what they show comes from the phone's own store.
public struct PassScreens: Sendable {
    public init() {}

    public func addRoutes(to doors: Doors) {
        doors.everyone.get("/pass") { visit in
            // Read by the page's module alone.
            try visit.query.accept(only: ["lang", "gate"])
            return .page(PassScreen(visit: visit).page(), visit)
        }
        doors.everyone.get("/guard") { visit in
            try visit.query.accept(only: ["lang"])
            return .page(GuardScreen(visit: visit).page(), visit)
        }
    }
}

/// The words a page's module says, by the names it knows them by.
struct ScreenWords {
    var phrases: [(String, Phrase)]

    /// The value of `data-words`.
    func attribute(_ language: Language) -> String {
        let members = phrases.map { ($0, JSON.string($1.in(language))) }
        return String(decoding: JSON.object(members).bytes, as: UTF8.self)
    }

    /// Times, spans and trades, which both pages tell.
    static let common: [(String, Phrase)] = [
        ("moment", Phrase("不到 1 分钟", "less than a minute")), ("minutes", Phrase("{n} 分钟", "{n} min")),
        ("hours", Phrase("{n} 小时", "{n} h")), ("days", Phrase("{n} 天", "{n} days")),
        ("today", Phrase("今天 {time}", "{time} today")), ("tomorrow", Phrase("明天 {time}", "{time} tomorrow")),
        ("midnight", Phrase("今天 24:00", "midnight")),
        ("on-day", Phrase("{month}月{date}日 {time}", "{date}/{month} {time}")),
        ("trade-food-delivery", Phrase("外卖", "Food delivery")), ("trade-courier", Phrase("快递", "Courier")),
        ("trade-ride-hailing", Phrase("网约车", "Ride-hailing")), ("trade-truck", Phrase("货运", "Truck")),
        ("trade-other", Phrase("其他", "Other")),
    ]
}
