import Kernel

/// How one-time codes come to a phone. The house has one way, chosen at its start.
public protocol CodeSending: Sendable {
    /// What becomes of a code now.
    var way: CodeWay { get }

    /// Hands a code over; returns once the other side has taken it.
    func send(_ message: CodeMessage) async throws(CodeFault)
}

public enum CodeWay: Sendable, Equatable {
    /// By a gateway, to the phone.
    case sent
    /// On the page itself and in the log: a demonstration has no phones.
    case shown
    /// There is no way yet: nobody can sign in by phone.
    case none
}

/// A code on its way.
public struct CodeMessage: Sendable {
    public let id: ID<SignInCode>
    public let phone: PhoneNumber
    public let code: String
    public let language: Language
    public let at: Instant
    public let expiresAt: Instant

    /// What the phone shows. Phones fill a code in by themselves when it stands alone.
    public var text: String {
        let minutes = (expiresAt.milliseconds - at.milliseconds) / 60_000
        return Phrase(
            "【甬爱码】验证码 \(code)，\(minutes) 分钟内有效。工作人员不会向您索要，请勿告诉他人。",
            "YongAi code \(code), good for \(minutes) minutes. Nobody of ours will ask you for it."
        ).in(language)
    }
}

/// Why a code did not go out.
public enum CodeFault: Error, Sendable, Equatable {
    case unreachable
    case late
    /// The gateway answered with this status.
    case refused(status: Int)
    case noWay
}

/// No way at all: a house whose gateway nobody has set.
public struct NoCodes: CodeSending {
    public init() {}
    public var way: CodeWay { .none }
    public func send(_ message: CodeMessage) async throws(CodeFault) { throw .noWay }
}
