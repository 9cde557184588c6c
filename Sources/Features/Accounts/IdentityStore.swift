import Kernel

/// All SQL about identities of a provider.
struct IdentityStore: Sendable {
    func account(issuer: String, subject: String, in town: any Reading) throws -> ID<Account>? {
        try town.row(
            "SELECT account_id FROM provider_identity WHERE issuer = \(issuer) AND subject = \(subject)"
        ).map { try $0.id("account_id") }
    }

    /// When each identity of an account was linked, by its issuer.
    func linked(to account: ID<Account>, in town: any Reading) throws -> [(issuer: String, at: Instant)] {
        try town.rows(
            "SELECT issuer, created_at FROM provider_identity WHERE account_id = \(account) ORDER BY created_at"
        ).map { (try $0.text("issuer"), try $0.instant("created_at")) }
    }

    func link(issuer: String, subject: String, to account: ID<Account>, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO provider_identity (issuer, subject, account_id, created_at)
            VALUES (\(issuer), \(subject), \(account), \(town.now))
            """)
    }

    func unlinkAll(from account: ID<Account>, in town: any Writing) throws {
        try town.run("DELETE FROM provider_identity WHERE account_id = \(account)")
    }

    func unlink(issuer: String, from account: ID<Account>, in town: any Writing) throws -> Bool {
        try town.run("DELETE FROM provider_identity WHERE issuer = \(issuer) AND account_id = \(account)") > 0
    }
}
