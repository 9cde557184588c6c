import HTTPTypes
import Hummingbird

/// What a route reads of a request's body, and from whom.
struct BodyRule: Sendable {
    /// 0 for routes that read none.
    let bytesMax: Int
    /// Only pages of this site may send it.
    let isFromPages: Bool
    /// It is done in a person's name: a browser must say that the page is ours. A program shows a token instead, which
    /// no browser sends on its own.
    var isInPersonsName = false
    /// The route asks where the request comes from, also when it reads no body.
    var tellsClient = false

    static let none = BodyRule(bytesMax: 0, isFromPages: false)

    /// The whole body, no longer than the rule allows.
    func body(of request: Request) async throws -> [UInt8] {
        guard bytesMax > 0 else { return [] }
        if isFromPages, request.isCrossSite { throw Refusal.crossSite }
        if isInPersonsName, !request.isFromOurPage, request.headers[.authorization] == nil { throw Refusal.crossSite }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bytesMax {
            throw Refusal.bodyTooLarge(bytesMax: bytesMax)
        }
        var bytes: [UInt8] = []
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= bytesMax else { throw Refusal.bodyTooLarge(bytesMax: bytesMax) }
            bytes.append(contentsOf: part.readableBytesView)
        }
        return bytes
    }
}

extension Request {
    /// The browser says so; silence is no yes where a cookie could be misused.
    fileprivate var isFromOurPage: Bool {
        (headers[.secFetchSite] != nil || headers[.origin] != nil) && !isCrossSite
    }

    /// Browsers say where a request comes from: `Sec-Fetch-Site` (Fetch Metadata), or `Origin` (RFC 6454) in older
    /// ones. A program that says neither has no cookie to misuse.
    fileprivate var isCrossSite: Bool {
        if let site = headers[.secFetchSite] { return site != "same-origin" && site != "none" }
        guard let origin = headers[.origin] else { return false }
        guard let end = origin.firstRange(of: "://")?.upperBound, let host = head.authority else { return true }
        return origin[end...].lowercased() != host.lowercased()
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
}
