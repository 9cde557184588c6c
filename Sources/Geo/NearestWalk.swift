internal import CNearest

extension NearestIndex {
    /// The nearest points that have all that is asked, nearest first; equally far ones in the order of their ordinals.
    ///
    /// Empty for a limit below 1, a radius that is negative or not a number, or a point that is not valid.
    public func nearest(_ question: NearestQuestion) -> [Neighbour] {
        var found: [Neighbour] = []
        nearest(question, into: &found)
        return found
    }

    /// The same in place of what the array held, whose storage is used again.
    public func nearest(_ question: NearestQuestion, into found: inout [Neighbour]) {
        nearest(question, into: &found, by: Self.fastest)
    }

    private static let fastest = nearest_kernel_of(nearest_level_max())

    /// What the processor can do: 0 for plain instructions, above for wider vectors. For tests; all answer the same.
    static var levels: ClosedRange<Int> { 0...Int(nearest_level_max()) }

    func nearest(_ question: NearestQuestion, level: Int) -> [Neighbour] {
        var found: [Neighbour] = []
        nearest(question, into: &found, by: nearest_kernel_of(Int32(level)))
        return found
    }

    private func nearest(_ question: NearestQuestion, into found: inout [Neighbour], by kernel: nearest_kernel) {
        found.removeAll(keepingCapacity: true)
        guard question.limit > 0, question.radiusMetres >= 0, question.point.isValid, count > 0 else { return }
        if question.traits != 0, traits == nil || question.traits & question.traitsExcluded != 0 { return }
        guard let open = question.open else { return walk(question, nil, into: &found, by: kernel) }
        precondition(open.words.count * 32 > tree.scheduleCount, "A set tells of every schedule.")
        open.words.withUnsafeBufferPointer { walk(question, $0.baseAddress, into: &found, by: kernel) }
    }

    private func walk(
        _ question: NearestQuestion, _ open: UnsafePointer<UInt32>?, into found: inout [Neighbour],
        by kernel: nearest_kernel
    ) {
        let limit = min(question.limit, count)
        let capacity = NearestWalk.capacity(limit)
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: capacity + NearestWalk.waitingMax) { memory in
            guard let base = memory.baseAddress else { return }
            var walk = NearestWalk(
                self, question, open: open, limit: limit, memory: base, capacity: capacity, kernel: kernel)
            walk.run(groups: question.groups & tree.groups)
            walk.finish(into: &found)
        }
    }
}

/// One question on its way: the candidates so far, and the key beyond which no point can enter the answer.
///
/// A point's key is the squared length of the difference of whole-number vectors, in single precision. Of the points
/// that fulfil the question all are kept whose key does not rule them out: when `limit` candidates have keys up to k,
/// nothing beyond `NearestScale.keyMax(√k)` can be nearer than all of them. What is left in the end, a few more than
/// the limit, is measured by `Coordinate.distanceMetres` and sorted by metres, then ordinal.
struct NearestWalk {
    private let tree: NearestTree
    private let traits: NearestTraits?
    private var asked: nearest_question
    private let marks: UInt64
    private let origin: HaversineOrigin
    private let radiusMetres: Double
    private let limit: Int
    private let kernel: nearest_kernel
    private let keys: UnsafeMutablePointer<Float>
    private let positions: UnsafeMutablePointer<Int32>
    private let capacity: Int
    private let waiting: UnsafeMutablePointer<Waiting>
    private var depth = 0
    private var count = 0
    private var reach: Float
    /// So many candidates are worth narrowing: the limit at first, half as many again when the reach is short already.
    private var narrowAt: Int

    /// A node to be looked at, and a key that none of its points is below.
    struct Waiting {
        let index: Int32
        let least: Float
    }

    static let waitingMax = NearestTree.depthMax + NearestIndex.groupsMax

    /// Room for candidates: half as many again as are wanted, a few leaves, and what a scan may write beyond them.
    static func capacity(_ limit: Int) -> Int { limit + limit / 2 + 4 * NearestTree.leafPoints + Int(NEAREST_SLACK) }

