/// How a number in a worksheet is shown, as far as it changes what the number means.
enum NumberLook: Equatable {
    case plain
    case date
    case time
    case dateTime
    /// "00000": an id with leading zeros.
    case padded(digits: Int)

    /// The formats that every workbook has, with those of a Chinese Excel (ECMA-376 part 1, 18.8.30).
    init(builtIn id: Int) {
        switch id {
        case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45...47, 55, 56: self = .time
        case 22: self = .dateTime
        default: self = .plain
        }
    }

    /// A format of the workbook's own, such as `yyyy"年"m"月"d"日"` or `00000`.
    init(code: String) {
        let section = Self.bareLetters(code)
        if !section.isEmpty, section.allSatisfy({ $0 == UInt8(ascii: "0") }), section.count > 1 {
            self = .padded(digits: section.count)
            return
        }
        let letters = String(decoding: section, as: UTF8.self).lowercased()
        if letters == "general" {
            self = .plain
            return
        }
        let hasTime = letters.utf8.contains { $0 == UInt8(ascii: "h") || $0 == UInt8(ascii: "s") }
        let hasDay = letters.utf8.contains { $0 == UInt8(ascii: "y") || $0 == UInt8(ascii: "d") }
        let hasMonth = letters.utf8.contains(UInt8(ascii: "m"))
        switch (hasDay || (hasMonth && !hasTime), hasTime) {
        case (true, true): self = .dateTime
        case (true, false): self = .date
        case (false, true): self = .time
        case (false, false): self = .plain
        }
    }

    /// The first section without quoted text, escaped characters and brackets. `[h]` counts hours and stays.
    private static func bareLetters(_ code: String) -> [UInt8] {
        var kept: [UInt8] = []
        var rest = Array(code.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: ";"): return kept
            case UInt8(ascii: "\""):
                rest = rest.drop { $0 != UInt8(ascii: "\"") }.dropFirst()
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): rest = rest.dropFirst()
            case UInt8(ascii: "["):
                let inside = rest.prefix { $0 != UInt8(ascii: "]") }
                rest = rest.dropFirst(inside.count + 1)
                if inside.allSatisfy({ "hmsHMS".utf8.contains($0) }) { kept += inside }
            default: kept.append(byte)
            }
        }
        return kept
    }

    /// The text of a cell's raw value: readable numbers, ISO 8601 dates and times; nil if it is no number.
    func text(_ raw: String, countsFrom1904: Bool) -> String? {
        switch self {
        case .plain: return NumberText.readable(raw)
        case .padded(let digits):
            guard let text = NumberText.readable(raw) else { return nil }
            let isWhole = text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            return isWhole && text.utf8.count < digits
                ? String(repeating: "0", count: digits - text.utf8.count) + text : text
        case .date, .time, .dateTime:
            guard let serial = Double(raw), serial.isFinite else { return nil }
            return SerialDate(serial, countsFrom1904: countsFrom1904).map { $0.text(self) }
                ?? NumberText.readable(raw)
        }
    }
}

/// A spreadsheet's day number: days since the end of 1899 (or 1904), the time as the fraction of a day.
struct SerialDate {
    private let days: Int
    private let seconds: Int

    private static let secondsPerDay = 86_400.0
    /// The last day of the year 9999.
    private static let serialMax = 2_958_466.0
    /// 1970-01-01 in either count.
    private static let epoch1900 = 25_569
    private static let epoch1904 = 24_107
    /// Excel counts a 29 February 1900 that never was: days before it are one off.
    private static let phantomLeapDay = 60

    init?(_ serial: Double, countsFrom1904: Bool) {
        guard serial >= 0, serial < Self.serialMax else { return nil }
        let total = Int((serial * Self.secondsPerDay).rounded())
        let day = total / Int(Self.secondsPerDay)
        seconds = total % Int(Self.secondsPerDay)
        let isBeforePhantom = !countsFrom1904 && day < Self.phantomLeapDay
        days = day - (countsFrom1904 ? Self.epoch1904 : Self.epoch1900) + (isBeforePhantom ? 1 : 0)
    }

    func text(_ look: NumberLook) -> String {
        switch look {
        case .time: clock
        case .dateTime: "\(calendar)T\(clock)"
        default: calendar
        }
    }

    /// hh:mm, with seconds where there are any.
    private var clock: String {
        let text = "\(Self.padded(seconds / 3600, 2)):\(Self.padded(seconds / 60 % 60, 2))"
        return seconds % 60 == 0 ? text : text + ":" + Self.padded(seconds % 60, 2)
    }

    /// Days since 1970 to year, month and day of the Gregorian calendar (H. Hinnant, "chrono-Compatible
    /// Low-Level Date Algorithms", civil_from_days).
    private var calendar: String {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
