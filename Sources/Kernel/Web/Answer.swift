/// What a route answers: a status, headers and the whole body.
public struct Answer: Sendable {
    public var status: Int
    public var headers: [(String, String)]
    public var body: [UInt8]
    /// Instead of the body: bytes that are read as they are sent.
    var source: (bytes: ByteSource, part: Range<Int>)?
    /// Instead of the body: bytes that come as things happen.
    var events: AsyncStream<[UInt8]>?
    /// Instead of the body: bytes that lie where the network takes them from.
    var prepared: BodyBytes?

    public init(status: Int = 200, type: String, body: [UInt8], headers: [(String, String)] = []) {
        self.status = status
        self.headers = [("Content-Type", type)] + headers
        self.body = body
    }

    public static func json(_ json: JSON, type: String = "application/json", status: Int = 200) -> Answer {
        Answer(status: status, type: type, body: json.bytes, headers: [("Cache-Control", "no-store")])
    }

    /// RFC 7946.
    public static func geoJSON(_ json: JSON) -> Answer { Answer.json(json, type: "application/geo+json") }

    /// RFC 7946, in bytes that are JSON already.
    public static func geoJSON(_ bytes: BodyBytes) -> Answer {
        var answer = Answer(type: "application/geo+json", body: [], headers: [("Cache-Control", "no-store")])
        answer.prepared = bytes
        return answer
    }

    public static func text(_ text: String, status: Int = 200, type: String = "text/plain; charset=utf-8") -> Answer {
        Answer(status: status, type: type, body: Array(text.utf8), headers: [("Cache-Control", "no-store")])
    }

    /// A page in the house's frame.
    public static func page(_ page: Page, _ visit: Visit, status: Int = 200) -> Answer {
        var answer = Answer(
            status: status, type: "text/html; charset=utf-8", body: Array(page.framed(for: visit).text.utf8),
            headers: [("Cache-Control", "no-cache"), ("Vary", "Accept-Language, Cookie")])
        if let chosen = visit.query.last("lang").flatMap(Language.init(rawValue:)) {
            answer.headers.append(Cookies.keeping("lang", chosen.rawValue, isSecure: visit.isSecure))
        }
        return answer
    }

    /// Sends a browser on after a form was taken, so that reloading does not send it again (RFC 9110, 303).
    /// - Parameter path: an address of this site that begins with a single slash.
    public static func seeOther(_ path: String) -> Answer {
        Answer(
            status: 303, type: "text/plain; charset=utf-8", body: [],
            headers: [("Location", path), ("Cache-Control", "no-store")])
    }

    /// What was at this address is at another. It is asked for anew each time, for it may come back.
    /// - Parameter path: an address of this site that begins with a single slash.
    public static func movedPermanently(_ path: String) -> Answer {
        Answer(
            status: 301, type: "text/plain; charset=utf-8", body: [],
            headers: [("Location", path), ("Cache-Control", "no-store")])
    }

    /// Markup without the frame, for a part of a page that a module puts in its place.
    public static func fragment(_ html: HTML) -> Answer {
        Answer(
            type: "text/html; charset=utf-8", body: Array(html.text.utf8), headers: [("Cache-Control", "no-store")])
    }
}
