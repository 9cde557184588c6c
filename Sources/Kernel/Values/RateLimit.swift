/// How often one sender may do something within a time. Whose `Sender` it is, a device, a number, a network or an
/// account, its feature says; when that sender did it before, the feature's store tells.
public struct RateLimit<Sender: Sendable>: Sendable {
    public let sender: Sender
    public let timesMax: Int
    public let seconds: Int64

    public init(_ sender: Sender, _ timesMax: Int, in seconds: Int64) {
        self.sender = sender
        self.timesMax = timesMax
        self.seconds = seconds
    }

    /// - Parameter moments: when this sender did it, the last `timesMax` times, in any order.
    public func check(_ moments: [Instant], now: Instant) throws(Refusal) {
        let recent = moments.filter { $0 > now.adding(seconds: -seconds) }
        guard recent.count >= timesMax, let oldest = recent.min() else { return }
        let wait = oldest.adding(seconds: seconds).milliseconds - now.milliseconds
        throw .tooMany(retryAfterSeconds: Int(max(1, (wait + 999) / 1000)))
    }
}
