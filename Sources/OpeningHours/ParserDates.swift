extension Parser {
    /// `Apr-Sep,Dec 25`, `2026 Feb 10-2026 Feb 20`; a year holds for the items after it until another is given.
    mutating func dates(year: Int?) throws(OpeningHoursError) -> [DateRange] {
        var dates: [DateRange] = []
        guard isAtMonth else { return dates }
        var year = year
        while true {
            dates.append(try dateRange(year: year, &dates))
            var ahead = self
            guard ahead.scanner.takeLoosely(",") else { return dates }
            if ahead.isAtYearAndMonth {
                year = ahead.takeYear()
            } else if !ahead.isAtMonth {
                return dates
            }
            self = ahead
        }
    }

    private mutating func takeYear() -> Int? {
        let year = scanner.takeNumber(digitsMax: 4)
        scanner.skipSpaces()
        return year
    }

    private mutating func dateRange(year: Int?, _ dates: inout [DateRange]) throws(OpeningHoursError) -> DateRange {
        let place = scanner.offset
        guard let month = takeMonth() else { throw unexpected() }
        guard takeSpacesBeforeDay() else { return try monthRange(from: month, year, place) }
        while true {
            let range = try dayRange(month, year, place)
            guard takeCommaBeforeNumber() else { return range }
            dates.append(range)
        }
    }

    private mutating func takeMonth() -> Int? { scanner.take(oneOf: monthNames).map { $0 + 1 } }

    /// Whether one or two digits that are no time follow.
    private mutating func takeSpacesBeforeDay() -> Bool {
        var ahead = scanner
        ahead.skipSpaces()
        guard (1...2).contains(ahead.digitCount), !ahead.isAtTime, ahead.peek(ahead.digitCount) != UInt8(ascii: "/")
        else { return false }
        scanner = ahead
        return true
    }

    private mutating func monthRange(
        from month: Int, _ year: Int?, _ place: Int
    ) throws(OpeningHoursError) -> DateRange {
        var last = (month: month, year: year)
        var ahead = self
        if ahead.scanner.takeLoosely("-") {
            let named = ahead.isAtYearAndMonth ? ahead.takeYear() : nil
            guard let end = ahead.takeMonth() else { throw ahead.unexpected() }
            last = (end, named ?? year)
            self = ahead
        }
        guard let year else {
            if last.year != nil { throw scanner.error(.badDate, at: place) }
            return .months(from: month, to: last.month)
        }
        var lastYear = last.year ?? year
        if lastYear == year, last.month < month { lastYear += 1 }
        let lastDay = CivilDay.daysInMonth(year: lastYear, month: last.month)
        return try once((year, month, 1), (lastYear, last.month, lastDay), place)
    }

    private mutating func dayRange(
        _ month: Int, _ year: Int?, _ place: Int
    ) throws(OpeningHoursError) -> DateRange {
        let first = try dayNumber(month)
        var end: (year: Int?, month: Int, day: Int) = (nil, month, first)
        if scanner.takeLoosely("-") {
            if isAtYearAndMonth { end.year = takeYear() }
            if let named = takeMonth() {
                end.month = named
                guard takeSpacesBeforeDay() else { throw scanner.error(.badDate) }
            }
            end.day = try dayNumber(end.month)
            if end.month == month, end.year == nil, end.day < first {
                throw scanner.error(.invertedRange, at: place)
            }
        }
        guard let year else {
            if end.year != nil { throw scanner.error(.badDate, at: place) }
            return .yearly(from: month * 100 + first, to: end.month * 100 + end.day)
        }
        let isNextYear = end.year == nil && end.month * 100 + end.day < month * 100 + first
        return try once((year, month, first), (end.year ?? (isNextYear ? year + 1 : year), end.month, end.day), place)
    }

    private mutating func dayNumber(_ month: Int) throws(OpeningHoursError) -> Int {
        let place = scanner.offset
        guard (1...2).contains(scanner.digitCount), let day = scanner.takeNumber(digitsMax: 2), day >= 1,
            day <= CivilDay.daysInMonth(year: 2000, month: month)
        else { throw scanner.error(.badDate, at: place) }
        return day
    }

    private typealias Ymd = (year: Int, month: Int, day: Int)

    private func once(_ first: Ymd, _ last: Ymd, _ place: Int) throws(OpeningHoursError) -> DateRange {
        guard let from = CivilDay(year: first.year, month: first.month, day: first.day),
            let to = CivilDay(year: last.year, month: last.month, day: last.day)
        else { throw scanner.error(.badDate, at: place) }
        if to < from { throw scanner.error(.invertedRange, at: place) }
        return .once(from: from.daysSinceEpoch, to: to.daysSinceEpoch)
    }
}
