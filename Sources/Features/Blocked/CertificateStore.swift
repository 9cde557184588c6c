import Kernel
import Places

/// A certificate as it is kept.
struct KeptCertificate: Sendable, Equatable {
    var id: String
    /// Empty once it was taken back.
    var signed: [UInt8]
    var madeAt: Instant
}

/// All SQL about certificates of waiting.
struct CertificateStore: Sendable {
    /// Arrivals, looks and reports of one rider.
    func moments(of account: ID<Account>, since: Instant, in town: any Reading) throws -> [WaitMoment] {
        try town.rows(
            """
            SELECT x.kind, x.id, x.place_id, p.name AS place_name, g.name AS gate_name, x.at
            FROM (SELECT 'arrived' AS kind, id, place_id, gate_id, at FROM gate_arrival
                    WHERE account_id = \(account) AND at > \(since)
                UNION ALL
                SELECT CASE WHEN verdict IN ('come-in', 'come-in-on-foot') THEN 'let-in' ELSE 'not-let-in' END, id,
                    place_id, gate_id, at FROM pass_scan
                    WHERE account_id = \(account) AND at > \(since) AND undone_at IS NULL AND verdict <> 'not-valid'
                UNION ALL
                SELECT 'reported', id, place_id, gate_id, reported_at FROM blocked_report
                    WHERE account_id = \(account) AND reported_at > \(since)) x
            JOIN place p ON p.id = x.place_id LEFT JOIN gate g ON g.id = x.gate_id
            ORDER BY x.at DESC, x.id LIMIT \(Limits.waitMomentsMax)
            """
        ).map { row in
            let kind: WaitMoment.Kind =
                switch try row.text("kind") {
                case "arrived": .arrived(try row.id("id"), gate: try row.optionalText("gate_name") ?? "")
                case "let-in": .letIn
                case "not-let-in": .notLetIn
                default: .reported
                }
            return WaitMoment(
                place: try row.id("place_id"), placeName: try row.text("place_name"), at: try row.instant("at"),
                kind: kind)
        }
    }

    func add(
        _ id: String, of account: ID<Account>, arrival: ID<WaitArrival>, signed: [UInt8], in town: any Writing
    ) throws {
        try town.run(
            """
            INSERT INTO delay_certificate (id, account_id, arrival_id, signed, made_at)
            VALUES (\(id), \(account), \(arrival), \(SQLValue.blob(signed)), \(town.now))
            """)
    }

    /// Arrivals there is a certificate of, one that was taken back included.
    func arrivals(of account: ID<Account>, in town: any Reading) throws -> Set<ID<WaitArrival>> {
        Set(
            try town.rows("SELECT arrival_id FROM delay_certificate WHERE account_id = \(account)").map {
                try $0.id("arrival_id")
            })
    }

    func certificate(_ id: String, in town: any Reading) throws -> KeptCertificate? {
        try town.row("SELECT id, signed, made_at FROM delay_certificate WHERE id = \(id)").map(certificate)
    }

    /// One's own that stand, newest first.
    func certificates(of account: ID<Account>, in town: any Reading) throws -> [KeptCertificate] {
        try town.rows(
            """
            SELECT id, signed, made_at FROM delay_certificate WHERE account_id = \(account) AND removed_at IS NULL
            ORDER BY made_at DESC, id LIMIT \(Limits.certificatesMax)
            """
        ).map(certificate)
    }

    /// - Returns: whether it was there, and this person's.
    func remove(_ id: String, of account: ID<Account>, in town: any Writing) throws -> Bool {
        try town.run(
            """
            UPDATE delay_certificate SET signed = \(SQLValue.blob([])), removed_at = \(town.now)
            WHERE id = \(id) AND account_id = \(account) AND removed_at IS NULL
            """) == 1
    }

    func forget(_ account: ID<Account>, in town: any Writing) throws {
        try town.run(
            """
            UPDATE delay_certificate SET signed = \(SQLValue.blob([])), removed_at = \(town.now)
            WHERE account_id = \(account) AND removed_at IS NULL
            """)
        try town.run("UPDATE delay_certificate SET account_id = NULL WHERE account_id = \(account)")
    }

    func lapse(before moment: Instant, in town: any Writing) throws -> Int {
        try town.run("DELETE FROM delay_certificate WHERE made_at < \(moment)")
    }

    private func certificate(_ row: Row) throws -> KeptCertificate {
        KeptCertificate(
            id: try row.text("id"), signed: try row.blob("signed"), madeAt: try row.instant("made_at"))
    }
}
