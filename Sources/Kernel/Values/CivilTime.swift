extension Instant {
    /// Reads an RFC 3339 moment, `2026-11-23T18:00:00+08:00`; the zone is required, fractions are read to the
    /// millisecond. nil for anything else.
    public init?(rfc3339 text: String) {
        var bytes = Array(text.utf8)[...]
        guard bytes.count <= 40, let year = bytes.takeNumber(4), bytes.take("-"), let month = bytes.takeNumber(2),
            bytes.take("-"), let day = bytes.takeNumber(2), bytes.take("T") || bytes.take("t") || bytes.take(" "),
            let hour = bytes.takeNumber(2), bytes.take(":"), let minute = bytes.takeNumber(2), bytes.take(":"),
            let second = bytes.takeNumber(2), hour < 24, minute < 60, second < 61,
            let days = CivilTime.daysSinceEpoch(year: year, month: month, day: day)
        else { return nil }
        let milliseconds = bytes.takeFraction()
        guard let offset = bytes.takeZone(), bytes.isEmpty else { return nil }
        let seconds = Int64(days) * 86400 + Int64(hour * 3600 + minute * 60 + min(second, 59)) - Int64(offset)
        self.init(milliseconds: seconds * 1000 + Int64(milliseconds))
    }

    /// RFC 3339, with the offset of the zone it is shown in: `2026-11-23T18:00:00+08:00`.
    public func rfc3339(utcOffsetSeconds: Int64 = 0) -> String {
        let time = CivilTime(self, utcOffsetSeconds: utcOffsetSeconds)
        let minutes = abs(utcOffsetSeconds) / 60
        let zone =
            utcOffsetSeconds == 0
            ? "Z"
            : (utcOffsetSeconds < 0 ? "-" : "+") + twoDigits(Int(minutes / 60)) + ":" + twoDigits(Int(minutes % 60))
        return "\(time.date)T\(time.clock):\(twoDigits(time.second))\(zone)"
    }
}

/// A moment as the wall clock and calendar of a place with a fixed offset show it.
public struct CivilTime: Sendable, Equatable {
    public var year: Int
    public var month: Int
    public var day: Int
    public var hour: Int
    public var minute: Int
    public var second: Int

    public init(_ instant: Instant, utcOffsetSeconds: Int64) {
        let local = instant.seconds + utcOffsetSeconds
        let days = local >= 0 ? local / 86400 : (local - 86399) / 86400
        let seconds = Int(local - days * 86400)
        (year, month, day) = Self.civil(daysSinceEpoch: Int(days))
        (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    /// `2026-11-23`
    public var date: String { "\(fourDigits(year))-\(twoDigits(month))-\(twoDigits(day))" }
    /// `18:05`
    public var clock: String { "\(twoDigits(hour)):\(twoDigits(minute))" }

    /// Days since 1970-01-01 of a date of the proleptic Gregorian calendar; nil when there is no such date.
    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    public static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), (1...31).contains(day), (0...9999).contains(year) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        return civil(daysSinceEpoch: days) == (year, month, day) ? days : nil
    }

    /// civil_from_days of the same source.
    static func civil(daysSinceEpoch days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

private func fourDigits(_ year: Int) -> String {
    (0...999).contains(year) ? String(String(10_000 + year).dropFirst()) : String(year)
}

extension ArraySlice<UInt8> {
    fileprivate mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = first, byte == UInt8(ascii: character) else { return false }
        removeFirst()
        return true
    }

    fileprivate mutating func takeNumber(_ digits: Int) -> Int? {
        guard count >= digits else { return nil }
        var number = 0
        for byte in prefix(digits) {
            guard (48...57).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        removeFirst(digits)
        return number
    }

    /// `.123` to milliseconds; further digits are dropped.
    fileprivate mutating func takeFraction() -> Int {
        guard first == UInt8(ascii: "."), count > 1, (48...57).contains(self[startIndex + 1]) else { return 0 }
        removeFirst()
        var milliseconds = 0
        var weight = 100
        while let byte = first, (48...57).contains(byte) {
            milliseconds += Int(byte - 48) * weight
            weight /= 10
            removeFirst()
        }
        return milliseconds
    }

    /// Seconds east of UTC.
    fileprivate mutating func takeZone() -> Int? {
        if take("Z") || take("z") { return 0 }
        let sign = take("+") ? 1 : take("-") ? -1 : 0
        guard sign != 0, let hours = takeNumber(2), take(":"), let minutes = takeNumber(2), hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
