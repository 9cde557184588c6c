import Compression
import Foundation

/// A file that cannot be used, in one sentence.
public struct ExtractFault: Error, Sendable, Equatable {
    public let sentence: String

    public init(_ sentence: String) { self.sentence = sentence }
}

/// An extract of OpenStreetMap in its PBF form, looked through for what it says of itself and for being whole
/// (wiki.openstreetmap.org/wiki/PBF_Format). Its contents are read by the programs that are given the file.
public struct ExtractFile: Sendable, Equatable {
    public var path: String
    /// Where it was cut from, as the file says; empty when it says nothing.
    public var source = ""
    /// The moment of OpenStreetMap it shows, seconds since 1970; nil when the file does not say.
    public var dataSeconds: Int64?
    /// West, south, east, north in degrees; nil when the file does not say.
    public var bounds: [Double]?

    /// The licence asks that this is shown (openstreetmap.org/copyright).
    public static let attribution = "© OpenStreetMap contributors, ODbL 1.0"

    static let blobHeaderBytesMax = 64 * 1024
    static let blobBytesMax = 32 * 1024 * 1024

    public init(_ path: String) throws(ExtractFault) {
        self.path = path
        let name = URL(fileURLWithPath: path).lastPathComponent
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ExtractFault("There is no file '\(path)'.")
        }
        guard !isFolder.boolValue, let file = FileHandle(forReadingAtPath: path) else {
            throw ExtractFault("'\(path)' cannot be read as a file.")
        }
        defer { try? file.close() }
        do {
            var reader = BlobReader(file: file, size: try file.seekToEnd())
            guard let first = try reader.next(), first.type == "OSMHeader" else { throw BlobReader.Broken.foreign }
            read(header: try first.contents())
            var blocks = 0
            while let blob = try reader.next() { blocks += blob.type == "OSMData" ? 1 : 0 }
            guard blocks > 0 else { throw BlobReader.Broken.empty }
        } catch {
            throw ExtractFault("'\(name)' \((error as? BlobReader.Broken ?? .foreign).sentence)")
        }
    }

    /// `HeaderBlock` of osmformat.proto.
    private mutating func read(header: [UInt8]) {
        for (number, field) in ProtobufFields(header) {
            switch (number, field) {
            case (1, .bytes(let box)): bounds = Self.bounds(box)
            case (17, .bytes(let text)): source = String(decoding: text.prefix(200), as: UTF8.self)
            case (32, .number(let seconds)): dataSeconds = Int64(bitPattern: seconds)
            default: break
            }
        }
    }

    /// `HeaderBBox`: left, right, top, bottom in zigzag nanodegrees.
    private static func bounds(_ bytes: ArraySlice<UInt8>) -> [Double]? {
        var sides = [Int: Double]()
        for (number, field) in ProtobufFields(Array(bytes)) {
            guard case .number(let raw) = field else { continue }
            sides[number] = Double(Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)) / 1e9
        }
        guard let west = sides[1], let east = sides[2], let north = sides[3], let south = sides[4] else { return nil }
        return [west, south, east, north]
    }
}

/// The blobs of a file, one after the other; what is inside is read of the first only.
private struct BlobReader {
    enum Broken: Error {
        case foreign, truncated, empty

        var sentence: String {
            switch self {
            case .foreign: "is not an extract of OpenStreetMap in PBF form (.osm.pbf)."
            case .truncated: "ends in the middle: it was not downloaded whole. Fetch it again."
            case .empty: "is an extract without any data."
            }
        }
    }

    struct Blob {
        var type: String
        var bytes: () throws -> [UInt8]

        /// `Blob` of fileformat.proto: raw, or by zlib.
        func contents() throws -> [UInt8] {
            var (raw, packed, size): ([UInt8]?, [UInt8]?, Int) = (nil, nil, 0)
            for (number, field) in ProtobufFields(try bytes()) {
                switch (number, field) {
                case (1, .bytes(let bytes)): raw = Array(bytes)
                case (2, .number(let count)): size = Int(clamping: count)
                case (3, .bytes(let bytes)): packed = Array(bytes)
                default: break
                }
            }
            if let raw { return raw }
            guard let packed, size <= ExtractFile.blobBytesMax, let bytes = Zlib.inflate(packed, size: size) else {
                throw Broken.foreign
            }
            return bytes
        }
    }

    let file: FileHandle
    let size: UInt64
    private var offset: UInt64 = 0

    init(file: FileHandle, size: UInt64) {
        self.file = file
        self.size = size
    }

    mutating func next() throws -> Blob? {
        guard offset < size else { return nil }
        let start = offset
        let length = try bytes(at: start, 4).reduce(0) { $0 << 8 | UInt64($1) }
        guard length > 0, length <= UInt64(ExtractFile.blobHeaderBytesMax) else { throw Broken.foreign }
        var (type, dataSize) = ("", UInt64(0))
        for (number, field) in ProtobufFields(try bytes(at: start + 4, Int(length))) {
            switch (number, field) {
            case (1, .bytes(let text)): type = String(decoding: text.prefix(40), as: UTF8.self)
            case (3, .number(let count)): dataSize = count
            default: break
            }
        }
        guard dataSize > 0, dataSize <= UInt64(ExtractFile.blobBytesMax) else { throw Broken.foreign }
        let dataStart = start + 4 + length
        offset = dataStart + dataSize
        guard offset <= size else { throw Broken.truncated }
        return Blob(type: type) { [self] in try bytes(at: dataStart, Int(dataSize)) }
    }

    private func bytes(at start: UInt64, _ count: Int) throws -> [UInt8] {
        guard start + UInt64(count) <= size else { throw start == 0 ? Broken.foreign : Broken.truncated }
        try file.seek(toOffset: start)
        guard let data = try file.read(upToCount: count), data.count == count else { throw Broken.truncated }
        return [UInt8](data)
    }
}
