import HTTPTypes
import Hummingbird
import Logging

/// The context Hummingbird carries along a request.
public struct VisitContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Names the request in its answer and in the log.
    public let id: String
    /// Asked for by few routes, so that an address is put into words only then.
    private let end: @Sendable () -> (isLocal: Bool, peer: String?)

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        let id = source.logger[metadataKey: Self.idKey]?.description ?? ""
        // Hummingbird writes its number without leading zeros: 31 digits in one process of sixteen.
        self.id = String(repeating: "0", count: max(0, Self.idDigits - id.utf8.count)) + id
        let channel = source.channel
        end = {
            let address = channel.remoteAddress
            let peer = address?.ipAddress
            return (peer == "127.0.0.1" || peer == "::1" || address?.pathname != nil, peer)
        }
        if id.utf8.count < Self.idDigits { logger[metadataKey: Self.idKey] = "\(self.id)" }
    }

    /// The client is on this machine and no proxy stands between.
    var isLocal: Bool { end().isLocal }

    /// The address at the other end of the connection; nil for a socket of this machine, or when there is none.
    var peer: String? { end().peer }

    /// A request that came over no channel: tests.
    init(isLocal: Bool, peer: String? = nil, requestID: String) {
        end = { (isLocal, peer) }
        var logger = Logger(label: "visit")
        logger[metadataKey: Self.idKey] = "\(requestID)"
        id = requestID
        coreContext = .init(source: LoggerSource(logger: logger))
    }

    private static let idKey = "hb.request.id"
    private static let idDigits = 32

    private struct LoggerSource: RequestContextSource {
        let logger: Logger
    }
}

/// All ways into the house. A route exists only behind a door, and the door is the first word of its line:
///
///     doors.everyone.get("/api/v1/places/:id") { visit in … }
///
/// The list of routes with their doors is compared with `docs/routes.txt` by a test.
public final class Doors {
    public struct Route: Sendable, Hashable {
        public let door: String
        public let method: String
        public let path: String
    }

    public private(set) var routes: [Route] = []
    public let site: Site
    let router: Router<VisitContext>
    let gzip: @Sendable ([UInt8]) -> [UInt8]?
    private let operatorToken: String?
    let recognising: (any Recognising)?
    private var admissions: [(route: Route, admits: Door.Admission)] = []

    /// - Parameters:
    ///   - operatorToken: lets a client of another machine in by the operators' door.
    ///   - recognising: tells who somebody is; without it nobody comes in by the doors for persons.
    ///   - gzip: compresses a body, or returns nil when it is not worth it.
    public init(
        site: Site, router: Router<VisitContext>, operatorToken: String? = nil,
        recognising: (any Recognising)? = nil,
        gzip: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) {
        self.site = site
        self.router = router
        self.operatorToken = operatorToken
        self.recognising = recognising
        self.gzip = gzip
    }

    /// Open to everyone, without an account: public data only.
    public var everyone: Door { Door(name: "everyone", doors: self) { _, _ in true } }

    /// Open to the people who run the house: programs on the same machine with no proxy between, and whoever shows
    /// the token. To everyone else there is nothing here.
    public var operators: Door {
        let token = operatorToken
        return Door(name: "operators", doors: self) { request, context in
            if let token, let shown = request.headers[.authorization] {
                return sameText(shown, "Bearer " + token)
            }
            return context.isLocal && request.headers[.xForwardedFor] == nil && request.headers[.forwarded] == nil
        }
    }

    func add(
        _ method: HTTPRequest.Method, _ path: String, door: Door, rule: RouteRule, _ handler: @escaping Door.Handler
    ) {
        let route = Route(door: door.name, method: method.rawValue, path: path)
        let hallway = Hallway(site: site, gzip: gzip)
        let admits = door.admits
        routes.append(route)
        admissions.append((route, admits))
        router.on(RouterPath(path), method: method) { request, context in
            guard admits(request, context) else { return hallway.nothing(here: request, context) }
            return await hallway.pass(request, context, rule, handler)
        }
    }

    /// Everything behind the doors, and the answers for what no route took: 404, or 405 where the address exists for
    /// other methods.
    public func responder() -> RouterResponder<VisitContext> {
        let hallway = Hallway(site: site, gzip: gzip)
        router.addMiddleware { LastAnswers(admissions: admissions, hallway: hallway) }
        return router.buildResponder()
    }
}

extension HTTPField.Name {
    static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    /// RFC 7239.
    static let forwarded = HTTPField.Name("Forwarded")!
}

/// Compares without telling by its time where two texts begin to differ.
private func sameText(_ left: String, _ right: String) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    return zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}

/// How a request of a route is taken.
struct RouteRule {
    var body: BodyRule
    var isBrief = false
    /// What it answers is about somebody: nothing on the way, and not the browser either, keeps it.
    var isPersonal = false
}

/// One door: who may come in.
public struct Door {
    public typealias Handler = @Sendable (Visit) async throws -> Answer
    typealias Admission = @Sendable (Request, VisitContext) -> Bool
    let name: String
    let doors: Doors
    let admits: Admission

    /// - Parameters:
    ///   - isBrief: it takes microseconds and waits for nothing, so that it may be answered where the request arrived.
    ///   - tellsClient: the handler asks where the request comes from, or who sends it.
    public func get(
        _ path: String, isBrief: Bool = false, tellsClient: Bool = false, _ handler: @escaping Handler
    ) {
        var body = BodyRule.none
        body.tellsClient = tellsClient
        doors.add(.get, path, door: self, rule: RouteRule(body: body, isBrief: isBrief), handler)
    }

    /// A change sent by a page of this site: a form, or a module's `fetch`. What another site sends in the visitor's
    /// name is refused, before the body is read.
    public func post(
        _ path: String, bodyBytesMax: Int = Limits.bodyBytesMax, _ handler: @escaping Handler
    ) {
        let body = BodyRule(bytesMax: bodyBytesMax, isFromPages: true)
        doors.add(.post, path, door: self, rule: RouteRule(body: body), handler)
    }

    /// A change sent by a program that says itself who it is and carries no cookie of a person.
    public func postFromPrograms(
        _ path: String, bodyBytesMax: Int = Limits.bodyBytesMax, _ handler: @escaping Handler
    ) {
        let body = BodyRule(bytesMax: bodyBytesMax, isFromPages: false)
        doors.add(.post, path, door: self, rule: RouteRule(body: body), handler)
    }
}
