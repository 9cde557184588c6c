import Kernel

/// All SQL about one-time codes.
struct CodeStore: Sendable {
    /// When the newest codes of a number were made.
    func moments(ofPhone indexes: [[UInt8]], countMax: Int, in town: any Reading) throws -> [Instant] {
        try town.rows(
            """
            SELECT created_at FROM sign_in_code WHERE phone_index IN \(list: indexes.map(SQLValue.blob))
            ORDER BY created_at DESC LIMIT \(countMax)
            """
        ).map { try $0.instant("created_at") }
    }

    func moments(ofNetwork network: [UInt8], countMax: Int, in town: any Reading) throws -> [Instant] {
        try town.rows(
            """
            SELECT created_at FROM sign_in_code WHERE network = \(SQLValue.blob(network))
            ORDER BY created_at DESC LIMIT \(countMax)
            """
        ).map { try $0.instant("created_at") }
    }

    func wrongTries(ofNetwork network: [UInt8], since: Instant, in town: any Reading) throws -> Int {
        try town.row(
            """
            SELECT CAST(coalesce(sum(tries), 0) AS BIGINT) AS tries FROM sign_in_code
            WHERE network = \(SQLValue.blob(network)) AND created_at > \(since)
            """)?.int("tries") ?? 0
    }

    func add(_ code: SignInCode, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO sign_in_code (id, phone_index, network, code_mac, created_at, expires_at, tries)
            VALUES (\(code.id), \(SQLValue.blob(code.phoneIndex)), \(SQLValue.blob(code.network)),
                \(SQLValue.blob(code.mac)), \(code.createdAt), \(code.expiresAt), 0)
            """)
    }

    func endAll(ofPhone indexes: [[UInt8]], in town: any Writing) throws {
        try town.run(
            """
            UPDATE sign_in_code SET ended_at = \(town.now)
            WHERE phone_index IN \(list: indexes.map(SQLValue.blob)) AND ended_at IS NULL
            """)
    }

    func code(_ id: ID<SignInCode>, in town: any Reading) throws -> SignInCode? {
        try town.row(
            """
            SELECT id, phone_index, network, code_mac, created_at, expires_at, tries, ended_at FROM sign_in_code
            WHERE id = \(id)
            """
        ).map { row in
            SignInCode(
                id: try row.id("id"), phoneIndex: try row.blob("phone_index"), network: try row.blob("network"),
                mac: try row.blob("code_mac"), createdAt: try row.instant("created_at"),
                expiresAt: try row.instant("expires_at"), tries: try row.int("tries"),
                endedAt: try row.optionalInstant("ended_at"))
        }
    }

    func countWrong(_ id: ID<SignInCode>, in town: any Writing) throws {
        try town.run("UPDATE sign_in_code SET tries = tries + 1 WHERE id = \(id)")
    }

    /// - Returns: whether it still worked.
    func end(_ id: ID<SignInCode>, in town: any Writing) throws -> Bool {
        try town.run("UPDATE sign_in_code SET ended_at = \(town.now) WHERE id = \(id) AND ended_at IS NULL") > 0
    }
}
