import Kernel

/// All SQL about what is counted.
struct AttemptStore: Sendable {
    /// When a sender did it last, as often as the limit needs.
    func moments(
        _ kind: String, _ limit: RateLimit<[UInt8]>, now: Instant, in town: any Reading
    ) throws -> [Instant] {
        try town.rows(
            """
            SELECT at FROM attempt
            WHERE kind = \(kind) AND sender = \(SQLValue.blob(limit.sender))
                AND at > \(now.adding(seconds: -limit.seconds))
            ORDER BY at DESC LIMIT \(limit.timesMax)
            """
        ).map { try $0.instant("at") }
    }

    func add(_ kind: String, by sender: [UInt8], in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO attempt (id, kind, sender, at)
            VALUES (\(town.newID(of: Attempt.self)), \(kind), \(SQLValue.blob(sender)), \(town.now))
            """)
    }
}
