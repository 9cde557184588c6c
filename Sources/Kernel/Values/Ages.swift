extension Phrase {
    /// How long ago something was.
    public static func ago(_ then: Instant, now: Instant) -> Phrase { age(now.seconds - then.seconds) }

    /// A time past, in its greatest unit.
    public static func age(_ seconds: Int64) -> Phrase {
        let minutes = max(0, seconds) / 60
        if minutes < 1 { return Phrase("刚刚", "just now") }
        if minutes < 60 { return Phrase("\(minutes) 分钟前", "\(minutes) min ago") }
        if minutes < 1440 { return Phrase("\(minutes / 60) 小时前", "\(minutes / 60) h ago") }
        let days = minutes / 1440
        if days < 60 { return Phrase("\(days) 天前", days == 1 ? "1 day ago" : "\(days) days ago") }
        return Phrase("\(days / 30) 个月前", "\(days / 30) months ago")
    }
}
