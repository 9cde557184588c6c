import Kernel
import MerkleLog
import Sealing

/// The audit log: what was done to what and whose data were looked at, by whom, why and where from. An entry is a row
/// of the deed's own transaction, so that neither is without the other; it costs two inserts. Putting the entries into
/// a Merkle tree (RFC 6962) happens moments later and apart (`extend`), since a tree makes all its writers wait for
/// each other. From a signed head on, nobody can alter, take out or slip in an entry before it without being found.
public struct Audit: Sendable {
    let keys: KeyRing
    /// Names the log in its signed heads: `yongai.example.gov.cn/audit`.
    let origin: String
    let store = AuditStore()

    public init(keys: KeyRing, origin: String) {
        self.keys = keys
        self.origin = origin
    }

    /// Writes down what happens in this transaction.
    ///
    /// - Returns: the entry's identifier.
    @discardableResult
    public func record(_ entry: AuditEntry, in town: any Writing) throws -> ID<AuditEntry> {
        var entry = entry
        entry.reason = String(entry.reason.prefix(Limits.auditReasonCharactersMax))
        entry.subject = String(entry.subject.prefix(120))
        let written = JSON.object(entry.details).bytes
        let details =
            written.count <= Limits.auditDetailsBytesMax ? String(decoding: written, as: UTF8.self) : #"{"cut":true}"#
        let id = town.newID(of: AuditEntry.self)
        try store.add(entry, id, details: details, in: town)
        return id
    }

    /// The entries that answer a question, newest first.
    public func entries(_ question: AuditQuestion, in town: any Reading) throws -> [RecordedEntry] {
        try store.entries(question, in: town)
    }
}
