import Foundation
import Geo

/// Another engine's opinion on a way (www.routino.org, the Debian package): it reads the exported OpenStreetMap file.
struct Routino {
    static let isHere =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/routino-router")
        && FileManager.default.isExecutableFile(atPath: "/usr/bin/planetsplitter")

    private static let profiles = "/usr/share/routino"
    private static let ways = [
        "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "service", "track", "cycleway",
        "path", "steps",
    ]
    private static let properties = ["paved", "multilane", "bridge", "tunnel", "footroute", "bicycleroute"]

    let folder: URL

    /// Its identifiers are whole numbers from 1, so the negative ones of the file lose their signs.
    init(_ osm: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "routino-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: "plan.osm")
        let positive = osm.replacingOccurrences(of: "id=\"-", with: "id=\"").replacingOccurrences(
            of: "ref=\"-", with: "ref=\"")
        try positive.write(to: file, atomically: true, encoding: .utf8)
        _ = try Self.run(
            "/usr/bin/planetsplitter",
            ["--dir=\(folder.path)", "--prefix=m", "--prune-none", "--tagging=\(Self.profiles)/tagging.xml", file.path])
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Metres of the quickest way's line; nil where it finds none.
    /// - Parameter speeds: whole km/h by kind of way; what is not named is closed.
    func metres(
        _ profile: String, from start: Coordinate, to end: Coordinate, speeds: [String: Int]
    ) throws -> Double? {
        let wishes =
            Self.ways.map { "--highway-\($0)=\(speeds[$0] == nil ? 0 : 100)" }
            + speeds.map { "--speed-\($0.key)=\($0.value)" } + Self.properties.map { "--property-\($0)=50" }
        let output = try Self.run(
            "/usr/bin/routino-router",
            [
                "--dir=\(folder.path)", "--prefix=m", "--profile=\(profile)",
                "--profiles=\(Self.profiles)/profiles.xml", "--translations=\(Self.profiles)/translations.xml",
                "--quickest", "--oneway=\(profile == "foot" ? 0 : 1)", "--output-stdout", "--output-text-all",
                "--lat1=\(start.latitude)",
                "--lon1=\(start.longitude)", "--lat2=\(end.latitude)", "--lon2=\(end.longitude)",
            ] + wishes)
        let line = output.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { row -> Coordinate? in
            let cells = row.split(separator: "\t").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count > 1, let latitude = Double(cells[0]), let longitude = Double(cells[1]) else { return nil }
            return Coordinate(latitude: latitude, longitude: longitude)
        }
        return line.isEmpty ? nil : zip(line, line.dropFirst()).reduce(0) { $0 + $1.0.distanceMetres(to: $1.1) }
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
