import Foundation
import Kernel
import MerkleLog

/// The log for programs. Hashes are Base64 (RFC 4648), as in RFC 6962's own answers.
enum AuditJSON {
    static func entry(_ entry: RecordedEntry) -> JSON {
        .object([
            ("id", .string(entry.id.description)), ("at", .string(entry.at.rfc3339())),
            ("actor", JSON(entry.actor?.description)), ("role", JSON(entry.role)), ("proof", JSON(entry.proof)),
            ("action", .string(entry.action)), ("subjectKind", .string(entry.subjectKind)),
            ("subject", .string(entry.subject)), ("about", JSON(entry.about?.description)), ("area", JSON(entry.area)),
            ("reason", .string(entry.reason)), ("origin", .string(entry.origin)),
            ("details", .prepared(Array(entry.details.utf8))),
            ("position", entry.position.map(JSON.integer) ?? .null),
        ])
    }

    static func head(_ head: SignedHead, _ verifiers: [NoteVerifier]) -> JSON {
        .object([
            ("size", .integer(head.size)), ("root", .string(base64(head.root))),
            ("signedAt", .string(head.signedAt.rfc3339())), ("note", .string(head.note)),
            ("keys", .array(verifiers.map { .string($0.text) })),
        ])
    }

    static func proof(_ entry: RecordedEntry, _ head: SignedHead, _ proof: InclusionProof) -> JSON {
        .object([
            ("leaf", .string(base64(entry.leaf))), ("index", .integer(Int64(proof.index))),
            ("size", .integer(Int64(proof.size))), ("path", path(proof.path)), ("note", .string(head.note)),
        ])
    }

    static func unproved(_ entry: RecordedEntry, _ head: SignedHead) -> JSON {
        .object([
            ("leaf", .string(base64(entry.leaf))), ("index", entry.position.map(JSON.integer) ?? .null),
            ("size", .integer(head.size)), ("path", .null), ("note", .string(head.note)),
        ])
    }

    static func proof(_ proof: ConsistencyProof) -> JSON {
        .object([
            ("from", .integer(Int64(proof.from))), ("to", .integer(Int64(proof.size))), ("path", path(proof.path)),
        ])
    }

    private static func path(_ hashes: [TreeHash]) -> JSON { .array(hashes.map { .string(base64($0.bytes)) }) }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
