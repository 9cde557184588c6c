import Foundation
import TestTown
import Testing

@testable import Extracts

@Suite("Extracts of OpenStreetMap")
struct ExtractFileTests {
    private func refusal(_ bytes: [UInt8]) throws -> String {
        let path = NSTemporaryDirectory() + "extract-\(UInt64.random(in: 0...UInt64.max)).osm.pbf"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            _ = try ExtractFile(path)
            return ""
        } catch {
            return error.sentence.replacing(URL(fileURLWithPath: path).lastPathComponent, with: "it")
        }
    }

    /// A blob of this type with raw contents, as fileformat.proto frames it.
    private func blob(_ type: String, _ contents: [UInt8]) -> [UInt8] {
        let body = [0x0A, UInt8(contents.count)] + contents
        let header = [0x0A, UInt8(type.utf8.count)] + Array(type.utf8) + [0x18, UInt8(body.count)]
        return [0, 0, 0, UInt8(header.count)] + header + body
    }

    /// The header with a source and a moment.
    private var header: [UInt8] { blob("OSMHeader", [0x8A, 0x01, 2] + Array("宁".utf8.prefix(2)) + [0x80, 0x02, 100]) }

    @Test("A whole file is taken, with what it says of itself")
    func whole() throws {
        #expect(try refusal(header + blob("OSMData", [1, 2, 3])) == "")
        #expect(try refusal(header + blob("Unknown", [9]) + blob("OSMData", [1])) == "")
    }

    @Test("A file that breaks off anywhere is said to be broken off")
    func truncated() throws {
        let bytes = header + blob("OSMData", [1, 2, 3])
        for count in header.count + 1..<bytes.count {
            #expect(try refusal(Array(bytes.prefix(count))).contains("ends in the middle"), "\(count)")
        }
        #expect(try refusal(header) == "'it' is an extract without any data.")
    }

    @Test(
        "Anything else is no extract",
        arguments: ["", "x", "<osm></osm>", "PK\u{3}\u{4}", String(repeating: "\0", count: 64)])
    func foreign(text: String) throws {
        #expect(try refusal(Array(text.utf8)) == "'it' is not an extract of OpenStreetMap in PBF form (.osm.pbf).")
    }

    @Test("Random bytes are refused, never a crash")
    func noise() throws {
        var random = SplitMix(7)
        for _ in 0..<200 {
            var bytes = header + blob("OSMData", [1, 2, 3])
            for _ in 0..<3 {
                bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            _ = try refusal(bytes)
        }
    }

    @Test("A folder and a file that is not there are said")
    func absent() {
        #expect(throws: ExtractFault.self) { try ExtractFile(Repository.root) }
        #expect(throws: ExtractFault("There is no file 'nowhere.osm.pbf'.")) { try ExtractFile("nowhere.osm.pbf") }
    }

    @Test("The real extract says where it is", .enabled(if: Repository.hasShared("osm-router-test/monaco.osm.pbf")))
    func real() throws {
        let extract = try ExtractFile(Repository.shared("osm-router-test/monaco.osm.pbf"))
        #expect(extract.source.contains("openstreetmap"))
        let bounds = try #require(extract.bounds)
        #expect(bounds[0] < 7.42 && bounds[1] < 43.74 && bounds[2] > 7.42 && bounds[3] > 43.74)
    }
}
