import Console
import Kernel
import MerkleLog

/// Tells what accounts are called.
public typealias AccountNames = @Sendable ([ID<Account>], any Reading) throws -> [ID<Account>: String]

extension Audit {
    /// - Parameter names: what accounts are called.
    public func addRoutes(to doors: Doors, console: Console, names: @escaping AccountNames, database: any Database) {
        doors.staff(.readAudit).get("/console/audit") { [self] visit, person in
            let form = try AuditForm(visit)
            let entries = try await look(form, person, visit, database)
            let people = Array(Set(entries.flatMap { [$0.actor, $0.about] }.compactMap { $0 }))
            let called = try await database.read { try names(people, $0) }
            return .page(AuditPages(console: console, visit: visit, names: called).search(form, entries), visit)
        }
        doors.staff(.readAudit).get("/api/v1/audit/entries") { [self] visit, person in
            let form = try AuditForm(visit)
            let entries = try await look(form, person, visit, database)
            return .json(.object([("entries", .array(entries.map(AuditJSON.entry)))]))
        }
        doors.staff(.readAudit).get("/api/v1/audit/entries/:id/proof") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            guard let id = ID<AuditEntry>(visit.parameter("id")),
                let proof = try await database.write({ try self.proof(of: id, to: person, visit, in: $0) })
            else { throw Refusal.notFound(what: .noSuchEntry) }
            return .json(proof)
        }
        doors.everyone.get("/api/v1/audit/head") { [self] visit in
            try visit.query.accept(only: ["lang"])
            guard let head = try await database.read({ try self.store.newestHead(in: $0) }) else {
                throw Refusal.notFound(what: .noHeadYet)
            }
            return .json(AuditJSON.head(head, signers.map(\.verifier)))
        }
        doors.everyone.get("/api/v1/audit/consistency") { [self] visit in
            try visit.query.accept(only: ["lang", "from", "to"])
            let sizes = (try size(visit, "from"), try size(visit, "to"))
            return .json(try await database.read { try self.consistency(from: sizes.0, to: sizes.1, in: $0) })
        }
    }

    /// Whoever reads the log stands in it.
    private func look(
        _ form: AuditForm, _ person: Person, _ visit: Visit, _ database: any Database
    ) async throws -> [RecordedEntry] {
        var question = form.question
        // An auditor's area is the city's; should a grant ever be narrower, so is what it shows.
        let grant = person.grants.first { Permissions.reach(of: $0.role, .readAudit) == .area }
        if let area = grant?.area, area.utf8.count > 4, question.area.map({ !$0.hasPrefix(area) }) ?? true {
            question.area = area
        }
        let asked = question
        return try await database.write { town in
            try self.record(
                AuditEntry(
                    person, visit, by: grant, action: Action.readAudit.rawValue, subjectKind: "audit",
                    subject: form.words, details: []),
                in: town)
            return try self.store.entries(asked, in: town)
        }
    }

    /// A proof holds the whole entry, so it is a look at the log too.
    private func proof(
        of id: ID<AuditEntry>, to person: Person, _ visit: Visit, in town: any Writing
    ) throws -> JSON? {
        guard let proof = try inclusion(of: id, in: town) else { return nil }
        let grant = person.grants.first { Permissions.reach(of: $0.role, .readAudit) == .area }
        try record(
            AuditEntry(
                person, visit, by: grant, action: Action.readAudit.rawValue, subjectKind: "audit",
                subject: id.description),
            in: town)
        return proof
    }

    private func size(_ visit: Visit, _ name: String) throws(Refusal) -> UInt64 {
        let text = try visit.query.value(name)
        guard let size = text.flatMap({ UInt64($0) }), size > 0 else {
            throw .parameter(name: name, came: text, accepted: .treeSize)
        }
        return size
    }

    func inclusion(of id: ID<AuditEntry>, in town: any Reading) throws -> JSON? {
        guard let entry = try store.entry(id, in: town), let position = entry.position,
            let head = try store.newestHead(in: town)
        else { return nil }
        // Newer than the newest head: provable from the next one on.
        guard position < head.size else { return AuditJSON.unproved(entry, head) }
        let proof = try InclusionProof(index: UInt64(position), size: UInt64(head.size)) { try node($0, in: town) }
        return AuditJSON.proof(entry, head, proof)
    }

    func consistency(from: UInt64, to: UInt64, in town: any Reading) throws -> JSON {
        let size = UInt64(try store.size(in: town))
        guard from <= to, to <= size else {
            throw Refusal.parameter(name: "to", came: String(to), accepted: .treeSizesInOrder(size))
        }
        let proof = try ConsistencyProof(from: from, size: to) { try node($0, in: town) }
        return AuditJSON.proof(proof)
    }
}

extension Phrase {
    static let noSuchEntry = Phrase("没有这条记录。", "There is no such entry.")
    static let noHeadYet = Phrase("还没有签名的树头。", "No head has been signed yet.")
    static let treeSize = Phrase("请给出条目数，如 1000。", "Give a number of entries, such as 1000.")

    static func treeSizesInOrder(_ size: UInt64) -> Phrase {
        Phrase("from 不大于 to，to 不大于 \(size)。", "from is at most to, and to at most \(size).")
    }
}
