import Hummingbird
import ServiceLifecycle

/// One thing that happened, told to a page that listens (HTML, section 9.2: server-sent events).
public struct ServerEvent: Sendable {
    public var name: String
    /// The page hands it back when it asks again.
    public var id: String
    public var data: JSON

    public init(name: String, id: String, data: JSON) {
        self.name = name
        self.id = id
        self.data = data
    }

    /// JSON as it is written here has no line end: the data are one line.
    public var bytes: [UInt8] {
        Array("event: \(name)\nid: \(id)\ndata: ".utf8) + data.bytes + Array("\n\n".utf8)
    }
}

extension Answer {
    /// An answer without an end: it lasts until the stream ends, the listener goes, or the house closes.
    public static func events(_ events: AsyncStream<[UInt8]>) -> Answer {
        var answer = Answer(
            type: "text/event-stream", body: [], headers: [("Cache-Control", "no-store"), ("X-Accel-Buffering", "no")])
        answer.events = events
        return answer
    }
}

extension ResponseBody {
    /// Without the first line a shutdown would wait for every page that listens.
    static func events(_ events: AsyncStream<[UInt8]>) -> ResponseBody {
        ResponseBody { writer in
            for await bytes in events.cancelOnGracefulShutdown() {
                try await writer.write(ByteBuffer(bytes: bytes))
            }
            try await writer.finish(nil)
        }
    }
}
