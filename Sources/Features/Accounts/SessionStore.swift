import Kernel

/// All SQL about sessions and API tokens.
struct SessionStore: Sendable {
    private static let columns: SQL =
        "s.id, s.account_id, s.proof, s.created_at, s.seen_at, s.expires_at, s.device"

    func add(_ session: Session, hash: [UInt8], in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO session (id, token_hash, account_id, proof, created_at, seen_at, expires_at, device)
            VALUES (\(session.id), \(SQLValue.blob(hash)), \(session.account), \(session.proof),
                \(session.createdAt), \(session.seenAt), \(session.expiresAt), \(session.device))
            """)
    }

    /// The session that stands at this moment.
    func session(hash: [UInt8], now: Instant, in town: any Reading) throws -> Session? {
        try town.row(
            """
            SELECT \(Self.columns) FROM session s
            WHERE s.token_hash = \(SQLValue.blob(hash)) AND s.ended_at IS NULL AND s.expires_at > \(now)
            """
        ).map(session)
    }

    func sessions(of account: ID<Account>, now: Instant, in town: any Reading) throws -> [Session] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM session s
            WHERE s.account_id = \(account) AND s.ended_at IS NULL AND s.expires_at > \(now)
            ORDER BY s.seen_at DESC, s.id
            """
        ).map(session)
    }

    func see(_ id: ID<Session>, until: Instant, in town: any Writing) throws {
        try town.run("UPDATE session SET seen_at = \(town.now), expires_at = \(until) WHERE id = \(id)")
    }

    /// - Returns: whether there was one to end.
    func end(_ id: ID<Session>, of account: ID<Account>, in town: any Writing) throws -> Bool {
        try town.run(
            """
            UPDATE session SET ended_at = \(town.now)
            WHERE id = \(id) AND account_id = \(account) AND ended_at IS NULL
            """) > 0
    }

    /// - Parameter kept: the session that stays, if any.
    func endAll(of account: ID<Account>, but kept: ID<Session>? = nil, in town: any Writing) throws -> Int {
        let rest: SQL = kept.map { "AND id <> \($0)" } ?? ""
        return try town.run(
            """
            UPDATE session SET ended_at = \(town.now) WHERE account_id = \(account) AND ended_at IS NULL \(rest)
            """)
    }

    func endTokens(of account: ID<Account>, in town: any Writing) throws -> Int {
        try town.run("UPDATE api_token SET ended_at = \(town.now) WHERE account_id = \(account) AND ended_at IS NULL")
    }

    func token(hash: [UInt8], now: Instant, in town: any Reading) throws -> APIToken? {
        try town.row(
            """
            SELECT id, account_id, name, actions, created_at, expires_at, seen_at FROM api_token
            WHERE token_hash = \(SQLValue.blob(hash)) AND ended_at IS NULL AND expires_at > \(now)
            """
        ).map(token)
    }

    func tokens(of account: ID<Account>, now: Instant, in town: any Reading) throws -> [APIToken] {
        try town.rows(
            """
            SELECT id, account_id, name, actions, created_at, expires_at, seen_at FROM api_token
            WHERE account_id = \(account) AND ended_at IS NULL AND expires_at > \(now) ORDER BY id
            """
        ).map(token)
    }

    func add(_ token: APIToken, hash: [UInt8], in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO api_token (id, token_hash, account_id, name, actions, created_at, expires_at)
            VALUES (\(token.id), \(SQLValue.blob(hash)), \(token.account), \(token.name),
                \(token.actions.map(\.rawValue).sorted().joined(separator: " ")), \(token.createdAt),
                \(token.expiresAt))
            """)
    }

    func tokenOwner(_ id: ID<APIToken>, in town: any Reading) throws -> ID<Account>? {
        try town.row("SELECT account_id FROM api_token WHERE id = \(id) AND ended_at IS NULL").map {
            try $0.id("account_id")
        }
    }

    func see(_ id: ID<APIToken>, in town: any Writing) throws {
        try town.run("UPDATE api_token SET seen_at = \(town.now) WHERE id = \(id)")
    }

    func end(_ id: ID<APIToken>, in town: any Writing) throws -> Bool {
        try town.run("UPDATE api_token SET ended_at = \(town.now) WHERE id = \(id) AND ended_at IS NULL") > 0
    }

    private func session(_ row: Row) throws -> Session {
        Session(
            id: try row.id("id"), account: try row.id("account_id"), proof: try row.choice("proof"),
            createdAt: try row.instant("created_at"), seenAt: try row.instant("seen_at"),
            expiresAt: try row.instant("expires_at"), device: try row.text("device"))
    }

    private func token(_ row: Row) throws -> APIToken {
        let actions = try row.text("actions").split(separator: " ").compactMap { Action(rawValue: String($0)) }
        return APIToken(
            id: try row.id("id"), account: try row.id("account_id"), name: try row.text("name"),
            actions: Set(actions), createdAt: try row.instant("created_at"), expiresAt: try row.instant("expires_at"),
            seenAt: try row.optionalInstant("seen_at"))
    }
}

/// What a program is known by: made for some actions and some time, and shown once.
public struct APIToken: Sendable, Equatable {
    public var id: ID<APIToken>
    public var account: ID<Account>
    public var name: String
    public var actions: Set<Action>
    public var createdAt: Instant
    public var expiresAt: Instant
    public var seenAt: Instant?
}
