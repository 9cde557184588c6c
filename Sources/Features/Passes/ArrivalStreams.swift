import Compounds
import Gates
import Kernel
import Synchronization

/// The streams of arrivals that are open: a bound for each person and each gate. The newest stays; the oldest is told
/// that it is shown elsewhere and ends, for a page that is loaded anew leaves one behind that nobody reads.
final class ArrivalStreams: Sendable {
    private struct Open {
        let number: Int
        let person: ID<Account>
        let gate: ID<Gate>
        let end: @Sendable () -> Void
    }

    private struct State {
        var next = 0
        /// Oldest first.
        var open: [Open] = []
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.open.count } }

    /// - Parameter end: called at most once, when the place is needed for somebody newer.
    /// - Returns: the number to give back to `close`.
    func open(by person: ID<Account>, at gate: ID<Gate>, end: @escaping @Sendable () -> Void) -> Int {
        let (number, ended) = state.withLock { state -> (Int, [Open]) in
            var ended: [Open] = []
            func bound(_ most: Int, _ belongs: (Open) -> Bool) {
                let own = state.open.filter(belongs)
                guard own.count >= most else { return }
                let oldest = own.prefix(own.count - most + 1)
                ended += oldest
                let numbers = Set(oldest.map(\.number))
                state.open.removeAll { numbers.contains($0.number) }
            }
            bound(Limits.arrivalStreamsOfPersonMax) { $0.person == person }
            bound(Limits.arrivalStreamsOfGateMax) { $0.gate == gate }
            state.next += 1
            state.open.append(Open(number: state.next, person: person, gate: gate, end: end))
            return (state.next, ended)
        }
        for one in ended { one.end() }
        return number
    }

    func close(_ number: Int) {
        state.withLock { $0.open.removeAll { $0.number == number } }
    }
}

extension Limits {
    static let arrivalStreamsOfPersonMax = 3
    static let arrivalStreamsOfGateMax = 12
}
