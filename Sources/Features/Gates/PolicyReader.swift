import GatePolicy
import Kernel
import OpeningHours
import PlaceEditing
import Places

/// Reads a policy out of JSON, strictly: `docs/gate-policy.md`.
enum PolicyReader {
    static func policy(_ item: PolicyItem) throws(PolicyFault) -> GatePolicy {
        let members = try members(
            item, "", allowed: ["shut", "admissions", "storm", "speed_limit_kmh", "dwell_minutes", "parking"])
        guard case .bool(let isShut)? = members["shut"] else { throw PolicyFault(path: "shut", words: .trueOrFalse) }
        let admissions = try list(members["admissions"], "admissions", max: Limits.admissionsMax)
        let storm = try list(members["storm"] ?? .list([]), "storm", max: Limits.admissionsMax)
        let parking = try list(members["parking"] ?? .list([]), "parking", max: Limits.parkingPlacesMax)
        return GatePolicy(
            isShut: isShut, admissions: try each(admissions, "admissions", admission),
            stormAdmissions: try each(storm, "storm", admission),
            speedLimitKmh: try number(members["speed_limit_kmh"], "speed_limit_kmh", Limits.speedLimitKmh),
            parking: try each(parking, "parking", bay),
            dwellMinutesMax: try number(members["dwell_minutes"], "dwell_minutes", Limits.dwellMinutes))
    }

    private static func each<Part>(
        _ items: [PolicyItem], _ path: String, _ read: (PolicyItem, String) throws(PolicyFault) -> Part
    ) throws(PolicyFault) -> [Part] {
        var parts: [Part] = []
        for (index, item) in items.enumerated() { parts.append(try read(item, "\(path)[\(index)]")) }
        return parts
    }

    private static func admission(_ item: PolicyItem, _ path: String) throws(PolicyFault) -> Admission {
        let members = try members(item, path, allowed: ["trades", "vehicles", "hours"])
        var trades = Set(VisitorTrade.allCases)
        if let some = members["trades"] { trades = try choices(some, path + ".trades") }
        return Admission(
            trades: trades, vehicles: try choices(members["vehicles"], path + ".vehicles"),
            hours: try hours(members["hours"], path + ".hours"))
    }

    private static func bay(_ item: PolicyItem, _ path: String) throws(PolicyFault) -> Parking {
        let members = try members(item, path, allowed: ["name", "vehicles", "hours"])
        guard case .text(let text)? = members["name"], case let name = EditText.line(text), name == text,
            (1...Limits.parkingNameCharactersMax).contains(name.unicodeScalars.count)
        else {
            throw PolicyFault(path: path + ".name", words: .lettersFromOne(Limits.parkingNameCharactersMax))
        }
        return Parking(
            name: name, vehicles: try choices(members["vehicles"], path + ".vehicles"),
            hours: try hours(members["hours"], path + ".hours"))
    }

    private static func members(
        _ item: PolicyItem, _ path: String, allowed: [String]
    ) throws(PolicyFault) -> [String: PolicyItem] {
        guard case .members(let members) = item else { throw PolicyFault(path: path, words: .objectWanted) }
        if let other = members.keys.sorted().first(where: { !allowed.contains($0) }) {
            let list = allowed.joined(separator: ", ")
            throw PolicyFault(
                path: path.isEmpty ? other : path + "." + other,
                words: Phrase("没有这一项。可用：\(list)。", "There is no such member. Accepted: \(list)."))
        }
        return members
    }

    private static func list(_ item: PolicyItem?, _ path: String, max: Int) throws(PolicyFault) -> [PolicyItem] {
        guard case .list(let items)? = item, items.count <= max else {
            throw PolicyFault(
                path: path, words: Phrase("应是列表，最多 \(max) 条。", "A list of \(max) entries at most."))
        }
        return items
    }

    private static func choices<Choice: RawRepresentable & CaseIterable & Hashable>(
        _ item: PolicyItem?, _ path: String
    ) throws(PolicyFault) -> Set<Choice> where Choice.RawValue == String {
        var chosen: Set<Choice> = []
        var isGood = false
        if case .list(let items)? = item, !items.isEmpty {
            isGood = true
            for item in items {
                guard case .text(let text) = item, let choice = Choice(rawValue: text),
                    chosen.insert(choice).inserted
                else {
                    isGood = false
                    break
                }
            }
        }
        guard isGood else {
            let list = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw PolicyFault(
                path: path,
                words: Phrase("至少选一项，不能重复。可用：\(list)。", "One at least, none twice. Accepted: \(list)."))
        }
        return chosen
    }

    private static func hours(_ item: PolicyItem?, _ path: String) throws(PolicyFault) -> OpeningHours? {
        guard let item else { return nil }
        guard case .text(let text) = item, !text.isEmpty, text.utf8.count <= Limits.hoursBytesMax else {
            throw PolicyFault(path: path, words: .hoursWanted)
        }
        do {
            return try OpeningHours(parsing: text)
        } catch {
            throw PolicyFault(
                path: path, words: Phrase(error.sentence(in: .chinese), error.sentence(in: .english)))
        }
    }

    private static func number(
        _ item: PolicyItem?, _ path: String, _ range: ClosedRange<Int>
    ) throws(PolicyFault) -> Int? {
        guard let item else { return nil }
        guard case .number(let number) = item, let whole = Int(exactly: number), range.contains(whole) else {
            throw PolicyFault(path: path, words: .wholeNumber(range))
        }
        return whole
    }
}

extension Phrase {
    static let policyTooLong = Phrase(
        "规则太长，最多 \(Limits.policyBytesMax) 字节。", "The policy is too long: \(Limits.policyBytesMax) bytes at most.")
    static let policyNotJSON = Phrase("规则应是 JSON。", "The policy must be JSON.")
    static let objectWanted = Phrase("应是 JSON 对象。", "A JSON object is wanted here.")
    static let trueOrFalse = Phrase("请填 true 或 false。", "true or false is wanted here.")
    static let hoursWanted = Phrase(
        "请填开放时间，例如 Mo-Su 06:00-23:00；全天开放请不填。",
        "Hours such as Mo-Su 06:00-23:00 are wanted; leave them out where it is always.")

    static func lettersFromOne(_ max: Int) -> Phrase {
        Phrase("请填 1 到 \(max) 个字。", "1 to \(max) characters, on one line.")
    }

    static func wholeNumber(_ range: ClosedRange<Int>) -> Phrase {
        Phrase(
            "请填 \(range.lowerBound) 到 \(range.upperBound) 的整数。",
            "A whole number from \(range.lowerBound) to \(range.upperBound).")
    }
}
