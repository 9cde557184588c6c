import Foundation
import Kernel
import Logging

/// Writes log lines as JSON objects to standard error, one a line. Nothing here knows persons, positions or query
/// texts: what is logged is what code says explicitly.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    let label: String
    let clock: Clock
    /// Takes one line with its line end.
    let output: @Sendable ([UInt8]) -> Void

    init(
        label: String, level: Logger.Level, clock: Clock,
        output: @escaping @Sendable ([UInt8]) -> Void = Self.standardError
    ) {
        self.label = label
        logLevel = level
        self.clock = clock
        self.output = output
    }

    /// Members every line has; metadata of these names is left out, so that each is given once.
    private static let ownNames: Set<String> = ["time", "level", "logger", "message"]

    static let standardError: @Sendable ([UInt8]) -> Void = { line in
        line.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [(String, JSON)] = [
            ("time", .string(clock.now().rfc3339())), ("level", .string(event.level.rawValue)),
            ("logger", .string(label)), ("message", .string(event.message.description)),
        ]
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) where !Self.ownNames.contains(key) {
            members.append((key == "hb.request.id" ? "request_id" : key, .string(value.description)))
        }
        var line = JSON.object(members).bytes
        line.append(UInt8(ascii: "\n"))
        output(line)
    }
}
