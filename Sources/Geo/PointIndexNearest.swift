extension PointIndex {
    /// The `limit` nearest points within the radius (its edge included) that `keep` accepts, nearest first; points
    /// equally far stand in the order of their ordinals. Exactly what measuring every point would give.
    ///
    /// `keep` is asked only about points that would enter the answer as it stands, each at most once. Nothing is
    /// allocated but the result. Empty for a limit below 1, a radius that is negative or not a number, or a query that
    /// is not a valid coordinate; an infinite radius has no bound.
    @inlinable
    public func nearest(
        to query: Coordinate, within radiusMetres: Double = .infinity, limit: Int,
        where keep: (Int) -> Bool = { _ in true }
    ) -> [Neighbour] {
        guard limit > 0, radiusMetres >= 0, query.isValid, !nodes.isEmpty else { return [] }
        return rows.withUnsafeBufferPointer { rows in
            ordinals.withUnsafeBufferPointer { ordinals in
                var search = NearestSearch(
                    PointIndexRows(rows: rows, ordinals: ordinals), query: query, radiusMetres: radiusMetres,
                    limit: min(limit, count))
                walk(&search, where: keep)
                return search.finish()
            }
        }
    }

    /// Depth first, the nearer child first, leaving out what lies beyond the search's reach.
    @inlinable
    func walk(_ search: inout NearestSearch, where keep: (Int) -> Bool) {
        nodes.withUnsafeBufferPointer { nodes in
            withUnsafeTemporaryAllocation(of: PendingNode.self, capacity: Self.depthMax) { waiting in
                var depth = 0
                var next: Int? = 0
                while let index = next {
                    next = nil
                    let node = nodes[index]
                    if node.right == 0 {
                        search.scan(node.range, where: keep)
                    } else {
                        var near = PendingNode(index: index + 1, least: search.squaredChordMin(nodes[index + 1]))
                        var far = PendingNode(
                            index: Int(node.right), least: search.squaredChordMin(nodes[Int(node.right)]))
                        if far.least < near.least { swap(&near, &far) }
                        if far.least <= search.reach {
                            waiting.initializeElement(at: depth, to: far)
                            depth += 1
                        }
                        if near.least <= search.reach { next = near.index }
                    }
                    while next == nil, depth > 0 {
                        depth -= 1
                        if waiting[depth].least <= search.reach { next = waiting[depth].index }
                    }
                }
            }
        }
    }
}

/// A node to be looked at, and a squared chord that none of its points is below.
@usableFromInline
struct PendingNode {
    @usableFromInline let index: Int
    @usableFromInline let least: Double

    @inlinable
    init(index: Int, least: Double) {
        self.index = index
        self.least = least
    }
}
