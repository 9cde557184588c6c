import Accounts
import Kernel
import Logging

/// A demonstration has no phones: its codes stand in the log, and the page shows them. Anywhere else it is no way.
public struct ShownCodes: CodeSending {
    private let isDemonstration: @Sendable () -> Bool
    private let logger: Logger

    public init(isDemonstration: @escaping @Sendable () -> Bool, logger: Logger) {
        self.isDemonstration = isDemonstration
        self.logger = logger
    }

    public var way: CodeWay { isDemonstration() ? .shown : .none }

    public func send(_ message: CodeMessage) async throws(CodeFault) {
        guard isDemonstration() else { throw .noWay }
        logger.notice(
            "A demonstration's code", metadata: ["phone": "\(message.phone.masked)", "code": "\(message.code)"])
    }
}
