import Kernel

/// All SQL about accounts. What is sealed goes in and comes out sealed.
struct AccountStore: Sendable {
    static let columns: SQL = """
        a.id, a.created_at, a.status, a.name, a.trade, a.team, a.platform, a.verified_by, a.verified_at, \
        a.verified_area, a.photo IS NOT NULL AS has_photo, a.is_demonstration
        """

    func profile(_ id: ID<Account>, in town: any Reading) throws -> Profile? {
        try town.row("SELECT \(Self.columns) FROM account a WHERE a.id = \(id)").map(profile)
    }

    func profile(phoneIndexes: [[UInt8]], in town: any Reading) throws -> Profile? {
        try town.row(
            "SELECT \(Self.columns) FROM account a WHERE a.phone_index IN \(list: phoneIndexes.map(SQLValue.blob))"
        ).map(profile)
    }

    func names(of ids: [ID<Account>], in town: any Reading) throws -> [ID<Account>: String] {
        var names: [ID<Account>: String] = [:]
        for row in try town.rows("SELECT id, name FROM account WHERE id IN \(list: ids)") {
            names[try row.id("id")] = try row.text("name")
        }
        return names
    }

    /// Adds an account, or brings everything of it but what is sealed up to date.
    func save(_ profile: Profile, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO account (id, created_at, changed_at, status, name, trade, team, platform, verified_by,
                verified_at, verified_area, is_demonstration)
            VALUES (\(profile.id), \(profile.createdAt), \(town.now), \(profile.status), \(profile.name),
                \(profile.trade), \(profile.team), \(profile.platform), \(profile.verification?.basis),
                \(profile.verification?.at), \(profile.verification?.area), \(profile.isDemonstration))
            ON CONFLICT (id) DO UPDATE SET changed_at = excluded.changed_at, status = excluded.status,
                name = excluded.name, trade = excluded.trade, team = excluded.team, platform = excluded.platform,
                verified_by = excluded.verified_by, verified_at = excluded.verified_at,
                verified_area = excluded.verified_area
            """)
    }

    func set(phone: [UInt8], index: [UInt8], of id: ID<Account>, in town: any Writing) throws {
        try town.run(
            """
            UPDATE account SET phone_sealed = \(SQLValue.blob(phone)), phone_index = \(SQLValue.blob(index)),
                changed_at = \(town.now)
            WHERE id = \(id)
            """)
    }

    func sealedPhone(of id: ID<Account>, in town: any Reading) throws -> [UInt8]? {
        try town.row("SELECT phone_sealed FROM account WHERE id = \(id)")?.optionalBlob("phone_sealed")
    }

    func keyChecks(in town: any Reading) throws -> [(version: UInt32, mac: [UInt8])] {
        try town.rows("SELECT version, mac FROM key_check").map {
            (version: UInt32(clamping: try $0.int64("version")), mac: try $0.blob("mac"))
        }
    }

    func addKeyCheck(version: UInt32, mac: [UInt8], in town: any Writing) throws {
        try town.run("INSERT INTO key_check (version, mac) VALUES (\(Int64(version)), \(SQLValue.blob(mac)))")
    }

    func removeKeyCheck(version: UInt32, in town: any Writing) throws {
        try town.run("DELETE FROM key_check WHERE version = \(Int64(version))")
    }

    func profile(_ row: Row) throws -> Profile {
        var verification: Verification?
        if try row.optionalText("verified_by") != nil {
            verification = Verification(
                basis: try row.choice("verified_by"), at: try row.instant("verified_at"),
                area: try row.optionalText("verified_area"))
        }
        let hasTrade = try row.optionalText("trade") != nil
        return Profile(
            id: try row.id("id"), createdAt: try row.instant("created_at"), status: try row.choice("status"),
            name: try row.text("name"), trade: hasTrade ? try row.choice("trade") : nil, team: try row.text("team"),
            platform: try row.text("platform"), verification: verification, hasPhoto: try hasPhoto(row),
            isDemonstration: try row.bool("is_demonstration"))
    }

    private func hasPhoto(_ row: Row) throws -> Bool { try row.bool("has_photo") }
}
