/// A tile of the web's Mercator pyramid, counted from the north-west.
struct TileNumber: Sendable, Hashable {
    var zoom: Int
    var column: Int
    var row: Int

    /// Its place on the Hilbert curve through all zoom levels, as PMTiles numbers tiles
    /// (github.com/protomaps/PMTiles, spec v3, section 4).
    var hilbert: UInt64 {
        let before = ((UInt64(1) << (2 * UInt64(zoom))) - 1) / 3
        var (x, y, distance) = (column, row, UInt64(0))
        var side = zoom > 0 ? 1 << (zoom - 1) : 0
        while side > 0 {
            let isRight = x & side != 0
            let isLow = y & side != 0
            distance += UInt64(side) * UInt64(side) * UInt64((isRight ? 3 : 0) ^ (isLow ? 1 : 0))
            if !isLow {
                if isRight { (x, y) = (side - 1 - x & (side - 1), side - 1 - y & (side - 1)) }
                (x, y) = (y, x)
            }
            side >>= 1
        }
        return before + distance
    }
}
