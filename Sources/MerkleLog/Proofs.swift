/// That an entry is in a tree (RFC 9162, section 2.1.3).
public struct InclusionProof: Sendable, Hashable {
    /// Of the leaf, counted from 0.
    public let index: UInt64
    /// Of the tree, in leaves.
    public let size: UInt64
    /// From the leaf's sibling upwards.
    public let path: [TreeHash]

    public init(index: UInt64, size: UInt64, path: [TreeHash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// Makes the proof of a leaf within the tree of the first `size` leaves, by O(log² n) reads.
    /// - Throws: `ProofFault.range` unless `index < size`; what `read` throws.
    public init(index: UInt64, size: UInt64, _ read: NodeReader) throws {
        guard index < size else { throw ProofFault.range }
        var range = LeafRange(first: 0, end: size)
        var path: [TreeHash] = []
        while range.count > 1 {
            let middle = range.first + range.split
            let (left, right) = (LeafRange(first: range.first, end: middle), LeafRange(first: middle, end: range.end))
            path.append(try (index < middle ? right : left).hash(read))
            range = index < middle ? left : right
        }
        self.init(index: index, size: size, path: path.reversed())
    }

    /// The nodes `init(index:size:_:)` reads, for a store that is asked once and beforehand.
    public static func positions(index: UInt64, size: UInt64) throws -> [NodePosition] {
        var positions: [NodePosition] = []
        _ = try InclusionProof(index: index, size: size) { position in
            positions.append(position)
            return .empty
        }
        return positions
    }

    /// Whether it leads from this leaf to this root (RFC 9162, section 2.1.3.2).
    public func isValid(leaf: TreeHash, root: TreeHash) -> Bool {
        guard index < size else { return false }
        var (place, last) = (index, size - 1)
        var hash = leaf
        for sibling in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = TreeHash.node(sibling, hash)
                let levels = place & 1 == 1 ? 0 : place.trailingZeroBitCount
                (place, last) = (place >> UInt64(levels), last >> UInt64(levels))
            } else {
                hash = TreeHash.node(hash, sibling)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }
}

/// That a tree is the beginning of a later one (RFC 9162, section 2.1.4).
public struct ConsistencyProof: Sendable, Hashable {
    /// Of the earlier tree, in leaves.
    public let from: UInt64
    /// Of the later tree.
    public let size: UInt64
    public let path: [TreeHash]

    public init(from: UInt64, size: UInt64, path: [TreeHash]) {
        self.from = from
        self.size = size
        self.path = path
    }

    /// Makes the proof that the first `from` leaves of a tree are those of the tree of the first `size`, by O(log² n)
    /// reads. It is empty when both are the same.
    /// - Throws: `ProofFault.range` unless `0 < from <= size`; what `read` throws.
    public init(from: UInt64, size: UInt64, _ read: NodeReader) throws {
        guard from > 0, from <= size else { throw ProofFault.range }
        var range = LeafRange(first: 0, end: size)
        var path: [TreeHash] = []
        while range.end != from {
            let middle = range.first + range.split
            let (left, right) = (LeafRange(first: range.first, end: middle), LeafRange(first: middle, end: range.end))
            path.append(try (from <= middle ? right : left).hash(read))
            range = from <= middle ? left : right
        }
        // The verifier knows the hash of what is left when it is the whole earlier tree.
        if range.first > 0 { path.append(try range.hash(read)) }
        self.init(from: from, size: size, path: path.reversed())
    }

    /// The nodes `init(from:size:_:)` reads, for a store that is asked once and beforehand.
    public static func positions(from: UInt64, size: UInt64) throws -> [NodePosition] {
        var positions: [NodePosition] = []
        _ = try ConsistencyProof(from: from, size: size) { position in
            positions.append(position)
            return .empty
        }
        return positions
    }

    /// Whether it leads from the earlier root to the later one (RFC 9162, section 2.1.4.2). A proof from an empty tree
    /// says nothing and is never valid.
    public func isValid(earlierRoot: TreeHash, root: TreeHash) -> Bool {
        guard from > 0, from <= size else { return false }
        guard from < size else { return path.isEmpty && earlierRoot == root }
        let nodes = from.nonzeroBitCount == 1 ? [earlierRoot] + path : path
        guard let first = nodes.first else { return false }
        var (place, last) = (from - 1, size - 1)
        let ones = (~place).trailingZeroBitCount
        (place, last) = (place >> UInt64(ones), last >> UInt64(ones))
        var (earlier, later) = (first, first)
        for node in nodes.dropFirst() {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                (earlier, later) = (TreeHash.node(node, earlier), TreeHash.node(node, later))
                let levels = place & 1 == 1 ? 0 : place.trailingZeroBitCount
                (place, last) = (place >> UInt64(levels), last >> UInt64(levels))
            } else {
                later = TreeHash.node(later, node)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && earlier == earlierRoot && later == root
    }
}
