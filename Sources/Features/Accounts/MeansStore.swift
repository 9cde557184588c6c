import Kernel

/// All SQL about passkeys, and about ceremonies under way.
struct MeansStore: Sendable {
    private static let columns: SQL = "credential, account_id, public_key, sign_count, name, created_at, seen_at"

    func passkeys(of account: ID<Account>, in town: any Reading) throws -> [Passkey] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM passkey WHERE account_id = \(account) ORDER BY created_at, credential
            LIMIT \(Limits.passkeysMax)
            """
        ).compactMap(passkey)
    }

    func passkey(_ credential: [UInt8], in town: any Reading) throws -> Passkey? {
        try town.row(
            "SELECT \(Self.columns) FROM passkey WHERE credential = \(SQLValue.blob(credential))"
        ).flatMap(passkey)
    }

    func add(_ passkey: Passkey, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO passkey (credential, account_id, public_key, sign_count, name, created_at)
            VALUES (\(SQLValue.blob(passkey.credential.id)), \(passkey.account), \(SQLValue.blob(passkey.keyBytes)),
                \(Int64(passkey.credential.signCount)), \(passkey.name), \(passkey.createdAt))
            """)
    }

    func use(_ passkey: Passkey, in town: any Writing) throws {
        try town.run(
            """
            UPDATE passkey SET public_key = \(SQLValue.blob(passkey.keyBytes)),
                sign_count = \(Int64(passkey.credential.signCount)), seen_at = \(town.now)
            WHERE credential = \(SQLValue.blob(passkey.credential.id))
            """)
    }

    func remove(_ credential: [UInt8], of account: ID<Account>, in town: any Writing) throws -> Bool {
        try town.run(
            "DELETE FROM passkey WHERE credential = \(SQLValue.blob(credential)) AND account_id = \(account)") > 0
    }

    func removeAll(of account: ID<Account>, in town: any Writing) throws {
        try town.run("DELETE FROM passkey WHERE account_id = \(account)")
        try town.run("DELETE FROM challenge WHERE account_id = \(account)")
    }

    /// Whether the account has any sign-in that is stronger than a code.
    func hasStrongMeans(_ account: ID<Account>, in town: any Reading) throws -> Bool {
        try town.row(
            """
            SELECT 1 AS one WHERE EXISTS (SELECT 1 FROM passkey WHERE account_id = \(account))
                OR EXISTS (SELECT 1 FROM password WHERE account_id = \(account))
                OR EXISTS (SELECT 1 FROM provider_identity WHERE account_id = \(account))
            """) != nil
    }

    func add(_ challenge: Challenge, in town: any Writing) throws {
        try town.run("DELETE FROM challenge WHERE expires_at < \(town.now)")
        try town.run(
            """
            INSERT INTO challenge (id, purpose, account_id, content, created_at, expires_at)
            VALUES (\(challenge.id), \(challenge.purpose), \(challenge.account), \(challenge.content), \(town.now),
                \(challenge.expiresAt))
            """)
    }

    /// Takes the oldest ceremonies of people not yet known away, until so many are left.
    func dropCeremonies(but kept: Int, in town: any Writing) throws {
        try town.run(
            """
            DELETE FROM challenge WHERE id IN (
                SELECT id FROM challenge WHERE account_id IS NULL ORDER BY expires_at DESC, id
                LIMIT 10000 OFFSET \(kept))
            """)
    }

    /// Takes a ceremony's challenge away; nil for one that is not there, no longer, or of another purpose.
    func take(_ id: String, _ purpose: Challenge.Purpose, in town: any Writing) throws -> Challenge? {
        let row = try town.row(
            """
            SELECT id, purpose, account_id, content, expires_at FROM challenge
            WHERE id = \(id) AND purpose = \(purpose)
            """)
        guard let row, try town.run("DELETE FROM challenge WHERE id = \(id)") > 0 else { return nil }
        let challenge = Challenge(
            id: id, purpose: purpose, account: try row.optionalText("account_id").flatMap { ID($0) },
            content: try row.text("content"), expiresAt: try row.instant("expires_at"))
        return town.now < challenge.expiresAt ? challenge : nil
    }

    private func passkey(_ row: Row) throws -> Passkey? {
        guard
            let credential = Passkey.credential(
                id: try row.blob("credential"), key: try row.blob("public_key"),
                signCount: try row.int64("sign_count"))
        else { return nil }
        return Passkey(
            credential: credential, account: try row.id("account_id"), name: try row.text("name"),
            createdAt: try row.instant("created_at"), seenAt: try row.optionalInstant("seen_at"))
    }
}
