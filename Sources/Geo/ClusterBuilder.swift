/// Sorts the places of a `ClusterIndex` and raises the tree above them.
struct ClusterBuilder {
    private(set) var codes: [UInt64] = []
    private(set) var entries: [ClusterIndex.Entry] = []
    private(set) var nodes: [ClusterIndex.Node] = []

    init(_ points: [Coordinate], groups: [UInt8]) {
        precondition(points.count == groups.count && groups.allSatisfy { $0 < 8 })
        let keyed = points.indices.map { (code: MapGrid.code(points[$0]), ordinal: Int32($0)) }
        let sorted = keyed.sorted { ($0.code, $0.ordinal) < ($1.code, $1.ordinal) }
        codes = sorted.map(\.code)
        entries = sorted.map { key in
            let point = points[Int(key.ordinal)]
            return ClusterIndex.Entry(
                latitude: Int32((point.latitude * ClusterIndex.unitsPerDegree).rounded()),
                longitude: Int32((point.longitude * ClusterIndex.unitsPerDegree).rounded()),
                ordinal: key.ordinal, group: Int32(groups[Int(key.ordinal)]))
        }
    }

    /// The root stands first, also above few places.
    mutating func build() {
        if !codes.isEmpty { _ = raise(0..<Int32(codes.count), level: 0) }
    }

    /// - Returns: the position of the node.
    private mutating func raise(_ range: Range<Int32>, level: Int) -> Int32 {
        let position = nodes.count
        var node = ClusterIndex.Node()
        nodes.append(node)
        let shift = UInt64(2 * (MapGrid.levelMax - level - 1))
        let first = bound(range, 1, shift)
        let second = bound(range, 2, shift)
        let third = bound(range, 3, shift)
        node.bounds = (range.lowerBound, first, second, third, range.upperBound)
        let quarters = [range.lowerBound..<first, first..<second, second..<third, third..<range.upperBound]
        for (quarter, part) in quarters.enumerated() {
            if part.count > ClusterIndex.leafPlacesMax, level + 1 < MapGrid.levelMax {
                node.children[quarter] = raise(part, level: level + 1)
                node.add(nodes[Int(node.children[quarter])])
            } else {
                for index in part { node.add(entries[Int(index)]) }
            }
        }
        nodes[position] = node
        return Int32(position)
    }

    /// The first place of a cell's run whose quarter is not before this one.
    private func bound(_ range: Range<Int32>, _ quarter: UInt64, _ shift: UInt64) -> Int32 {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if codes[Int(middle)] >> shift & 3 < quarter { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension ClusterIndex.Node {
    fileprivate mutating func add(_ entry: ClusterIndex.Entry) {
        counts[Int(entry.group)] += 1
        latitudes[Int(entry.group)] += Int64(entry.latitude)
        longitudes[Int(entry.group)] += Int64(entry.longitude)
    }

    fileprivate mutating func add(_ other: ClusterIndex.Node) {
        counts &+= other.counts
        latitudes &+= other.latitudes
        longitudes &+= other.longitudes
    }

    func range(ofQuarter quarter: Int) -> Range<Int32> {
        switch quarter {
        case 0: bounds.0..<bounds.1
        case 1: bounds.1..<bounds.2
        case 2: bounds.2..<bounds.3
        default: bounds.3..<bounds.4
        }
    }
}
