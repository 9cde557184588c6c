import Kernel
import Places

/// Whether a rider gets an offer today, and why not.
enum OfferAnswer: Equatable {
    case today
    /// For the last time within days: how many are left, today included.
    case lastDays(Int)
    /// The offer holds on other days.
    case otherDays(Phrase)
    /// The shop is shut all day.
    case shut

    static let lastDaysMax: Int64 = 7

    init(_ offer: Offer, of place: Place, hours: CityHours, for visit: Visit) {
        if hours.isShutToday(place.hours, for: visit) {
            self = .shut
        } else if !hours.holdToday(offer.days, for: visit) {
            self = .otherDays(HoursWords.weekdays(of: offer.days))
        } else if let end = offer.validUntil, end.seconds - visit.now.seconds <= Self.lastDaysMax * 86_400 {
            self = .lastDays(Int((end.seconds - visit.now.seconds + 86_399) / 86_400))
        } else {
            self = .today
        }
    }

    var tone: String {
        switch self {
        case .today, .lastDays: "good"
        case .otherDays, .shut: "plain"
        }
    }

    var words: Phrase {
        switch self {
        case .today: Phrase("今天可用", "Today")
        case .lastDays(let days):
            Phrase("今天可用 · 最后 \(days) 天", days == 1 ? "Today · last day" : "Today · \(days) days left")
        case .otherDays(let days): Phrase("今天不可用 · 只在\(days.chinese)", "Not today · only \(days.english)")
        case .shut: Phrase("今天不可用 · 店里休息", "Not today · the shop is shut")
        }
    }
}
