import Compounds
import Gates
import Kernel
import Synchronization
import Testing

@testable import Passes

@Suite("Open streams of arrivals")
struct ArrivalStreamsTests {
    private func person(_ number: UInt64) -> ID<Account> { ID(high: 1, low: number) }
    private func gate(_ number: UInt64) -> ID<Gate> { ID(high: 2, low: number) }

    /// Which streams were ended, in order.
    private final class Ended: Sendable {
        let numbers = Mutex<[Int]>([])
    }

    @Test("A person has three at most, a gate twelve; the oldest ends, once, and what is closed needs no place")
    func bounds() {
        let (streams, ended) = (ArrivalStreams(), Ended())
        func open(_ name: Int, by person: UInt64, at gate: UInt64) -> Int {
            streams.open(by: self.person(person), at: self.gate(gate)) { ended.numbers.withLock { $0.append(name) } }
        }
        for name in 1...3 { _ = open(name, by: 1, at: UInt64(name)) }
        #expect(ended.numbers.withLock { $0 }.isEmpty)
        _ = open(4, by: 1, at: 4)
        #expect(ended.numbers.withLock { $0 } == [1] && streams.count == 3)
        // Twelve people at one gate, then a thirteenth.
        for number in 11...22 { _ = open(number, by: UInt64(number), at: 9) }
        #expect(ended.numbers.withLock { $0 } == [1] && streams.count == 15)
        let last = open(23, by: 23, at: 9)
        #expect(ended.numbers.withLock { $0 } == [1, 11] && streams.count == 15)
        streams.close(last)
        streams.close(last)
        _ = open(24, by: 24, at: 9)
        #expect(ended.numbers.withLock { $0 } == [1, 11] && streams.count == 15)
    }
}
