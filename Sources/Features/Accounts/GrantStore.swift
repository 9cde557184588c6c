import Kernel

/// A grant with who gave it and whether it was taken back.
public struct GrantRecord: Sendable, Equatable {
    public var grant: Grant
    public var account: ID<Account>
    public var grantedBy: ID<Account>?
    public var grantedAt: Instant
    public var revokedAt: Instant?
}

/// All SQL about grants of roles.
struct GrantStore: Sendable {
    static let columns: SQL = """
        g.id, g.account_id, g.role, g.area, g.place_id, g.granted_by, g.granted_at, g.expires_at, g.revoked_at
        """

    /// Those that have not been taken back; whether their time is over, `Grant.holds` tells.
    func standing(of account: ID<Account>, in town: any Reading) throws -> [GrantRecord] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM role_grant g WHERE g.account_id = \(account) AND g.revoked_at IS NULL
            ORDER BY g.id LIMIT \(Limits.grantsMax)
            """
        ).map(record)
    }

    /// Of several people, those whose time is not over.
    func standing(of accounts: [ID<Account>], now: Instant, in town: any Reading) throws -> [ID<Account>: [Grant]] {
        let records = try town.rows(
            """
            SELECT \(Self.columns) FROM role_grant g
            WHERE g.account_id IN \(list: accounts) AND g.revoked_at IS NULL ORDER BY g.id
            """
        ).map(record)
        return Dictionary(grouping: records.filter { $0.grant.holds(at: now) }, by: \.account)
            .mapValues { $0.map(\.grant) }
    }

    func grant(_ id: ID<Grant>, in town: any Reading) throws -> GrantRecord? {
        try town.row("SELECT \(Self.columns) FROM role_grant g WHERE g.id = \(id)").map(record)
    }

    func add(_ record: GrantRecord, in town: any Writing) throws {
        let grant = record.grant
        try town.run(
            """
            INSERT INTO role_grant (id, account_id, role, area, place_id, granted_by, granted_at, expires_at)
            VALUES (\(grant.id), \(record.account), \(grant.role), \(grant.area), \(grant.place),
                \(record.grantedBy), \(record.grantedAt), \(grant.expiresAt))
            ON CONFLICT (id) DO NOTHING
            """)
    }

    func revoke(_ id: ID<Grant>, by actor: ID<Account>?, in town: any Writing) throws -> Bool {
        try town.run(
            """
            UPDATE role_grant SET revoked_at = \(town.now), revoked_by = \(actor)
            WHERE id = \(id) AND revoked_at IS NULL
            """) > 0
    }

    /// A place's kind and area; the city's own code for one without an area.
    func place(_ id: String, in town: any Reading) throws -> (kind: String, area: String)? {
        try town.row(
            """
            SELECT kind, coalesce(area_code, (SELECT code FROM area WHERE level = 'city')) AS area FROM place
            WHERE id = \(id)
            """
        ).map { (try $0.text("kind"), try $0.text("area")) }
    }

    func isArea(_ code: String, in town: any Reading) throws -> Bool {
        try town.row("SELECT 1 AS one FROM area WHERE code = \(code)") != nil
    }

    func record(_ row: Row) throws -> GrantRecord {
        GrantRecord(
            grant: Grant(
                id: try row.id("id"), role: try row.choice("role"), area: try row.text("area"),
                place: try row.optionalText("place_id"), expiresAt: try row.optionalInstant("expires_at")),
            account: try row.id("account_id"),
            grantedBy: try row.optionalText("granted_by").flatMap { ID($0) },
            grantedAt: try row.instant("granted_at"), revokedAt: try row.optionalInstant("revoked_at"))
    }
}

extension Limits {
    static let grantsMax = 50
}

extension GrantStore {
    /// - Returns: identifiers of the grants that hold for another place now.
    func move(from old: String, to new: String, in town: any Writing) throws -> [String] {
        let ids = try town.rows(
            "SELECT id FROM role_grant WHERE place_id = \(old) AND revoked_at IS NULL ORDER BY id"
        ).map { try $0.text("id") }
        try town.run("UPDATE role_grant SET place_id = \(new) WHERE id IN \(list: ids)")
        return ids
    }

    func moveBack(_ ids: [String], from new: String, to old: String, in town: any Writing) throws {
        try town.run("UPDATE role_grant SET place_id = \(old) WHERE place_id = \(new) AND id IN \(list: ids)")
    }
}
