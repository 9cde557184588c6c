/// A day of the proleptic Gregorian calendar, counted from 1970-01-01 (day 0).
///
/// Conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`
/// (chrono-Compatible Low-Level Date Algorithms, 2013): exact, without tables or time zones.
public struct CivilDay: Sendable, Hashable, Comparable {
    public static let yearMin = 1900
    public static let yearMax = 2999

    /// Whole days since 1970-01-01; negative before it.
    public let daysSinceEpoch: Int

    public init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

    /// `nil` unless the date exists and its year is between `yearMin` and `yearMax`.
    public init?(year: Int, month: Int, day: Int) {
        guard (Self.yearMin...Self.yearMax).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.daysInMonth(year: year, month: month)
        else { return nil }
        daysSinceEpoch = Self.daysFromCivil(year, month, day)
    }

    /// A date written `YYYY-MM-DD` (ISO 8601); `nil` for anything else.
    public init?(iso8601 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        guard let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    public static func < (left: CivilDay, right: CivilDay) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

    /// 0 is Monday, 6 is Sunday.
    public var weekday: Int { floorMod(daysSinceEpoch + 3, 7) }

    public var yearMonthDay: (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = floorDiv(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The week of ISO 8601, 1 to 53: the week belongs to the year that holds its Thursday.
    public var isoWeek: Int {
        let thursday = daysSinceEpoch - weekday + 3
        let year = CivilDay(daysSinceEpoch: thursday).yearMonthDay.year
        return (thursday - Self.daysFromCivil(year, 1, 1)) / 7 + 1
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = floorDiv(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }
}

/// A point in time seen from a fixed offset east of UTC. China has one offset and no summer time.
public struct CivilInstant: Sendable, Hashable {
    /// UTC+8, the offset of Asia/Shanghai since 1991.
    public static let shanghaiOffsetSeconds = 28_800

    /// Seconds since 1970-01-01T00:00:00Z, held between the years 1900 and 2999 so that no sum can overflow.
    public let epochSeconds: Int64
    public let offsetSeconds: Int

    public init(epochSeconds: Int64, offsetSeconds: Int) {
        self.epochSeconds = min(max(epochSeconds, -2_208_988_800), 32_503_679_999)
        self.offsetSeconds = min(max(offsetSeconds, -86_400), 86_400)
    }

    /// The instant at which a clock with this offset shows the given day and minute (0 is midnight).
    public init(day: CivilDay, minuteOfDay: Int, offsetSeconds: Int) {
        let local = Int64(day.daysSinceEpoch) * 86_400 + Int64(minuteOfDay) * 60
        self.init(epochSeconds: local - Int64(offsetSeconds), offsetSeconds: offsetSeconds)
    }

    public var day: CivilDay { CivilDay(daysSinceEpoch: floorDiv(localSeconds, 86_400)) }

    /// 0 at midnight, 1439 in the last minute of the day.
    public var minuteOfDay: Int { floorMod(localSeconds, 86_400) / 60 }

    private var localSeconds: Int { Int(epochSeconds) + offsetSeconds }
}

@inline(__always) func floorDiv(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
}

@inline(__always) func floorMod(_ value: Int, _ divisor: Int) -> Int { value - floorDiv(value, divisor) * divisor }
