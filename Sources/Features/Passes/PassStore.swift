import Kernel

/// All SQL about the phones that hold passes and about what was issued to them.
struct PassStore: Sendable {
    static let columns: SQL =
        "account_id, subject, public_key, name, code_secret_sealed, code_step, registered_at"

    func device(of account: ID<Account>, in town: any Reading) throws -> PassDevice? {
        try town.row("SELECT \(Self.columns) FROM pass_device WHERE account_id = \(account)").map(device)
    }

    /// Whose phone this is.
    func account(ofKey key: [UInt8], in town: any Reading) throws -> ID<Account>? {
        try town.row("SELECT account_id FROM pass_device WHERE public_key = \(SQLValue.blob(key))").map {
            try $0.id("account_id")
        }
    }

    func save(_ device: PassDevice, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO pass_device (\(Self.columns))
            VALUES (\(device.account), \(device.subject), \(SQLValue.blob(device.publicKey)), \(device.name),
                \(SQLValue.blob(device.codeSecretSealed)), \(device.codeStep), \(device.registeredAt))
            ON CONFLICT (account_id) DO UPDATE SET subject = excluded.subject, public_key = excluded.public_key,
                name = excluded.name, code_secret_sealed = excluded.code_secret_sealed,
                code_step = excluded.code_step, registered_at = excluded.registered_at
            """)
    }

    /// - Returns: whether there was one.
    func remove(deviceOf account: ID<Account>, in town: any Writing) throws -> Bool {
        try town.run("DELETE FROM pass_device WHERE account_id = \(account)") > 0
    }

    /// The next serial; nil when all are used up.
    func nextSerial(in town: any Writing) throws -> UInt32? {
        guard
            let row = try town.row(
                """
                UPDATE pass_counter SET next_serial = next_serial + 1 WHERE id = 1 AND next_serial <= 4294967295
                RETURNING next_serial - 1 AS serial
                """)
        else { return nil }
        return UInt32(exactly: try row.int64("serial"))
    }

    func add(
        serial: UInt32, of account: ID<Account>, issuedAt: Instant, expiresAt: Instant, in town: any Writing
    ) throws {
        try town.run(
            """
            INSERT INTO pass_credential (serial, kind, account_id, issued_at, expires_at)
            VALUES (\(Int64(serial)), 'rider', \(account), \(issuedAt), \(expiresAt))
            """)
    }

    func issued(to account: ID<Account>, since: Instant, in town: any Reading) throws -> Int {
        try town.row(
            """
            SELECT count(*) AS number FROM pass_credential WHERE account_id = \(account) AND issued_at > \(since)
            """
        )?.int("number") ?? 0
    }

    /// Serials of somebody's that have neither expired nor been revoked, ascending.
    func running(of account: ID<Account>, at moment: Instant, in town: any Reading) throws -> [UInt32] {
        try town.rows(
            """
            SELECT serial FROM pass_credential
            WHERE account_id = \(account) AND expires_at > \(moment) AND revoked_at IS NULL ORDER BY serial
            """
        ).map { UInt32(clamping: try $0.int64("serial")) }
    }

    /// Riders who hold a pass and may not any more: blocked since.
    func holdersBlocked(in town: any Reading) throws -> [ID<Account>] {
        try town.rows(
            """
            SELECT d.account_id FROM pass_device d JOIN account a ON a.id = d.account_id
            WHERE a.status <> 'active' ORDER BY d.account_id LIMIT 500
            """
        ).map { try $0.id("account_id") }
    }

    /// Removes what expired before this moment; returns how many.
    func lapse(before moment: Instant, in town: any Writing) throws -> Int {
        try town.run("DELETE FROM pass_credential WHERE expires_at < \(moment)")
    }

    func device(_ row: Row) throws -> PassDevice {
        PassDevice(
            account: try row.id("account_id"), subject: try row.text("subject"),
            publicKey: try row.blob("public_key"), name: try row.text("name"),
            codeSecretSealed: try row.blob("code_secret_sealed"), codeStep: try row.int64("code_step"),
            registeredAt: try row.instant("registered_at"))
    }
}

/// Changing the keys that secrets of typed codes are sealed with. A sealed value begins with its version.
extension PassStore {
    func devices(notUnder version: UInt32, in town: any Reading) throws -> [PassDevice] {
        let prefix = SQLValue.blob(version.octets)
        return try town.rows(
            """
            SELECT \(Self.columns) FROM pass_device WHERE substr(code_secret_sealed, 1, 4) <> \(prefix)
            ORDER BY account_id LIMIT 500
            """
        ).map(device)
    }

    /// The first four bytes of what is sealed, each once.
    func sealedVersions(in town: any Reading) throws -> [[UInt8]] {
        try town.rows("SELECT DISTINCT substr(code_secret_sealed, 1, 4) AS version FROM pass_device").map {
            try $0.blob("version")
        }
    }

    func setCodeSecret(_ sealed: [UInt8], of account: ID<Account>, in town: any Writing) throws {
        try town.run(
            """
            UPDATE pass_device SET code_secret_sealed = \(SQLValue.blob(sealed)) WHERE account_id = \(account)
            """)
    }
}

extension UInt32 {
    fileprivate var octets: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}

/// What verifying asks.
extension PassStore {
    /// Whose a serial is, and whether it is good no more: revoked, or its holder's account blocked. A guest's is
    /// nobody's.
    func standing(of serial: UInt32, in town: any Reading) throws -> (account: ID<Account>?, isRevoked: Bool)? {
        try town.row(
            """
            SELECT c.account_id, CASE WHEN a.status <> 'active' OR g.status <> 'active' OR r.serial IS NOT NULL
                THEN 1 ELSE 0 END AS is_revoked
            FROM pass_credential c LEFT JOIN account a ON a.id = c.account_id
                LEFT JOIN account g ON g.phone_index = c.phone_index
                LEFT JOIN pass_revocation r ON r.serial = c.serial
            WHERE c.serial = \(Int64(serial))
            """
        ).map { (try $0.optionalText("account_id").flatMap(ID.init), try $0.bool("is_revoked")) }
    }

    /// - Parameter moment: nil for all of them.
    func devices(registeredAfter moment: Instant?, in town: any Reading) throws -> [PassDevice] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM pass_device WHERE registered_at > \(moment ?? Instant(milliseconds: -1))
            ORDER BY account_id
            """
        ).map(device)
    }

    func use(step: Int64, of account: ID<Account>, in town: any Writing) throws {
        try town.run("UPDATE pass_device SET code_step = \(step) WHERE account_id = \(account)")
    }
}

extension PassStore {
    func exported(of account: ID<Account>, in town: any Reading) throws -> [JSON] {
        try town.rows(
            """
            SELECT serial, kind, issued_at, expires_at, revoked_at FROM pass_credential
            WHERE account_id = \(account) OR phone_index = (SELECT phone_index FROM account WHERE id = \(account))
            ORDER BY serial
            """
        ).map { row in
            [
                "serial": .integer(try row.int64("serial")), "kind": .string(try row.text("kind")),
                "issuedAt": .string(try row.instant("issued_at").rfc3339()),
                "expiresAt": .string(try row.instant("expires_at").rfc3339()),
                "revokedAt": JSON(try row.optionalInstant("revoked_at")?.rfc3339()),
            ]
        }
    }
}
