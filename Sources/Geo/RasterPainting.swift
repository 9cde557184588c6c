/// Paints polygons into a raster, one after another.
struct RasterPainting {
    struct Mark {
        let cell: Int32
        let part: Int32
        /// The polygon holds the whole cell; otherwise an edge is near.
        let isWhole: Bool
    }

    /// An edge counts to every cell it comes so near to. Whether a point lies east of an edge is decided with
    /// rounding errors below 1e-12 degrees, so beyond this margin all points of a cell are decided alike.
    static let marginDegrees = 1e-9

    private(set) var marks: [Mark] = []
    private let grid: RasterGrid
    /// For each cell the part that marked it last as near an edge, counted from one.
    private var edged: [Int32]

    init(_ grid: RasterGrid) {
        self.grid = grid
        edged = Array(repeating: 0, count: grid.count)
    }

    mutating func paint(_ polygon: Polygon, _ part: Int, isIn: (Coordinate) -> Bool) {
        guard let box = polygon.boundingBox, !polygon.isEmpty else { return }
        for ring in polygon.rings {
            ring.forEachEdge { from, to in trace(from, to, Int32(part)) }
        }
        fill(box, Int32(part), isIn)
    }

    /// Marks the cells that an edge passes through, row by row.
    private mutating func trace(_ from: Coordinate, _ to: Coordinate, _ part: Int32) {
        let margin = Self.marginDegrees
        let (low, high) = from.latitude <= to.latitude ? (from, to) : (to, from)
        let slope = (high.longitude - low.longitude) / (high.latitude - low.latitude)
        let (west, east) = (min(low.longitude, high.longitude), max(low.longitude, high.longitude))
        let first = grid.row(low.latitude - margin)
        let last = grid.row(high.latitude + margin)
        for row in first...last {
            var (least, most) = (west, east)
            if first < last, slope.isFinite {
                let (south, north) = grid.latitudes(ofRow: row)
                let enters = low.longitude + (max(south, low.latitude) - low.latitude) * slope
                let leaves = low.longitude + (min(north, high.latitude) - low.latitude) * slope
                least = max(west, min(enters, leaves))
                most = min(east, max(enters, leaves))
            }
            let columns = grid.column(least - margin)...max(grid.column(least - margin), grid.column(most + margin))
            for column in columns {
                let cell = row * grid.columns + column
                guard edged[cell] != part + 1 else { continue }
                edged[cell] = part + 1
                marks.append(Mark(cell: Int32(cell), part: part, isWhole: false))
            }
        }
    }

    /// Cells side by side without an edge between lie in the polygon all or none: one point of each run decides.
    private mutating func fill(_ box: BoundingBox, _ part: Int32, _ isIn: (Coordinate) -> Bool) {
        let columns = grid.column(box.west)...grid.column(box.east)
        for row in grid.row(box.south)...grid.row(box.north) {
            var isInside: Bool?
            for column in columns {
                let cell = row * grid.columns + column
                guard edged[cell] != part + 1 else {
                    isInside = nil
                    continue
                }
                let decided = isInside ?? isIn(grid.centre(column: column, row: row))
                isInside = decided
                if decided { marks.append(Mark(cell: Int32(cell), part: part, isWhole: true)) }
            }
        }
    }
}
