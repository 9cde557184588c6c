extension Parser {
    /// `09:00-12:00,14:00-18:00+`; empty where no time stands.
    mutating func times() throws(OpeningHoursError) -> [TimeSpan] {
        var spans: [TimeSpan] = []
        guard scanner.isAtTime else { return spans }
        while true {
            spans.append(try span())
            var ahead = scanner
            guard ahead.takeLoosely(","), ahead.isAtTime else { return spans }
            scanner = ahead
        }
    }

    private mutating func span() throws(OpeningHoursError) -> TimeSpan {
        let place = scanner.offset
        let start = try time(hourMax: 23)
        if scanner.take("+") { return TimeSpan(start: start, end: 1440, isOpenEnd: true, isEndGiven: false) }
        guard scanner.takeLoosely("-") else { throw scanner.error(.singleTime, at: place) }
        guard scanner.isAtTime else { throw scanner.isDigit(scanner.peek()) ? scanner.error(.badTime) : unexpected() }
        var end = try time(hourMax: 48)
        if end <= start { end += 1440 }
        if scanner.peek() == UInt8(ascii: "/") { throw scanner.error(.interval) }
        return TimeSpan(start: start, end: end, isOpenEnd: scanner.take("+"))
    }

    private mutating func time(hourMax: Int) throws(OpeningHoursError) -> Int {
        let place = scanner.offset
        guard let hour = scanner.takeNumber(digitsMax: 2), scanner.take(":"), scanner.digitCount == 2,
            let minute = scanner.takeNumber(digitsMax: 2), minute < 60, hour <= hourMax, hour < 48 || minute == 0
        else { throw scanner.error(.badTime, at: place) }
        return hour * 60 + minute
    }
}
