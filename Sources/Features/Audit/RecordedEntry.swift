import Kernel

/// An entry as it stands in the log. Its details are kept as they were written, byte for byte: they are part of the
/// leaf's hash.
public struct RecordedEntry: Sendable, Equatable {
    public let id: ID<AuditEntry>
    public let at: Instant
    public let actor: ID<Account>?
    public let role: String?
    public let proof: String?
    public let action: String
    public let subjectKind: String
    public let subject: String
    public let about: ID<Account>?
    public let area: String?
    public let reason: String
    public let origin: String
    /// A JSON object.
    public let details: String
    /// Its place in the tree; nil during the first moments.
    public let position: Int64?

    /// The bytes behind the leaf's hash: a JSON array of all members in this order, which anybody can write again.
    public var leaf: [UInt8] {
        JSON.array([
            .string(id.description), .integer(at.milliseconds), JSON(actor?.description), JSON(role), JSON(proof),
            .string(action), .string(subjectKind), .string(subject), JSON(about?.description), JSON(area),
            .string(reason), .string(origin), .string(details),
        ]).bytes
    }

    init(_ row: Row) throws {
        id = try row.id("id")
        at = try row.instant("at")
        actor = try row.optionalText("actor").flatMap { ID($0) }
        role = try row.optionalText("role")
        proof = try row.optionalText("proof")
        action = try row.text("action")
        subjectKind = try row.text("subject_kind")
        subject = try row.text("subject")
        about = try row.optionalText("about").flatMap { ID($0) }
        area = try row.optionalText("area")
        reason = try row.text("reason")
        origin = try row.text("origin")
        details = try row.text("details")
        position = try row.optionalInt64("position")
    }
}
