import Extracts
import Foundation

/// Where prepared roads lie: one folder a build, and a link `current` to the one in use.
public struct RoadFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    var link: String { path + "/current" }

    /// What is known of the roads in use.
    public struct About: Codable, Sendable, Equatable {
        /// The name of the file they were made from.
        public var file: String
        /// Where that file was cut from, as it says.
        public var source: String
        public var attribution: String
        /// The moment of OpenStreetMap it shows, seconds since 1970.
        public var dataSeconds: Int64?
        /// West, south, east, north.
        public var bounds: [Double]?

        public init(_ extract: ExtractFile) {
            file = URL(fileURLWithPath: extract.path).lastPathComponent
            source = extract.source
            attribution = ExtractFile.attribution
            dataSeconds = extract.dataSeconds
            bounds = extract.bounds
        }
    }

    /// The build in use; nil before the first import.
    public var current: String? {
        guard let name = try? FileManager.default.destinationOfSymbolicLink(atPath: link) else { return nil }
        let build = path + "/" + name
        return FileManager.default.fileExists(atPath: build + "/about.json") ? build : nil
    }

    public func about(_ build: String) -> About? {
        guard let data = FileManager.default.contents(atPath: build + "/about.json") else { return nil }
        return try? JSONDecoder().decode(About.self, from: data)
    }

    /// Puts a build in use, and takes away those that no running engine can be reading: all but it and the one before.
    func use(_ name: String) throws {
        let files = FileManager.default
        let before = current.map { URL(fileURLWithPath: $0).lastPathComponent }
        let fresh = link + ".\(name)"
        try files.createSymbolicLink(atPath: fresh, withDestinationPath: name)
        guard rename(fresh, link) == 0 else {
            throw ExtractFault("The roads cannot be put in '\(path)': \(String(cString: strerror(errno))).")
        }
        for old in try files.contentsOfDirectory(atPath: path)
        where old.hasPrefix("built-") && old != name && old != before {
            try? files.removeItem(atPath: path + "/" + old)
        }
    }
}
