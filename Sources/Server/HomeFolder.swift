import Areas
import Foundation
import Geo
import Kernel
import Sheets

/// The folder the house stands in: `Schema`, `Web`, `Cities` and `Languages`, read-only.
struct HomeFolder: Sendable {
    let path: String

    /// - Throws: `SettingsFault` when no folder above the working folder or the program is one.
    init(_ given: String?) throws {
        if let given {
            guard Self.isHome(given) else {
                throw SettingsFault(
                    description: "The folder '\(given)' holds no Schema; --home names the one that does.")
            }
            path = given
            return
        }
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent()
        let starts = [FileManager.default.currentDirectoryPath, program.path]
        guard let found = starts.lazy.compactMap(Self.homeAbove).first else {
            throw SettingsFault(
                description: "The folders Schema, Web and Cities were not found; say where with --home.")
        }
        path = found
    }

    private static func isHome(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/Schema/v0001_areas.sql")
    }

    private static func homeAbove(_ start: String) -> String? {
        var url = URL(fileURLWithPath: start)
        while true {
            if isHome(url.path) { return url.path }
            let parent = url.deletingLastPathComponent()
            if parent.path == url.path { return nil }
            url = parent
        }
    }

    func migrations() throws -> [Migration] {
        let names = try FileManager.default.contentsOfDirectory(atPath: path + "/Schema").sorted()
        return Migration.ordered(
            files: try names.map { ($0, try String(contentsOfFile: path + "/Schema/" + $0, encoding: .utf8)) })
    }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }

    /// The packs that are there.
    private var cities: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/Cities")) ?? []
        return names.filter { FileManager.default.fileExists(atPath: path + "/Cities/\($0)/city.json") }.sorted()
    }

    /// A city pack, by the name of its folder or by a path.
    func city(_ name: String) throws -> CityFolder {
        let candidates = [path + "/Cities/" + name, name]
        guard let folder = candidates.first(where: { FileManager.default.fileExists(atPath: $0 + "/city.json") }) else {
            throw SettingsFault(
                description: "There is no city pack '\(name)'. Cities holds: \(cities.joined(separator: ", ")).")
        }
        return CityFolder(
            text: { try String(contentsOfFile: folder + "/" + $0, encoding: .utf8) },
            sheet: { try SheetFile.read(path: folder + "/" + $0) },
            outlines: { try OutlineFile.read(folder + "/" + $0) })
    }
}

/// GeoJSON files of polygons.
enum OutlineFile {
    static func read(_ path: String) throws -> [OutlineFeature] {
        try GeoJSONFile.readAreas(path: path).map { area in
            let rings = area.polygons.map { polygon in
                polygon.map { ring in
                    ring.map { Coordinate(uncheckedLatitude: $0.lat, longitude: $0.lng) }
                }
            }
            return OutlineFeature(properties: area.properties, outline: MultiPolygon(rings: rings))
        }
    }
}
