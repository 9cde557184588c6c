/// One question to a `ClusterIndex`, about one window.
struct ClusterSearch {
    let window: MapWindow
    let groups: UInt8
    let passes: (Int) -> Bool
    let isTested: Bool
    let codes: UnsafeBufferPointer<UInt64>
    let entries: UnsafeBufferPointer<ClusterIndex.Entry>
    let nodes: UnsafeBufferPointer<ClusterIndex.Node>
    var marks: [MapMark]
    /// For each row of the window, once it is needed, the latitudes marks of several places keep between.
    private var inner: [(south: Double, north: Double)?]
    private let countsMask: SIMD8<UInt32>
    private let sumsMask: SIMD8<Int64>
    private let showsSingles: Bool
    /// A screen rarely has more; the room is made once.
    private static let marksExpected = 192

    init(
        window: MapWindow, groups: UInt8, passes: @escaping (Int) -> Bool, isTested: Bool,
        codes: UnsafeBufferPointer<UInt64>, entries: UnsafeBufferPointer<ClusterIndex.Entry>,
        nodes: UnsafeBufferPointer<ClusterIndex.Node>, marks: [MapMark]
    ) {
        self.window = window
        self.groups = groups
        self.passes = passes
        self.isTested = isTested
        self.codes = codes
        self.entries = entries
        self.nodes = nodes
        self.marks = marks
        self.marks.reserveCapacity(marks.count + min(window.columns.count * window.rows.count, Self.marksExpected))
        inner = Array(repeating: nil, count: window.rows.count)
        let bits = SIMD8<UInt32>(0, 1, 2, 3, 4, 5, 6, 7)
        countsMask = SIMD8<UInt32>(repeating: 0) &- ((SIMD8(repeating: UInt32(groups)) &>> bits) & 1)
        sumsMask = SIMD8<Int64>(truncatingIfNeeded: SIMD8<Int32>(truncatingIfNeeded: countsMask))
        showsSingles = window.level >= ClusterIndex.singlesZoomMin + MapGrid.levelsAboveZoom
    }

    mutating func run() { descend(0, column: 0, row: 0, level: 0) }

    private mutating func descend(_ position: Int, column: UInt32, row: UInt32, level: Int) {
        let finer = level + 1
        for quarter in 0..<4 {
            let east = column << 1 | UInt32(quarter & 1)
            let south = row << 1 | UInt32(quarter >> 1)
            guard window.touches(column: east, row: south, level: finer) else { continue }
            let range = nodes[position].range(ofQuarter: quarter)
            guard !range.isEmpty else { continue }
            let child = Int(nodes[position].children[quarter])
            if finer < window.level {
                if child >= 0 { descend(child, column: east, row: south, level: finer) } else { part(range) }
            } else if child >= 0, !isTested {
                show(nodes[child], range, column: east, row: south)
            } else {
                gather(range, column: east, row: south)
            }
        }
    }

    /// Cuts a run of few places into the cells of the window.
    private mutating func part(_ range: Range<Int32>) {
        let shift = UInt64(2 * (MapGrid.levelMax - window.level))
        var start = range.lowerBound
        while start < range.upperBound {
            let cell = codes[Int(start)] >> shift
            var end = start + 1
            while end < range.upperBound, codes[Int(end)] >> shift == cell { end += 1 }
            let (column, row) = (MapGrid.gather(cell), MapGrid.gather(cell >> 1))
            if window.columns.contains(column), window.rows.contains(row) {
                gather(start..<end, column: column, row: row)
            }
            start = end
        }
    }

    private func isShown(_ entry: ClusterIndex.Entry) -> Bool {
        groups >> UInt8(truncatingIfNeeded: entry.group) & 1 != 0 && (!isTested || passes(Int(entry.ordinal)))
    }

    /// The places of a cell, counted one by one.
    private struct Tally {
        var counts = SIMD8<UInt32>()
        var latitude: Int64 = 0
        var longitude: Int64 = 0
        var last: Int32 = -1

        var count: Int { Int(counts.wrappedSum()) }
    }

