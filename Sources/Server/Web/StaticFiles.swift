import Compression
import Foundation
import Kernel

/// The files of `Web/`, in memory, compressed once. They are served below a fingerprint of them all, so that a
/// browser may keep them for ever and a module's relative imports stay inside one version.
struct StaticFiles: Sendable {
    struct File: Sendable {
        var type: String
        var bytes: [UInt8]
        var gzip: [UInt8]?
    }

    let fingerprint: String
    private let files: [String: File]
    static let fileBytesMax = 8_000_000

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml; charset=utf-8",
        "json": "application/json", "webmanifest": "application/manifest+json", "png": "image/png",
        "geojson": "application/geo+json",
        "txt": "text/plain; charset=utf-8", "woff2": "font/woff2",
    ]

    /// - Parameter further: contents by the name they are served as, such as the city pack's outlines.
    init(folder: String, further: [String: [UInt8]] = [:]) throws {
        var files: [String: File] = [:]
        var hash = FNV1a()
        let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
        for name in names + further.keys.sorted() {
            let url = URL(fileURLWithPath: folder + "/" + name)
            guard let type = Self.types[url.pathExtension] else { continue }
            let bytes = try further[name] ?? [UInt8](Data(contentsOf: url))
            guard bytes.count <= Self.fileBytesMax else {
                throw SettingsFault(description: "The static file '\(name)' is larger than \(Self.fileBytesMax) bytes.")
            }
            hash.combine(Array(name.utf8))
            hash.combine(bytes)
            files[name] = File(
                type: type, bytes: bytes, gzip: type.hasPrefix("image/png") ? nil : Gzip.compress(bytes, level: 9))
        }
        self.files = files
        fingerprint = String(hash.value, radix: 36)
    }

    /// The texts of `Web/js`, by the modules' names.
    var modules: [String: String] {
        var modules: [String: String] = [:]
        for (name, file) in files where name.hasPrefix("js/") && name.hasSuffix(".js") {
            modules[String(name.dropFirst(3).dropLast(3))] = String(decoding: file.bytes, as: UTF8.self)
        }
        return modules
    }

    func addRoutes(to doors: Doors) {
        doors.everyone.get("/assets/:version/:folder/:file") { [self] visit in
            let name = visit.parameter("folder") + "/" + visit.parameter("file")
            guard let file = files[name] else {
                throw Refusal.notFound(what: Phrase("没有这个文件。", "There is no such file."))
            }
            let isCurrent = visit.parameter("version") == fingerprint
            let keep = isCurrent ? "public, max-age=31536000, immutable" : "no-cache"
            var answer = Answer(type: file.type, body: file.bytes, headers: [("Cache-Control", keep)])
            if visit.acceptsGzip, let gzip = file.gzip {
                answer.body = gzip
                answer.headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
            }
            return answer
        }
        doors.everyone.get("/worker.js") { [self] _ in
            guard let worker = files["js/worker.js"] else { throw Refusal.notReady }
            return Answer(
                type: worker.type, body: Array(workerHead.utf8) + worker.bytes, headers: [("Cache-Control", "no-cache")]
            )
        }
        doors.everyone.get("/openapi.json") { [self] _ in
            guard let file = files["api/openapi.json"] else { throw Refusal.notReady }
            return Answer(type: "application/json", body: file.bytes, headers: [("Cache-Control", "no-cache")])
        }
    }
}

extension StaticFiles {
    /// Larger files than this (maps, mostly) are kept on the phone when they are first used, not before.
    private static let shellFileBytesMax = 64_000

    /// What the service worker is told: its version and the files of the shell, without the plan's editor, which phones
    /// of riders need not carry. Only a new version of any file makes it another worker.
    private var workerHead: String {
        let shell = files.filter { name, file in
            !name.hasPrefix("vendor/") && !name.hasPrefix("api/") && name != "js/worker.js"
                && !name.contains("/plan-editor") && !name.hasSuffix(".png")
                && file.bytes.count <= Self.shellFileBytesMax
        }
        let list = shell.keys.sorted().map { "\"/assets/\(fingerprint)/\($0)\"" }.joined(separator: ",\n    ")
        return "const VERSION = \"\(fingerprint)\";\nconst SHELL = [\n    \(list),\n];\n"
    }
}

/// FNV-1a, 64 bits: tells versions of files apart; not for anything an adversary may choose.
struct FNV1a {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func combine(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0100_0000_01b3 }
    }
}
