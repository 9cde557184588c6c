import Foundation
import GRDB

/// Reads the MBTiles that tilemaker writes (github.com/mapbox/mbtiles-spec, 1.3).
struct PackedTiles {
    private let database: DatabaseQueue

    init(path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        database = try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Name and value of each row of the metadata.
    func metadata() throws -> [String: String] {
        try database.read { town in
            let rows = try Row.fetchAll(town, sql: "SELECT name, value FROM metadata")
            return Dictionary(rows.map { ($0["name"] ?? "", $0["value"] ?? "") }) { first, _ in first }
        }
    }

    /// Every tile along the Hilbert curve, with how many there are; rows of MBTiles count from the south.
    func each(_ body: (_ id: UInt64, _ tile: [UInt8], _ done: Double) throws -> Void) throws {
        try database.read { town in
            let cursor = try Row.fetchCursor(
                town, sql: "SELECT zoom_level, tile_column, tile_row FROM tiles WHERE zoom_level BETWEEN 0 AND 24")
            var tiles: [(id: UInt64, zoom: Int, column: Int, row: Int)] = []
            while let found = try cursor.next() {
                let (zoom, column, row): (Int, Int, Int) = (found[0], found[1], found[2])
                let side = 1 << zoom
                guard (0..<side).contains(column), (0..<side).contains(row) else { continue }
                let number = TileNumber(zoom: zoom, column: column, row: side - 1 - row)
                tiles.append((number.hilbert, zoom, column, row))
            }
            tiles.sort { $0.id < $1.id }
            let statement = try town.makeStatement(
                sql: "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?")
            for (count, tile) in tiles.enumerated() {
                let data = try Data.fetchOne(statement, arguments: [tile.zoom, tile.column, tile.row])
                if let data { try body(tile.id, [UInt8](data), Double(count) / Double(tiles.count)) }
            }
        }
    }
}
