import Compression
import Foundation

/// Writes a PMTiles archive, version 3: header, directories and metadata in front, then the tiles along the Hilbert
/// curve, each distinct one once (github.com/protomaps/PMTiles, spec v3).
struct TileArchive {
    struct Entry: Equatable {
        var id: UInt64
        var offset: UInt64
        var length: UInt32
        var run: UInt32
    }

    /// Where tiles are gathered until the directories are known.
    private let scratch: FileHandle
    private let scratchPath: String
    private(set) var entries: [Entry] = []
    private var seen: [[UInt8]: UInt64] = [:]
    private var offset: UInt64 = 0
    private var addressed: UInt64 = 0
    private var contents: UInt64 = 0

    /// Tiles that come again are empty sea and bare land: small.
    static let repeatedBytesMax = 2048
    static let repeatedCountMax = 20_000
    static let rootBytesMax = 16_384 - Header.bytes

    init(scratchPath: String) throws {
        self.scratchPath = scratchPath
        FileManager.default.createFile(atPath: scratchPath, contents: nil)
        scratch = try FileHandle(forUpdating: URL(fileURLWithPath: scratchPath))
    }

    /// Tiles come in the order of their numbers.
    mutating func add(_ id: UInt64, _ tile: [UInt8]) throws {
        addressed += 1
        let known = tile.count <= Self.repeatedBytesMax ? seen[tile] : nil
        if let known {
            if let last = entries.last, last.offset == known, last.id + UInt64(last.run) == id {
                entries[entries.count - 1].run += 1
            } else {
                entries.append(Entry(id: id, offset: known, length: UInt32(tile.count), run: 1))
            }
            return
        }
        if tile.count <= Self.repeatedBytesMax, seen.count < Self.repeatedCountMax { seen[tile] = offset }
        try scratch.write(contentsOf: Data(tile))
        entries.append(Entry(id: id, offset: offset, length: UInt32(tile.count), run: 1))
        offset += UInt64(tile.count)
        contents += 1
    }

    struct Header {
        static let bytes = 127
        var zooms: ClosedRange<Int>
        /// West, south, east, north in degrees.
        var bounds: [Double]
    }

    /// Writes the whole archive to this path.
    mutating func finish(_ header: Header, metadata: [UInt8], to path: String) throws {
        let (root, leaves) = try Self.directories(entries)
        let packed = try Self.pack(metadata)
        FileManager.default.createFile(atPath: path, contents: nil)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        let sections = [root.count, packed.count, leaves.count].map { UInt64($0) }
        try file.write(contentsOf: Data(headerBytes(header, sections) + root + packed + leaves))
        try scratch.seek(toOffset: 0)
        while let piece = try scratch.read(upToCount: 1 << 20), !piece.isEmpty { try file.write(contentsOf: piece) }
        try file.synchronize()
        try file.close()
        try scratch.close()
        try FileManager.default.removeItem(atPath: scratchPath)
    }

    /// - Parameter sections: lengths of root directory, metadata and leaf directories.
    private func headerBytes(_ header: Header, _ sections: [UInt64]) -> [UInt8] {
        var bytes = Array("PMTiles".utf8) + [3]
        var start = UInt64(Header.bytes)
        for length in sections + [offset] {
            bytes.append(little: start)
            bytes.append(little: length)
            start += length
        }
        for count in [addressed, UInt64(entries.count), contents] { bytes.append(little: count) }
        // Clustered; gzip inside and for the tiles; vector tiles.
        bytes += [1, 2, 2, 1, UInt8(header.zooms.lowerBound), UInt8(header.zooms.upperBound)]
        for side in header.bounds { bytes.append(little: Int32((side * 1e7).rounded())) }
        bytes.append(UInt8(min(header.zooms.upperBound, 12)))
        bytes.append(little: Int32(((header.bounds[0] + header.bounds[2]) / 2 * 1e7).rounded()))
        bytes.append(little: Int32(((header.bounds[1] + header.bounds[3]) / 2 * 1e7).rounded()))
        return bytes
    }

    /// The root directory, which must be small, and the leaves it points to where it would not be.
    static func directories(_ entries: [Entry]) throws -> (root: [UInt8], leaves: [UInt8]) {
        let whole = try pack(serialised(entries))
        if whole.count <= rootBytesMax { return (whole, []) }
        var leafCount = 4096
        while true {
            var (roots, leaves): ([Entry], [UInt8]) = ([], [])
            for start in stride(from: 0, to: entries.count, by: leafCount) {
                let leaf = try pack(serialised(Array(entries[start..<min(start + leafCount, entries.count)])))
                roots.append(
                    Entry(id: entries[start].id, offset: UInt64(leaves.count), length: UInt32(leaf.count), run: 0))
                leaves += leaf
            }
            let root = try pack(serialised(roots))
            if root.count <= rootBytesMax { return (root, leaves) }
            leafCount *= 2
        }
    }

    private static func serialised(_ entries: [Entry]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(varint: UInt64(entries.count))
        var last: UInt64 = 0
        for entry in entries {
            bytes.append(varint: entry.id - last)
            last = entry.id
        }
        for entry in entries { bytes.append(varint: UInt64(entry.run)) }
        for entry in entries { bytes.append(varint: UInt64(entry.length)) }
        for (number, entry) in entries.enumerated() {
            let follows = number > 0 && entry.offset == entries[number - 1].offset + UInt64(entries[number - 1].length)
            bytes.append(varint: follows ? 0 : entry.offset + 1)
        }
        return bytes
    }

    private static func pack(_ bytes: [UInt8]) throws -> [UInt8] {
        guard let packed = Gzip.stream(bytes, level: 9) else { throw CocoaError(.fileWriteUnknown) }
        return packed
    }
}

extension [UInt8] {
    fileprivate mutating func append(little value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }
}
