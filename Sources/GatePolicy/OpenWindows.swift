import OpeningHours

extension GatePolicy {
    /// When a visitor is let in, as plain stretches of time, for a page that must answer without a network and does not
    /// read the grammar of opening hours. Of a storm nothing is said here.
    /// - Parameter days: 1…31 from the moment on.
    /// - Returns: `[start, end)` in seconds since 1970-01-01T00:00:00Z, ascending, apart from each other.
    public func openWindows(for visitor: Visitor, from moment: GateMoment, days: Int) -> [Range<Int64>] {
        guard !isShut else { return [] }
        let start = moment.instant.epochSeconds
        let end = start + Int64(min(max(days, 1), 31)) * 86_400
        let windows = admissions.filter { $0.fits(visitor) }.flatMap { admission in
            admission.hours?.openWindows(start..<end, moment) ?? [start..<end]
        }
        return Self.joined(windows)
    }

    private static func joined(_ windows: [Range<Int64>]) -> [Range<Int64>] {
        var joined: [Range<Int64>] = []
        for window in windows.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, window.lowerBound <= last.upperBound {
                joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, window.upperBound)
            } else {
                joined.append(window)
            }
        }
        return joined
    }
}

extension OpeningHours {
    fileprivate func openWindows(_ span: Range<Int64>, _ moment: GateMoment) -> [Range<Int64>] {
        var windows: [Range<Int64>] = []
        var place = span.lowerBound
        while place < span.upperBound {
            let instant = CivilInstant(epochSeconds: place, offsetSeconds: moment.instant.offsetSeconds)
            let state = state(at: instant, calendar: moment.calendar)
            let end = min(state.nextChange ?? span.upperBound, span.upperBound)
            if state.kind == .open { windows.append(place..<end) }
            place = end
        }
        return windows
    }
}
