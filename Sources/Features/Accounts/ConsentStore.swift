import Kernel

/// All SQL about consents.
struct ConsentStore: Sendable {
    /// Those in the present wording that were not withdrawn.
    func standing(of account: ID<Account>, in town: any Reading) throws -> [Consent] {
        try all(of: account, in: town).filter { $0.withdrawnAt == nil && $0.version == $0.purpose.version }
    }

    func all(of account: ID<Account>, in town: any Reading) throws -> [Consent] {
        try town.rows(
            """
            SELECT id, purpose, version, given_at, withdrawn_at FROM consent WHERE account_id = \(account) ORDER BY id
            """
        ).map { row in
            Consent(
                id: try row.id("id"), purpose: try row.choice("purpose"), version: try row.int("version"),
                givenAt: try row.instant("given_at"), withdrawnAt: try row.optionalInstant("withdrawn_at"))
        }
    }

    func add(_ consent: Consent, of account: ID<Account>, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO consent (id, account_id, purpose, version, given_at)
            VALUES (\(consent.id), \(account), \(consent.purpose), \(consent.version), \(consent.givenAt))
            """)
    }

    func withdraw(_ purpose: ConsentPurpose, of account: ID<Account>, in town: any Writing) throws -> Int {
        try town.run(
            """
            UPDATE consent SET withdrawn_at = \(town.now)
            WHERE account_id = \(account) AND purpose = \(purpose) AND withdrawn_at IS NULL
            """)
    }

    func setPhoto(_ sealed: [UInt8], of account: ID<Account>, in town: any Writing) throws {
        try town.run(
            """
            UPDATE account SET photo = \(SQLValue.blob(sealed)), changed_at = \(town.now) WHERE id = \(account)
            """)
    }

    func removePhoto(of account: ID<Account>, in town: any Writing) throws {
        try town.run("UPDATE account SET photo = NULL, changed_at = \(town.now) WHERE id = \(account)")
    }
}
