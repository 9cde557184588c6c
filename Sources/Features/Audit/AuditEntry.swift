import Kernel

/// One thing that was done, or one look at somebody's data: who, what, to what, on whom, why, where from.
public struct AuditEntry: Sendable, Equatable {
    /// Who did it; nil for the house itself, for its schedule and for commands on its machine.
    public var actor: ID<Account>?
    /// The role by which it was allowed.
    public var role: Role?
    public var proof: Person.Proof?
    /// `grant-role`, `read-person`: a name of `Action`, or of a deed that needs none.
    public var action: String
    /// `place`, `account`, `session`.
    public var subjectKind: String
    public var subject: String
    /// Whose data it touches; they see the entry.
    public var about: ID<Account>?
    public var area: String?
    public var reason: String
    /// The neighbourhood of the address it came from; `console` for commands.
    public var origin: String
    /// What changed, without anybody's phone, name or number.
    public var details: [(String, JSON)]

    public init(
        actor: ID<Account>? = nil, role: Role? = nil, proof: Person.Proof? = nil, action: String, subjectKind: String,
        subject: String, about: ID<Account>? = nil, area: String? = nil, reason: String = "", origin: String,
        details: [(String, JSON)] = []
    ) {
        self.actor = actor
        self.role = role
        self.proof = proof
        self.action = action
        self.subjectKind = subjectKind
        self.subject = subject
        self.about = about
        self.area = area
        self.reason = reason
        self.origin = origin
        self.details = details
    }

    /// What a person does in a visit, by the grant that allows it.
    public init(
        _ person: Person, _ visit: Visit, by grant: Grant?, action: String, subjectKind: String, subject: String,
        about: ID<Account>? = nil, area: String? = nil, reason: String = "", details: [(String, JSON)] = []
    ) {
        self.init(
            actor: person.id, role: grant?.role, proof: person.proof, action: action, subjectKind: subjectKind,
            subject: subject, about: about, area: area, reason: reason, origin: visit.client.network, details: details)
    }

    public static func == (left: AuditEntry, right: AuditEntry) -> Bool {
        left.members.bytes == right.members.bytes
    }

    /// The entry as JSON, without its identifier and moment.
    var members: JSON { .object(pairs) }

    private var pairs: [(String, JSON)] {
        [
            ("actor", JSON(actor?.description)), ("role", JSON(role?.rawValue)), ("proof", JSON(proof?.rawValue)),
            ("action", .string(action)), ("subjectKind", .string(subjectKind)), ("subject", .string(subject)),
            ("about", JSON(about?.description)), ("area", JSON(area)), ("reason", .string(reason)),
            ("origin", .string(origin)), ("details", .object(details)),
        ]
    }
}

extension Limits {
    static let auditReasonCharactersMax = 500
    static let auditDetailsBytesMax = 8000
    static let auditPageMax = 50
    /// How much older than the newest leaf an entry may be that has no place yet.
    static let auditLateSecondsMax: Int64 = 600
    /// How many entries one transaction puts into the tree.
    static let auditBatchMax = 1000
}