    init(
        _ index: NearestIndex, _ question: NearestQuestion, open: UnsafePointer<UInt32>?, limit: Int,
        memory: UnsafeMutablePointer<UInt64>, capacity: Int, kernel: nearest_kernel
    ) {
        tree = index.tree
        traits = index.traits
        self.kernel = kernel
        self.limit = limit
        self.capacity = capacity
        narrowAt = limit
        radiusMetres = question.radiusMetres
        marks = question.marks
        origin = HaversineOrigin(question.point)
        let vector = NearestScale.vector(question.point)
        asked = nearest_question(
            x: vector.x, y: vector.y, z: vector.z, marks_low: UInt32(truncatingIfNeeded: question.marks),
            marks_high: UInt32(truncatingIfNeeded: question.marks >> 32), traits: question.traits,
            traits_mask: index.traits == nil ? 0 : question.traits | question.traitsExcluded, open: open)
        let squaredChord = Sphere.squaredChord(metres: question.radiusMetres)
        let chord = squaredChord.isFinite ? squaredChord.squareRoot() : 2
        reach = NearestScale.keyMax(length: chord * NearestScale.steps)
        waiting = UnsafeMutableRawPointer(memory).assumingMemoryBound(to: Waiting.self)
        keys = UnsafeMutableRawPointer(memory + Self.waitingMax).assumingMemoryBound(to: Float.self)
        positions = UnsafeMutableRawPointer(keys + capacity).assumingMemoryBound(to: Int32.self)
    }

    /// First the leaf of each tree that is likely the nearest, so that the reach is short, then what is within it.
    mutating func run(groups: UInt64) {
        var groups = groups
        while groups != 0 {
            let root = tree.roots[groups.trailingZeroBitCount]
            groups &= groups - 1
            descend(from: Int(root), least: tree.nodes[Int(root)].keyMin(asked))
        }
        while depth > 0 {
            depth -= 1
            let next = waiting[depth]
            descend(from: Int(next.index), least: next.least)
        }
    }

    /// Down to a leaf by the nearer child, leaving the others waiting.
    @inline(__always)
    private mutating func descend(from start: Int, least: Float) {
        guard least <= reach, promises(start) else { return }
        var index = start
        while tree.nodes[index].right != 0 {
            var near = index + 1
            var far = Int(tree.nodes[index].right)
            var nearLeast = tree.nodes[near].keyMin(asked)
            var farLeast = tree.nodes[far].keyMin(asked)
            if farLeast < nearLeast {
                swap(&near, &far)
                swap(&nearLeast, &farLeast)
            }
            if farLeast <= reach, promises(far) {
                waiting[depth] = Waiting(index: Int32(far), least: farLeast)
                depth += 1
            }
            guard nearLeast <= reach, promises(near) else { return }
            index = near
        }
        scan(tree.nodes[index])
    }

    /// Whether the node may have a point with all that is asked.
    @inline(__always)
    private func promises(_ index: Int) -> Bool {
        guard tree.nodes[index].marks & marks == marks else { return false }
        guard asked.traits != 0, let traits else { return true }
        return traits.byNode[index] & asked.traits == asked.traits
    }

    @inline(__always)
    private mutating func scan(_ node: NearestNode) {
        let first = Int(node.leaf) * NearestTree.leafPoints
        let appended = kernel.scan(
            tree.leaves + Int(node.leaf), traits.map { UnsafePointer($0.byPosition) + first }, node.count,
            Int32(first), &asked, reach, keys + count, positions + count)
        guard appended > 0 else { return }
        count += Int(appended)
        if count >= narrowAt { narrow() }
        if count > capacity - NearestTree.leafPoints - Int(NEAREST_SLACK) { settle() }
    }
}

