import Synchronization

/// Lets pieces of work that wait run one after the other, in the order they came.
public final class Turns: Sendable {
    private let last = Mutex<Task<Void, Never>?>(nil)

    public init() {}

    public func take<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let mine = last.withLock { last in
            let before = last
            let mine = Task {
                await before?.value
                return try await work()
            }
            last = Task { _ = await mine.result }
            return mine
        }
        return try await mine.value
    }
}
