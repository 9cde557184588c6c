/// What must be kept of a tree to append to it: the roots of its perfect subtrees, largest first, one for every 1 in
/// the binary digits of its size. Appending takes O(log n) hashes and no entry is needed again.
public struct Frontier: Sendable, Hashable {
    public private(set) var size: UInt64
    public private(set) var roots: [TreeHash]

    /// Of a tree without entries.
    public init() {
        size = 0
        roots = []
    }

    /// Of a tree as a database kept it; nil unless there are as many roots as the size has ones in binary.
    public init?(size: UInt64, roots: [TreeHash]) {
        guard roots.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.roots = roots
    }

    /// Where a store of nodes has the roots of a frontier, largest first, for `init(size:roots:)`.
    public static func positions(size: UInt64) -> [NodePosition] { LeafRange(first: 0, end: size).positions }

    /// Appends a leaf and returns the nodes that are now perfect: the leaf itself at level 0, then each parent it
    /// completes. A log that stores these can prove anything about itself (see `InclusionProof`).
    @discardableResult
    public mutating func append(_ leaf: TreeHash) -> [(position: NodePosition, hash: TreeHash)] {
        var made = [(NodePosition(level: 0, index: size), leaf)]
        var hash = leaf
        for level in 0..<size.trailingOnes {
            hash = TreeHash.node(roots.removeLast(), hash)
            made.append((NodePosition(level: level + 1, index: size >> UInt64(level + 1)), hash))
        }
        roots.append(hash)
        size += 1
        return made
    }

    /// The root of the whole tree (RFC 9162, section 2.1.1).
    public var root: TreeHash {
        guard let last = roots.last else { return .empty }
        return roots.dropLast().reversed().reduce(last) { TreeHash.node($1, $0) }
    }

    /// The size (8 bytes, big-endian) and the roots, 32 bytes each.
    public var bytes: [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: size >> UInt64($0)) }
            + roots.flatMap(\.bytes)
    }

    /// nil for anything but `bytes` of a frontier.
    public init?(reading bytes: [UInt8]) {
        guard bytes.count >= 8, (bytes.count - 8) % TreeHash.byteCount == 0 else { return nil }
        let roots = stride(from: 8, to: bytes.count, by: TreeHash.byteCount).compactMap {
            TreeHash(bytes[$0..<($0 + TreeHash.byteCount)])
        }
        self.init(size: bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }, roots: roots)
    }
}

extension UInt64 {
    /// How many ones stand at the end of the binary digits.
    fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}

/// The root of a list of leaf hashes, in order.
public func merkleRoot(_ leaves: some Sequence<TreeHash>) -> TreeHash {
    var frontier = Frontier()
    for leaf in leaves { frontier.append(leaf) }
    return frontier.root
}
