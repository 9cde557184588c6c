extension Parser {
    /// Everything before the times: years, months and dates, weeks, weekdays and holidays.
    mutating func days() throws(OpeningHoursError) -> DaySelector {
        var days = DaySelector()
        let year = try years(&days)
        days.dates = try dates(year: year)
        scanner.skipSpaces()
        days.weeks = try weeks()
        takeColon()
        scanner.skipSpaces()
        try weekdays(&days)
        takeColon()
        return days
    }

    /// `Mo-Fr: 09:00-18:00` is written by many; the colon means nothing.
    private mutating func takeColon() {
        _ = scanner.takeLoosely(":")
    }

    /// Returns a single year that belongs to the date after it (`2026 Dec 20-Jan 05`) instead of storing it.
    private mutating func years(_ days: inout DaySelector) throws(OpeningHoursError) -> Int? {
        guard isAtYear else { return nil }
        while true {
            let place = scanner.offset
            let start = try year()
            var range = SteppedRange(start: start, end: start)
            if scanner.take("+") {
                range.end = CivilDay.yearMax
            } else if isAtYear(after: "-"), scanner.take("-") {
                range.end = try year()
                if range.end < range.start { throw scanner.error(.invertedRange, at: place) }
                range.step = try step(max: 100, .badYear)
            } else if days.years.isEmpty {
                scanner.skipSpaces()
                if isAtMonth { return start }
            }
            days.years.append(range)
            var ahead = self
            guard ahead.scanner.take(","), ahead.isAtYear else { break }
            self = ahead
        }
        scanner.skipSpaces()
        return nil
    }

    private mutating func year() throws(OpeningHoursError) -> Int {
        let place = scanner.offset
        guard let year = scanner.takeNumber(digitsMax: 4), (CivilDay.yearMin...CivilDay.yearMax).contains(year)
        else { throw scanner.error(.badYear, at: place) }
        return year
    }

    private mutating func step(max: Int, _ reason: OpeningHoursError.Reason) throws(OpeningHoursError) -> Int {
        guard scanner.take("/") else { return 1 }
        let place = scanner.offset
        guard let step = scanner.takeNumber(digitsMax: 3), (1...max).contains(step)
        else { throw scanner.error(reason, at: place) }
        return step
    }

    private var isAtYear: Bool { scanner.digitCount == 4 && scanner.peek(4) != UInt8(ascii: ":") }

    private func isAtYear(after sign: Unicode.Scalar) -> Bool {
        var ahead = self
        return ahead.scanner.take(sign) && ahead.isAtYear
    }

    var isAtMonth: Bool {
        var ahead = scanner
        return ahead.take(oneOf: monthNames) != nil
    }

    var isAtYearAndMonth: Bool {
        guard isAtYear else { return false }
        var ahead = self
        _ = ahead.scanner.takeNumber(digitsMax: 4)
        ahead.scanner.skipSpaces()
        return ahead.isAtMonth
    }

    /// `week 01-10/2,20`.
    private mutating func weeks() throws(OpeningHoursError) -> [SteppedRange] {
        var weeks: [SteppedRange] = []
        guard scanner.take(word: "week") else { return weeks }
        repeat {
            scanner.skipSpaces()
            let place = scanner.offset
            let start = try weekNumber()
            var range = SteppedRange(start: start, end: start)
            if scanner.take("-") {
                range.end = try weekNumber()
                range.step = try step(max: 52, .badWeek)
                if range.step > 1, range.end < start { throw scanner.error(.invertedRange, at: place) }
            }
            weeks.append(range)
        } while takeCommaBeforeNumber()
        return weeks
    }

    private mutating func weekNumber() throws(OpeningHoursError) -> Int {
        guard (1...2).contains(scanner.digitCount) else { throw scanner.error(.badWeek) }
        let place = scanner.offset
        guard let week = scanner.takeNumber(digitsMax: 2), (1...53).contains(week)
        else { throw scanner.error(.badWeek, at: place) }
        return week
    }

    /// A comma and one or two digits that are no time: the list goes on.
    mutating func takeCommaBeforeNumber() -> Bool {
        var ahead = scanner
        guard ahead.takeLoosely(","), (1...2).contains(ahead.digitCount), !ahead.isAtTime,
            ahead.peek(ahead.digitCount) != UInt8(ascii: "/")
        else { return false }
        scanner = ahead
        return true
    }
}
