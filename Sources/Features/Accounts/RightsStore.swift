import Kernel

/// All SQL of people's rights over their data: giving it out, taking it away, letting it lapse.
struct RightsStore: Sendable {
    struct Sealed: Sendable {
        var phone: [UInt8]?
        var legalName: [UInt8]?
        var identity: [UInt8]?
        var photo: [UInt8]?
    }

    func sealed(of id: ID<Account>, in town: any Reading) throws -> Sealed {
        guard
            let row = try town.row(
                """
                SELECT phone_sealed, legal_name_sealed, identity_sealed, photo FROM account WHERE id = \(id)
                """)
        else { return Sealed() }
        return Sealed(
            phone: try row.optionalBlob("phone_sealed"), legalName: try row.optionalBlob("legal_name_sealed"),
            identity: try row.optionalBlob("identity_sealed"), photo: try row.optionalBlob("photo"))
    }

    func allGrants(of id: ID<Account>, in town: any Reading) throws -> [GrantRecord] {
        try town.rows(
            """
            SELECT \(GrantStore.columns) FROM role_grant g WHERE g.account_id = \(id) ORDER BY g.id
            """
        ).map { try GrantStore().record($0) }
    }

    func allSessions(of id: ID<Account>, in town: any Reading) throws -> [JSON] {
        try town.rows(
            "SELECT proof, created_at, seen_at, ended_at, device FROM session WHERE account_id = \(id) ORDER BY id"
        ).map { row in
            .object([
                ("proof", .string(try row.text("proof"))),
                ("createdAt", .string(try row.instant("created_at").rfc3339())),
                ("seenAt", .string(try row.instant("seen_at").rfc3339())),
                ("endedAt", JSON(try row.optionalInstant("ended_at")?.rfc3339())),
                ("device", .string(try row.text("device"))),
            ])
        }
    }

    func passkeys(of id: ID<Account>, in town: any Reading) throws -> [JSON] {
        try town.rows("SELECT name, created_at FROM passkey WHERE account_id = \(id) ORDER BY created_at").map { row in
            .object([
                ("name", .string(try row.text("name"))),
                ("createdAt", .string(try row.instant("created_at").rfc3339())),
            ])
        }
    }

    func identities(of id: ID<Account>, in town: any Reading) throws -> [JSON] {
        try town.rows("SELECT issuer, subject FROM provider_identity WHERE account_id = \(id) ORDER BY issuer").map {
            .object([("issuer", .string(try $0.text("issuer"))), ("subject", .string(try $0.text("subject")))])
        }
    }

    /// Takes away everything of a person. The row stays, so that what must be kept has something to name.
    ///
    /// - Parameter phoneIndexes: the account's number under every key in use: rosters may lie under an older one.
    func erase(_ id: ID<Account>, phoneIndexes: [[UInt8]], in town: any Writing) throws {
        let indexes = phoneIndexes.map(SQLValue.blob)
        try town.run("DELETE FROM roster_entry WHERE phone_index IN \(list: indexes) OR partner_id = \(id)")
        try town.run("DELETE FROM sign_in_code WHERE phone_index IN \(list: indexes)")
        for table in Self.owned { try town.run("DELETE FROM \(table) WHERE account_id = \(id)") }
        try town.run(
            """
            UPDATE role_grant SET revoked_at = \(town.now) WHERE account_id = \(id) AND revoked_at IS NULL
            """)
        try town.run(
            """
            UPDATE account SET status = 'erased', name = '', trade = NULL, team = '', platform = '',
                verified_by = NULL, verified_at = NULL, verified_area = NULL, phone_sealed = NULL,
                phone_index = NULL, legal_name_sealed = NULL, identity_sealed = NULL, identity_index = NULL,
                photo = NULL, changed_at = \(town.now)
            WHERE id = \(id)
            """)
    }

    private static let owned: [SQL] = ["session", "api_token", "passkey", "password", "provider_identity", "challenge"]

    /// Removes what was kept long enough; returns how many rows.
    func lapse(_ rule: RetentionRule, before: Instant, in town: any Writing) throws -> Int {
        switch rule {
        case .signInCodes: try town.run("DELETE FROM sign_in_code WHERE created_at < \(before)")
        case .sessions: try lapseSessions(before: before, in: town)
        case .tokens: try town.run("DELETE FROM api_token WHERE coalesce(ended_at, expires_at) < \(before)")
        case .attempts: try town.run("DELETE FROM attempt WHERE at <= \(before)")
        case .challenges: try town.run("DELETE FROM challenge WHERE expires_at < \(before)")
        case .rosters: try town.run("DELETE FROM roster_entry WHERE uploaded_at < \(before)")
        case .accounts: 0
        }
    }

    /// The last session of each account stays as long as the account: it tells since when nobody has used it.
    private func lapseSessions(before: Instant, in town: any Writing) throws -> Int {
        try town.run(
            """
            DELETE FROM session WHERE coalesce(ended_at, expires_at) < \(before) AND EXISTS (
                SELECT 1 FROM session later WHERE later.account_id = session.account_id
                    AND (later.seen_at > session.seen_at OR later.seen_at = session.seen_at AND later.id > session.id))
            """)
    }

    /// Riders who have not signed in since, hold no role, and were not made before.
    func idle(before: Instant, in town: any Reading) throws -> [ID<Account>] {
        try town.rows(
            """
            SELECT a.id FROM account a
            WHERE a.status = 'active' AND a.is_demonstration = 0 AND a.changed_at < \(before)
                AND NOT EXISTS (SELECT 1 FROM session s WHERE s.account_id = a.id AND s.seen_at >= \(before))
                AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id AND g.revoked_at IS NULL)
            ORDER BY a.id LIMIT 500
            """
        ).map { try $0.id("id") }
    }
}
