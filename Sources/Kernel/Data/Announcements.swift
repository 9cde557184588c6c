import Synchronization

/// Everyone who listens for changes in this process; both drivers tell what they hear through one of these.
public final class Announcements: Sendable {
    /// How many topics may wait for one listener. A slower one loses them and is told so with `nil`.
    public static let topicsWaitingMax = 256

    private struct State {
        var listeners: [Int: AsyncStream<Topic?>.Continuation] = [:]
        var nextNumber = 0
        var hasEnded = false
    }

    private let state = Mutex(State())

    public init() {}

    public var isHeard: Bool { state.withLock { !$0.listeners.isEmpty } }

    public func listen() -> AsyncStream<Topic?> {
        AsyncStream(bufferingPolicy: .bufferingNewest(Self.topicsWaitingMax)) { continuation in
            let number = state.withLock { state -> Int? in
                guard !state.hasEnded else { return nil }
                state.nextNumber += 1
                state.listeners[state.nextNumber] = continuation
                return state.nextNumber
            }
            guard let number else { return continuation.finish() }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
            }
        }
    }

    public func tell(_ topic: Topic?) {
        // Yielding outside the lock: a termination handler would take the same lock again.
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners {
            if case .dropped = listener.yield(topic) { listener.yield(nil) }
        }
    }

    public func end() {
        let listeners = state.withLock { state in
            state.hasEnded = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}
