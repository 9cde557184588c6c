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

/// How many codes may be asked for within a time.
struct CodeLimit: Sendable {
    enum Sender: Sendable {
        case phone, network
    }

    let sender: Sender
    let codesMax: Int
    let seconds: Int64

    /// A number gets what its owner can need. A network is a dormitory or a carrier's address that hundreds of phones
    /// share, so its bound only stops a machine.
    static let all = [
        CodeLimit(sender: .phone, codesMax: 1, seconds: 60),
        CodeLimit(sender: .phone, codesMax: 5, seconds: 3600),
        CodeLimit(sender: .phone, codesMax: 10, seconds: 86_400),
        CodeLimit(sender: .network, codesMax: 120, seconds: 600),
        CodeLimit(sender: .network, codesMax: 1000, seconds: 86_400),
    ]

    /// - Parameter moments: when this sender's last `codesMax` codes were made, in any order.
    func check(_ moments: [Instant], now: Instant) throws(Refusal) {
        let recent = moments.filter { $0 > now.adding(seconds: -seconds) }
        guard recent.count >= codesMax, let oldest = recent.min() else { return }
        let wait = oldest.adding(seconds: seconds).milliseconds - now.milliseconds
        throw .tooMany(retryAfterSeconds: Int(max(1, (wait + 999) / 1000)))
    }
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
