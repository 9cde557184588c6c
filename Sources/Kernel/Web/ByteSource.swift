import Hummingbird

/// Bytes that are read as they are sent, such as a file's: an answer of any length takes little memory.
public struct ByteSource: Sendable {
    public let length: Int
    /// Names this version of the bytes, in quotes (RFC 9110, section 8.8.3).
    public let tag: String
    /// Some bytes from an offset on, at most so many; never none before the end.
    let read: @Sendable (_ offset: Int, _ count: Int) throws -> [UInt8]

    static let pieceBytes = 256 * 1024

    public init(
        length: Int, tag: String, read: @escaping @Sendable (_ offset: Int, _ count: Int) throws -> [UInt8]
    ) {
        self.length = length
        self.tag = tag
        self.read = read
    }

    /// Read piece by piece, as fast as the visitor takes them.
    func body(of part: Range<Int>) -> ResponseBody {
        ResponseBody(contentLength: part.count) { writer in
            var place = part.lowerBound
            while place < part.upperBound {
                // Reading may wait for a disk, so not on the loop of the connection.
                let bytes = try await withTaskExecutorPreference(globalConcurrentExecutor) { [place] in
                    try read(place, min(Self.pieceBytes, part.upperBound - place))
                }
                try await writer.write(ByteBuffer(bytes: bytes))
                place += bytes.count
            }
            try await writer.finish(nil)
        }
    }
}

extension Answer {
    /// The whole, or the part the visitor asks for: 200, 206, 304 or 416.
    ///
    /// - Parameter keeping: how long it may be kept, as `Cache-Control` says it.
    public static func bytes(
        _ source: ByteSource, type: String, keeping: String = "no-cache", for visit: Visit
    ) -> Answer {
        var headers = [("ETag", source.tag), ("Accept-Ranges", "bytes"), ("Cache-Control", keeping)]
        if visit.hasEntity(source.tag) {
            var answer = Answer(status: 304, type: type, body: [])
            answer.headers = headers
            return answer
        }
        // A part is wanted only of the version the visitor has the rest of.
        let isSame = visit.rangeCondition.isEmpty || visit.rangeCondition == source.tag
        let range = isSame ? ByteRange(visit.range, length: source.length) : .whole
        var answer = Answer(type: type, body: [])
        switch range {
        case .whole: answer.source = (source, 0..<source.length)
        case .part(let part):
            answer.status = 206
            headers.append(("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(source.length)"))
            answer.source = (source, part)
        case .unsatisfiable:
            answer.status = 416
            headers.append(("Content-Range", "bytes */\(source.length)"))
        }
        answer.headers += headers
        return answer
    }
}
