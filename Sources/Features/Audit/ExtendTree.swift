import Kernel
import MerkleLog

extension Audit {
    /// Whether any entry of the last minutes has no place in the tree yet.
    public func isWaiting(in town: any Reading) throws -> Bool {
        try store.isWaiting(after: try store.bound(in: town), in: town)
    }

    /// Gives the entries that wait their place in the tree, in the order of their identifiers.
    ///
    /// - Parameter whole: look through all entries, not only those of the last minutes.
    /// - Returns: how many there were; `auditBatchMax` at most.
    public func extend(whole: Bool = false, in town: any Writing) throws -> Int {
        let waiting = try store.waiting(after: whole ? nil : try store.bound(in: town), in: town)
        guard !waiting.isEmpty else { return 0 }
        var frontier = try frontier(in: town)
        var nodes: [(level: Int, position: Int64, hash: [UInt8])] = []
        var leaves: [(position: Int64, entry: RecordedEntry)] = []
        for entry in waiting {
            leaves.append((Int64(frontier.size), entry))
            for node in frontier.append(TreeHash.leaf(entry.leaf)) {
                nodes.append((node.position.level, Int64(node.position.index), node.hash.bytes))
            }
        }
        try store.place(leaves, in: town)
        try store.addNodes(nodes, in: town)
        return waiting.count
    }

    /// The right edge of the tree as the database keeps it.
    func frontier(in town: any Reading) throws -> Frontier {
        let size = UInt64(try store.size(in: town))
        var roots: [TreeHash] = []
        var place: UInt64 = 0
        while place < size {
            let level = 63 - (size - place).leadingZeroBitCount
            roots.append(try node(NodePosition(level: level, index: place >> UInt64(level)), in: town))
            place += 1 << UInt64(level)
        }
        guard let frontier = Frontier(size: size, roots: roots) else { throw AuditFault.treeIncomplete }
        return frontier
    }

    func node(_ position: NodePosition, in town: any Reading) throws -> TreeHash {
        guard
            let hash = try store.hash(level: position.level, position: Int64(position.index), in: town),
            let digest = TreeHash(hash)
        else { throw AuditFault.treeIncomplete }
        return digest
    }
}

/// What is wrong with the log itself.
public enum AuditFault: Error, Sendable, Equatable {
    /// A hash that should be there is not: somebody has been at the database.
    case treeIncomplete
    /// The key ring gave no signing key.
    case noSigningKey
}
