import GatePolicy
import Kernel
import OpeningHours
import Places

/// A policy in sentences.
public enum PolicyWords {
    /// A sentence for each thing it says.
    public static func lines(_ policy: GatePolicy, in language: Language) -> [String] {
        guard !policy.isShut else { return [Phrase("这个门已关闭，不让人进。", "This gate is shut to everybody.").in(language)] }
        var lines = policy.admissions.map { admission($0, in: language) }
        if lines.isEmpty { lines.append(Phrase("平时不开放。", "Not open in ordinary times.").in(language)) }
        lines += policy.stormAdmissions.map {
            Phrase("恶劣天气时：", "In a storm: ").in(language) + admission($0, in: language)
        }
        var rules: [String] = []
        if let speed = policy.speedLimitKmh {
            rules.append(Phrase("限速每小时 \(speed) 公里", "\(speed) km/h at most").in(language))
        }
        if let dwell = policy.dwellMinutesMax {
            rules.append(Phrase("停留不超过 \(dwell) 分钟", "stay \(dwell) minutes at most").in(language))
        }
        if !rules.isEmpty { lines.append(capital(rules.joined(separator: Phrase("，", ", ").in(language)), language)) }
        return lines + policy.parking.map { parking($0, in: language) }
    }

    /// `外卖、快递：步行、电动车，每天 06:00–23:00`
    static func admission(_ one: Admission, in language: Language) -> String {
        let comma = Phrase("、", ", ").in(language)
        let who =
            one.trades.count == VisitorTrade.allCases.count
            ? Phrase("所有人", "Everybody").in(language)
            : VisitorTrade.listed(one.trades).map { $0.words.in(language) }.joined(separator: comma)
        let how = vehicles(one.vehicles, in: language)
        return who + Phrase("：", ": ").in(language) + how + Phrase("，", ", ").in(language) + hours(one.hours, language)
    }

    private static func parking(_ bay: Parking, in language: Language) -> String {
        let kinds = vehicles(bay.vehicles, in: language)
        let when = bay.hours == nil ? "" : Phrase("，", ", ").in(language) + hours(bay.hours, language)
        return Phrase("停车：\(bay.name)（\(kinds)\(when)）", "Parking: \(bay.name) (\(kinds)\(when))").in(language)
    }

    static func vehicles(_ some: Set<VisitorVehicle>, in language: Language) -> String {
        let words = VisitorVehicle.listed(some).map { $0.words.in(language) }
        return capital(
            (language == .english ? words.map { $0.lowercased() } : words)
                .joined(separator: Phrase("、", ", ").in(language)), .chinese)
    }

    private static func hours(_ hours: OpeningHours?, _ language: Language) -> String {
        guard let hours, !hours.isAlwaysOpen else { return Phrase("全天", "at any time").in(language) }
        return HoursWords.description(of: hours.canonical, in: language)
    }

    private static func capital(_ text: String, _ language: Language) -> String {
        language == .english ? text.prefix(1).uppercased() + text.dropFirst() : text
    }
}
