import Kernel

/// What a city may set for itself, with the default and the bounds of each. What is not set has its default.
public enum CitySetting: String, Sendable, CaseIterable {
    case scanRecordDays = "retention.scan-records"
    case signInCodeDays = "retention.sign-in-codes"
    case endedSessionDays = "retention.ended-sessions"
    case idleAccountMonths = "retention.idle-accounts"
    case rosterDays = "retention.rosters"
    case guestPassesPerDay = "quota.guest-passes"
    case reportsPerDay = "quota.reports"
    /// 1 while the storm lasts; may be set for the city or for one district.
    case storm = "storm"

    public enum Group: String, Sendable, CaseIterable {
        case retention, quota, storm

        var name: Phrase {
            switch self {
            case .retention: Phrase("资料保留期限", "How long data are kept")
            case .quota: Phrase("每日配额", "Daily quotas")
            case .storm: Phrase("恶劣天气模式", "Storm mode")
            }
        }
    }

    public var group: Group {
        switch self {
        case .scanRecordDays, .signInCodeDays, .endedSessionDays, .idleAccountMonths, .rosterDays: .retention
        case .guestPassesPerDay, .reportsPerDay: .quota
        case .storm: .storm
        }
    }

    public var fallback: Int {
        switch self {
        case .scanRecordDays: 30
        case .signInCodeDays: 7
        // Network operators keep their logs for half a year at least (Cybersecurity Law, article 21).
        case .endedSessionDays: 183
        case .idleAccountMonths: 36
        case .rosterDays: 90
        case .guestPassesPerDay: 3
        case .reportsPerDay: 20
        case .storm: 0
        }
    }

    public var range: ClosedRange<Int> {
        switch self {
        case .scanRecordDays: 1...180
        case .signInCodeDays: 1...30
        case .endedSessionDays: 183...730
        case .idleAccountMonths: 6...60
        case .rosterDays: 7...365
        case .guestPassesPerDay: 0...20
        case .reportsPerDay: 1...200
        case .storm: 0...1
        }
    }

    public var name: Phrase {
        switch self {
        case .scanRecordDays: Phrase("门岗查验记录（天）", "Records of passes looked at (days)")
        case .signInCodeDays: Phrase("登录验证码记录（天）", "Sign-in codes (days)")
        case .endedSessionDays: Phrase("已退出的登录记录（天）", "Ended sign-ins (days)")
        case .idleAccountMonths: Phrase("长期不用的账号（月）", "Accounts nobody uses (months)")
        case .rosterDays: Phrase("平台上传的名册（天）", "Rosters of platforms (days)")
        case .guestPassesPerDay: Phrase("每人每天临时通行码（次）", "Guest passes for one person (a day)")
        case .reportsPerDay: Phrase("每人每天报料（条）", "Reports by one person (a day)")
        case .storm: Phrase("恶劣天气模式", "Storm mode")
        }
    }
}
