/// Sorts points into the leaves of a `PointIndex`.
struct PointIndexBuilder {
    private let latitudes: [Double]
    private let longitudes: [Double]
    /// Ordinals of the valid points, in the order of the leaves once built.
    private(set) var order: [Int32]
    private(set) var nodes: [PointIndexNode] = []

    init(_ points: [Coordinate]) {
        latitudes = points.map(\.latitude)
        longitudes = points.map(\.longitude)
        order = points.indices.filter { points[$0].isValid }.map { Int32($0) }
    }

    mutating func build() {
        guard !order.isEmpty else { return }
        nodes.reserveCapacity(2 * (order.count / PointIndex.leafPointsMax + 1))
        build(0..<order.count)
    }

    /// Adds the node of a range and, below it, those of its halves; all leaves but the last are full. The depth is the
    /// logarithm of the range, since halves are cut by count and not by place.
    private mutating func build(_ range: Range<Int>) {
        let box = self.box(of: range)
        let index = nodes.count
        nodes.append(
            PointIndexNode(
                box: box, cosineMin: box.cosineMin, first: Int32(range.lowerBound), count: Int32(range.count),
                right: 0))
        let leaves = (range.count + PointIndex.leafPointsMax - 1) / PointIndex.leafPointsMax
        guard leaves > 1 else { return }
        let middle = range.lowerBound + (leaves + 1) / 2 * PointIndex.leafPointsMax
        let tall = box.north - box.south
        let wide = (box.east - box.west) * Sphere.cosine(ofDegrees: (box.north + box.south) / 2)
        select(middle, in: range, by: tall >= wide ? latitudes : longitudes)
        build(range.lowerBound..<middle)
        nodes[index].right = Int32(nodes.count)
        build(middle..<range.upperBound)
    }

    private func box(of range: Range<Int>) -> BoundingBox {
        var (south, north, west, east) = (90.0, -90.0, 180.0, -180.0)
        for ordinal in order[range] {
            south = min(south, latitudes[Int(ordinal)])
            north = max(north, latitudes[Int(ordinal)])
            west = min(west, longitudes[Int(ordinal)])
            east = max(east, longitudes[Int(ordinal)])
        }
        return BoundingBox(uncheckedSouth: south, west: west, north: north, east: east)
    }

    /// Moves the ordinals of a range so that none before `middle` has a greater key than any from `middle` on
    /// (C. A. R. Hoare, "Algorithm 65: Find", 1961). Pointers stop at equal keys, so equal points split evenly; a run
    /// of bad pivots ends in a sort, so no order of the input costs more than O(n log n).
    private mutating func select(_ middle: Int, in range: Range<Int>, by keys: [Double]) {
        var low = range.lowerBound
        var high = range.upperBound - 1
        var rounds = 2 * (Int.bitWidth - range.count.leadingZeroBitCount)
        while low < high {
            guard rounds > 0 else { return order[low...high].sort { keys[Int($0)] < keys[Int($1)] } }
            rounds -= 1
            let pivot = keys[Int(order[low + (high - low) / 2])]
            var left = low
            var right = high
            while left <= right {
                while keys[Int(order[left])] < pivot { left += 1 }
                while keys[Int(order[right])] > pivot { right -= 1 }
                guard left <= right else { break }
                order.swapAt(left, right)
                left += 1
                right -= 1
            }
            if middle <= right { high = right } else if middle >= left { low = left } else { return }
        }
    }
}
