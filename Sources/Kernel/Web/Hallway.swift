import HTTPTypes
import Hummingbird
import Logging

/// Between a door and its route: builds the visit, turns refusals and faults into answers, compresses.
struct Hallway: Sendable {
    let site: Site
    let gzip: @Sendable ([UInt8]) -> [UInt8]?
    static let gzipBytesMin = 860

    /// A request arrives on the loop of its connection, which many connections share. Only what is brief is answered
    /// there, without handing it to another thread and back; all else, and all compressing, is done by the pool.
    func pass(
        _ request: Request, _ context: VisitContext, _ rule: RouteRule, _ handler: Door.Handler
    ) async -> Response {
        var visit = visit(request, context)
        if rule.body.bytesMax > 0 || rule.body.tellsClient { visit.client = Client(request, context, site: site) }
        if rule.isBrief, !visit.acceptsGzip {
            return response(for: await answer(visit, request, context.logger, rule.body, handler), visit)
        }
        return await withTaskExecutorPreference(globalConcurrentExecutor) { [visit] in
            let answer = await answer(visit, request, context.logger, rule.body, handler)
            return response(for: rule.isPersonal ? answer.unkept : answer, visit)
        }
    }

    private func answer(
        _ visit: Visit, _ request: Request, _ logger: Logger, _ body: BodyRule, _ handler: Door.Handler
    ) async -> Answer {
        do {
            guard request.uri.string.utf8.count <= Limits.targetBytesMax else { throw Refusal.targetTooLong }
            guard body.bytesMax > 0 else { return try await handler(visit) }
            var visit = visit
            visit.body = try await body.body(of: request)
            return try await handler(visit)
        } catch let refusal as Refusal {
            return refused(refusal, visit)
        } catch DatabaseFault.unavailable(let reason) {
            logger.error("The database is unavailable", metadata: ["reason": "\(reason)"])
            return refused(.notReady, visit)
        } catch DatabaseFault.contention {
            logger.error("Too many wrote the same at once")
            return refused(.notReady, visit)
        } catch {
            logger.error("A request failed", metadata: ["fault": "\(String(reflecting: error))"])
            return visit.wantsJSON ? RefusalAnswer.fault.problem(visit) : RefusalAnswer.fault.page(visit)
        }
    }

    private func visit(_ request: Request, _ context: VisitContext) -> Visit {
        Visit(
            request, site: site, requestID: context.id, parameters: context.parameters,
            isSecure: Client.isSecure(request, context, site: site))
    }

    /// One answer for an address that is not there and for one that this visitor may not know of.
    func nothing(here request: Request, _ context: VisitContext) -> Response {
        refuse(.notFound(what: .nothingHere), request, context)
    }

    func refuse(_ refusal: Refusal, _ request: Request, _ context: VisitContext) -> Response {
        let visit = visit(request, context)
        return response(for: refused(refusal, visit), visit)
    }

    private func refused(_ refusal: Refusal, _ visit: Visit) -> Answer {
        let answer = RefusalAnswer(refusal)
        return visit.wantsJSON ? answer.problem(visit) : answer.page(visit)
    }

    func response(for answer: Answer, _ visit: Visit) -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        if let events = answer.events {
            return Response(status: .init(code: answer.status), headers: headers, body: .events(events))
        }
        if let (bytes, part) = answer.source {
            return Response(status: .init(code: answer.status), headers: headers, body: bytes.body(of: part))
        }
        var smaller: [UInt8]?
        if answer.prepared?.buffer.readableBytes ?? answer.body.count >= Self.gzipBytesMin,
            headers[.contentEncoding] == nil
        {
            headers.append(HTTPField(name: .vary, value: "Accept-Encoding"))
            smaller = visit.acceptsGzip ? gzip(answer.prepared?.bytes ?? answer.body) : nil
            if smaller != nil { headers[.contentEncoding] = "gzip" }
        }
        let body = smaller.map { ByteBuffer(bytes: $0) } ?? answer.prepared?.buffer ?? ByteBuffer(bytes: answer.body)
        return Response(status: .init(code: answer.status), headers: headers, body: .init(byteBuffer: body))
    }
}

/// The last middleware before the routes: what Hummingbird's router found no route for.
struct LastAnswers: RouterMiddleware {
    let admissions: [(route: Doors.Route, admits: Door.Admission)]
    let hallway: Hallway

    func handle(
        _ request: Request, context: VisitContext,
        next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            guard request.uri.string.utf8.count <= Limits.targetBytesMax else {
                return hallway.refuse(.targetTooLong, request, context)
            }
            let allowed = methods(for: request, context)
            guard !allowed.isEmpty else { return hallway.nothing(here: request, context) }
            return hallway.refuse(.methodNotAllowed(allowed: allowed), request, context)
        }
    }

    /// What the address is there for, among the doors that are open to this visitor.
    private func methods(for request: Request, _ context: VisitContext) -> [String] {
        let path = request.uri.path
        let allowed = admissions.lazy.filter { matches(path: path, pattern: $0.route.path) }
            .filter { $0.admits(request, context) }.map(\.route.method)
        let methods = Set(allowed)
        return (methods.contains("GET") ? methods.union(["HEAD"]) : methods).sorted()
    }

    private func matches(path: String, pattern: String) -> Bool {
        let segments = path.split(separator: "/")
        let wanted = pattern.split(separator: "/")
        guard segments.count == wanted.count else { return false }
        return zip(segments, wanted).allSatisfy { $1.hasPrefix(":") || $0 == $1 }
    }
}
