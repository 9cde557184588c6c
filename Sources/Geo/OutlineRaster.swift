/// A raster over many polygons: for each cell which of them hold all of it, and which must be asked because one of
/// their edges passes through it or very near it. Most cells of a city lie in one area whole.
struct OutlineRaster: Sendable {
    /// One polygon that a cell lies in, or may.
    struct Entry: Sendable, Equatable {
        /// Position of the outline the polygon belongs to.
        let outline: Int32
        /// Position of the polygon among the parts of all outlines; −1 when it holds the whole cell.
        let part: Int32
    }

    private let grid: RasterGrid
    /// For each cell, row by row from the south-west, the number of its list.
    private var cells: [Int32]
    /// Where each list begins in `entries`, and where the last one ends. The first is empty.
    private var starts: [Int32] = [0, 0]
    private(set) var entries: [Entry] = []

    /// - Parameters:
    ///   - parts: the polygons, each with the position of its outline, in the order of the outlines.
    ///   - isIn: whether a point is in the part of a position.
    init(_ parts: [(outline: Int, polygon: Polygon)], isIn: (Int, Coordinate) -> Bool) {
        grid = RasterGrid(over: parts.map(\.polygon))
        cells = []
        guard !grid.isEmpty else { return }
        var painting = RasterPainting(grid)
        for (position, part) in parts.enumerated() {
            painting.paint(part.polygon, position) { isIn(position, $0) }
        }
        lay(painting.marks) { mark in
            Entry(outline: Int32(parts[Int(mark.part)].outline), part: mark.isWhole ? -1 : mark.part)
        }
    }

    /// The entries of the cell the point lies in, in the order of the outlines.
    @inline(__always)
    func list(at point: Coordinate) -> Range<Int> {
        guard let cell = grid.cell(of: point) else { return 0..<0 }
        let list = Int(cells[cell])
        return Int(starts[list])..<Int(starts[list + 1])
    }

    /// Sorts the marks by cell and gives each cell its list; that of the cell to the west or south where it is alike.
    private mutating func lay(_ marks: [RasterPainting.Mark], entry: (RasterPainting.Mark) -> Entry) {
        var firsts = [Int32](repeating: 0, count: grid.count + 1)
        for mark in marks { firsts[Int(mark.cell) + 1] += 1 }
        for cell in 0..<grid.count { firsts[cell + 1] += firsts[cell] }
        var next = firsts
        var sorted = [Entry](repeating: Entry(outline: 0, part: 0), count: marks.count)
        for mark in marks {
            sorted[Int(next[Int(mark.cell)])] = entry(mark)
            next[Int(mark.cell)] += 1
        }
        cells = [Int32](repeating: 0, count: grid.count)
        for cell in 0..<grid.count {
            let list = sorted[Int(firsts[cell])..<Int(firsts[cell + 1])]
            if list.isEmpty { continue }
            if cell > 0, has(cells[cell - 1], list) {
                cells[cell] = cells[cell - 1]
            } else if cell >= grid.columns, has(cells[cell - grid.columns], list) {
                cells[cell] = cells[cell - grid.columns]
            } else {
                cells[cell] = Int32(starts.count - 1)
                entries += list
                starts.append(Int32(entries.count))
            }
        }
    }

    private func has(_ number: Int32, _ list: ArraySlice<Entry>) -> Bool {
        entries[Int(starts[Int(number)])..<Int(starts[Int(number) + 1])] == list
    }
}

/// Where the cells of a raster lie.
struct RasterGrid: Sendable {
    let box: BoundingBox
    let columns: Int
    let rows: Int
    private let columnsPerDegree: Double
    private let rowsPerDegree: Double

    private static let cellsPerPolygon = 1024
    private static let cellsMin = 1 << 14
    private static let cellsMax = 1 << 20

    var count: Int { columns * rows }
    var isEmpty: Bool { count == 0 }

    init(over polygons: [Polygon]) {
        let whole = polygons.compactMap(\.boundingBox).reduce(nil as BoundingBox?) { $0?.union($1) ?? $1 }
        box = whole ?? BoundingBox(uncheckedSouth: .nan, west: .nan, north: .nan, east: .nan)
        let wanted = max(Self.cellsMin, min(Self.cellsMax, polygons.count * Self.cellsPerPolygon))
        let side = max(1, Int(Double(wanted).squareRoot()))
        columns = whole == nil ? 0 : side
        rows = whole == nil ? 0 : side
        let (width, height) = (box.east - box.west, box.north - box.south)
        columnsPerDegree = width > 0 ? Double(side) / width : 0
        rowsPerDegree = height > 0 ? Double(side) / height : 0
    }

    /// Nil outside the box, and for what is no place.
    @inline(__always)
    func cell(of point: Coordinate) -> Int? {
        guard point.latitude >= box.south, point.latitude <= box.north, point.longitude >= box.west,
            point.longitude <= box.east
        else { return nil }
        return row(point.latitude) * columns + column(point.longitude)
    }

    /// Never falls as the longitude grows, rounding included; degrees beyond the box count to its last column.
    @inline(__always)
    func column(_ longitude: Double) -> Int {
        Int(max(0, min(Double(columns - 1), (longitude - box.west) * columnsPerDegree)))
    }

    @inline(__always)
    func row(_ latitude: Double) -> Int {
        Int(max(0, min(Double(rows - 1), (latitude - box.south) * rowsPerDegree)))
    }

    func centre(column: Int, row: Int) -> Coordinate {
        Coordinate(
            uncheckedLatitude: rowsPerDegree > 0 ? box.south + (Double(row) + 0.5) / rowsPerDegree : box.south,
            longitude: columnsPerDegree > 0 ? box.west + (Double(column) + 0.5) / columnsPerDegree : box.west)
    }

    /// The latitudes of a row, widened by far more than rounding may move a point.
    func latitudes(ofRow row: Int) -> (south: Double, north: Double) {
        guard rowsPerDegree > 0 else { return (-.infinity, .infinity) }
        return (
            box.south + Double(row) / rowsPerDegree - RasterPainting.marginDegrees,
            box.south + Double(row + 1) / rowsPerDegree + RasterPainting.marginDegrees
        )
    }
}
