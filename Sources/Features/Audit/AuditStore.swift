import Kernel

/// All SQL of the audit log.
struct AuditStore: Sendable {
    private static let columns: SQL = """
        e.id, e.at, e.actor, e.role, e.proof, e.action, e.subject_kind, e.subject, e.about, e.area, e.reason, \
        e.origin, e.details, l.position
        """

    func add(_ entry: AuditEntry, _ id: ID<AuditEntry>, details: String, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO audit_entry (id, at, actor, role, proof, action, subject_kind, subject, about, area, reason,
                origin, details)
            VALUES (\(id), \(town.now), \(entry.actor), \(entry.role), \(entry.proof), \(entry.action),
                \(entry.subjectKind), \(entry.subject), \(entry.about), \(entry.area), \(entry.reason),
                \(entry.origin), \(details))
            """)
        try town.run("INSERT INTO audit_waiting (entry_id) VALUES (\(id))")
    }

    /// Entries that wait for their place in the tree, oldest first.
    func waiting(in town: any Reading) throws -> [RecordedEntry] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM audit_waiting w JOIN audit_entry e ON e.id = w.entry_id
            LEFT JOIN audit_leaf l ON l.entry_id = e.id ORDER BY w.entry_id LIMIT \(Limits.auditBatchMax)
            """
        ).map { try RecordedEntry($0) }
    }

    func size(in town: any Reading) throws -> Int64 {
        try town.row("SELECT max(position) + 1 AS size FROM audit_leaf")?.optionalInt64("size") ?? 0
    }

    func place(_ entries: [(position: Int64, id: ID<AuditEntry>)], in town: any Writing) throws {
        try town.runMany(entries) { entry in
            "INSERT INTO audit_leaf (position, entry_id) VALUES (\(entry.position), \(entry.id))"
        }
        try town.runMany(entries) { "DELETE FROM audit_waiting WHERE entry_id = \($0.id)" }
    }

    func addNodes(_ nodes: [(level: Int, position: Int64, hash: [UInt8])], in town: any Writing) throws {
        try town.runMany(nodes) { node in
            """
            INSERT INTO audit_node (level, position, hash)
            VALUES (\(node.level), \(node.position), \(SQLValue.blob(node.hash)))
            """
        }
    }

    func hash(level: Int, position: Int64, in town: any Reading) throws -> [UInt8]? {
        try town.row("SELECT hash FROM audit_node WHERE level = \(level) AND position = \(position)")?.blob("hash")
    }

    func entry(_ id: ID<AuditEntry>, in town: any Reading) throws -> RecordedEntry? {
        try town.row(
            """
            SELECT \(Self.columns) FROM audit_entry e LEFT JOIN audit_leaf l ON l.entry_id = e.id WHERE e.id = \(id)
            """
        ).map { try RecordedEntry($0) }
    }

    /// Newest first, from before `before`.
    func entries(_ question: AuditQuestion, in town: any Reading) throws -> [RecordedEntry] {
        var conditions: [SQL] = ["e.at >= \(question.from) AND e.at < \(question.until)"]
        if let actor = question.actor { conditions.append("e.actor = \(actor)") }
        if let about = question.about { conditions.append("e.about = \(about)") }
        if let action = question.action { conditions.append("e.action = \(action)") }
        if let subject = question.subject { conditions.append("e.subject = \(subject)") }
        if let area = question.area { conditions.append("e.area LIKE \(area + "%")") }
        if let before = question.before { conditions.append("e.id < \(before)") }
        return try town.rows(
            """
            SELECT \(Self.columns) FROM audit_entry e LEFT JOIN audit_leaf l ON l.entry_id = e.id
            WHERE \(SQL.joined(conditions, by: " AND ")) ORDER BY e.id DESC LIMIT \(question.countMax)
            """
        ).map { try RecordedEntry($0) }
    }

    func newestHead(in town: any Reading) throws -> SignedHead? {
        try town.row("SELECT size, root, signed_at, note FROM audit_head ORDER BY size DESC LIMIT 1").map(head)
    }

    /// All signed heads, smallest first.
    func heads(in town: any Reading) throws -> [SignedHead] {
        try town.rows("SELECT size, root, signed_at, note FROM audit_head ORDER BY size").map(head)
    }

    /// Entries from this place of the tree on, in its order; `auditBatchMax` at most.
    func entries(from position: Int64, in town: any Reading) throws -> [RecordedEntry] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM audit_leaf l JOIN audit_entry e ON e.id = l.entry_id
            WHERE l.position >= \(position) ORDER BY l.position LIMIT \(Limits.auditBatchMax)
            """
        ).map { try RecordedEntry($0) }
    }

    func add(_ head: SignedHead, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO audit_head (size, root, signed_at, note)
            VALUES (\(head.size), \(SQLValue.blob(head.root)), \(head.signedAt), \(head.note))
            ON CONFLICT (size) DO NOTHING
            """)
    }

    private func head(_ row: Row) throws -> SignedHead {
        SignedHead(
            size: try row.int64("size"), root: try row.blob("root"), signedAt: try row.instant("signed_at"),
            note: try row.text("note"))
    }
}

/// A head of the tree with the city's signature.
public struct SignedHead: Sendable, Equatable {
    public let size: Int64
    public let root: [UInt8]
    public let signedAt: Instant
    /// The signed note (C2SP signed-note) that a reader verifies.
    public let note: String
}

/// What somebody looks for in the log.
public struct AuditQuestion: Sendable {
    public var from = Instant(milliseconds: 0)
    public var until = Instant(milliseconds: .max)
    public var actor: ID<Account>?
    public var about: ID<Account>?
    public var action: String?
    public var subject: String?
    public var area: String?
    /// Only what came before this entry: the next page.
    public var before: ID<AuditEntry>?
    public var countMax = Limits.auditPageMax

    public init() {}
}
