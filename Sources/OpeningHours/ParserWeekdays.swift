extension Parser {
    /// `PH,Sa,Su`, `Mo-Fr`, `Mo[1]`, `PH Mo-Fr` (a holiday on one of these).
    mutating func weekdays(_ days: inout DaySelector) throws(OpeningHoursError) {
        guard isAtDay else { return }
        while true {
            let wasHoliday = try dayItem(&days)
            var ahead = self
            if ahead.scanner.takeLoosely(","), ahead.isAtDay {
                self = ahead
                continue
            }
            ahead = self
            ahead.scanner.skipSpaces()
            guard wasHoliday, !days.hasWeekdays, ahead.scanner.offset > scanner.offset, ahead.isAtWeekday
            else { return }
            days.holidaysAndWeekdays = true
            self = ahead
            try weekdaysOnly(&days)
            return
        }
    }

    private mutating func weekdaysOnly(_ days: inout DaySelector) throws(OpeningHoursError) {
        while true {
            _ = try dayItem(&days)
            var ahead = self
            guard ahead.scanner.takeLoosely(","), ahead.isAtWeekday else { return }
            self = ahead
        }
    }

    private var isAtWeekday: Bool {
        var ahead = scanner
        return ahead.take(oneOf: weekdayNames) != nil
    }

    private var isAtDay: Bool {
        var ahead = scanner
        return ahead.take(oneOf: weekdayNames) != nil || ahead.take(oneOf: ["PH", "SH"]) != nil
    }

    /// Returns whether it was a holiday.
    private mutating func dayItem(_ days: inout DaySelector) throws(OpeningHoursError) -> Bool {
        if scanner.take(word: "ph") {
            let offset = try holidayOffset()
            if !days.publicHolidayOffsets.contains(offset) { days.publicHolidayOffsets.append(offset) }
            return true
        }
        if scanner.take(word: "sh") {
            days.hasSchoolHolidays = true
            return true
        }
        guard let first = scanner.take(oneOf: weekdayNames) else { throw unexpected() }
        if scanner.take("[") {
            days.nthWeekdays.append(NthWeekday(weekday: first, positions: try positions()))
            return false
        }
        var last = first
        var ahead = scanner
        if ahead.takeLoosely("-") {
            guard let named = ahead.take(oneOf: weekdayNames) else {
                throw scanner.error(.unexpected, at: ahead.offset)
            }
            last = named
            scanner = ahead
        }
        for step in 0...floorMod(last - first, 7) { days.weekdays |= 1 << UInt8((first + step) % 7) }
        return false
    }

    /// `1,3]`, `1-2]`, `-1]`.
    private mutating func positions() throws(OpeningHoursError) -> [Int] {
        var positions: Set<Int> = []
        repeat {
            scanner.skipSpaces()
            let place = scanner.offset
            let isFromEnd = scanner.take("-")
            let first = try position()
            if isFromEnd {
                positions.insert(-first)
            } else {
                let last = scanner.take("-") ? try position() : first
                if last < first { throw scanner.error(.invertedRange, at: place) }
                positions.formUnion(first...last)
            }
        } while scanner.takeLoosely(",")
        guard scanner.take("]") else { throw scanner.error(.badNth) }
        return positions.sorted()
    }

    private mutating func position() throws(OpeningHoursError) -> Int {
        let place = scanner.offset
        guard scanner.digitCount == 1, let number = scanner.takeNumber(digitsMax: 1), (1...5).contains(number)
        else { throw scanner.error(.badNth, at: place) }
        return number
    }

    /// ` +1 day`, ` -2 days`; 0 where none stands.
    private mutating func holidayOffset() throws(OpeningHoursError) -> Int {
        var ahead = scanner
        ahead.skipSpaces()
        let sign: Int
        if ahead.take("+") {
            sign = 1
        } else if ahead.take("-") {
            sign = -1
        } else {
            return 0
        }
        let place = ahead.offset
        guard let days = ahead.takeNumber(digitsMax: 3), (1...366).contains(days)
        else { throw scanner.error(.dayOffset, at: place) }
        ahead.skipSpaces()
        guard ahead.take(word: "days") || ahead.take(word: "day")
        else { throw scanner.error(.dayOffset, at: ahead.offset) }
        scanner = ahead
        return sign * days
    }
}
