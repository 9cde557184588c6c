import Kernel

/// All SQL of staff's looks at people and of what they write down about them.
struct PeopleStore: Sendable {
    /// People verified in these areas or holding a role there, by name.
    func people(
        in areas: [String], named: String?, after: ID<Account>?, _ town: any Reading
    ) throws -> [Profile] {
        guard !areas.isEmpty else { return [] }
        let within = SQL.joined(
            areas.map { area in
                """
                (a.verified_area LIKE \(area + "%") OR EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id
                    AND g.revoked_at IS NULL AND g.area LIKE \(area + "%")))
                """
            }, by: " OR ")
        var conditions: [SQL] = ["a.status <> 'erased'", "(\(within))"]
        if let named { conditions.append("a.name LIKE \("%" + Self.escaped(named) + "%") ESCAPE '!'") }
        if let after { conditions.append("a.id > \(after)") }
        return try town.rows(
            """
            SELECT \(AccountStore.columns) FROM account a WHERE \(SQL.joined(conditions, by: " AND "))
            ORDER BY a.id LIMIT \(Limits.peoplePageMax)
            """
        ).map { try AccountStore().profile($0) }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
    }

    func cityCode(in town: any Reading) throws -> String? {
        try town.row("SELECT code FROM area WHERE level = 'city'")?.text("code")
    }

    /// Active accounts with one of these numbers.
    func holders(phoneIndexes: [[UInt8]], in town: any Reading) throws -> [(index: [UInt8], profile: Profile)] {
        try town.rows(
            """
            SELECT \(AccountStore.columns), a.phone_index FROM account a
            WHERE a.status = 'active' AND a.phone_index IN \(list: phoneIndexes.map(SQLValue.blob))
            """
        ).map { (try $0.blob("phone_index"), try AccountStore().profile($0)) }
    }

    func rosterEntry(phoneIndexes: [[UInt8]], in town: any Reading) throws -> RosterEntry? {
        try town.row(
            """
            SELECT platform, team, trade FROM roster_entry
            WHERE phone_index IN \(list: phoneIndexes.map(SQLValue.blob)) ORDER BY uploaded_at DESC LIMIT 1
            """
        ).map {
            RosterEntry(platform: try $0.text("platform"), team: try $0.text("team"), trade: try $0.choice("trade"))
        }
    }

    /// The whole roster of a partner, in place of the one before.
    func replaceRoster(
        of partner: ID<Account>, _ entries: [(index: [UInt8], entry: RosterEntry)], version: UInt32,
        in town: any Writing
    ) throws {
        try town.run("DELETE FROM roster_entry WHERE partner_id = \(partner)")
        try town.runMany(entries) { one in
            """
            INSERT INTO roster_entry (phone_index, partner_id, platform, team, trade, key_version, uploaded_at)
            VALUES (\(SQLValue.blob(one.index)), \(partner), \(one.entry.platform), \(one.entry.team),
                \(one.entry.trade), \(Int64(version)), \(town.now))
            ON CONFLICT (phone_index, partner_id) DO NOTHING
            """
        }
    }

    func setIdentity(
        legalName: [UInt8]?, identity: [UInt8]?, index: [UInt8]?, of id: ID<Account>, in town: any Writing
    ) throws {
        try town.run(
            """
            UPDATE account SET legal_name_sealed = \(legalName.map(SQLValue.blob)),
                identity_sealed = \(identity.map(SQLValue.blob)), identity_index = \(index.map(SQLValue.blob)),
                changed_at = \(town.now)
            WHERE id = \(id)
            """)
    }

    func staff(in town: any Reading) throws -> [(name: String, grant: Grant)] {
        try town.rows(
            """
            SELECT \(GrantStore.columns), a.name AS account_name FROM role_grant g JOIN account a ON a.id = g.account_id
            WHERE g.revoked_at IS NULL ORDER BY g.role, g.area, g.id
            """
        ).map { (try $0.text("account_name"), try GrantStore().record($0).grant) }
    }

    /// How many people hold a role that no one has taken back.
    func holders(of role: Role, now: Instant, in town: any Reading) throws -> [ID<Account>] {
        try town.rows(
            """
            SELECT DISTINCT g.account_id FROM role_grant g JOIN account a ON a.id = g.account_id
            WHERE g.role = \(role) AND g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > \(now))
                AND a.status = 'active'
            """
        ).map { try $0.id("account_id") }
    }
}

/// What a platform says of one of its riders.
public struct RosterEntry: Sendable, Equatable {
    public var platform: String
    public var team: String
    public var trade: Trade

    public init(platform: String, team: String, trade: Trade) {
        self.platform = platform
        self.team = team
        self.trade = trade
    }
}

extension Limits {
    static let peoplePageMax = 50
    /// Lines matched by one statement.
    static let rosterBatch = 500
    static let rosterLinesMax = 50_000
    static let rosterBytesMax = 4_000_000
}
