import Extracts
import Foundation
import Programs

/// Makes the offline map of an extract: tilemaker cuts vector tiles by our rules, and they become one PMTiles archive
/// that a browser reads in ranges.
public struct BasemapBuild: Sendable {
    /// Holds `config.json` and `process.lua`.
    public let rules: String
    /// Where the archive goes.
    public let path: String
    public let threads: Int

    static let program = "/usr/bin/tilemaker"

    public init(rules: String, path: String, threads: Int) {
        self.rules = rules
        self.path = path
        self.threads = threads
    }

    /// - Parameter moment: milliseconds since 1970, for names of files on the way.
    /// - Throws: `ExtractFault`.
    public func run(_ extract: ExtractFile, moment: Int64) async throws {
        guard FileManager.default.isExecutableFile(atPath: Self.program) else {
            throw ExtractFault("tilemaker is missing; install the package of that name (script/setup basemap does).")
        }
        let folder = "\(path).\(moment).part"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw ExtractFault("The folder of '\(path)' cannot be written to.")
        }
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await cut(extract, to: folder + "/tiles.mbtiles")
        do {
            try gather(extract, from: folder + "/tiles.mbtiles", in: folder)
        } catch let fault as ExtractFault {
            throw fault
        } catch {
            throw ExtractFault("The map cannot be written to '\(path)': \(error.localizedDescription)")
        }
    }

    private func cut(_ extract: ExtractFile, to tiles: String) async throws {
        var words = [
            "--input", extract.path, "--output", tiles, "--config", rules + "/config.json", "--process",
            rules + "/process.lua", "--threads", String(threads),
        ]
        if let bounds = extract.bounds { words += ["--bbox", bounds.map { String($0) }.joined(separator: ",")] }
        let complaints = LastLines()
        let status = try await ChildProgram(Self.program, words).run { complaints.add($0) }
        guard status == 0 else {
            throw ExtractFault("The map of the file cannot be made: \(complaints.reason(status)).")
        }
    }

    private func gather(_ extract: ExtractFile, from tiles: String, in folder: String) throws {
        let packed = try PackedTiles(path: tiles)
        let told = try packed.metadata()
        var archive = try TileArchive(scratchPath: folder + "/tiles")
        try packed.each { id, tile, _ in try archive.add(id, tile) }
        guard !archive.entries.isEmpty else {
            throw ExtractFault("The file holds nothing a map could show.")
        }
        let bounds = told["bounds"]?.split(separator: ",").compactMap { Double($0) } ?? []
        let header = TileArchive.Header(
            zooms: Self.zooms(told),
            bounds: bounds.count == 4 ? bounds : extract.bounds ?? [-180, -85, 180, 85])
        try archive.finish(header, metadata: try metadata(told), to: folder + "/map.pmtiles")
        guard rename(folder + "/map.pmtiles", path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private static func zooms(_ told: [String: String]) -> ClosedRange<Int> {
        let lowest = Int(told["minzoom"] ?? "") ?? 0
        return lowest...max(lowest, Int(told["maxzoom"] ?? "") ?? 14)
    }

    /// Layers as tilemaker describes them, and who made the data.
    private func metadata(_ told: [String: String]) throws -> [UInt8] {
        let described = try JSONSerialization.jsonObject(with: Data((told["json"] ?? "{}").utf8)) as? [String: Any]
        let metadata: [String: Any] = [
            "name": "YongAi basemap", "attribution": ExtractFile.attribution,
            "vector_layers": described?["vector_layers"] ?? [],
        ]
        return [UInt8](try JSONSerialization.data(withJSONObject: metadata, options: .sortedKeys))
    }
}
