@testable import Audit
import Kernel
import MerkleLog
import Sealing
import TestTown
import Testing

private let keys = try? KeyRing(first: Array(repeating: 7, count: 32))

private func someAudit() throws -> Audit { Audit(keys: try #require(keys), origin: "yunshan.example/audit") }

private func entry(_ number: Int) -> AuditEntry {
    AuditEntry(
        actor: ID(high: 9, low: UInt64(number)), role: .officer, proof: .passkey, action: "edit-place",
        subjectKind: "place", subject: "place \(number)", about: ID(high: 8, low: UInt64(number % 3)), area: "990102",
        reason: "门牌号写错了", origin: "cb0071", details: [("name", .string("老面馆"))])
}

@Suite("The audit log")
struct AuditTests {
    @Test(
        "What is recorded is found again, newest first, by actor, subject, area and action",
        arguments: TestEngine.available)
    func found(_ engine: TestEngine) async throws {
        let audit = try someAudit()
        try await withDatabase(engine) { database in
            try await database.write { town in
                for number in 0..<10 { try audit.record(entry(number), in: town) }
            }
            let all = try await database.read { try audit.entries(AuditQuestion(), in: $0) }
            #expect(all.map(\.subject) == (0..<10).reversed().map { "place \($0)" })
            #expect(all.first?.at == testMoment && all.first?.reason == "门牌号写错了")
            #expect(all.first?.details == #"{"name":"老面馆"}"#)
            var question = AuditQuestion()
            question.about = ID(high: 8, low: 1)
            question.area = "9901"
            question.action = "edit-place"
            let asked = question
            #expect(
                try await database.read { try audit.entries(asked, in: $0) }.map(\.subject)
                    == ["place 7", "place 4", "place 1"])
            question.area = "9902"
            let elsewhere = question
            #expect(try await database.read { try audit.entries(elsewhere, in: $0) }.isEmpty)
        }
    }

    @Test(
        "The tree grows by batches, its head is signed, and each entry and each earlier tree can be proved",
        arguments: TestEngine.available)
    func proved(_ engine: TestEngine) async throws {
        let audit = try someAudit()
        try await withDatabase(engine) { database in
            var sizes: [Int64] = []
            for batch in [1, 4, 7, 1, 20] {
                try await database.write { town in
                    for number in 0..<batch { try audit.record(entry(number), in: town) }
                }
                #expect(try await database.write { try audit.extend(in: $0) } == batch)
                #expect(try await database.write { try audit.extend(in: $0) } == 0)
                let head = try await database.write { try audit.signHead(in: $0) }
                sizes.append(try #require(head).size)
                #expect(try await database.write { try audit.signHead(in: $0) } == nil)
            }
            #expect(sizes == [1, 5, 12, 13, 33])
            #expect(try await database.read { try audit.examine(in: $0) } == [])
            let heads = try await database.read { try audit.store.heads(in: $0) }
            let verifier = try #require(audit.signers.first).verifier
            let last = try #require(heads.last)
            let root = try #require(TreeHash(last.root))
            for head in heads {
                let note = try #require(SignedNote(reading: head.note))
                #expect(note.isSigned(by: verifier))
                let proof = try await database.read { town in
                    try ConsistencyProof(from: UInt64(head.size), size: UInt64(last.size)) {
                        try audit.node($0, in: town)
                    }
                }
                #expect(proof.isValid(earlierRoot: try #require(TreeHash(head.root)), root: root))
            }
            for entry in try await database.read({ try audit.entries(AuditQuestion(), in: $0) }) {
                let position = try #require(entry.position)
                let proof = try await database.read { town in
                    try InclusionProof(index: UInt64(position), size: UInt64(last.size)) {
                        try audit.node($0, in: town)
                    }
                }
                #expect(proof.isValid(leaf: TreeHash.leaf(entry.leaf), root: root))
            }
        }
    }

    @Test("Entries, leaves, nodes and heads cannot be changed or removed", arguments: TestEngine.available)
    func history(_ engine: TestEngine) async throws {
        let audit = try someAudit()
        try await withDatabase(engine) { database in
            try await database.write { town in
                try audit.record(entry(1), in: town)
                _ = try audit.extend(in: town)
                try audit.signHead(in: town)
            }
            let attempts: [SQL] = [
                "UPDATE audit_entry SET reason = 'other'", "DELETE FROM audit_entry",
                "UPDATE audit_leaf SET position = 5", "DELETE FROM audit_leaf", "UPDATE audit_node SET level = 1",
                "DELETE FROM audit_node", "UPDATE audit_head SET size = 9", "DELETE FROM audit_head",
            ]
            for attempt in attempts {
                await #expect(throws: DatabaseFault.self) { try await database.write { _ = try $0.run(attempt) } }
            }
        }
    }

    @Test("Who gets round the triggers is found out by examining", arguments: [TestEngine.sqlite])
    func tampering(_ engine: TestEngine) async throws {
        let audit = try someAudit()
        try await withDatabase(engine) { database in
            try await database.write { town in
                for number in 0..<6 { try audit.record(entry(number), in: town) }
                _ = try audit.extend(in: town)
                try audit.signHead(in: town)
                try town.run("DROP TRIGGER audit_entry_is_history")
                try town.run("UPDATE audit_entry SET reason = 'nothing happened' WHERE subject = 'place 3'")
            }
            let faults = try await database.read { try audit.examine(in: $0) }
            #expect(faults.contains("Node 0/3 is not the hash of its entries."))
            #expect(faults.contains("The head of 6 entries does not fit."))
        }
    }
}
