import Kernel
import OpeningHours

/// The distinct opening hours of a directory, each parsed once, with the city's holidays and zone.
public struct Timetable: Sendable {
    private var schedules: [OpeningHours] = []
    private var numbers: [String: Int32] = [:]
    let calendar: HolidayCalendar
    public let utcOffsetSeconds: Int64

    public init(calendar: HolidayCalendar, utcOffsetSeconds: Int64) {
        self.calendar = calendar
        self.utcOffsetSeconds = utcOffsetSeconds
    }

    var count: Int { schedules.count }

    /// The number under which these hours are kept; −1 for hours that are unknown or cannot be read.
    mutating func number(for text: String) -> Int32 {
        guard !text.isEmpty else { return -1 }
        if let known = numbers[text] { return known }
        guard let schedule = try? OpeningHours(parsing: text) else {
            numbers[text] = -1
            return -1
        }
        let number = Int32(schedules.count)
        schedules.append(schedule)
        numbers[text] = number
        return number
    }

    /// The number under which these hours are kept; −1 when they are not.
    func knownNumber(for text: String) -> Int32 { text.isEmpty ? -1 : numbers[text] ?? -1 }

    func state(ofNumber number: Int32, at moment: Instant) -> OpenState {
        schedules[Int(number)].state(at: civil(moment), calendar: calendar)
    }

    func isOpen(_ number: Int32, at moment: Instant) -> Bool {
        schedules[Int(number)].kind(at: civil(moment), calendar: calendar) == .open
    }

    /// The state of these hours at a moment; unknown when they are not among the directory's.
    public func state(of text: String, at moment: Instant) -> OpenState {
        guard let schedule = schedule(of: text) else { return .unknown }
        return schedule.state(at: civil(moment), calendar: calendar)
    }

    func schedule(of text: String) -> OpeningHours? {
        if let number = numbers[text] { return number >= 0 ? schedules[Int(number)] : nil }
        return try? OpeningHours(parsing: text)
    }

    func civil(_ moment: Instant) -> CivilInstant {
        CivilInstant(epochSeconds: moment.seconds, offsetSeconds: Int(utcOffsetSeconds))
    }
}

extension HolidayCalendar {
    /// `holidays.csv` of a city pack: holidays, and weekend days that are worked in exchange.
    public init(_ sheet: Sheet) throws {
        let reader = try SheetReader(sheet, file: "holidays.csv", columns: ["date", "kind"])
        var holidays: Set<CivilDay> = []
        var workdays: Set<CivilDay> = []
        for row in reader.rows {
            guard let day = CivilDay(iso8601: row["date"]) else {
                throw SheetFault(description: "holidays.csv line \(row.line): '\(row["date"])' is not a date.")
            }
            if row["kind"] == "workday" { workdays.insert(day) } else { holidays.insert(day) }
        }
        self.init(holidays: holidays, workdays: workdays)
    }
}
