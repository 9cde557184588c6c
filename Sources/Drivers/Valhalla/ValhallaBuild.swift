import Extracts
import Foundation
import Programs

/// Where Valhalla's programs are.
public struct ValhallaPrograms: Sendable {
    public let folder: String

    public init(folder: String) { self.folder = folder }

    var build: String { folder + "/valhalla/bin/valhalla_build_tiles" }
    var service: String { folder + "/valhalla/bin/valhalla_service" }

    public var areThere: Bool {
        [build, service].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

/// Makes the graph of an extract, beside the one in use, and puts it in its place when it is whole.
public struct ValhallaBuild: Sendable {
    public let programs: ValhallaPrograms
    public let folder: RoadFolder
    public let threads: Int

    public init(programs: ValhallaPrograms, folder: RoadFolder, threads: Int) {
        self.programs = programs
        self.folder = folder
        self.threads = threads
    }

    /// - Parameter moment: milliseconds since 1970, which name the build.
    /// - Throws: `ExtractFault`.
    public func run(_ extract: ExtractFile, moment: Int64) async throws {
        guard programs.areThere else {
            throw ExtractFault(
                "Valhalla is not in '\(programs.folder)'. Run script/vendor roads, "
                    + "or say with YONGAI_ROADS_ENGINE where it is."
            )
        }
        let name = "built-\(moment)"
        let build = folder.path + "/" + name
        do {
            try FileManager.default.createDirectory(atPath: build + "/tiles", withIntermediateDirectories: true)
        } catch {
            throw ExtractFault("The folder '\(folder.path)' cannot be written to.")
        }
        do {
            try await make(extract, in: build)
            try folder.use(name)
        } catch {
            try? FileManager.default.removeItem(atPath: build)
            throw error
        }
    }

    private func make(_ extract: ExtractFile, in build: String) async throws {
        let tiles = URL(fileURLWithPath: build + "/tiles").standardizedFileURL.path
        let configuration = ValhallaConfiguration(tiles: tiles, threads: threads)
        try Data(configuration.json.bytes).write(to: URL(fileURLWithPath: build + "/build.json"))
        let complaints = LastLines()
        let file = URL(fileURLWithPath: extract.path).standardizedFileURL.path
        let status = try await ChildProgram(programs.build, ["-c", build + "/build.json", file])
            .run { complaints.add($0) }
        guard status == 0 else {
            throw ExtractFault("The roads of the file cannot be read: \(complaints.reason(status)).")
        }
        guard Self.holdsTiles(tiles) else {
            throw ExtractFault("The file holds no roads; an extract with the city's streets is needed.")
        }
        let about = RoadFolder.About(extract)
        try JSONEncoder().encode(about).write(to: URL(fileURLWithPath: build + "/about.json"))
    }

    private static func holdsTiles(_ folder: String) -> Bool {
        let names = FileManager.default.enumerator(atPath: folder)?.lazy.compactMap { $0 as? String }
        return names?.contains { $0.hasSuffix(".gph") } ?? false
    }
}
