import Kernel
import MerkleLog

extension Audit {
    /// The keys that heads were signed with, newest first: derived from the house's keys, so that they are rotated
    /// with them and never stand in the database.
    var signers: [NoteSigner] {
        keys.macs([], purpose: "audit-head-signing").compactMap { NoteSigner(name: origin, seed: $0) }
    }

    /// Signs the head of the tree when it has grown since the last head and that one is a day old.
    ///
    /// - Returns: 1 when a head was signed, else 0.
    public func signDaily(in town: any Writing) throws -> Int {
        _ = try extend(whole: true, in: town)
        if let newest = try store.newestHead(in: town), newest.signedAt.adding(seconds: 86_400) > town.now { return 0 }
        return try signHead(in: town) == nil ? 0 : 1
    }

    /// Signs the head of the tree as it stands; nil when nothing was added since the last one.
    @discardableResult
    public func signHead(in town: any Writing) throws -> SignedHead? {
        let frontier = try frontier(in: town)
        if let newest = try store.newestHead(in: town), newest.size == Int64(frontier.size) { return nil }
        guard let signer = signers.first,
            let checkpoint = Checkpoint(origin: origin, size: frontier.size, root: frontier.root),
            var note = SignedNote(text: checkpoint.text)
        else { throw AuditFault.noSigningKey }
        try note.sign(signer)
        let head = SignedHead(
            size: Int64(frontier.size), root: frontier.root.bytes, signedAt: town.now, note: note.written)
        try store.add(head, in: town)
        return head
    }

    /// Looks the whole log through: every entry's leaf, every node, every head.
    ///
    /// - Returns: what is wrong, a sentence each; empty when all is as it was signed.
    public func examine(in town: any Reading) throws -> [String] {
        var walk = Examination(heads: try store.heads(in: town))
        while true {
            let entries = try store.entries(from: Int64(walk.frontier.size), in: town)
            for entry in entries { try examine(entry, &walk, in: town) }
            if entries.count < Limits.auditBatchMax || walk.faults.count >= Self.faultsMax { break }
        }
        let late = try store.waiting(after: nil, in: town).first
        if let late, let bound = try store.bound(in: town), late.id < bound {
            walk.faults.append("Entry \(late.id) never got its place.")
        }
        if let head = walk.heads.first(where: { $0.size > 0 }) {
            walk.faults.append("A head was signed for \(head.size) entries, but there are \(walk.frontier.size).")
        }
        return Array(walk.faults.prefix(Self.faultsMax))
    }

    /// How far an examination has come.
    private struct Examination {
        var frontier = Frontier()
        var faults: [String] = []
        /// Those that are still to come, smallest first.
        var heads: [SignedHead]

        init(heads: [SignedHead]) { self.heads = heads }
    }

    private func examine(_ entry: RecordedEntry, _ walk: inout Examination, in town: any Reading) throws {
        if entry.position != Int64(walk.frontier.size) { walk.faults.append("Leaf \(walk.frontier.size) is missing.") }
        for made in walk.frontier.append(TreeHash.leaf(entry.leaf)) {
            let place = made.position
            let kept = try store.hash(level: place.level, position: Int64(place.index), in: town)
            if kept != made.hash.bytes {
                walk.faults.append("Node \(place.level)/\(place.index) is not the hash of its entries.")
            }
        }
        while let head = walk.heads.first, head.size <= Int64(walk.frontier.size) {
            walk.heads.removeFirst()
            if head.size > 0, !isSigned(head, walk.frontier.root) {
                walk.faults.append("The head of \(head.size) entries does not fit.")
            }
        }
    }

    private static let faultsMax = 20

    private func isSigned(_ head: SignedHead, _ root: TreeHash) -> Bool {
        guard head.root == root.bytes, let note = SignedNote(reading: head.note) else { return false }
        let checkpoint = Checkpoint(reading: note.text)
        return checkpoint?.root == root && checkpoint?.size == UInt64(head.size)
            && signers.contains { note.isSigned(by: $0.verifier) }
    }
}
