extension PointIndex {
    /// Calls with the ordinal of every point in the box, edges included, until the answer is false. The order is that
    /// of the tree: the same every time, and neighbours are near each other, but not by distance.
    ///
    /// A box whose west is greater than its east crosses the antimeridian.
    @inlinable
    public func all(in box: BoundingBox, visit: (Int) -> Bool) {
        guard !nodes.isEmpty else { return }
        let (first, second) = box.halves()
        guard walk(first, visit: visit), let second else { return }
        _ = walk(second, visit: visit)
    }

    /// False when a visit wanted no more.
    @inlinable
    func walk(_ box: BoundingBox, visit: (Int) -> Bool) -> Bool {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: Self.depthMax) { waiting in
            waiting.initializeElement(at: 0, to: 0)
            var depth = 1
            while depth > 0 {
                depth -= 1
                let index = waiting[depth]
                let node = nodes[index]
                guard node.box.intersects(box) else { continue }
                if node.right == 0 || box.contains(node.box) {
                    guard report(node, in: box, visit: visit) else { return false }
                } else {
                    waiting.initializeElement(at: depth, to: Int(node.right))
                    waiting.initializeElement(at: depth + 1, to: index + 1)
                    depth += 2
                }
            }
            return true
        }
    }

    @inlinable
    func report(_ node: PointIndexNode, in box: BoundingBox, visit: (Int) -> Bool) -> Bool {
        let isInside = box.contains(node.box)
        for position in node.range {
            let point = Coordinate(
                uncheckedLatitude: rows[3 * count + position], longitude: rows[4 * count + position])
            guard isInside || box.contains(point) else { continue }
            guard visit(Int(ordinals[position])) else { return false }
        }
        return true
    }
}

extension BoundingBox {
    /// Whether the boxes share a point; neither may cross the antimeridian.
    @inlinable
    func intersects(_ other: BoundingBox) -> Bool {
        south <= other.north && other.south <= north && west <= other.east && other.west <= east
    }

    /// Whether the other box lies in this one; neither may cross the antimeridian.
    @inlinable
    func contains(_ other: BoundingBox) -> Bool {
        south <= other.south && other.north <= north && west <= other.west && other.east <= east
    }
}
