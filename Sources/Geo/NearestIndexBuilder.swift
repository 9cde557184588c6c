internal import CNearest

/// Sorts points into the trees of a `NearestIndex`.
struct NearestIndexBuilder {
    /// A point as four numbers beside each other, so that sorting moves what it compares.
    typealias Record = SIMD4<Int32>

    private let points: [Coordinate]
    /// The ordinal is the fourth number.
    private var records: [Record] = []
    /// Where each group's records end.
    private var ends: [Int] = []
    private var nodes: [NearestNode] = []
    private var leafCount = 0

    init(points: [Coordinate], groups: [UInt8]) {
        self.points = points
        var counts = [Int](repeating: 0, count: NearestIndex.groupsMax)
        func group(_ ordinal: Int) -> Int { groups.isEmpty ? 0 : Int(groups[ordinal]) }
        for ordinal in points.indices where points[ordinal].isValid {
            precondition(group(ordinal) < NearestIndex.groupsMax, "Groups are numbered below 64.")
            counts[group(ordinal)] += 1
        }
        var next: [Int] = []
        for count in counts {
            next.append(ends.last ?? 0)
            ends.append((ends.last ?? 0) + count)
        }
        records = Array(repeating: Record(), count: ends.last ?? 0)
        for (ordinal, point) in points.enumerated() where point.isValid {
            let vector = NearestScale.vector(point)
            records[next[group(ordinal)]] = Record(vector.x, vector.y, vector.z, Int32(ordinal))
            next[group(ordinal)] += 1
        }
    }

    mutating func build(marks: [UInt64], schedules: [Int32]) -> NearestTree {
        var roots: [Int32] = []
        var start = 0
        nodes.reserveCapacity(2 * (records.count / NearestTree.leafPoints + ends.count))
        var leafStarts: [Range<Int>] = []
        var sorted: [Record] = []
        swap(&sorted, &records)
        sorted.withUnsafeMutableBufferPointer { records in
            for end in ends {
                roots.append(start < end ? Int32(nodes.count) : -1)
                if start < end { split(start..<end, of: records, into: &leafStarts) }
                start = end
            }
        }
        swap(&sorted, &records)
        let leaves = NearestTree.allocate(nearest_leaf.self, leafStarts.count)
        for (number, range) in leafStarts.enumerated() { fill(leaves + number, range, marks, schedules) }
        gatherMarks(leaves)
        return NearestTree(
            nodes: nodes, leaves: leaves, leafCount: leafStarts.count, roots: roots, pointCount: records.count,
            columnCount: points.count, scheduleCount: Int(schedules.max() ?? -1) + 1)
    }

    /// Adds the node of a range and, below it, those of its halves, cut across the longest side of its box; all leaves
    /// but a group's last are full. The depth is the logarithm of the range, since halves are cut by count.
    private mutating func split(
        _ range: Range<Int>, of records: UnsafeMutableBufferPointer<Record>, into leafStarts: inout [Range<Int>]
    ) {
        var node = NearestNode()
        for position in range {
            let record = records[position]
            let vector = SIMD3(record.x, record.y, record.z)
            node.low = pointwiseMin(node.low, vector)
            node.high = pointwiseMax(node.high, vector)
        }
        node.leaf = Int32(leafStarts.count)
        node.count = Int32(min(range.count, NearestTree.leafPoints))
        let index = nodes.count
        nodes.append(node)
        let leafCount = (range.count + NearestTree.leafPoints - 1) / NearestTree.leafPoints
        guard leafCount > 1 else { return leafStarts.append(range) }
        let sides = node.high &- node.low
        let axis = sides.x >= sides.y && sides.x >= sides.z ? 0 : sides.y >= sides.z ? 1 : 2
        let middle = range.lowerBound + (leafCount + 1) / 2 * NearestTree.leafPoints
        if let base = records.baseAddress {
            let numbers = UnsafeRawPointer(base).assumingMemoryBound(to: Int32.self) + axis
            select(middle, in: range, of: base) { numbers[4 * $0] }
        }
        split(range.lowerBound..<middle, of: records, into: &leafStarts)
        nodes[index].right = Int32(nodes.count)
        split(middle..<range.upperBound, of: records, into: &leafStarts)
    }

