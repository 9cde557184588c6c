/// Whether a code that is late is a picture or a clock. One showing cannot tell; several can: a picture stands still,
/// a live code moves on with the time.
public struct ClockWatch: Sendable, Equatable {
    public static let showingsMax = 64
    /// So many phones in a row that are off by the same: then the verifier's own clock is.
    public static let phonesMin = 3

    public enum Finding: Sendable, Equatable {
        /// This phone's clock, ahead (+) or behind (−).
        case phone(seconds: Int64)
        /// The verifier's own clock is behind (+) or ahead (−) by this.
        case own(seconds: Int64)
    }

    private struct Showing: Equatable {
        let serial: UInt32
        let step: Int64
        let now: Int64
        var steps: Int64 { step - now / PassStep.seconds }
    }

    private var showings: [Showing] = []

    public init() {}

    /// Notes a showing whose signatures are good, in time or not, and says what is now known of the clocks.
    public mutating func note(serial: UInt32, step: UInt64, now: Int64) -> Finding? {
        let showing = Showing(
            serial: serial, step: Int64(min(step, PassForm.stepMax)), now: min(max(now, 0), PassCredential.secondsMax))
        defer {
            showings.append(showing)
            if showings.count > Self.showingsMax { showings.removeFirst() }
        }
        guard abs(showing.steps) > PassStep.tolerance else { return nil }
        if isOwnClock(showing) { return .own(seconds: showing.steps * PassStep.seconds) }
        let isMoving = showings.contains {
            $0.serial == showing.serial && $0.step < showing.step && Self.isSame($0.steps, showing.steps)
        }
        return isMoving || showing.steps > 0 ? .phone(seconds: showing.steps * PassStep.seconds) : nil
    }

    private func isOwnClock(_ showing: Showing) -> Bool {
        var phones: Set<UInt32> = [showing.serial]
        for other in showings.reversed() {
            guard Self.isSame(other.steps, showing.steps) else { return false }
            phones.insert(other.serial)
            if phones.count >= Self.phonesMin { return true }
        }
        return false
    }

    private static func isSame(_ one: Int64, _ other: Int64) -> Bool { abs(one - other) <= PassStep.tolerance }
}
