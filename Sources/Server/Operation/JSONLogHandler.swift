import Foundation
import Kernel
import Logging
import Synchronization

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
        Self.writeTime(clock.now(), into: &line)
        Self.write("level", event.level.rawValue, into: &line)
        Self.write("logger", label, into: &line)
        Self.write("message", event.message.description, into: &line)
        if metadata.count <= 1, let facts = RequestFacts(event.metadata) {
            facts.each { Self.write($0, $1, into: &line) }
        } else {
            writeMetadata(event.metadata, into: &line)
        }
        line[line.count - 1] = UInt8(ascii: "}")
        line.append(UInt8(ascii: "\n"))
        output(line)
    }

    private func writeMetadata(_ more: Logger.Metadata?, into line: inout [UInt8]) {
        let all = more.map { metadata.merging($0) { _, new in new } } ?? metadata
        for (key, value) in all.sorted(by: { $0.key < $1.key }) where !Self.ownNames.contains(key) {
            Self.write(key == "hb.request.id" ? "request_id" : key, value.description, into: &line)
        }
    }

    /// The second that was last written, and its words: most lines are of the same one as the line before.
    private static let second = Mutex<(number: Int64, words: [UInt8])>((.min, []))

    private static func writeTime(_ moment: Instant, into line: inout [UInt8]) {
        let words = second.withLock { known in
            if known.number != moment.seconds {
                var words: [UInt8] = []
                write("time", moment.rfc3339(), into: &words)
                known = (moment.seconds, words)
            }
            return known.words
        }
        line.append(contentsOf: words)
    }

    /// A member and the comma behind it.
    private static func write(_ name: String, _ value: String, into line: inout [UInt8]) {
        JSON.write(string: name, to: &line)
        line.append(UInt8(ascii: ":"))
        JSON.write(string: value, to: &line)
        line.append(UInt8(ascii: ","))
    }
}
