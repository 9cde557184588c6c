internal import CNearest

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A part of a tree: the tight box of its points in whole numbers, and the marks that any of its points has.
struct NearestNode {
    var low = SIMD3<Int32>(repeating: .max)
    var high = SIMD3<Int32>(repeating: .min)
    var marks: UInt64 = 0
    /// 0 for a leaf; the left child follows its parent.
    var right: Int32 = 0
    /// Its leaf; of an inner node the first.
    var leaf: Int32 = 0
    /// Points in its leaf.
    var count: Int32 = 0

    /// A key that none of its points is below: in floating point every step of it grows with the step of a point's.
    @inline(__always)
    func keyMin(_ question: nearest_question) -> Float {
        let x = Float(max(0, max(low.x &- question.x, question.x &- high.x)))
        let y = Float(max(0, max(low.y &- question.y, question.y &- high.y)))
        let z = Float(max(0, max(low.z &- question.z, question.z &- high.z)))
        return x * x + y * y + z * z
    }
}

/// The trees of all groups: nodes, leaves and roots. Nothing changes after it is built.
final class NearestTree: @unchecked Sendable {
    let nodes: UnsafeMutablePointer<NearestNode>
    let nodeCount: Int
    let leaves: UnsafeMutablePointer<nearest_leaf>
    let leafCount: Int
    /// For each group its root, -1 for a group without points.
    let roots: [Int32]
    let pointCount: Int
    /// Length of the columns it was built from.
    let columnCount: Int
    /// The least number of schedules a set must be able to tell of.
    let scheduleCount: Int
    /// Groups that have points.
    let groups: UInt64

    init(
        nodes built: [NearestNode], leaves: UnsafeMutablePointer<nearest_leaf>, leafCount: Int, roots: [Int32],
        pointCount: Int, columnCount: Int, scheduleCount: Int
    ) {
        nodeCount = built.count
        nodes = Self.allocate(NearestNode.self, built.count)
        for (index, node) in built.enumerated() { nodes[index] = node }
        self.leaves = leaves
        self.leafCount = leafCount
        self.roots = roots
        self.pointCount = pointCount
        self.columnCount = columnCount
        self.scheduleCount = scheduleCount
        groups = roots.enumerated().reduce(0) { $1.element < 0 ? $0 : $0 | 1 << UInt64($1.offset) }
    }

    deinit {
        free(nodes)
        free(leaves)
    }

    var memoryBytes: Int {
        nodeCount * MemoryLayout<NearestNode>.stride + leafCount * MemoryLayout<nearest_leaf>.stride
    }

    static let leafPoints = Int(NEAREST_LEAF_POINTS)

    /// Levels of a tree of 2³¹ points, and so the most nodes of a tree a search can have waiting.
    static let depthMax = 32

    static func allocate<Element>(_: Element.Type, _ count: Int) -> UnsafeMutablePointer<Element> {
        let bytes = max(1, count) * MemoryLayout<Element>.stride
        guard let memory = nearest_allocate(Int64(bytes)) else { fatalError("No memory for \(bytes) bytes.") }
        return memory.bindMemory(to: Element.self, capacity: max(1, count))
    }
}

/// Traits beside a tree.
final class NearestTraits: @unchecked Sendable {
    let byPosition: UnsafeMutablePointer<UInt32>
    let byNode: UnsafeMutablePointer<UInt32>
    let memoryBytes: Int

    init(_ byOrdinal: [UInt32], of tree: NearestTree) {
        byPosition = NearestTree.allocate(UInt32.self, tree.leafCount * NearestTree.leafPoints)
        byNode = NearestTree.allocate(UInt32.self, tree.nodeCount)
        memoryBytes = 4 * (tree.leafCount * NearestTree.leafPoints + tree.nodeCount)
        // Children come after their parents, so backwards every node is met after its children.
        for index in (0..<tree.nodeCount).reversed() {
            let node = tree.nodes[index]
            if node.right != 0 {
                byNode[index] = byNode[index + 1] | byNode[Int(node.right)]
                continue
            }
            let row = byPosition + Int(node.leaf) * NearestTree.leafPoints
            let leaf = NearestLeaf(tree.leaves + Int(node.leaf))
            for place in 0..<Int(node.count) {
                row[place] = byOrdinal[Int(leaf.record[place].ordinal)]
                byNode[index] |= row[place]
            }
        }
    }

    deinit {
        free(byPosition)
        free(byNode)
    }
}

/// The rows of a leaf.
struct NearestLeaf {
    let x, y, z: UnsafeMutablePointer<Int32>
    let marksLow, schedule, marksHigh: UnsafeMutablePointer<UInt32>
    let record: UnsafeMutablePointer<nearest_record>

    @inline(__always)
    init(_ leaf: UnsafeMutablePointer<nearest_leaf>) {
        let rows = UnsafeMutableRawPointer(leaf)
        let length = NearestTree.leafPoints
        x = rows.assumingMemoryBound(to: Int32.self)
        y = x + length
        z = x + 2 * length
        marksLow = (rows + 12 * length).assumingMemoryBound(to: UInt32.self)
        schedule = marksLow + length
        marksHigh = marksLow + 2 * length
        record = (rows + 24 * length).assumingMemoryBound(to: nearest_record.self)
    }
}
