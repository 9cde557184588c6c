import Accounts
import Crypto
import Foundation
import Hexadecimal
import Kernel

/// Hands codes to a gateway of the city's own choice: one JSON document a code, signed, over HTTP.
///
///     POST https://gateway.example/codes
///     X-YongAi-Signature: sha256=<HMAC-SHA-256 of the body, in hexadecimal digits>
///     {"id":"…","at":1795392000000,"to":"+8613800001234","code":"123456","minutes":5,"language":"zh-Hans","text":"…"}
///
/// Any status from 200 to 299 says that the gateway has taken it. It is not sent again: the rider asks for another.
public struct WebhookCodes: CodeSending {
    private let address: String
    private let secret: SymmetricKey
    private let fetching: any Fetching

    public init(address: String, secret: String, fetching: any Fetching) {
        self.address = address
        self.secret = SymmetricKey(data: Array(secret.utf8))
        self.fetching = fetching
    }

    public var way: CodeWay { .sent }

    public func send(_ message: CodeMessage) async throws(CodeFault) {
        let body = Self.body(message)
        let code = HMAC<SHA256>.authenticationCode(for: body, using: secret)
        let signature = code.hexadecimal
        let request = OutboundRequest(
            address: address, body: body, headers: [("X-YongAi-Signature", "sha256=" + signature)])
        let answer: OutboundAnswer
        do throws(FetchFault) {
            answer = try await fetching.fetch(request)
        } catch {
            throw error == .late ? .late : .unreachable
        }
        guard (200..<300).contains(answer.status) else { throw .refused(status: answer.status) }
    }

    private static func body(_ message: CodeMessage) -> [UInt8] {
        let json: JSON = [
            "id": .string(message.id.description), "at": .integer(message.at.milliseconds),
            "to": .string(message.phone.text), "code": .string(message.code),
            "minutes": .integer((message.expiresAt.milliseconds - message.at.milliseconds) / 60_000),
            "language": .string(message.language.rawValue), "text": .string(message.text),
        ]
        return json.bytes
    }
}
