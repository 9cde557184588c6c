import Confirmations
import Kernel
import Places
import ServiceLifecycle
import Synchronization
import TestTown
import Testing

@testable import Server

@Suite("What the clock drives")
struct ScheduleTests {
    private struct Trouble: Error {}

    @Test(
        "A job is done at the start and after each period, also when it failed; the end is told and obeyed",
        .timeLimit(.minutes(1)))
    func periods() async throws {
        let times = Mutex(0)
        let (bell, ring) = AsyncStream.makeStream(of: Int.self)
        let job = Schedule.Job(name: "count", every: .milliseconds(20)) {
            let time = times.withLock { times in
                times += 1
                return times
            }
            ring.yield(time)
            if time == 2 { throw Trouble() }
            return 0
        }
        let group = ServiceGroup(services: [Schedule(jobs: [job], logger: quiet)], logger: quiet)
        async let running: Void = group.run()
        for await time in bell where time == 4 { break }
        await group.triggerGracefulShutdown()
        try await running
        #expect(times.withLock { $0 } >= 4)
    }

    @Test("The house forgets who answered once an answer is two days old", arguments: TestEngine.available)
    func forgets(_ engine: TestEngine) async throws {
        let shop = Town.place(1, "老面馆")
        try await withHouse(engine, places: [shop]) { house in
            #expect(
                house.jobs.map(\.name) == [
                    "forget witnesses", "let data lapse", "sweep photos", "read the pass keys",
                    "end passes of blocked accounts", "sign the list of revocations", "let passes lapse",
                    "settle answered reports, let old ones lapse", "let certificates lapse",
                    "make the friendliness index", "extend the audit tree", "sign the audit tree",
                    "keep the demonstration alive",
                ])
            let job = try #require(house.jobs.first)
            let old = NewConfirmation(placeID: shop.id, kind: .merchant, answer: .open, key: "a-key-of-old")
            _ = try await house.database.write { town in
                try house.confirmations.confirm(old, from: Sender(device: "d", network: "n"), in: town)
            }
            #expect(try await job.work() == 0)
            let later = try await House(
                house.settings, clock: .stopped(at: testMoment.adding(seconds: 48 * 3600)), logger: quiet)
            #expect(try await later.jobs[0].work() == 1)
            #expect(try await later.jobs[0].work() == 0)
            await later.database.close()
        }
    }
}