    private mutating func gather(_ range: Range<Int32>, column: UInt32, row: UInt32) {
        if showsSingles, showEach(range) { return }
        let tally = tally(range)
        let count = tally.count
        if count == 1 { return single(tally.last) }
        if count > 1 { several(range, tally.counts, count, tally.latitude, tally.longitude, column, row) }
    }

    /// The numbers of the eight groups stand in the bytes of one word, which is emptied before one can run over: an
    /// element of a vector at a variable place would be written to memory and read again for every place.
    private func tally(_ range: Range<Int32>) -> Tally {
        var tally = Tally()
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(start + Int32(UInt8.max), range.upperBound)
            var numbers: UInt64 = 0
            for position in start..<end {
                let entry = entries[Int(position)]
                let isIn = isTested ? isShown(entry) : groups >> UInt8(truncatingIfNeeded: entry.group) & 1 != 0
                let one: Int64 = isIn ? 1 : 0
                numbers &+= UInt64(bitPattern: one) &<< UInt64(truncatingIfNeeded: entry.group &* 8)
                tally.latitude &+= Int64(entry.latitude) & -one
                tally.longitude &+= Int64(entry.longitude) & -one
                tally.last = isIn ? position : tally.last
            }
            tally.counts &+= SIMD8<UInt32>(
                truncatingIfNeeded: unsafeBitCast(numbers.littleEndian, to: SIMD8<UInt8>.self))
            start = end
        }
        return tally
    }

    /// Shows each place of a cell that has few.
    ///
    /// - Returns: false, and shows none, when it has more.
    private mutating func showEach(_ range: Range<Int32>) -> Bool {
        let known = marks.count
        for position in range where isShown(entries[Int(position)]) {
            guard marks.count < known + ClusterIndex.singlesPerCellMax else {
                marks.removeLast(marks.count - known)
                return false
            }
            single(position)
        }
        return true
    }

    /// A cell whose sums are known.
    private mutating func show(_ node: ClusterIndex.Node, _ range: Range<Int32>, column: UInt32, row: UInt32) {
        let counts = node.counts & countsMask
        let count = Int(counts.wrappedSum())
        let few = showsSingles ? ClusterIndex.singlesPerCellMax : 1
        guard count > few else { return count == 0 ? () : gather(range, column: column, row: row) }
        several(
            range, counts, count, (node.latitudes & sumsMask).wrappedSum(), (node.longitudes & sumsMask).wrappedSum(),
            column, row)
    }

    private mutating func single(_ position: Int32) {
        let entry = entries[Int(position)]
        var counts = SIMD8<UInt32>()
        counts[Int(entry.group)] = 1
        marks.append(
            MapMark(
                point: Coordinate(
                    uncheckedLatitude: Double(entry.latitude) / ClusterIndex.unitsPerDegree,
                    longitude: Double(entry.longitude) / ClusterIndex.unitsPerDegree),
                counts: counts, count: 1, ordinal: Int(entry.ordinal), range: position..<position + 1))
    }

    private mutating func several(
        _ range: Range<Int32>, _ counts: SIMD8<UInt32>, _ count: Int, _ latitudes: Int64, _ longitudes: Int64,
        _ column: UInt32, _ row: UInt32
    ) {
        let share = 1 / (Double(count) * ClusterIndex.unitsPerDegree)
        let side = 1 / Double(1 << window.level)
        let west = MapGrid.longitude(eastward: (Double(column) + MapGrid.inset) * side)
        let east = MapGrid.longitude(eastward: (Double(column + 1) - MapGrid.inset) * side)
        let (south, north) = innerLatitudes(row)
        let point = Coordinate(
            uncheckedLatitude: max(south, min(north, Double(latitudes) * share)),
            longitude: max(west, min(east, Double(longitudes) * share)))
        marks.append(MapMark(point: point, counts: counts, count: count, ordinal: -1, range: range))
    }

    private mutating func innerLatitudes(_ row: UInt32) -> (south: Double, north: Double) {
        let position = Int(row - window.rows.lowerBound)
        if let known = inner[position] { return known }
        let side = 1 / Double(1 << window.level)
        let found = (
            south: MapGrid.latitude(southward: (Double(row + 1) - MapGrid.inset) * side),
            north: MapGrid.latitude(southward: (Double(row) + MapGrid.inset) * side)
        )
        inner[position] = found
        return found
    }
}
