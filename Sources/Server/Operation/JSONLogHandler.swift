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
        line.withUnsafeBytes { _ = Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line: [UInt8] = []
        line.reserveCapacity(320)
        line.append(UInt8(ascii: "{"))
        Self.write("time", clock.now().rfc3339(), into: &line)
        Self.write("level", event.level.rawValue, into: &line)
        Self.write("logger", label, into: &line)
        Self.write("message", event.message.description, into: &line)
        let all = event.metadata.map { metadata.merging($0) { _, new in new } } ?? metadata
        for (key, value) in all.sorted(by: { $0.key < $1.key }) where !Self.ownNames.contains(key) {
            Self.write(key == "hb.request.id" ? "request_id" : key, value.description, into: &line)
        }
        line[line.count - 1] = UInt8(ascii: "}")
        line.append(UInt8(ascii: "\n"))
        output(line)
    }

    /// A member and the comma behind it.
    private static func write(_ name: String, _ value: String, into line: inout [UInt8]) {
        JSON.write(string: name, to: &line)
        line.append(UInt8(ascii: ":"))
        JSON.write(string: value, to: &line)
        line.append(UInt8(ascii: ","))
    }
}
