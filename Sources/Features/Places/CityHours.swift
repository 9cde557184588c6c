import Kernel
import OpeningHours

/// Opening hours judged by the city's own holidays, for the features above: gates with hours of their own, offers
/// that hold on some days.
public struct CityHours: Sendable {
    private let calendar: HolidayCalendar

    /// - Parameter calendar: by default one without holidays.
    public init(calendar: HolidayCalendar = .none) { self.calendar = calendar }

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
