import Foundation
import TestTown
import Testing

@testable import Server

@Suite("Static files")
struct StaticFilesTests {
    private func withFolder(_ files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yongai-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files {
            let url = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
        try body(folder.path)
    }

    @Test("The fingerprint changes with a byte, with a name and with a file, and with nothing else")
    func fingerprint() throws {
        let first: [String: [UInt8]] = ["js/a.js": Array("let a = 1".utf8), "css/b.css": Array("p {}".utf8)]
        var byte = first
        byte["js/a.js"] = Array("let a = 2".utf8)
        var name = first
        name["js/c.js"] = name.removeValue(forKey: "js/a.js")
        var more = first
        more["js/d.js"] = []
        var moved = first
        moved["js/a.js"] = Array("let a = 1css/b.css".utf8)
        var prints: [String] = []
        for files in [first, byte, name, more, moved] {
            try withFolder(files) { prints.append(try StaticFiles(folder: $0).fingerprint) }
        }
        #expect(Set(prints).count == prints.count)
        try withFolder(first.merging(["notes.md": [1, 2]]) { $1 }) { folder in
            let print = try StaticFiles(folder: folder).fingerprint
            #expect(print == prints[0])
        }
    }

    @Test("A file that is too large is refused at the start, in a sentence")
    func size() throws {
        try withFolder(["js/huge.js": [UInt8](repeating: 32, count: StaticFiles.fileBytesMax + 1)]) { folder in
            let fault = #expect(throws: SettingsFault.self) { try StaticFiles(folder: folder) }
            #expect(fault?.description.contains("js/huge.js") == true)
        }
    }

    @Test("Files come with their type, compressed where that helps, and for ever under the current version")
    func served() async throws {
        try await withHouse { house in
            let version = try #require(
                try CityServer(house, meters: testMeters).doors.site.assetBase.split(separator: "/").last)
            try await withVisitor(house) { visitor in
                let types = [
                    "css/page.css": "text/css; charset=utf-8", "js/home.js": "text/javascript; charset=utf-8",
                    "icons/yongai.svg": "image/svg+xml; charset=utf-8", "api/openapi.json": "application/json",
                ]
                for (name, type) in types {
                    let reply = try await visitor.ask("/assets/\(version)/\(name)")
                    #expect(reply.type == type)
                    #expect(reply.header("Cache-Control") == "public, max-age=31536000, immutable")
                    #expect(Data(reply.body) == FileManager.default.contents(atPath: Repository.root + "/Web/\(name)"))
                    let old = try await visitor.ask("/assets/0ld/\(name)")
                    #expect(old.body == reply.body)
                    #expect(old.header("Cache-Control") == "no-cache")
                }
                let small = try await visitor.ask("/assets/\(version)/css/page.css", ["Accept-Encoding": "gzip"])
                #expect(small.header("Content-Encoding") == "gzip")
                #expect(small.header("Vary") == "Accept-Encoding")
                #expect(small.body.starts(with: [0x1F, 0x8B]))
                let page = try await visitor.ask("/")
                #expect(page.text.contains("/assets/\(version)/css/page.css"))
            }
        }
    }

    @Test("The city's outlines come with the site's files, and count in their version")
    func outlines() async throws {
        try await withHouse { house in
            let alone = try StaticFiles(folder: house.home.path + "/Web").fingerprint
            let assets = try CityServer(house, meters: testMeters).doors.site.assetBase
            #expect(assets != "/assets/\(alone)")
            try await withVisitor(house) { visitor in
                let reply = try await visitor.ask(assets + "/city/outlines.geojson")
                #expect(reply.type == "application/geo+json")
                #expect(Data(reply.body) == FileManager.default.contents(atPath: yunshan + "/outlines-phone.geojson"))
            }
        }
    }

    @Test("What is no file of the site is not there, however it is asked for")
    func absent() async throws {
        try await withHouse { house in
            try await withVisitor(house) { visitor in
                let targets = [
                    "/assets/1/css/none.css", "/assets/1/css/", "/assets/1/css", "/assets/1/../Package.swift",
                    "/assets/1/%2e%2e/Package.swift", "/assets/1/css/..%2f..%2fPackage.swift", "/assets/1/CSS/page.css",
                    "/assets/1/css/page.css%00", "/assets/1/css/page.css/x",
                ]
                for target in targets {
                    let reply = try await visitor.ask(target)
                    #expect(reply.status == 404, "\(target)")
                }
            }
        }
    }
}
