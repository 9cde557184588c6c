import Audit
import Kernel

/// A roster as a platform hands it in, read line by line: what is wrong is told with its line, the rest is taken.
struct RosterSheet: Sendable {
    struct Problem: Sendable, Equatable {
        var line: Int
        var reason: Phrase
    }

    var entries: [(phone: PhoneNumber, entry: RosterEntry)] = []
    var problems: [Problem] = []

    /// - Parameter text: CSV without quotes or tab-separated, as it is copied from a spreadsheet: phone, team, trade.
    init(_ text: String, platform: String) throws(Refusal) {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.count <= Limits.rosterLinesMax else {
            throw .parameter(name: "roster", came: nil, accepted: .rosterLines)
        }
        for (number, line) in lines.enumerated() {
            let cells = line.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "\t" || $0 == "，" }
                .map { $0.filter { $0 != "\"" && $0 != "\u{FEFF}" } }
            guard let first = cells.first, !line.allSatisfy(\.isWhitespace) else { continue }
            guard let phone = PhoneNumber(first) else {
                // The line of headings is no mistake.
                if number > 0 { problems.append(Problem(line: number + 1, reason: .rosterPhone)) }
                continue
            }
            let team = cells.count > 1 ? String(cells[1].prefix(Limits.teamCharactersMax)) : ""
            guard let trade = Self.trade(cells.count > 2 ? cells[2] : "") else {
                problems.append(Problem(line: number + 1, reason: .rosterTrade))
                continue
            }
            entries.append((phone, RosterEntry(platform: platform, team: team, trade: trade)))
        }
    }

    /// By its code or its Chinese name; a delivery platform's own need not be said.
    private static func trade(_ text: String) -> Trade? {
        let word = text.filter { !$0.isWhitespace }
        if word.isEmpty { return .foodDelivery }
        return Trade.allCases.first { $0.rawValue == word || $0.name.chinese == word }
    }
}

extension Accounts {
    /// Takes a platform's roster in place of its last one. Only keyed hashes of the numbers are kept; riders who have
    /// an account already are verified at once, the others when they sign up.
    ///
    /// - Returns: how many of the roster have an account.
    func upload(_ sheet: RosterSheet, by partner: Person, _ visit: Visit, in town: any Writing) throws -> Int {
        let grant = partner.grants.first { Permissions.reach(of: $0.role, .uploadRoster) == .area }
        guard let grant else { throw Refusal.notFound(what: .nothingToSee) }
        let indexed = sheet.entries.map { (index: phoneIndex($0.phone), entry: $0.entry) }
        try people.replaceRoster(of: partner.id, indexed, version: keys.currentVersion, in: town)
        var matched = 0
        for start in stride(from: 0, to: indexed.count, by: Limits.rosterBatch) {
            let part = indexed[start..<min(start + Limits.rosterBatch, indexed.count)]
            matched += try match(part, of: sheet, in: town)
        }
        try audit.record(
            AuditEntry(
                partner, visit, by: grant, action: Action.uploadRoster.rawValue, subjectKind: "roster",
                subject: partner.id.description, area: grant.area,
                details: [("lines", JSON(sheet.entries.count)), ("matched", JSON(matched))]),
            in: town)
        return matched
    }
}

extension Accounts {
    /// Verifies who of a part of the roster has an account and was not verified yet; returns how many have one.
    private func match(
        _ part: ArraySlice<(index: [UInt8], entry: RosterEntry)>, of sheet: RosterSheet, in town: any Writing
    ) throws -> Int {
        var entries: [[UInt8]: RosterEntry] = [:]
        for number in part.indices {
            for index in phoneIndexes(sheet.entries[number].phone) { entries[index] = part[number].entry }
        }
        let found = try people.holders(phoneIndexes: Array(entries.keys), in: town)
        for (index, profile) in found where profile.verification == nil {
            guard let entry = entries[index] else { continue }
            var profile = profile
            profile.verification = Verification(basis: .roster, at: town.now)
            profile.platform = entry.platform
            if profile.team.isEmpty { profile.team = entry.team }
            try store.save(profile, in: town)
        }
        return found.count
    }
}

extension Phrase {
    static let rosterPhone = Phrase("手机号不对", "No phone number")
    static let rosterTrade = Phrase(
        "行业不认识，可用：外卖、快递、网约车、货运、其他", "Unknown trade; use food-delivery, courier, ride-hailing, truck or other")
    static let rosterLines = Phrase("一次最多 5 万行。", "At most 50,000 lines at a time.")
    static let nothingToSee = Phrase("这个地址没有内容。", "There is nothing at this address.")
}
