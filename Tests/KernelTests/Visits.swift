import Hummingbird
@testable import Kernel

/// The house all tests of this target visit: Ningbo, at one stopped moment.
let testSite = Site(
    name: Phrase("甬爱码", "YongAi"), cityName: Phrase("宁波", "Ningbo"), utcOffsetSeconds: 28_800,
    assetBase: "/assets/1", clock: .stopped(at: Instant(seconds: 1_795_392_000)))

func testRequest(
    _ target: String, method: HTTPRequest.Method = .get, headers: [(String, String)] = []
) -> Request {
    var fields = HTTPFields()
    for (name, value) in headers { fields.append(.init(name: .init(name)!, value: value)) }
    let head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: target, headerFields: fields)
    return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
}

func testVisit(_ target: String, headers: [(String, String)] = [], site: Site = testSite) -> Visit {
    Visit(testRequest(target, headers: headers), site: site, requestID: "42", parameters: Parameters())
}

/// What came back from the doors.
struct Received {
    let status: Int
    let headers: HTTPFields
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    var type: String? { headers[.contentType] }

    init(_ response: Response) async throws {
        status = response.status.code
        headers = response.headers
        let collected = Collected()
        try await response.body.write(BodyWriter(collected: collected))
        body = collected.bytes
    }
}

private final class Collected {
    var bytes: [UInt8] = []
}

private struct BodyWriter: ResponseBodyWriter {
    let collected: Collected

    mutating func write(_ buffer: ByteBuffer) async throws { collected.bytes += buffer.readableBytesView }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