extension NearestWalk {
    /// Shortens the reach to that of about the `limit` nearest candidates and drops those beyond it. The bound is
    /// looked for by interpolation, since the number of points grows with the square of the distance.
    private mutating func narrow() {
        let slack = limit / 8
        var (low, high) = (Float(0), reach)
        var (atLow, atHigh) = (0, count)
        if count <= limit + slack { high = (0..<count).reduce(0) { max($0, keys[$1]) } }
        var rounds = 0
        while atHigh > limit + slack, rounds < 12 {
            let share = rounds < 6 ? (Float(limit - atLow) + 0.5) / Float(atHigh - atLow) : 0.5
            let middle = low + (high - low) * min(share, 0.95)
            let within = Int(kernel.count(keys, Int32(count), middle))
            if within >= limit { (high, atHigh) = (middle, within) } else { (low, atLow) = (middle, within) }
            rounds += 1
        }
        reach = min(reach, NearestScale.keyMax(length: Double(high).squareRoot()))
        count = Int(kernel.keep(keys, positions, Int32(count), reach))
        narrowAt = limit + limit / 2
    }

    /// Measures the candidates and keeps the best: for the rare place where very many are as good as equally far.
    private mutating func settle() {
        let best = measured().prefix(limit).map { (key: keys[$0.candidate], position: positions[$0.candidate]) }
        for (place, one) in best.enumerated() { (keys[place], positions[place]) = one }
        count = best.count
        if count == limit {
            let farthest = best.reduce(Float(0)) { max($0, $1.key) }
            reach = min(reach, NearestScale.keyMax(length: Double(farthest).squareRoot()))
        }
    }

    /// The candidates within the radius, by metres, then ordinal.
    private func measured() -> [(neighbour: Neighbour, candidate: Int)] {
        (0..<count).map { (neighbour(Int(positions[$0])), $0) }.filter { $0.0.metres <= radiusMetres }
            .sorted { ($0.0.metres, $0.0.ordinal) < ($1.0.metres, $1.0.ordinal) }
    }

    @inline(__always)
    private func neighbour(_ position: Int) -> Neighbour {
        let record = self.record(position).pointee
        let point = Coordinate(uncheckedLatitude: record.latitude, longitude: record.longitude)
        return Neighbour(ordinal: Int(record.ordinal), metres: origin.metres(to: point))
    }

    @inline(__always)
    private func record(_ position: Int) -> UnsafeMutablePointer<nearest_record> {
        NearestLeaf(tree.leaves + position / NearestTree.leafPoints).record + position % NearestTree.leafPoints
    }

    /// The answer, nearest first.
    mutating func finish(into found: inout [Neighbour]) {
        if count > limit { narrow() }
        if count > 64 {
            found.append(contentsOf: measured().prefix(limit).map(\.neighbour))
            return
        }
        for candidate in 0..<count { nearest_prefetch(record(Int(positions[candidate]))) }
        // Ranked by their keys they are all but sorted; the insertion below has next to nothing to move.
        let ranked = UnsafeMutableRawPointer(waiting).assumingMemoryBound(to: Int32.self)
        kernel.rank(keys, positions, Int32(count), ranked)
        found.append(contentsOf: repeatElement(Neighbour(ordinal: 0, metres: 0), count: count))
        let within = found.withUnsafeMutableBufferPointer { sort(ranked, into: $0) }
        found.removeLast(found.count - min(within, limit))
    }

    /// Measures the candidates in their rank and sorts them. Returns how many are within the radius.
    private func sort(_ ranked: UnsafeMutablePointer<Int32>, into sorted: UnsafeMutableBufferPointer<Neighbour>) -> Int
    {
        var within = 0
        for candidate in 0..<count {
            let one = neighbour(Int(ranked[candidate]))
            guard one.metres <= radiusMetres else { continue }
            var place = within
            while place > 0, sorted[place - 1].follows(one) {
                sorted[place] = sorted[place - 1]
                place -= 1
            }
            sorted[place] = one
            within += 1
        }
        return within
    }
}

extension Neighbour {
    @inline(__always)
    fileprivate func follows(_ other: Neighbour) -> Bool {
        metres > other.metres || (metres == other.metres && ordinal > other.ordinal)
    }
}
