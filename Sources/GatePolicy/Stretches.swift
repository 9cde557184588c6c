import OpeningHours

/// A time in which a visitor is let in, and when that ends.
public struct OpenStretch: Sendable, Hashable {
    /// Seconds since 1970-01-01T00:00:00Z; the end is not within.
    public var start: Int64
    public var end: Int64
    /// What `GateVerdict.Terms.until` says at any moment within; may lie beyond the end.
    public var until: Int64?

    public init(start: Int64, end: Int64, until: Int64?) {
        self.start = start
        self.end = end
        self.until = until
    }
}

/// When a visitor is let in by some admissions, laid out for a page that answers without a network.
public struct Outlook: Sendable, Hashable {
    /// Ascending, apart from each other or of another `until`.
    public var stretches: [OpenStretch]
    /// The first moment after these days at which the visitor is let in again, where they end without; else nil.
    public var later: Int64?

    public init(stretches: [OpenStretch], later: Int64?) {
        self.stretches = stretches
        self.later = later
    }
}

extension GatePolicy {
    /// By the ordinary admissions or, apart, by those of a storm.
    /// - Parameter days: 1…31 from the moment on.
    public func outlook(for visitor: Visitor, from moment: GateMoment, days: Int, ofStorm: Bool = false) -> Outlook {
        guard !isShut else { return Outlook(stretches: [], later: nil) }
        let start = moment.instant.epochSeconds
        let end = start + Int64(min(max(days, 1), 31)) * 86_400
        let fitting = (ofStorm ? stormAdmissions : admissions).filter { $0.fits(visitor) }
        let pieces = fitting.flatMap { admission in
            admission.hours?.stretches(start..<end, moment) ?? [OpenStretch(start: start, end: end, until: nil)]
        }
        let joined = Self.overlaid(pieces)
        guard joined.last?.end != end else { return Outlook(stretches: joined, later: nil) }
        let last = CivilInstant(epochSeconds: end - 1, offsetSeconds: moment.instant.offsetSeconds)
        let later = fitting.compactMap { $0.hours?.nextOpening(after: last, moment.calendar) }.min()
        return Outlook(stretches: joined, later: later)
    }

    /// Pieces that may overlap, as what holds in each moment: until the last of their ends, and without one where any
    /// has none.
    private static func overlaid(_ pieces: [OpenStretch]) -> [OpenStretch] {
        let bounds = Set(pieces.flatMap { [$0.start, $0.end] }).sorted()
        var joined: [OpenStretch] = []
        for (start, end) in zip(bounds, bounds.dropFirst()) {
            let here = pieces.filter { $0.start <= start && end <= $0.end }
            guard !here.isEmpty else { continue }
            let ends = here.compactMap(\.until)
            let until = ends.count == here.count ? ends.max() : nil
            if let last = joined.last, last.end == start, last.until == until {
                joined[joined.count - 1].end = end
            } else {
                joined.append(OpenStretch(start: start, end: end, until: until))
            }
        }
        return joined
    }
}

extension OpeningHours {
    fileprivate func stretches(_ span: Range<Int64>, _ moment: GateMoment) -> [OpenStretch] {
        var stretches: [OpenStretch] = []
        var place = span.lowerBound
        while place < span.upperBound {
            let instant = CivilInstant(epochSeconds: place, offsetSeconds: moment.instant.offsetSeconds)
            let state = state(at: instant, calendar: moment.calendar)
            let end = min(state.nextChange ?? span.upperBound, span.upperBound)
            if state.kind == .open {
                let until = state.isOpenEnd ? nil : state.nextChange
                stretches.append(OpenStretch(start: place, end: end, until: until))
            }
            place = end
        }
        return stretches
    }
}
