import Foundation
import Kernel
import Logging
import Synchronization
import TestTown
import Testing

@testable import Server

private final class Lines: Sendable {
    private let written = Mutex<[[UInt8]]>([])

    var all: [[UInt8]] { written.withLock { $0 } }

    func logger(_ level: Logger.Level = .info) -> Logger {
        Logger(label: "yongai") { label in
            JSONLogHandler(label: label, level: level, clock: .stopped(at: testMoment)) { line in
                self.written.withLock { $0.append(line) }
            }
        }
    }

    func objects() throws -> [[String: Any]] {
        try all.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        }
    }
}

@Suite("The log")
struct LogTests {
    @Test("A line is one JSON object with its time, level, logger and request")
    func line() throws {
        let lines = Lines()
        var logger = lines.logger()
        logger[metadataKey: "hb.request.id"] = "r-42"
        logger.warning("request", metadata: ["status": "404", "list": ["a", "b"]])
        let line = try #require(lines.all.first)
        #expect(line.last == UInt8(ascii: "\n"))
        #expect(line.dropLast().contains(UInt8(ascii: "\n")) == false)
        let object = try #require(try lines.objects().first)
        #expect(object["time"] as? String == "2026-11-23T00:00:00Z")
        #expect(object["level"] as? String == "warning")
        #expect(object["logger"] as? String == "yongai")
        #expect(object["message"] as? String == "request")
        #expect(object["request_id"] as? String == "r-42")
        #expect(object["status"] as? String == "404")
        #expect(object["hb.request.id"] == nil)
    }

    @Test("A request's line has its members like any other's, each under its own name")
    func request() throws {
        let lines = Lines()
        var logger = lines.logger()
        logger[metadataKey: "hb.request.id"] = "r-43"
        let facts = RequestFacts(
            requestID: "r-43", method: "GET", route: "/places/:id", status: 200, milliseconds: 4, bytes: 1234)
        logger.info("request", metadata: [RequestFacts.name: .stringConvertible(facts)])
        let object = try #require(try lines.objects().first as? [String: String])
        #expect(
            object == [
                "time": "2026-11-23T00:00:00Z", "level": "info", "logger": "yongai", "message": "request",
                "request_id": "r-43", "method": "GET", "route": "/places/:id", "status": "200", "milliseconds": "4",
                "bytes": "1234",
            ])
    }

    @Test(
        "Whatever a message holds, its line stays one line and says it again",
        arguments: ["a\nb", "a\r\nb", "\"quoted\"", "back\\slash", "\u{0}\u{1B}[31m", "甬爱\u{2028}\u{1F6F5}", ""])
    func escapes(text: String) throws {
        let lines = Lines()
        lines.logger().info("\(text)", metadata: ["text": "\(text)", "\(text)key": "1"])
        let line = try #require(lines.all.first)
        #expect(line.count { $0 == UInt8(ascii: "\n") } == 1)
        let object = try #require(try lines.objects().first)
        #expect(object["message"] as? String == text)
        #expect(object["text"] as? String == text)
        #expect(object["\(text)key"] as? String == "1")
    }

    @Test("Levels below the chosen one are silent; a line's own metadata wins over the logger's")
    func levels() throws {
        let lines = Lines()
        var logger = lines.logger(.warning)
        logger[metadataKey: "node"] = "a"
        logger.info("quiet")
        logger.error("loud", metadata: ["node": "b"])
        let objects = try lines.objects()
        #expect(objects.count == 1)
        #expect(objects.first?["node"] as? String == "b")
    }

    @Test("A name is given once in a line, also when metadata uses one of ours")
    func names() throws {
        let lines = Lines()
        lines.logger().info("true message", metadata: ["message": "forged", "time": "forged", "level": "forged"])
        let line = String(decoding: try #require(lines.all.first), as: UTF8.self)
        for name in ["message", "time", "level", "logger"] {
            #expect(line.ranges(of: "\"\(name)\":").count == 1, "\(name)")
        }
        #expect(try lines.objects().first?["message"] as? String == "true message")
    }
}
