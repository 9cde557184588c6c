import HTTPTypes
import Hummingbird
import Testing

@testable import Kernel
@testable import Server

@Suite("Over TLS")
struct TransportTests {
    private func answered(isSecure: Bool) async throws -> HTTPFields {
        let headers = SecurityHeaders { _, _ in isSecure }
        let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/")
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        let response = try await headers.handle(request, context: VisitContext(isLocal: true, requestID: "42")) {
            _, _ in
            var fields = HTTPFields()
            fields[values: .setCookie] = ["lang=en; Path=/; HttpOnly", "__Host-session=1; Path=/; HttpOnly; Secure"]
            return Response(status: .ok, headers: fields)
        }
        return response.headers
    }

    @Test("Every answer asks the browser to come by TLS for a year, and every cookie travels by TLS only")
    func secure() async throws {
        let headers = try await answered(isSecure: true)
        #expect(headers[values: .strictTransportSecurity] == ["max-age=31536000; includeSubDomains"])
        #expect(
            headers[values: .setCookie] == [
                "lang=en; Path=/; HttpOnly; Secure", "__Host-session=1; Path=/; HttpOnly; Secure",
            ])
    }

    @Test("Without TLS nothing is promised: a demonstration on a laptop keeps its cookies")
    func plain() async throws {
        let headers = try await answered(isSecure: false)
        #expect(headers[.strictTransportSecurity] == nil)
        #expect(headers[values: .setCookie].first == "lang=en; Path=/; HttpOnly")
    }
}
