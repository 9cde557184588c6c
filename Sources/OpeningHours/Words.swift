/// What it is that opens and closes: a shop 打烊, a gate is shut.
public enum HoursSubject: Sendable {
    case business, gate
}

extension OpenState {
    /// Within this many minutes a change is announced as "in N min".
    public static let soonMinutesMax = 60

    /// One short line for a card: `营业中 · 23:00 打烊`, `Closed · opens tomorrow 09:00`.
    ///
    /// - Parameter now: the moment this state was asked for; its offset decides which clock is read.
    public func words(
        at now: CivilInstant, in language: HoursLanguage, of subject: HoursSubject = .business
    ) -> String {
        let change = nextChange.map { Change(of: $0, from: now, kind: nextKind ?? .unknown) }
        let line =
            switch language {
            case .chinese: subject == .gate ? chineseGate(change) : chinese(change)
            case .english: english(change)
            }
        return comment.map { "\(line) · \($0)" } ?? line
    }

    private func chinese(_ change: Change?) -> String {
        switch kind {
        case .unknown: return "营业时间未知"
        case .open:
            if isOpenEnd { return "营业中 · 打烊时间不定" }
            guard let change else { return "24 小时营业" }
            if change.kind == .unknown { return "营业中 · \(change.chineseEnd)后不确定" }
            return change.isSoon ? "\(change.minutes) 分钟后打烊" : "营业中 · \(change.chineseEnd) 打烊"
        case .closed:
            let closed = isClosedAllDay ? "今天不营业" : "休息中"
            guard let change else { return "暂停营业" }
            if change.kind == .unknown { return "\(closed) · \(change.chineseStart)后可能开门" }
            return change.isSoon ? "\(change.minutes) 分钟后开门" : "\(closed) · \(change.chineseStart) 开门"
        }
    }

    private func chineseGate(_ change: Change?) -> String {
        switch kind {
        case .unknown: return "开放时间未知"
        case .open:
            if isOpenEnd { return "开放中 · 关门时间不定" }
            guard let change else { return "全天开放" }
            if change.kind == .unknown { return "开放中 · \(change.chineseEnd)后不确定" }
            return change.isSoon ? "\(change.minutes) 分钟后关门" : "开放中 · \(change.chineseEnd) 关门"
        case .closed:
            let closed = isClosedAllDay ? "今天不开" : "已关门"
            guard let change else { return "暂停开放" }
            if change.kind == .unknown { return "\(closed) · \(change.chineseStart)后可能开" }
            return change.isSoon ? "\(change.minutes) 分钟后开门" : "\(closed) · \(change.chineseStart) 开门"
        }
    }

    private func english(_ change: Change?) -> String {
        switch kind {
        case .unknown: return "Hours unknown"
        case .open:
            if isOpenEnd { return "Open · closing time varies" }
            guard let change else { return "Open 24 hours" }
            if change.kind == .unknown { return "Open · uncertain after \(change.englishEnd)" }
            return change.isSoon ? "Closes in \(change.minutes) min" : "Open · closes \(change.englishEnd)"
        case .closed:
            let closed = isClosedAllDay ? "Closed today" : "Closed"
            guard let change else { return "Closed until further notice" }
            if change.kind == .unknown { return "\(closed) · may open \(change.englishStart)" }
            return change.isSoon ? "Opens in \(change.minutes) min" : "\(closed) · opens \(change.englishStart)"
        }
    }
}

/// The next change as a person counts it.
private struct Change {
    /// Up to this hour of the morning after, a night is still the same night.
    static let nightHourMax = 6

    let kind: OpenState.Kind
    /// Rounded up, so that the last minute says 1.
    let minutes: Int
    /// Days of the calendar ahead: 0 today, 1 tomorrow.
    let days: Int
    let minuteOfDay: Int
    let day: CivilDay

    init(of epochSeconds: Int64, from now: CivilInstant, kind: OpenState.Kind) {
        let instant = CivilInstant(epochSeconds: epochSeconds, offsetSeconds: now.offsetSeconds)
        self.kind = kind
        minutes = max(Int((epochSeconds - now.epochSeconds + 59) / 60), 0)
        day = instant.day
        minuteOfDay = instant.minuteOfDay
        days = day.daysSinceEpoch - now.day.daysSinceEpoch
    }

    var isSoon: Bool { minutes <= OpenState.soonMinutesMax }

    private var time: String { clock(minuteOfDay) }
    private var isMidnightAhead: Bool { days == 1 && minuteOfDay == 0 }
    private var isTonight: Bool { days == 1 && minuteOfDay <= Self.nightHourMax * 60 }

    var chineseEnd: String {
        if isMidnightAhead { return "24:00" }
        return isTonight ? "次日 \(time)" : chineseStart
    }

    var chineseStart: String {
        switch days {
        case ...0: return time
        case 1: return "明天 \(time)"
        case 2...6: return "\(chineseWeekdays[day.weekday]) \(time)"
        default: return "\(day.yearMonthDay.month)月\(day.yearMonthDay.day)日 \(time)"
        }
    }

    var englishEnd: String {
        if isMidnightAhead { return "24:00" }
        return isTonight ? time : englishStart
    }

    var englishStart: String {
        switch days {
        case ...0: return time
        case 1: return "tomorrow \(time)"
        case 2...6: return "\(englishWeekdays[day.weekday]) \(time)"
        default: return "\(day.yearMonthDay.day) \(monthNames[day.yearMonthDay.month - 1]) \(time)"
        }
    }
}

let chineseWeekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
let englishWeekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
