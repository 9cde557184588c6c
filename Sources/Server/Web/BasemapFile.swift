import Foundation
import Glibc
import Kernel
import Synchronization

/// The offline map, an archive a browser reads in ranges. An import may put another in its place at any time: the
/// file is opened anew when it has become another, and whoever is still reading the old one reads it to its end.
final class BasemapFile: Sendable {
    let path: String
    private let open = Mutex<OpenFile?>(nil)

    init(path: String) { self.path = path }

    func addRoutes(to doors: Doors) {
        doors.everyone.get("/basemap.pmtiles") { [self] visit in
            guard let file = current() else {
                throw Refusal.notFound(what: Phrase("这座城市还没有离线地图。", "This city has no offline map yet."))
            }
            let isThis = visit.query.last("v") == file.version
            return .bytes(
                file.source, type: "application/vnd.pmtiles",
                keeping: isThis ? "public, max-age=31536000, immutable" : "no-cache", for: visit)
        }
    }

    /// Where the map is to be had, with its version; nil where there is none.
    var address: String? { current().map { "/basemap.pmtiles?v=\($0.version)" } }

    /// The file as it is now; nil where there is none.
    func current() -> OpenFile? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let tag = OpenFile.tag(status)
        return open.withLock { open in
            if open?.tag != tag { open = OpenFile(path) }
            return open
        }
    }
}

/// One version of a file, closed when nobody reads it any more.
final class OpenFile: Sendable {
    let tag: String
    let length: Int
    private let descriptor: Int32

    init?(_ path: String) {
        let opened = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard opened >= 0 else { return nil }
        guard fstat(opened, &status) == 0 else {
            close(opened)
            return nil
        }
        descriptor = opened
        tag = Self.tag(status)
        length = Int(status.st_size)
    }

    deinit { close(descriptor) }

    var version: String { tag.filter { $0 != "\"" } }

    static func tag(_ status: stat) -> String {
        let parts = [Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        return "\"" + parts.map { String($0, radix: 36) }.joined(separator: "-") + "\""
    }

    var source: ByteSource {
        ByteSource(length: length, tag: tag) { [self] offset, count in
            let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                filled = max(0, pread(descriptor, buffer.baseAddress, count, off_t(offset)))
            }
            // Cut short under our hands: the connection ends rather than lie about its length.
            guard !bytes.isEmpty else { throw CocoaError(.fileReadCorruptFile) }
            return bytes
        }
    }
}
