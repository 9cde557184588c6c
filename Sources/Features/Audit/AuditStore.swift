import Kernel

/// All SQL of the audit log.
struct AuditStore: Sendable {
    private static let columns: SQL = """
        e.id, e.at, e.actor, e.role, e.proof, e.action, e.subject_kind, e.subject, e.about, e.area, e.reason, \
        e.origin, e.details, l.position
        """

    func add(_ entry: AuditEntry, _ id: ID<AuditEntry>, details: String, in town: any Writing) throws {
        try town.runLater(
            """
            INSERT INTO audit_entry (id, at, actor, role, proof, action, subject_kind, subject, about, area, reason,
                origin, details)
            VALUES (\(id), \(town.now), \(entry.actor), \(entry.role), \(entry.proof), \(entry.action),
                \(entry.subjectKind), \(entry.subject), \(entry.about), \(entry.area), \(entry.reason),
                \(entry.origin), \(details))
            """)
    }

    /// Entries that wait for their place in the tree, oldest first; `auditBatchMax` at most.
    ///
    /// - Parameter bound: only entries after this identifier; nil looks through all.
    func waiting(after bound: ID<AuditEntry>?, in town: any Reading) throws -> [RecordedEntry] {
        try town.rows(
            """
            SELECT \(Self.columns) FROM audit_entry e LEFT JOIN audit_leaf l ON l.entry_id = e.id
            WHERE \(Self.waits(after: bound)) ORDER BY e.id LIMIT \(Limits.auditBatchMax)
            """
        ).map { try RecordedEntry($0) }
    }

    func isWaiting(after bound: ID<AuditEntry>?, in town: any Reading) throws -> Bool {
        try town.row(
            """
            SELECT 1 AS one FROM audit_entry e LEFT JOIN audit_leaf l ON l.entry_id = e.id
            WHERE \(Self.waits(after: bound)) LIMIT 1
            """) != nil
    }

    private static func waits(after bound: ID<AuditEntry>?) -> SQL {
        let rest: SQL = bound.map { "AND e.id > \($0)" } ?? ""
        return "l.position IS NULL \(rest)"
    }

    /// Identifiers begin with their moment (RFC 9562): what has no place yet is younger than the newest leaf, or not
    /// much older, since a transaction lasts seconds. nil before the first leaf.
    func bound(in town: any Reading) throws -> ID<AuditEntry>? {
        let newest = try town.row("SELECT at FROM audit_leaf ORDER BY position DESC LIMIT 1")?.optionalInstant("at")
        guard let newest else { return nil }
        return ID(at: newest.adding(seconds: -Limits.auditLateSecondsMax), random: (0, 0))
    }

    func size(in town: any Reading) throws -> Int64 {
        try town.row("SELECT max(position) + 1 AS size FROM audit_leaf")?.optionalInt64("size") ?? 0
    }

    func place(_ entries: [(position: Int64, entry: RecordedEntry)], in town: any Writing) throws {
        try town.runMany(entries) { position, entry in
            """
            INSERT INTO audit_leaf (position, entry_id, at, actor, about, action, subject)
            VALUES (\(position), \(entry.id), \(entry.at), \(entry.actor), \(entry.about), \(entry.action),
                \(entry.subject))
            """
        }
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

    /// Newest first: those that have their place, by its indexes, and those of the last moments.
    func entries(_ question: AuditQuestion, in town: any Reading) throws -> [RecordedEntry] {
        let placed = try town.rows(
            """
            SELECT \(Self.columns) FROM audit_leaf l JOIN audit_entry e ON e.id = l.entry_id
            WHERE \(Self.condition(question, indexed: "l")) ORDER BY l.entry_id DESC LIMIT \(question.countMax)
            """
        ).map { try RecordedEntry($0) }
        let waiting = try town.rows(
            """
            SELECT \(Self.columns) FROM audit_entry e LEFT JOIN audit_leaf l ON l.entry_id = e.id
            WHERE \(Self.waits(after: try bound(in: town))) AND \(Self.condition(question, indexed: "e"))
            ORDER BY e.id DESC LIMIT \(question.countMax)
            """
        ).map { try RecordedEntry($0) }
        return Array((placed + waiting).sorted { $0.id > $1.id }.prefix(question.countMax))
    }

    /// - Parameter table: where the columns to look by are: `l` for leaves, `e` for entries.
    private static func condition(_ question: AuditQuestion, indexed table: SQL) -> SQL {
        var conditions: [SQL] = ["\(table).at >= \(question.from) AND \(table).at < \(question.until)"]
        if let actor = question.actor { conditions.append("\(table).actor = \(actor)") }
        if let about = question.about { conditions.append("\(table).about = \(about)") }
        if let action = question.action { conditions.append("\(table).action = \(action)") }
        if let subject = question.subject { conditions.append("\(table).subject = \(subject)") }
        if let area = question.area { conditions.append("e.area LIKE \(area + "%")") }
        if let before = question.before { conditions.append("e.id < \(before)") }
        return SQL.joined(conditions, by: " AND ")
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
