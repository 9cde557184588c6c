import Kernel

/// How many answers one sender may give within a time.
struct RateLimit: Sendable {
    enum Sender: Sendable {
        case device, network
    }

    let sender: Sender
    let answersMax: Int
    let seconds: Int64

    /// A rider passes a handful of places an hour. A network is a café, a dormitory or a carrier's address that
    /// hundreds of phones share, so its bound only stops a machine.
    static let all = [
        RateLimit(sender: .device, answersMax: 10, seconds: 600),
        RateLimit(sender: .device, answersMax: 60, seconds: 86_400),
        RateLimit(sender: .network, answersMax: 120, seconds: 600),
        RateLimit(sender: .network, answersMax: 2000, seconds: 86_400),
    ]

    /// - Parameter moments: when this sender's last `answersMax` answers arrived, in any order.
    func check(_ moments: [Instant], now: Instant) throws(Refusal) {
        let recent = moments.filter { $0 > now.adding(seconds: -seconds) }
        guard recent.count >= answersMax, let oldest = recent.min() else { return }
        let wait = oldest.adding(seconds: seconds).milliseconds - now.milliseconds
        throw .tooMany(retryAfterSeconds: Int(max(1, (wait + 999) / 1000)))
    }
}
