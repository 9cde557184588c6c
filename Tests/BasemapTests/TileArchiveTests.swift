import Foundation
import TestTown
import Testing

@testable import Basemap

@Suite("The archive of the offline map")
struct TileArchiveTests {
    @Test(
        "Tiles are numbered along the Hilbert curve as the specification counts them",
        arguments: [
            (0, 0, 0, 0), (1, 0, 0, 1), (1, 0, 1, 2), (1, 1, 1, 3), (1, 1, 0, 4), (2, 0, 0, 5), (2, 1, 3, 11),
            (12, 3423, 1763, 19_078_479),
        ] as [(Int, Int, Int, UInt64)])
    func numbers(zoom: Int, column: Int, row: Int, id: UInt64) {
        #expect(TileNumber(zoom: zoom, column: column, row: row).hilbert == id)
    }

    @Test("Every tile of a zoom has a number of its own, side by side with its neighbour")
    func whole() {
        for zoom in 0...6 {
            let side = 1 << zoom
            let tiles = (0..<side).flatMap { x in (0..<side).map { TileNumber(zoom: zoom, column: x, row: $0) } }
            let sorted = tiles.sorted { $0.hilbert < $1.hilbert }
            #expect(Set(tiles.map(\.hilbert)).count == side * side)
            for (one, next) in zip(sorted, sorted.dropFirst()) {
                #expect(next.hilbert == one.hilbert + 1)
                #expect(abs(one.column - next.column) + abs(one.row - next.row) == 1)
            }
        }
    }

    private func archive(_ tiles: [(UInt64, [UInt8])]) throws -> (entries: [TileArchive.Entry], bytes: [UInt8]) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("archive-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var archive = try TileArchive(scratchPath: folder.path + "/tiles")
        for (id, tile) in tiles { try archive.add(id, tile) }
        let header = TileArchive.Header(zooms: 0...2, bounds: [120.9, 28.8, 122.3, 30.5])
        try archive.finish(header, metadata: Array("{}".utf8), to: folder.path + "/map.pmtiles")
        return (archive.entries, [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path + "/map.pmtiles"))))
    }

    @Test("A tile that comes again is kept once, and a row of the same ones is one entry")
    func runs() throws {
        let (entries, bytes) = try archive([(0, [1]), (1, [9, 9]), (2, [9, 9]), (3, [9, 9]), (4, [1]), (7, [9, 9])])
        #expect(
            entries == [
                .init(id: 0, offset: 0, length: 1, run: 1), .init(id: 1, offset: 1, length: 2, run: 3),
                .init(id: 4, offset: 0, length: 1, run: 1), .init(id: 7, offset: 1, length: 2, run: 1),
            ])
        #expect(Array(bytes.prefix(8)) == Array("PMTiles".utf8) + [3])
        #expect(bytes.suffix(3) == [1, 9, 9])
        // Addressed, entries, contents.
        #expect(bytes[72] == 6 && bytes[80] == 4 && bytes[88] == 2)
    }

    @Test("A directory too large for the front is divided into leaves")
    func leaves() throws {
        var random = SplitMix(3)
        let entries = (0..<40_000).map { number in
            TileArchive.Entry(
                id: UInt64(number * 3), offset: random.next() >> 20, length: UInt32(random.next() >> 48), run: 1)
        }
        let (root, leaves) = try TileArchive.directories(entries)
        #expect(root.count <= TileArchive.rootBytesMax && !leaves.isEmpty)
        #expect(try TileArchive.directories(Array(entries.prefix(100))).leaves.isEmpty)
    }
}
