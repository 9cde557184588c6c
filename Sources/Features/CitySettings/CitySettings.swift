import Audit
import Kernel

/// What a city sets for itself: how long data are kept, how often things may be done, and the storm switch. Each
/// change is in the audit log with the value before and after.
public struct CitySettings: Sendable {
    let audit: Audit
    let store = CitySettingStore()

    public init(audit: Audit) { self.audit = audit }

    /// The value for the whole city.
    public func value(_ setting: CitySetting, in town: any Reading) throws -> Int {
        try store.values(in: town).first { $0.setting == setting && $0.area.utf8.count == 4 }?.value
            ?? setting.fallback
    }

    /// Whether it storms in the city, or in the district this area lies in.
    public func isStorm(in area: String, _ town: any Reading) throws -> Bool {
        try store.values(in: town).contains { $0.setting == .storm && $0.value == 1 && area.hasPrefix($0.area) }
    }

    /// - Throws: `Refusal.parameter` for a value out of bounds, `.notAllowed` for an area that is not the person's.
    public func set(
        _ setting: CitySetting, to value: Int, in area: String, reason: String, by person: Person, _ visit: Visit,
        _ town: any Writing
    ) throws {
        guard setting.range.contains(value) else {
            throw Refusal.parameter(name: setting.rawValue, came: String(value), accepted: .settingRange(setting.range))
        }
        let action: Action = setting == .storm ? .switchStorm : .changeSettings
        let digits = setting == .storm ? [4, 6] : [4]
        guard digits.contains(area.utf8.count), let grant = person.grant(for: action, on: Target(area: area)) else {
            throw Refusal.notAllowed(what: .settingNotYours)
        }
        let before = try store.values(in: town).first { $0.setting == setting && $0.area == area }?.value
        guard before ?? setting.fallback != value else { return }
        try store.save(CitySettingValue(setting: setting, area: area, value: value), by: person.id, in: town)
        try audit.record(
            AuditEntry(
                person, visit, by: grant, action: action.rawValue, subjectKind: "setting", subject: setting.rawValue,
                area: area, reason: reason,
                details: [("before", JSON(before ?? setting.fallback)), ("after", JSON(value))]),
            in: town)
    }
}

/// One value that was set.
struct CitySettingValue: Sendable, Equatable {
    var setting: CitySetting
    var area: String
    var value: Int
}

extension Phrase {
    static let settingNotYours = Phrase("只能修改自己区域的设置。", "You may change the settings of your own area only.")

    static func settingRange(_ range: ClosedRange<Int>) -> Phrase {
        Phrase(
            "应在 \(range.lowerBound) 到 \(range.upperBound) 之间。", "Between \(range.lowerBound) and \(range.upperBound).")
    }
}
