/// A stretch of minutes in one state, and the rule that said so.
struct Segment: Sendable, Hashable {
    var start: Int16
    var end: Int16
    var kind: OpenState.Kind
    var rule: UInt8
    /// Hours belong to the day they begin on: this stretch began yesterday.
    var isFromYesterday = false
    var isOpenEnd = false
}

/// One day as segments in order, apart from each other; between them it is closed.
struct DayPlan {
    private(set) var segments: [Segment] = []

    /// Reads the rules in order for one day.
    ///
    /// - Parameters:
    ///   - yesterday: whose hours past midnight come in; `nil` leaves them out.
    ///   - minutes: 1440 for a day of the calendar, 2880 to see a day's hours to their end after midnight.
    init(rules: [Rule], today: DayFacts, yesterday: DayFacts?, calendar: HolidayCalendar, minutes: Int = 1440) {
        // Which rules speak for a day is known before any is laid down: what a later rule replaces leaves no trace,
        // not even on the other day's hours that it would have lain over.
        let todays = Self.standing(rules, today, calendar)
        let yesterdays = yesterday.map { Self.standing(rules, $0, calendar) } ?? 0
        for (index, rule) in rules.enumerated() where (todays | yesterdays) & 1 << UInt64(index) != 0 {
            if yesterdays & 1 << UInt64(index) != 0 { apply(rule, index, isFromYesterday: true, minutes) }
            if todays & 1 << UInt64(index) != 0 { apply(rule, index, isFromYesterday: false, minutes) }
        }
    }

    /// The rules that match a day and are replaced by no later one, a bit each.
    private static func standing(_ rules: [Rule], _ day: DayFacts, _ calendar: HolidayCalendar) -> UInt64 {
        var standing: UInt64 = 0
        for (index, rule) in rules.enumerated() where rule.days.matches(day, calendar) {
            standing = (rule.replaces ? 0 : standing) | 1 << UInt64(index)
        }
        return standing
    }

    private mutating func apply(_ rule: Rule, _ index: Int, isFromYesterday: Bool, _ minutes: Int) {
        if rule.times.isEmpty {
            guard !isFromYesterday else { return }
            let whole = Segment(start: 0, end: 1440, kind: rule.kind, rule: UInt8(index))
            // A day off says why only where nothing of yesterday is still going on.
            if rule.separator == .fallback || rule.kind == .closed { fill(whole) } else { paint(whole) }
            return
        }
        let shift = isFromYesterday ? 1440 : 0
        for span in rule.times {
            place(span.start - shift, span.end - shift, rule, index, isFromYesterday, minutes, span.hasSilentEnd)
            if let end = span.unknownUntil, rule.kind == .open {
                var doubtful = rule
                doubtful.kind = .unknown
                place(span.end - shift, end - shift, doubtful, index, isFromYesterday, minutes, false)
            }
        }
    }

    private mutating func place(
        _ start: Int, _ end: Int, _ rule: Rule, _ index: Int, _ isFromYesterday: Bool, _ minutes: Int, _ isOpenEnd: Bool
    ) {
        let from = max(start, 0)
        let to = min(end, minutes)
        guard from < to else { return }
        let segment = Segment(
            start: Int16(from), end: Int16(to), kind: rule.kind, rule: UInt8(index), isFromYesterday: isFromYesterday,
            isOpenEnd: isOpenEnd)
        if rule.separator == .fallback { fill(segment) } else { paint(segment) }
    }

    /// Lays a segment over what is there.
    private mutating func paint(_ new: Segment) {
        if let last = segments.last, last.end > new.start {
            cut(new.start, new.end)
            let place = segments.firstIndex { $0.start >= new.end } ?? segments.endIndex
            segments.insert(new, at: place)
        } else {
            segments.append(new)
        }
    }

    /// Lays a segment only where the place is closed so far.
    private mutating func fill(_ new: Segment) {
        var cursor = new.start
        var free: [(Int16, Int16)] = []
        for segment in segments where segment.kind != .closed && segment.end > cursor && segment.start < new.end {
            if segment.start > cursor { free.append((cursor, segment.start)) }
            cursor = max(cursor, segment.end)
        }
        if cursor < new.end { free.append((cursor, new.end)) }
        for (start, end) in free {
            var piece = new
            (piece.start, piece.end) = (start, end)
            paint(piece)
        }
    }

    private mutating func cut(_ start: Int16, _ end: Int16) {
        var kept: [Segment] = []
        kept.reserveCapacity(segments.count + 2)
        for segment in segments {
            if segment.end <= start || segment.start >= end {
                kept.append(segment)
                continue
            }
            if segment.start < start {
                var head = segment
                head.end = start
                kept.append(head)
            }
            if segment.end > end {
                var tail = segment
                tail.start = end
                kept.append(tail)
            }
        }
        segments = kept
    }
}

extension Rule {
    /// Whether earlier hours of the days it matches give way. `12:00-13:00 off` only cuts a hole.
    fileprivate var replaces: Bool {
        switch separator {
        case .fallback: false
        case .normal: kind != .closed || times.isEmpty
        case .additional: kind == .closed && times.isEmpty
        }
    }
}

extension TimeSpan {
    /// `18:00+`: open to midnight as far as we can say, and no promise that it closes then.
    fileprivate var hasSilentEnd: Bool { isOpenEnd && !isEndGiven }

    /// `10:00-18:00+`: the minute to which it may still be open after its end.
    fileprivate var unknownUntil: Int? {
        guard isOpenEnd, isEndGiven else { return nil }
        let midnight = (end + 1439) / 1440 * 1440
        return midnight > end ? midnight : nil
    }
}

extension [Segment] {
    /// The segment at a minute; `nil` is closed without a word.
    @inline(__always)
    func at(_ minute: Int) -> Segment? {
        for segment in self {
            if Int(segment.start) > minute { return nil }
            if Int(segment.end) > minute { return segment }
        }
        return nil
    }

    /// The first minute from `minute` on that is in another state than `kind`.
    func firstMinute(from minute: Int, not kind: OpenState.Kind) -> Int? {
        var cursor = minute
        for segment in self where Int(segment.end) > cursor {
            if Int(segment.start) > cursor, kind != .closed { return cursor }
            if segment.kind != kind { return Swift.max(Int(segment.start), cursor) }
            cursor = Int(segment.end)
        }
        return cursor < 1440 && kind != .closed ? cursor : nil
    }
}
