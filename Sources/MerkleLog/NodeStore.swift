/// Where a node stands: leaves are level 0, and node `index` of level n covers the leaves
/// `index * 2ⁿ ..< (index + 1) * 2ⁿ`. Only such perfect subtrees are ever stored; they never change again.
public struct NodePosition: Sendable, Hashable {
    public let level: Int
    public let index: UInt64

    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }
}

/// Reads the hashes of perfect subtrees, such as from a table. What it throws is passed on.
public typealias NodeReader = (NodePosition) throws -> TreeHash

/// Answers from leaf hashes alone, for logs that store no nodes: it hashes the leaves of the subtree asked for, at most
/// all of them for one proof. Positions beyond the leaves are never asked for by a proof within their count.
public func nodeReader(ofLeaves leaves: [TreeHash]) -> NodeReader {
    { position throws(ProofFault) in
        guard (0..<63).contains(position.level), position.index < UInt64(leaves.count) else { throw .position }
        let (first, isTooFar) = position.index.multipliedReportingOverflow(by: 1 << UInt64(position.level))
        guard !isTooFar, first < UInt64(leaves.count), UInt64(leaves.count) - first >= 1 << UInt64(position.level)
        else { throw .position }
        return merkleRoot(leaves[Int(first)..<(Int(first) + 1 << position.level)])
    }
}

/// Why there is no proof.
public enum ProofFault: Error, Sendable, Equatable {
    /// The leaf or the smaller tree is not within the tree, or the smaller tree is empty.
    case range
    /// A node that is no perfect subtree of the log.
    case position
}

/// Leaves `first ..< end` as one subtree of RFC 9162: perfect, or the ragged right edge of a tree.
struct LeafRange {
    let first: UInt64
    let end: UInt64

    var count: UInt64 { end - first }

    /// The largest power of two below `count`, which must be at least 2.
    var split: UInt64 { 1 << UInt64(63 - (count - 1).leadingZeroBitCount) }

    /// The perfect subtrees it is made of, from left to right; one for each 1 in the binary digits of its length.
    var positions: [NodePosition] {
        var positions: [NodePosition] = []
        var place = first
        while place < end {
            let level = 63 - (end - place).leadingZeroBitCount
            positions.append(NodePosition(level: level, index: place >> UInt64(level)))
            place += 1 << UInt64(level)
        }
        return positions
    }

    /// The hash: the perfect subtrees joined from the right.
    func hash(_ read: NodeReader) throws -> TreeHash {
        let parts = try positions.map(read)
        guard let last = parts.last else { return .empty }
        return parts.dropLast().reversed().reduce(last) { TreeHash.node($1, $0) }
    }
}

/// The root of the tree of the first `size` leaves, by O(log n) reads: any earlier state of a log.
public func merkleRoot(size: UInt64, _ read: NodeReader) throws -> TreeHash {
    try LeafRange(first: 0, end: size).hash(read)
}
