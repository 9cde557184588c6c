import Kernel

/// A one-time code as the database holds it: of the code itself there is only a keyed hash, bound to the phone and to
/// this row, so that a code is of no use for another number or another request.
public struct SignInCode: Sendable {
    let id: ID<SignInCode>
    let phoneIndex: [UInt8]
    let network: [UInt8]
    let mac: [UInt8]
    let createdAt: Instant
    let expiresAt: Instant
    var tries: Int = 0
    var endedAt: Instant?

    func works(at moment: Instant) -> Bool {
        endedAt == nil && moment < expiresAt && tries < Limits.codeTriesMax
    }
}

/// Whose codes a limit counts.
enum CodeAsker: Sendable {
    case phone, network

    /// A number gets what its owner can need. A network is a dormitory or a carrier's address that hundreds of phones
    /// share, so its bound only stops a machine.
    static let limits: [RateLimit<CodeAsker>] = [
        RateLimit(.phone, 1, in: 60), RateLimit(.phone, 5, in: 3600), RateLimit(.phone, 10, in: 86_400),
        RateLimit(.network, 120, in: 600), RateLimit(.network, 1000, in: 86_400),
    ]
}

extension Limits {
    static let codeDigits = 6
    static let codeMinutesMax: Int64 = 5
    static let codeTriesMax = 5
    /// Wrong codes of one network within a day: a machine that guesses at many numbers is stopped here.
    static let wrongCodesOfNetworkMax = 300
    /// From a proven number to a finished registration.
    static let registrationMinutesMax: Int64 = 20
}
