import Foundation
import Glibc
import Programs

/// Valhalla as a child of this program, on a free port of the loopback address.
public struct ValhallaServer: Sendable {
    public let port: Int
    private let child: ChildProgram

    /// - Parameter build: a build of a `RoadFolder`.
    /// - Throws: what Foundation throws when the configuration cannot be written.
    public init(_ programs: ValhallaPrograms, build: String, threads: Int) throws {
        port = try Self.freePort()
        let tiles = URL(fileURLWithPath: build + "/tiles").standardizedFileURL.path
        let configuration = ValhallaConfiguration(tiles: tiles, threads: threads, port: port)
        let file = NSTemporaryDirectory() + "yongai-valhalla-\(port)-\(getpid()).json"
        try Data(configuration.json.bytes).write(to: URL(fileURLWithPath: file))
        child = ChildProgram(programs.service, [file, String(threads)])
        configurationFile = file
    }

    private let configurationFile: String

    /// Waits until it has ended; cancelling ends it.
    public func run() async throws -> Int32 {
        defer { unlink(configurationFile) }
        return try await child.run()
    }

    /// A port that was free a moment ago. Should somebody else take it first, the engine ends at once and is started
    /// again on another.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard bind(descriptor, pointer, length) == 0 else { return Int32(-1) }
                return getsockname(descriptor, pointer, &length)
            }
        }
        guard status == 0 else { throw CocoaError(.fileWriteUnknown) }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
