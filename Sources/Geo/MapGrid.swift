#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The squares that places are gathered in on a map: fixed on the Earth, so that they do not move with the view. At
/// level L the web's Mercator square (EPSG:3857) is cut in 2^L by 2^L cells, column 0 in the west, row 0 in the north.
/// A map of zoom z uses level z + 2: its tiles of 256 pixels hold 4 by 4 cells of 64.
enum MapGrid {
    static let levelMax = MapZoom.max + levelsAboveZoom
    static let levelsAboveZoom = 2
    /// The share of a cell's side that marks keep from its edges: 20 pixels of 64, so that no two marks of several
    /// places stand nearer than 40 pixels.
    static let inset = 5.0 / 16
    private static let side = Double(1 << levelMax)

    /// 0 at the antimeridian in the west to 1 in the east.
    static func eastward(_ longitude: Double) -> Double { (longitude + 180) / 360 }

    /// 0 in the north to 1 in the south; beyond 85.05° the projection ends and the last row takes what is there.
    static func southward(_ latitude: Double) -> Double {
        let radians = max(-89.9, min(89.9, latitude)) * .radiansPerDegree
        return max(0, min(1, 0.5 - asinh(tan(radians)) / (2 * .pi)))
    }

    static func latitude(southward share: Double) -> Double {
        atan(sinh(.pi * (1 - 2 * share))) / .radiansPerDegree
    }

    static func longitude(eastward share: Double) -> Double { share * 360 - 180 }

    /// Column or row of the finest level.
    static func finest(_ share: Double) -> UInt32 { UInt32(max(0, min(side - 1, share * side))) }

    /// Column and row of the finest level, interleaved (Morton 1966): the cells of every level are runs in its order.
    static func code(_ point: Coordinate) -> UInt64 {
        spread(finest(eastward(point.longitude))) | spread(finest(southward(point.latitude))) << 1
    }

    static func spread(_ number: UInt32) -> UInt64 {
        var bits = UInt64(number)
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333
        return (bits | bits << 1) & 0x5555_5555_5555_5555
    }

    static func gather(_ code: UInt64) -> UInt32 {
        var bits = code & 0x5555_5555_5555_5555
        bits = (bits | bits >> 1) & 0x3333_3333_3333_3333
        bits = (bits | bits >> 2) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: bits | bits >> 16)
    }
}

/// The zooms of a map, as the web counts them: at 0 the world is one tile of 256 pixels.
public enum MapZoom {
    public static let max = 20
}

/// The cells of one level that a view touches: columns and rows, both ends included.
struct MapWindow {
    var level: Int
    var columns: ClosedRange<UInt32>
    var rows: ClosedRange<UInt32>

    /// More cells than this are not answered: the level is lowered until they fit. A screen of 1920 by 1080 has 600.
    static let cellsMax = 1024.0

    /// The windows of a view, two when it crosses the antimeridian; no cell is in both.
    static func windows(on box: BoundingBox, zoom: Int) -> [MapWindow] {
        let width = MapGrid.eastward(box.east) - MapGrid.eastward(box.west) + (box.crossesAntimeridian ? 1 : 0)
        let height = MapGrid.southward(box.south) - MapGrid.southward(box.north)
        var level = max(0, min(MapZoom.max, zoom)) + MapGrid.levelsAboveZoom
        // By size and not by the cells touched, so that a view that is moved keeps its level.
        while level > MapGrid.levelsAboveZoom {
            let side = Double(1 << level)
            if (width * side + 1) * (height * side + 1) <= cellsMax { break }
            level -= 1
        }
        let shift = UInt32(MapGrid.levelMax - level)
        let west = MapGrid.finest(MapGrid.eastward(box.west)) >> shift
        let east = MapGrid.finest(MapGrid.eastward(box.east)) >> shift
        let north = MapGrid.finest(MapGrid.southward(box.north)) >> shift
        let south = MapGrid.finest(MapGrid.southward(box.south)) >> shift
        guard box.crossesAntimeridian else {
            return [MapWindow(level: level, columns: west...east, rows: north...south)]
        }
        let last = UInt32(1) << UInt32(level) - 1
        let first = MapWindow(level: level, columns: west...last, rows: north...south)
        guard west > 0 else { return [first] }
        return [first, MapWindow(level: level, columns: 0...min(east, west - 1), rows: north...south)]
    }

    /// Whether a cell of a level that is not finer holds or is a cell of the window.
    @inline(__always)
    func touches(column: UInt32, row: UInt32, level other: Int) -> Bool {
        let shift = UInt32(level - other)
        let (west, north) = (column << shift, row << shift)
        let last = UInt32(1) << shift - 1
        return west <= columns.upperBound && west + last >= columns.lowerBound
            && north <= rows.upperBound && north + last >= rows.lowerBound
    }
}