    /// Moves the records of a range so that none before `middle` has a greater key than any from `middle` on
    /// (C. A. R. Hoare, "Algorithm 65: Find", 1961). Pointers stop at equal keys, so equal points split evenly; a run
    /// of bad pivots ends in a sort, so no order of the input costs more than O(n log n).
    @inline(__always)
    private func select(
        _ middle: Int, in range: Range<Int>, of records: UnsafeMutablePointer<Record>, key: (Int) -> Int32
    ) {
        var low = range.lowerBound
        var high = range.upperBound - 1
        var rounds = 2 * (Int.bitWidth - range.count.leadingZeroBitCount)
        while low < high {
            guard rounds > 0 else { return sort(low...high, of: records, key: key) }
            rounds -= 1
            let pivot = key(low + (high - low) / 2)
            var left = low
            var right = high
            while left <= right {
                while key(left) < pivot { left += 1 }
                while key(right) > pivot { right -= 1 }
                guard left <= right else { break }
                let record = records[left]
                records[left] = records[right]
                records[right] = record
                left += 1
                right -= 1
            }
            if middle <= right { high = right } else if middle >= left { low = left } else { return }
        }
    }

    private func sort(
        _ range: ClosedRange<Int>, of records: UnsafeMutablePointer<Record>, key: (Int) -> Int32
    ) {
        let sorted = range.map { (key: key($0), record: records[$0]) }.sorted { $0.key < $1.key }
        for (offset, one) in sorted.enumerated() { records[range.lowerBound + offset] = one.record }
    }

    private func fill(
        _ memory: UnsafeMutablePointer<nearest_leaf>, _ range: Range<Int>, _ marks: [UInt64], _ schedules: [Int32]
    ) {
        let leaf = NearestLeaf(memory)
        for (place, position) in range.enumerated() {
            let record = records[position]
            let ordinal = Int(record.w)
            leaf.x[place] = record.x
            leaf.y[place] = record.y
            leaf.z[place] = record.z
            leaf.record[place] = nearest_record(
                latitude: points[ordinal].latitude, longitude: points[ordinal].longitude, ordinal: Int64(ordinal))
            leaf.marksLow[place] = marks.isEmpty ? 0 : UInt32(truncatingIfNeeded: marks[ordinal])
            leaf.marksHigh[place] = marks.isEmpty ? 0 : UInt32(truncatingIfNeeded: marks[ordinal] >> 32)
            leaf.schedule[place] = schedules.isEmpty ? 0 : UInt32(schedules[ordinal] + 1)
        }
    }

    /// Children come after their parents, so backwards every node is met after its children.
    private mutating func gatherMarks(_ leaves: UnsafeMutablePointer<nearest_leaf>) {
        for index in nodes.indices.reversed() {
            let node = nodes[index]
            if node.right != 0 {
                nodes[index].marks = nodes[index + 1].marks | nodes[Int(node.right)].marks
                continue
            }
            let leaf = NearestLeaf(leaves + Int(node.leaf))
            for place in 0..<Int(node.count) {
                nodes[index].marks |= UInt64(leaf.marksHigh[place]) << 32 | UInt64(leaf.marksLow[place])
            }
        }
    }
}

/// The whole numbers points are ranked by.
enum NearestScale {
    /// Steps of a unit vector: differences of two stay below 2³⁰, within 32 bits.
    static let steps = 0x1p29

    static func vector(_ point: Coordinate) -> SIMD3<Int32> {
        let vector = Sphere.vector(point)
        return SIMD3(
            Int32((vector.x * steps).rounded()), Int32((vector.y * steps).rounded()),
            Int32((vector.z * steps).rounded()))
    }

    /// A key that no point has which is not farther than one with this length, counted in steps.
    ///
    /// A rounded vector is within 0.5 of the true one on each axis, a difference of two within 1, its length within
    /// √3 < 1.74. Turning it into a key (four roundings to 24 bits in a row) moves its root by less than 2e-7 of it.
    /// So of two points, the nearer one's root is at most root + 3.48, both ends of it moved by 2e-7; what doubles
    /// round is less by far.
    @inline(__always)
    static func keyMax(length: Double) -> Float {
        let most = length * (1 + 1e-6) + 4
        return Float(most * most).nextUp
    }
}
