import Kernel
import OpeningHours

/// Opening hours judged by the city's own holidays, for the features above: gates with hours of their own, offers
/// that hold on some days.
public struct CityHours: Sendable {
    private let calendar: HolidayCalendar

    /// - Parameter calendar: by default one without holidays.
    public init(calendar: HolidayCalendar = .none) { self.calendar = calendar }

    /// Whether a gate is open just now, as a mark with words: `开放中 · 22:00 关门`. Empty when its hours are unknown.
    public func gateState(_ hours: String, for visit: Visit) -> HTML {
        guard let schedule = try? OpeningHours(parsing: hours) else { return .empty }
        let now = Self.now(visit)
        let state = schedule.state(at: now, calendar: calendar)
        let words = state.words(at: now, in: visit.language.ofHours, of: .gate)
        return "<span class=\"open open-\(state.kind.word)\">\(words)</span>"
    }

    /// The gate's whole week in words; empty when it is always open, which its state has said already.
    public func gateWeek(_ hours: String, for visit: Visit) -> String {
        guard let schedule = try? OpeningHours(parsing: hours), !schedule.isAlwaysOpen else { return "" }
        return schedule.description(in: visit.language.ofHours)
    }

    /// Whether hours that name days include the day of the visit; days that are unknown include every day.
    public func holdToday(_ days: String, for visit: Visit) -> Bool {
        guard let schedule = try? OpeningHours(parsing: days) else { return true }
        let noon = CivilInstant(
            day: Self.now(visit).day, minuteOfDay: 720, offsetSeconds: Self.now(visit).offsetSeconds)
        return schedule.kind(at: noon, calendar: calendar) != .closed
    }

    /// Whether the place keeps its doors shut for the whole day of the visit.
    public func isShutToday(_ hours: String, for visit: Visit) -> Bool {
        guard let schedule = try? OpeningHours(parsing: hours) else { return false }
        return schedule.state(at: Self.now(visit), calendar: calendar).isClosedAllDay
    }

    private static func now(_ visit: Visit) -> CivilInstant {
        CivilInstant(epochSeconds: visit.now.seconds, offsetSeconds: Int(visit.site.utcOffsetSeconds))
    }
}
