import Kernel

/// A password with the secret of its app; both are needed.
struct StoredPassword: Sendable {
    let account: ID<Account>
    let hash: String
    let sealedSecret: [UInt8]
    let lastStep: Int64
    var failures: Int64
    var closedUntil: Instant?
    var changedAt: Instant
}

/// All SQL about passwords.
struct PasswordStore: Sendable {
    func password(of account: ID<Account>, in town: any Reading) throws -> StoredPassword? {
        try town.row(
            """
            SELECT account_id, hash, secret_sealed, last_step, failures, closed_until, changed_at FROM password
            WHERE account_id = \(account)
            """
        ).map { row in
            StoredPassword(
                account: try row.id("account_id"), hash: try row.text("hash"),
                sealedSecret: try row.blob("secret_sealed"), lastStep: try row.int64("last_step"),
                failures: try row.int64("failures"), closedUntil: try row.optionalInstant("closed_until"),
                changedAt: try row.instant("changed_at"))
        }
    }

    func set(_ password: StoredPassword, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO password (account_id, hash, secret_sealed, last_step, changed_at, failures, closed_until)
            VALUES (\(password.account), \(password.hash), \(SQLValue.blob(password.sealedSecret)),
                \(password.lastStep), \(password.changedAt), \(password.failures), \(password.closedUntil))
            ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, secret_sealed = excluded.secret_sealed,
                last_step = excluded.last_step, changed_at = excluded.changed_at, failures = excluded.failures,
                closed_until = excluded.closed_until
            """)
    }

    func remove(of account: ID<Account>, in town: any Writing) throws -> Bool {
        try town.run("DELETE FROM password WHERE account_id = \(account)") > 0
    }
}
