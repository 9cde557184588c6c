/// One mark of a map: a place alone, or several that are too near each other to be drawn apart at this zoom.
public struct MapMark: Sendable, Equatable {
    /// Of a place alone its own, to a centimetre. Of several their mean, moved into the inner part of their cell so
    /// that marks of several places never overlap.
    public let point: Coordinate
    /// How many places of each group it stands for.
    public let counts: SIMD8<UInt32>
    private let total: Int32
    private let only: Int32
    /// Where the places of its cell stand among those of the index.
    let range: Range<Int32>

    init(point: Coordinate, counts: SIMD8<UInt32>, count: Int, ordinal: Int, range: Range<Int32>) {
        self.point = point
        self.counts = counts
        total = Int32(count)
        only = Int32(ordinal)
        self.range = range
    }

    public var count: Int { Int(total) }
    /// The number of a place alone; −1 for several.
    public var ordinal: Int { Int(only) }
    public var isCluster: Bool { only < 0 }
}

/// Which places a map shows at a zoom, gathered where they are too many: an immutable index of points in up to eight
/// groups, exact for every choice of groups and every further test.
///
/// Places stand in the order of their Morton codes, so that a cell of any level is a run. Above runs of more than
/// `leafPlacesMax` stands a quadtree that knows, for each group, how many there are and the sums of their positions;
/// what is smaller is counted when asked. A view reads one node for each cell it shows. Sums are whole numbers, so
/// both ways of counting give the same mean to the last bit.
public struct ClusterIndex: Sendable {
    /// A cell of more than `leafPlacesMax` places.
    struct Node: Sendable {
        var counts = SIMD8<UInt32>()
        var latitudes = SIMD8<Int64>()
        var longitudes = SIMD8<Int64>()
        /// Where the places of its four quarters begin (north-west, north-east, south-west, south-east), and the end.
        var bounds: (Int32, Int32, Int32, Int32, Int32) = (0, 0, 0, 0, 0)
        /// Its quarters' nodes; −1 for quarters of few places.
        var children = SIMD4<Int32>(repeating: -1)
    }

    /// A place, in the order of the codes.
    struct Entry: Sendable {
        /// Ten-millionths of a degree, a centimetre.
        var latitude: Int32
        var longitude: Int32
        var ordinal: Int32
        var group: Int32
    }

    static let leafPlacesMax = 24
    /// From this zoom on, cells of few places show each of them.
    public static let singlesZoomMin = 17
    public static let singlesPerCellMax = 6
    static let unitsPerDegree = 1e7

    let codes: [UInt64]
    let entries: [Entry]
    let nodes: [Node]

    /// - Parameters:
    ///   - points: WGS-84, valid; a place is known by its position here.
    ///   - groups: for each point the number of its group, 0 to 7.
    public init(_ points: [Coordinate], groups: [UInt8]) {
        var builder = ClusterBuilder(points, groups: groups)
        builder.build()
        codes = builder.codes
        entries = builder.entries
        nodes = builder.nodes
    }

    public var count: Int { entries.count }

    /// The zoom a view is answered at: the one asked for, or a lower one where it would show too many cells.
    public static func zoom(answering box: BoundingBox, zoom: Int) -> Int {
        (MapWindow.windows(on: box, zoom: zoom).first?.level ?? 0) - MapGrid.levelsAboveZoom
    }

    /// The marks of every cell the view touches, whole cells, in the order of the cells on the Earth: a view that is
    /// moved shows the same marks where it overlaps the one before. At most 1,024 marks of several places.
    ///
    /// - Parameter groups: bit n lets group n in.
    public func marks(in box: BoundingBox, zoom: Int, groups: UInt8 = .max) -> [MapMark] {
        marks(in: box, zoom: zoom, groups: groups, every: { _ in true }, isTested: false)
    }

    /// As `marks(in:zoom:groups:)`, of the places that pass a test of their number; it is asked for each place of
    /// the groups in the cells of the view, where places are shown each of some a second time.
    public func marks(
        in box: BoundingBox, zoom: Int, groups: UInt8 = .max, where passes: (Int) -> Bool
    ) -> [MapMark] {
        marks(in: box, zoom: zoom, groups: groups, every: passes, isTested: true)
    }

    /// The lowest zoom at which a mark comes apart: its places stand in two cells, or are few enough to be shown each.
    /// Nil when no zoom parts them.
    public func expansionZoom(
        of mark: MapMark, groups: UInt8 = .max, where passes: (Int) -> Bool = { _ in true }
    ) -> Int? {
        let isShown = { (position: Int32) in
            let entry = entries[Int(position)]
            return groups >> UInt8(entry.group) & 1 != 0 && passes(Int(entry.ordinal))
        }
        guard mark.isCluster, let first = mark.range.first(where: isShown), let last = mark.range.last(where: isShown)
        else { return nil }
        let difference = codes[Int(first)] ^ codes[Int(last)]
        let level = MapGrid.levelMax - (63 - difference.leadingZeroBitCount) / 2
        let parting = difference == 0 ? nil : max(0, level - MapGrid.levelsAboveZoom)
        return mark.count > Self.singlesPerCellMax ? parting : min(parting ?? .max, Self.singlesZoomMin)
    }

    /// The cell of the grid a mark stands for, at the zoom it was answered at: 4 cells to a tile's side.
    public func cell(of mark: MapMark, zoom: Int) -> (column: Int, row: Int) {
        let cell = codes[Int(mark.range.lowerBound)] >> UInt64(2 * (MapZoom.max - zoom))
        return (Int(MapGrid.gather(cell)), Int(MapGrid.gather(cell >> 1)))
    }

    private func marks(
        in box: BoundingBox, zoom: Int, groups: UInt8, every passes: (Int) -> Bool, isTested: Bool
    ) -> [MapMark] {
        guard !codes.isEmpty else { return [] }
        var found: [MapMark] = []
        for window in MapWindow.windows(on: box, zoom: zoom) {
            withoutActuallyEscaping(passes) { passes in
                codes.withUnsafeBufferPointer { codes in
                    entries.withUnsafeBufferPointer { entries in
                        nodes.withUnsafeBufferPointer { nodes in
                            var search = ClusterSearch(
                                window: window, groups: groups, passes: passes, isTested: isTested, codes: codes,
                                entries: entries, nodes: nodes, marks: found)
                            found = []
                            search.run()
                            found = search.marks
                        }
                    }
                }
            }
        }
        return found
    }
}
